"""What the store remembers, and the jobs that the steps pass on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.model.web import Found, InletState


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A link on its way to becoming an article."""

    key: str  # its identity, see `dedup.urls`
    found: Found
    source: str
    first_seen: datetime
    attempts: int = 0  # readings that failed
    crashes: int = 0  # readings that killed the reader


WEEK = 168  # hours


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How much a source publishes at each hour of the week, from Monday 00:00 UTC."""

    counts: tuple[float, ...] = (0.0,) * WEEK  # new links, late ones counting more
    hours: tuple[float, ...] = (0.0,) * WEEK  # that it was watched, likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much a source publishes, and when, by its own clock; see `cadence.pace`."""

    until: float | None = None  # hours since a Monday's midnight; None: nothing is learned
    rate: float = 0.0  # articles an hour since then, were all hours and weekdays alike
    nights: int = 0  # that have passed since the first
    posts: float = 0.0  # of the days before today, late ones counting more …
    units: float = 0.0  # … and the average days that they were watched, likewise
    today: float = 0.0  # posts since midnight …
    passed: float = 0.0  # … and the part of an average day that has passed since
    hours: tuple[float, ...] = (0.0,) * 24  # posts by hour of the day …
    hours_due: tuple[float, ...] = (0.0,) * 24  # … and what an even day would have brought
    week: tuple[float, ...] = (0.0,) * 7  # posts by day of the week, likewise
    week_due: tuple[float, ...] = (0.0,) * 7


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that has shown nothing new for improbably long."""

    since: datetime  # when it last showed something
    noticed: datetime
    cause: str  # the likely one, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of time of which an inlet may have shown what we never saw."""

    inlet: str  # URL
    began: datetime  # the newest that was known, or the reading before
    ended: datetime  # the oldest that was found, or the reading after
    noticed: datetime
    pages: int  # older pages looked at
    filled: bool  # they led back to what was known


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store remembers of a source between two polls."""

    inlets: tuple[InletState, ...] = ()
    polled: datetime | None = None  # the last poll that read at least one inlet; None: never
    probed: datetime | None = None  # when inlets were last looked for
    failures: int = 0  # polls failed in a row
    quiet: int = 0  # polls in a row that found nothing new
    problem: str = ""
    gaps: tuple[Gap, ...] = ()  # the latest, newest first
    rhythm: Rhythm = field(default_factory=Rhythm)
    pace: Pace = field(default_factory=Pace)
    news: datetime | None = None  # of the last poll that found something new
    silence: Silence | None = None  # while it is improbably silent


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
    REVISIT = "revisit"
    PRUNE = "prune"
    WATCH = "watch"
    SUBSCRIBE = "subscribe"


@dataclass(frozen=True, slots=True)
class Job:
    """One step to take on one thing, small enough to travel as JSON."""

    step: Step
    key: str = ""  # a source's name, a page's key, a delivery's id
