"""What a poll teaches of how much a source publishes, and when it is polled next for that."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from crawler import cadence
from crawler.cadence import SLOWEST, SOONEST, Ledger, Terms
from crawler.model import Found, InletState, Memory, Pace, Source
from crawler.pipeline.purse import offset

SLACK = timedelta(seconds=1)  # of a wish: it was read a little before that was noted
OLD = timedelta(days=2)  # a link published before that is no news of this poll
SOONER = 4  # times, than it would have been, is the next poll after a gap
AT_ONCE = 20  # links without a date that count, of one poll: more is a list made anew


def terms(source: Source, memory: Memory, ledger: Ledger, now: datetime) -> Terms:
    """On which terms `source` is polled now."""
    longest = max((len(state.listed) for state in memory.inlets), default=0)
    return Terms(
        habit=ledger.all_of.habit,
        price=ledger.price,
        offset=offset(source.timezone, now),
        least=min(max(SOONEST, wish(memory.inlets)), SLOWEST),
        room=longest or None,
    )


def wish(inlets: Sequence[InletState]) -> timedelta:
    """How long all servers of a source wish it to be left alone; of lists that work."""
    wishes = [state.wish or timedelta(0) for state in inlets if not state.failures]
    return min(wishes, default=timedelta(0))


def rests(source: Source, state: InletState, now: datetime) -> bool:
    """Whether an inlet is not to be asked yet, though another one of its source is.

    A fixed interval is kept whatever servers wish, and no wish is longer than an hour.  A hub that
    has said since then that it has changed speaks for its server.
    """
    if called(state):
        return False
    if source.every is not None or state.failures or state.wish is None or state.read is None:
        return False
    return timedelta(0) <= now - state.read < min(state.wish, SLOWEST) - SLACK


def called(state: InletState) -> bool:
    """Whether a hub has said that an inlet has changed since it was last read."""
    return state.pushed is not None and (state.read is None or state.pushed > state.read)


def learned(
    memory: Memory,
    found: Sequence[Found],
    on: Terms,
    now: datetime,
    *,
    watched: Collection[str],
    whole: bool,
) -> Pace:
    """The pace of a source after a poll that `found` new links; those in `watched` are news.

    Not `whole` is a poll that may not have seen all that appeared since the one before.
    """
    exact = [
        link if _exact(link, on.offset) else replace(link, published=None) for link in found
    ]
    times = appeared(exact, memory.polled, now, watched)
    posts = [cadence.clock(each, on.offset) for each in times]
    at = cadence.clock(now, on.offset)
    return cadence.learned(memory.pace, posts, at, on.habit, whole=whole)


def _exact(link: Found, offset: timedelta) -> bool:
    """Whether a link says more than the day: midnight, there or in UTC, is the whole of it."""
    at = link.published
    return at is not None and all(
        (at.astimezone(UTC) + shift).time() != time(0) for shift in (timedelta(0), offset)
    )


def appeared(
    found: Sequence[Found], since: datetime | None, now: datetime, watched: Collection[str]
) -> list[datetime]:
    """When the links of a poll appeared, as far as that says how much a source publishes.

    What has no date appeared some time `since` the poll before; None: this is the first one.
    """
    dated = [min(each.published, now) for each in found if each.published is not None]
    if since is None:
        return dated
    late = [each for each in dated if now - each <= OLD]
    rest = sum(each.published is None and each.url in watched for each in found)
    count = min(rest, AT_ONCE)
    span = max(now - since, timedelta(0))
    return [*late, *(now - span * ((step + 0.5) / count) for step in range(count))]


def usual_wait(memory: Memory, on: Terms, now: datetime) -> timedelta:
    """How long a source would wait for its next poll, had this one not failed."""
    return cadence.next_poll(memory.pace, on, now, dice=0.0) - now


def next_poll(
    source: Source, pace: Pace, on: Terms, now: datetime, *, missed: bool, dice: float
) -> datetime:
    """When to poll a source again; sooner where something was `missed`."""
    if source.every is not None:
        return now + source.every
    due = cadence.next_poll(pace, on, now, dice=dice)
    return max(now + on.least, now + (due - now) / SOONER) if missed else due
