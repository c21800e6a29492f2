"""When to look at a thing again.  Times in, times out: the caller brings clock and dice.

next_poll       a source, after a poll that worked
after_failure   a source, after one that did not
next_reading    a page that could not be read
"""

from datetime import datetime, timedelta

SLOWEST = timedelta(hours=1)  # no adaptive source waits longer for its next poll
QUIET_BEFORE_SLOWING = 4  # polls in a row without news
MOST_BACKOFF = timedelta(hours=6)  # a source that fails is still asked this often
MOST_ASKED = timedelta(hours=24)  # a server's Retry-After beyond this is not believed
SPREAD = 0.1  # of a wait: sources that came due together drift apart

READINGS = (  # waits after a page's first, second, … failure; the last one again and again
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
)
CRASHES = 2  # readings that kill the reader before a page is set aside

GIVEN_UP = timedelta(days=7)  # a long weekend must lose no page


def next_poll(
    every: timedelta | None, polls_a_day: float, quiet: int, now: datetime, *, dice: float
) -> datetime:
    """When to poll a source again after a poll that worked.

    `every` None is adaptive: the mean wait that the budget of `polls_a_day` allows, half of
    it while there is news, growing when `quiet` polls in a row brought none, never over an hour.
    `dice` (0 <= dice < 1) spreads adaptive waits; a wait that was asked for is kept.
    """
    if every is not None:
        return now + every
    mean = timedelta(days=1) / polls_a_day
    wait = (
        mean / 2 if quiet == 0 else mean * 1.25 ** max(0, min(quiet, 40) - QUIET_BEFORE_SLOWING)
    )
    return now + _spread(min(wait, SLOWEST), dice)


def after_failure(
    every: timedelta | None,
    polls_a_day: float,
    failures: int,
    now: datetime,
    *,
    asked: timedelta | None,
    dice: float,
) -> datetime:
    """When to poll a source again that has failed `failures` times in a row, this one included.

    The wait doubles with each, up to six hours.  `asked` is the server's Retry-After, never cut
    short below a day.
    """
    base = timedelta(days=1) / polls_a_day if every is None else every
    wait = _spread(min(base * 2 ** min(failures - 1, 20), max(MOST_BACKOFF, base)), dice)
    return now + (wait if asked is None else max(wait, min(asked, MOST_ASKED)))


def next_reading(
    attempts: int, since: datetime, now: datetime, *, asked: timedelta | None, dice: float
) -> datetime | None:
    """When to ask again for a page that has failed `attempts` times before this.

    None where it was first seen, at `since`, more than seven days ago: it is set aside.  `asked`
    is the server's Retry-After.
    """
    if now - since >= GIVEN_UP:
        return None
    wait = _spread(READINGS[min(attempts, len(READINGS) - 1)], dice)
    return now + (wait if asked is None else max(wait, min(asked, MOST_ASKED)))


def _spread(wait: timedelta, dice: float) -> timedelta:
    """`wait`, up to a tenth shorter or longer."""
    return wait * (1 + SPREAD * (2 * dice - 1))
