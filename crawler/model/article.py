"""An article, and what is known of a page before it is read."""

from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import StrEnum

from crawler.model.noticed import Noticed
from crawler.model.watched import Site
from crawler.model.web import Found


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


@dataclass(frozen=True, slots=True)
class Vote:
    """How one field of an article was decided."""

    field: str
    said: tuple[tuple[str, str], ...]  # each witness with its words, cut where long
    believed: str  # the witness; empty where nobody could be
    reason: str


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
    why: tuple[Vote, ...] = field(default=(), compare=False, repr=False)  # not kept with it
    noticed: Noticed = field(default=Noticed(), compare=False, repr=False)  # not kept with it

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
    fetched: bool = True  # False: a file of unknown age, where `2 jam lalu` tells no time
    zone_known: bool = True  # the zone is the source's own; False: the page's own comes first
    language: str | None = None
    found: Found | None = None
    site: Site | None = None
    repeated: frozenset[int] = frozenset()  # see `boilerplate.learned`
    part_of: str | None = (
        None  # URL of the first page of the article that this page goes on with
    )
