"""Matches, stories, alerts and deliveries: who is told what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from crawler.model.article import Article
from crawler.model.noticed import Drift, Figures
from crawler.model.watched import Urgency
from crawler.model.web import NO_VALIDATORS, Validators


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
    """Articles that tell the same event, and who was told of it."""

    id: str
    networks: frozenset[str] = frozenset()  # newsrooms that told it, by owner
    told: frozenset[str] = frozenset()  # names of rules that alerted on it …
    # … and how many newsrooms there were when each last did; where that is not known: as many as now
    outlets: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    links: tuple[
        tuple[str, str], ...
    ] = ()  # of some newsrooms, the address of an article of each


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored article in which half of an article's text stands, or half of whose text stands in it."""

    article: str  # its id
    story: Story  # that it belongs to
    title: str = ""
    network: str = ""
    contained: float = 1.0  # the share of the smaller text that both have
    told: frozenset[str] = frozenset()  # names of rules that alerted on this very article


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that bears on an article, read in the transaction that keeps it."""

    copies: tuple[Copy, ...] = ()  # earliest first
    story: Story | None = (
        None  # that it belongs to if it is no copy, without it; None: a new one
    )
    figures: Figures = field(default_factory=Figures)  # of the article's host


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
    outlets: int = 0  # newsrooms that told the story by then; 0: not counted
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
    copy_of: str | None = None  # id of the earliest article that it repeats, or that repeats it
    contained: float | None = None  # the share of the smaller of these texts that both have
    alerts: tuple[Alert, ...] = ()
    skips: tuple[Skip, ...] = ()
    figures: Figures | None = None  # of the article's host, with the article; None: as before
    drifts: tuple[Drift, ...] = ()  # changes of the host's pages that are told with it
    look: datetime | None = None  # when its page is to be looked at again; None: never


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that an article may be known by, if the article bears it out."""

    key: str
    url: str  # that it was made of
    why: str  # redirect, canonical, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """An article on its way into the store, with everything it can be known again by."""

    id: str  # of the article, if it is new
    page: str  # key of the page it was read from
    source: str
    network: str
    first_seen: datetime  # when a source first listed it
    found: str = ""  # the address that led to it
    claims: tuple[Claim, ...] = ()  # other keys that it may have
    origin: str = ""  # the agency or house that it credits
    fingerprint: str  # of its folded words; empty where the text is too short to tell by
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look that is due at an article, as it is kept."""

    filing: Filing
    stored_at: datetime
    matched: bool  # a rule has matched it; False: it is looked at because it was short
    round: int = 0  # looks before this one
    missing: bool = False  # the one before found no page
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who was told of an article, read in the transaction that keeps its new version."""

    story: Story
    terms: Mapping[str, frozenset[str]] = field(  # told rules, and the terms that answered then
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What is different in a new version of an article."""

    field: str  # title, body, matches (words of the rule), correction, page (was taken down)
    was: str
    now: str
