"""How a channel does: whether it is sent anything just now, and how much.

closed ── five deliveries fail in a row ──> open: one is tried now and then, a different one each
   ^                                          │   time, until one passes
   └───────────────── one passes ─────────────┘          410: parked, until it is sent again

One delivery that fails over and over while others pass says nothing of the channel.
Source: M. Nygard, "Release It!", 2007, "Circuit Breaker".
"""

from dataclasses import replace
from datetime import datetime, timedelta
from math import floor

from crawler.model import Circuit, Failure, Fault

OPENS = 5  # deliveries failed in a row, that is: different ones
PROBE = timedelta(seconds=30)  # least wait between two tries of an open circuit
LONGEST = timedelta(hours=6)  # a receiver's Retry-After beyond this is not believed …
SHORTEST = timedelta(seconds=1)  # … nor one below this
IN_FLIGHT = 4  # deliveries of one channel at a time
SLACK = 0.1  # of a message: a beat that comes a little early does not have to come again
# How long it has failed, and the wait between two tries from then on.
PAUSES = (
    (timedelta(0), timedelta(seconds=5)),
    (timedelta(seconds=5), timedelta(seconds=30)),
    (timedelta(minutes=2), timedelta(minutes=1)),
    (timedelta(minutes=5), timedelta(minutes=2)),
    (timedelta(minutes=10), timedelta(minutes=5)),
    (timedelta(days=1), timedelta(minutes=30)),
)


def pause(down: timedelta) -> timedelta:
    """The wait until the next try of what has failed for as long as `down`."""
    return [wait for since, wait in PAUSES if since <= max(down, timedelta(0))][-1]


def failed(circuit: Circuit, key: str, failure: Failure, now: datetime) -> Circuit:
    """The circuit after the delivery `key` failed."""
    keys = (*circuit.failed, key) if key not in circuit.failed else circuit.failed
    after = replace(
        circuit,
        failures=circuit.failures + 1,
        failed=keys[-OPENS:],
        failing=circuit.failing or now,
        struck=now,
        problem=failure.problem,
    )
    if failure.fault is Fault.GONE:
        return replace(after, parked=circuit.parked or now)
    if after.opened is None and len(keys) >= OPENS:
        after = replace(after, opened=now)
    wait = timedelta(0)
    if after.opened is not None:
        wait = max(PROBE, pause(now - after.opened))
    if failure.asked is not None:
        wait = max(wait, believed(failure.asked))
    return replace(after, free=max(circuit.free or now, now + wait))


def passed(circuit: Circuit, now: datetime) -> Circuit:
    """The circuit after a delivery went out.

    A wait that the receiver asked for stays: what passed may have been sent before it asked.
    """
    free = None if circuit.opened is not None else circuit.free
    return Circuit(parked=circuit.parked, passed=now, free=free)


def room(circuit: Circuit, now: datetime, in_flight: int) -> int:
    """How many deliveries the channel may be sent, with so many under way."""
    ahead = None if circuit.free is None else circuit.free - now
    waits = ahead is not None and timedelta(0) < ahead <= LONGEST  # more: a clock set back
    if circuit.parked is not None or waits:
        return 0
    return max(0, (IN_FLIGHT if circuit.opened is None else 1) - in_flight)


def believed(asked: timedelta) -> timedelta:
    """A Retry-After within reason."""
    return min(LONGEST, max(SHORTEST, asked))


def allowance(spent: datetime | None, now: datetime, gap: timedelta, burst: int) -> int:
    """How many messages may go out now that the pace is one each `gap`, `burst` after a rest.

    `spent` is what `spend` gave last.  Source: the generic cell rate algorithm, ITU-T I.371.
    """
    if not gap:
        return IN_FLIGHT
    ahead = _ahead(spent, now, gap, burst)
    return max(0, floor(burst - ahead / gap + SLACK))


def spend(
    spent: datetime | None, now: datetime, gap: timedelta, burst: int, count: int
) -> datetime:
    """Up to when the pace is used up after `count` more messages."""
    return now + _ahead(spent, now, gap, burst) + gap * count


def _ahead(spent: datetime | None, now: datetime, gap: timedelta, burst: int) -> timedelta:
    """How far the pace is used up; never more than a burst, for a clock may be set back."""
    ahead = timedelta(0) if spent is None else spent - now
    return min(max(ahead, timedelta(0)), gap * (burst + 1))
