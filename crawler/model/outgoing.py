"""How messages go out: what a channel wants, how it does, and what became of a try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `number` messages within `per`."""

    number: int
    per: timedelta
    urgent: bool = True  # whether urgent ones keep to it too: a service's own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a channel, and whoever reads it, wants to be told."""

    timezone: str = "Asia/Jakarta"  # IANA; of the times below
    digest: tuple[time, ...] = ()  # what is not urgent is kept until then
    quiet: tuple[time, time] | None = None  # only what is urgent comes through
    limits: tuple[Limit, ...] = ()
    pace: timedelta = timedelta(0)  # between two messages, in the long run
    burst: int = 1  # messages that may go out at once after a rest
    holds: int = 1_000  # news that one digest can name
    target: str = ""  # stands for where it leads; with another one it starts afresh

    @property
    def sorts(self) -> bool:
        """Whether anything is ever kept back for a digest."""
        return bool(self.digest or self.quiet or self.limits)


class Fault(StrEnum):
    """Why a delivery did not go out."""

    LATER = "later"  # the receiver cannot now: down, busy
    REFUSED = "refused"  # it says no to this message, or to all
    GONE = "gone"  # it wants no message any more (410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What came of a try that failed."""

    fault: Fault
    problem: str
    asked: timedelta | None = None  # the receiver's Retry-After


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A delivery that was just tried."""

    id: str
    failures: int = 0  # before this one, that count for its schedule
    failing: datetime | None = None  # since its first failure; None: this is it
    digest: bool = False  # whether it names others, and so can be told in smaller ones
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """How a channel does, all its deliveries together."""

    failures: int = 0  # tries that failed since one passed
    failed: tuple[str, ...] = ()  # deliveries of which they were, as many as matter
    failing: datetime | None = None  # the first of these failures, later by what it slept since
    struck: datetime | None = None  # the last of them
    opened: datetime | None = None  # since then only now and then one is tried
    free: datetime | None = None  # nothing is sent before
    parked: datetime | None = None  # it wants nothing any more, since then
    passed: datetime | None = None  # something went out last
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is decided after a try that failed."""

    state: str  # waiting, given up, parked; skipped: a digest that is told in smaller ones
    until: datetime | None  # of the next try, while it waits
    counted: bool  # towards the delivery's schedule
    circuit: Circuit


@dataclass(frozen=True, slots=True)
class Fresh:
    """A delivery that nobody has tried, and of which it is not yet said whether it is kept back."""

    id: str
    story: str | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """A delivery is kept back for a digest."""

    until: datetime
    reason: str  # scheduled, quiet, many; as `message.compose.Reason`


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """How a source or a channel does just now."""

    kind: str  # source, silence (of a source), channel
    name: str
    failures: int  # in a row
    since: datetime | None = None  # it last did well; None: not known
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What operators were told of a source or a channel, or are about to be."""

    since: datetime  # it began
    told: datetime | None = None  # that it began was told
    fine: datetime | None = None  # it has done well since then
    relapses: int = 0  # times that it began again soon after it was over
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Word for operators, to one channel."""

    id: str  # of the delivery
    channel: str
    body: bytes
    urgent: bool = False
    story: str | None = None  # what is of one goes out in order: trouble, then its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What bears on what operators are to hear, read in the transaction that keeps it."""

    signs: tuple[Sign, ...] = ()
    gaps: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)  # not told yet
    troubles: Mapping[tuple[str, str], Trouble] = field(
        default_factory=dict
    )  # by kind and name
    given_up: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # channel: count, why
    beaten: datetime | None = None  # the last heartbeat; None: there was none
    figures: Mapping[str, int] = field(default_factory=dict)  # for a heartbeat that is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What operators hear, and what is remembered of it."""

    notices: tuple[Notice, ...] = ()
    troubles: Mapping[tuple[str, str], Trouble | None] = field(
        default_factory=dict
    )  # None: it is over
