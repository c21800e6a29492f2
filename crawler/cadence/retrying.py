"""When to ask again for what has failed: a source, a page."""

from datetime import datetime, timedelta

from crawler.jitter import spread

MOST_BACKOFF = timedelta(hours=6)  # a source that fails is still asked this often
MOST_ASKED = timedelta(hours=24)  # a server's Retry-After beyond this is not believed
SOON = 8  # times sooner than usual is an adaptive source asked that has failed once …
SOONEST = timedelta(minutes=1)  # … but not before this

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


def after_failure(
    every: timedelta | None,
    usual: timedelta,
    failures: int,
    now: datetime,
    *,
    asked: timedelta | None,
    busy: bool = False,
    dice: float,
) -> datetime:
    """When to poll a source again that has failed `failures` times in a row, this one included.

    `usual` is the wait that it would have, had it not failed, where it is adaptive (`every` None).
    One failure is mostly chance, and what would have been found has waited already: it is asked
    again soon, unless its host is `busy` (it asks for fewer requests).  Then the wait doubles with
    each, up to six hours.  `asked` is the server's Retry-After, never cut short below a day.
    """
    base = usual if every is None else every
    if every is None and failures == 1 and not busy:
        wait = min(base, max(SOONEST, base / SOON))
    else:
        doublings = failures - (1 if every is not None or busy else 2)
        wait = min(base * 2 ** min(doublings, 20), max(MOST_BACKOFF, base))
    wait = spread(wait, dice)
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
    wait = spread(READINGS[min(attempts, len(READINGS) - 1)], dice)
    return now + (wait if asked is None else max(wait, min(asked, MOST_ASKED)))
