"""When to poll a source next: sooner the more is to be expected of it.

A poll costs the same for all sources (`budget`).  It comes when the articles that are expected to
have appeared since the last one will have waited for as long as that, all together; within an
hour in any case, and never sooner than the server wishes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from crawler.cadence.pace import HOUR, Forecast, Habit, clock
from crawler.model import Pace

SLOWEST = timedelta(hours=1)  # no adaptive source waits longer for its next poll
SOONEST = timedelta(minutes=1)  # nor is it polled again before this
SPREAD = 0.05  # of a wait, by which it may be shorter: sources due together drift apart
_MOST = SLOWEST / HOUR
CROWDED = 4.0  # times what is expected, a list should hold at least


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a source is polled."""

    habit: Habit
    price: float  # of a poll: hours that articles may wait, all together
    offset: timedelta  # of the source's clock from UTC
    least: timedelta = SOONEST  # as the server wishes
    room: int | None = None  # articles that its longest list holds; None: not known


def next_poll(pace: Pace, terms: Terms, now: datetime, *, dice: float) -> datetime:
    """When to poll an adaptive source again; `dice` (0 <= dice < 1) parts those due together.

    Never later than `SLOWEST`, nor sooner than the least of the `terms` where that is not longer.
    """
    least = min(max(terms.least, SOONEST), SLOWEST) / HOUR
    hours = wait(
        Forecast(pace, terms.habit),
        clock(now, terms.offset),
        terms.price,
        least=least,
        most=_MOST,
        room=terms.room,
    )
    return now + HOUR * max(least, hours * (1 - SPREAD * dice))


def wait(
    expected: Forecast,
    now: float,
    price: float,
    *,
    least: float,
    most: float,
    room: float | None = None,
) -> float:
    """Hours from `now` until the next poll, from `least` to `most`.

    It comes when what is expected to appear will have waited `price` hours in all; and before
    a list of `room` articles can have overflowed.
    """
    crowd = room / CROWDED if room else float("inf")
    at, came, end = now, 0.0, now + most
    while at < end:
        number = int(at)
        rate, waited = expected.rate(number), at - now
        span = min(number + 1.0, end) - at
        all_of_it = came + rate * span
        if all_of_it >= crowd or all_of_it * (waited + span) >= 2 * price:
            span = min(span, _until(rate, came, waited, price))
            if came + rate * span > crowd:
                span = (crowd - came) / rate
            return max(least, waited + span)
        came, at = all_of_it, at + span
    return max(least, most)


def _until(rate: float, came: float, waited: float, price: float) -> float:
    """The span after which (came + rate * span) * (waited + span) / 2 is `price`."""
    if rate <= 0.0:
        return 2 * price / came - waited if came > 0.0 else float("inf")
    sum_of, product = came + rate * waited, came * waited - 2 * price
    return max(
        0.0, (sqrt(max(0.0, sum_of * sum_of - 4 * rate * product)) - sum_of) / (2 * rate)
    )
