"""When one delivery is tried again, and when it is given up."""

from datetime import datetime, timedelta

from crawler.jitter import spread
from crawler.model import Circuit, Failure, Fault, Outcome, Tried
from crawler.outbox import circuit as circuits

ATTEMPTS = (  # Standard Webhooks' schedule (standardwebhooks.com) with one early try more
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
SOONEST = timedelta(seconds=1)  # after a first failure; twice as long after each further one
GIVEN_UP = timedelta(days=7)  # a long weekend must lose no alert
SLEPT = timedelta(
    hours=27
)  # longer than any wait: Kliping or its channel rested, or a clock jumped


def conclude(
    tried: Tried, failure: Failure, circuit: Circuit, now: datetime, *, dice: float
) -> Outcome:
    """What becomes of a delivery, and of its channel, now that a try of it failed."""
    after = circuits.failed(circuit, tried.id, failure, now)
    if after.parked is not None:
        return Outcome(state="parked", until=None, counted=False, circuit=after)
    # Of what refuses all, a digest is not the fault; unless something urgent waits for it.
    splits = tried.digest and (after.opened is None or tried.urgent)
    if splits and failure.fault is Fault.REFUSED:
        return Outcome(state="skipped", until=None, counted=False, circuit=after)
    since = now if tried.failing is None else tried.failing
    scheduled = next_attempt(tried.failures, since, now, asked=failure.asked, dice=dice)
    if scheduled is None:
        return Outcome(state="given up", until=None, counted=True, circuit=after)
    if after.opened is not None:
        return Outcome(state="waiting", until=after.free, counted=False, circuit=after)
    if (
        failure.fault is Fault.LATER
        and failure.asked is None
        and not _others_pass(tried, after)
    ):
        soon = now + circuits.pause(now - since)
        return Outcome(state="waiting", until=soon, counted=False, circuit=after)
    return Outcome(state="waiting", until=scheduled, counted=True, circuit=after)


def _others_pass(tried: Tried, circuit: Circuit) -> bool:
    """Whether something went out since the delivery first failed: then it is to blame itself."""
    if tried.failing is None or circuit.passed is None:
        return False
    return circuit.passed > tried.failing


def next_attempt(
    failures: int, since: datetime, now: datetime, *, asked: timedelta | None, dice: float
) -> datetime | None:
    """When to send a delivery again that has failed `failures` times before this.

    None where it has failed `since` more than seven days ago: it is given up.  `asked` is the
    receiver's Retry-After, which may shorten the schedule's wait, though not to a hammering.
    """
    if now - since >= GIVEN_UP:
        return None
    scheduled = spread(ATTEMPTS[min(failures, len(ATTEMPTS) - 1)], dice)
    if asked is None:
        return now + scheduled
    least: timedelta = min(scheduled, SOONEST * 2 ** min(failures, 20))
    return now + max(least, min(asked, circuits.LONGEST))


def slept(last: datetime | None, now: datetime) -> timedelta:
    """How much of the time since the `last` try counts for nothing, for there was none to be made."""
    gap = timedelta(0) if last is None else now - last
    return gap if gap > SLEPT else timedelta(0)


def failing_since(
    failing: datetime, tried: datetime | None, circuit: Circuit, now: datetime
) -> datetime:
    """Since when a delivery fails that was `tried` last, and first failed when it was `failing`.

    Later by the time in which it was not tried, unless its channel failed all the while.
    """
    if tried is None or not slept(tried, now):
        return failing
    again = now if circuit.failing is None else circuit.failing
    return failing + max(again - tried, timedelta(0))
