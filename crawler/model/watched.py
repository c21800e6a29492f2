"""What is configured, as the pipeline sees it."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from crawler.model.web import Inlet


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
