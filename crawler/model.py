"""The values that travel through Kliping: plain, frozen, comparable, picklable.

Any of them can be built in a test with one line.  Nothing here reads a clock, a file, a socket
or a setting.  Unless a field says otherwise: times are aware, durations are timedeltas, text
is as published, and an empty tuple or None means "not known" or "none".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum

# Fetching


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110, section 8.8)."""

    etag: str | None = None
    modified: str | None = None  # Last-Modified, as the server wrote it


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask for, and how."""

    url: str
    since: Validators = NO_VALIDATORS
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # for its origin only
    obey_robots: bool = True
    delay: timedelta = timedelta(seconds=1)  # from the end of one answer to the next request


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server sent for one URL, whole, with its content coding undone."""

    url: str  # after redirects
    status: int
    type: str  # media type, lower case, without parameters; empty where none was given
    charset: str | None  # as the Content-Type header says, unchecked
    body: bytes
    validators: Validators = NO_VALIDATORS
    at: datetime  # when it was received, UTC


# Discovery


class InletKind(StrEnum):
    """The kinds of places where a source lists its articles."""

    FEED = "feed"  # RSS, Atom, RDF, JSON Feed
    SITEMAP = "sitemap"  # sitemap, news sitemap, sitemap index
    LISTING = "listing"  # an index page or a home page, read by its links


@dataclass(frozen=True, slots=True)
class Inlet:
    """One place where a source lists its articles."""

    kind: InletKind
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InletState:
    """What is remembered of an inlet between two polls."""

    inlet: Inlet
    validators: Validators = NO_VALIDATORS
    read: datetime | None = None  # when it last gave a list, 304 included; None: never
    failures: int = 0  # readings failed in a row
    problem: str = ""  # why the last one failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A link that an inlet says is an article, with what the inlet itself tells of it."""

    url: str  # absolute, http or https
    title: str | None = None
    summary: str | None = None  # plain text
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One reading of an inlet: articles, and further inlets to read (a sitemap's index)."""

    found: tuple[Found, ...] = ()
    more: tuple[Inlet, ...] = ()


# Configuration, as the pipeline sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site that is watched."""

    name: str  # stored: renaming starts afresh
    url: str  # the home page; also what inlets are found from where none is named
    inlets: tuple[Inlet, ...] = ()  # as configured; empty: found from `url`
    every: timedelta | None = None  # None: adaptive
    timezone: str = "Asia/Jakarta"  # IANA name; of dates without a zone and of the text format
    language: str | None = None  # BCP 47
    network: str | None = None  # the owner; None: the source stands for itself
    tags: tuple[str, ...] = ()
    remember_first: bool = True  # articles listed at the first poll are known, not told …
    first_younger_than: timedelta | None = None  # … but for those published within this time
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # may hold secrets
    obey_robots: bool = True
    delay: timedelta = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Hints for the pages of one host: CSS selectors; None leaves a field to the extractor."""

    host: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str | None = None
    remove: tuple[str, ...] = ()


class Urgency(StrEnum):
    """How soon a reader wants to know."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


class Tell(StrEnum):
    """What of a story a rule tells."""

    STORY = "story"  # at once, then when its newsrooms double
    ONCE = "once"  # at once, then never again
    ARTICLE = "article"  # each article, copies left out
    UPDATES = "updates"  # as story, and when an article changes


# Articles


class Precision(StrEnum):
    """How well a time is known."""

    EXACT = "exact"  # to the minute or better, as stated
    DAY = "day"  # only the calendar day is known
    INFERRED = "inferred"  # worked out: relative words, a zone that was corrected


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a publisher states it: `at` keeps the stated offset, whatever zone it came from.

    With `Precision.DAY`, `at` is midnight of that day in the source's zone.
    """

    at: datetime
    precision: Precision = Precision.EXACT

    def __post_init__(self) -> None:
        """Keep the offset alone: two times that say the same are equal, here and elsewhere."""
        offset = self.at.utcoffset()
        if offset is not None and not isinstance(self.at.tzinfo, timezone):
            object.__setattr__(self, "at", self.at.replace(tzinfo=timezone(offset)))

    def iso(self) -> str:
        """ISO 8601 with the offset; a bare date where only the day is known."""
        if self.precision is Precision.DAY:
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an article."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None


class PageState(StrEnum):
    """What kind of page an article was read from.  The first two are stored and matched."""

    FULL = "full"
    PARTIAL = "partial"  # a teaser, a paywall: true, but not all
    BLOCKED = "blocked"  # a challenge, a consent or login page
    LIST = "list"  # a page of links to articles
    EMPTY = "empty"  # no article on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as one page told it."""

    url: str  # where it was read, after redirects
    canonical: str | None = None  # what the page claims its address is; unchecked
    state: PageState = PageState.FULL
    title: str  # empty where there is none
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None  # BCP 47, lower case
    site: str | None = None  # the publisher's name
    section: str | None = None
    tags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    paragraphs: tuple[str, ...] = ()  # blocks of the body; a line end inside one is a `<br>`
    comments: tuple[str, ...] = ()
    text: str  # in the article text format

    @property
    def lead(self) -> str:
        """The first paragraph, or nothing."""
        return self.paragraphs[0] if self.paragraphs else ""

    @property
    def body(self) -> str:
        """The paragraphs, parted by an empty line."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is known of a page before it is read; goes with it to the reader."""

    url: str  # as it was found
    source: str = ""  # the source's name; empty outside the daemon
    timezone: str = "Asia/Jakarta"
    zone_known: bool = True  # the zone is the source's own; False: the page's own comes first
    language: str | None = None
    found: Found | None = None
    site: Site | None = None


# Matches and alerts


@dataclass(frozen=True, slots=True)
class Match:
    """A place in an article that answered a term of a rule."""

    term: str  # as the rule writes it
    field: str  # title, body, author, ...
    snippet: str  # the words around it
    start: int  # of the match, in characters of `snippet`
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell the same event (at first: the same text), and who was told of it."""

    id: str
    networks: frozenset[str] = frozenset()  # newsrooms that told it, by owner
    told: frozenset[str] = frozenset()  # names of rules that alerted on it


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that bears on an article, read in the transaction that keeps it."""

    article: str | None = None  # id of the article already kept under one of its names
    story: Story | None = None  # the story that a stored copy of its text belongs to
    copy_of: str | None = None  # id of that copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message to one channel; id and body are fixed for ever when it is raised."""

    id: str  # `evt_…`: the webhook-id
    channel: str
    body: bytes  # JSON; see "A webhook's message" in README


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A rule that has something to tell, and the deliveries that tell it."""

    id: str
    type: str  # article.matched, story.updated
    rule: str
    urgency: Urgency = Urgency.NORMAL
    matches: tuple[Match, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """A rule that matched and tells nothing, and why (`already told`, `too old`)."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that is decided of an article."""

    story: str  # id of the story it belongs to
    copy_of: str | None = None
    alerts: tuple[Alert, ...] = ()
    skips: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """An article on its way into the store, with everything it can be known again by."""

    id: str  # of the article, if it is new
    page: str  # key of the page it was read from
    source: str
    network: str
    first_seen: datetime  # when a source first listed it
    names: tuple[str, ...]  # identity keys; any of them means this article
    fingerprint: str  # of its folded words; empty where the text is too short to tell by
    article: Article


# Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A link on its way to becoming an article."""

    key: str  # its identity, see `dedup.urls`
    found: Found
    source: str
    first_seen: datetime
    attempts: int = 0  # readings that failed
    crashes: int = 0  # readings that killed the reader
    quiet: bool = False  # known from a first poll: kept, never told


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store remembers of a source between two polls."""

    inlets: tuple[InletState, ...] = ()
    polled: datetime | None = None  # the last poll that read at least one inlet; None: never
    probed: datetime | None = None  # when inlets were last looked for
    failures: int = 0  # polls failed in a row
    quiet: int = 0  # polls in a row that found nothing new
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a poll."""

    new: int  # links that no source had shown before, those known only included
    hosts: tuple[str, ...]  # on which there are new pages to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A delivery on its way out."""

    id: str
    body: bytes
    at: datetime  # of this attempt
    attempts: int = 0  # made before this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A POST request to a configured address."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: timedelta = timedelta(seconds=20)  # all of it, to the end of the answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered to a POST."""

    status: int
    retry_after: timedelta | None = None


class Step(StrEnum):
    """The steps of the pipeline."""

    TICK = "tick"
    POLL = "poll"
    READ = "read"
    DELIVER = "deliver"
    PRUNE = "prune"


@dataclass(frozen=True, slots=True)
class Job:
    """One step to take on one thing, small enough to travel as JSON."""

    step: Step
    key: str = ""  # a source's name, a page's key, a delivery's id
