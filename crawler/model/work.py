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
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Job:
    """One step to take on one thing, small enough to travel as JSON."""

    step: Step
    key: str = ""  # a source's name, a page's key, a delivery's id
