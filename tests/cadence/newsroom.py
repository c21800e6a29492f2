"""A newsroom for tests, and how it is watched: clocks are hours since a Monday's midnight."""

from collections.abc import Callable, Iterator
from random import Random

from crawler.cadence.pace import HABIT, Habit, learned
from crawler.model import Pace

DAY = 24.0


def posts(
    rate: Callable[[float], float], since: float, until: float, *, seed: int = 1, most: float
) -> list[float]:
    """When articles appear at `rate` an hour, which is nowhere more than `most`; by chance."""
    dice, at = Random(seed), since
    found = []
    while (at := at + dice.expovariate(most)) < until:
        if dice.random() < rate(at) / most:
            found.append(at)
    return found


def even(a_day: float) -> Callable[[float], float]:
    """So many articles a day, at any hour."""
    return lambda _: a_day / 24


def by_day(a_day: float) -> Callable[[float], float]:
    """So many articles a day, from six in the morning to six in the evening."""
    return lambda at: a_day / 12 if 6 <= at % 24 < 18 else 0.0


def watched(
    appeared: list[float],
    until: float,
    *,
    every: float = 0.5,
    pace: Pace | None = None,
    habit: Habit = HABIT,
) -> Pace:
    """What is learned of a newsroom that is polled each `every` hours."""
    pace = pace or Pace(until=0.0)
    for now, new in polled(appeared, pace.until or 0.0, until, every):
        pace = learned(pace, new, now, habit)
    return pace


def polled(
    appeared: list[float], since: float, until: float, every: float
) -> Iterator[tuple[float, list[float]]]:
    """Each poll, and what appeared since the one before."""
    place = sum(each <= since for each in appeared)
    at = since
    while at < until:
        at = min(at + every, until)
        start = place
        while place < len(appeared) and appeared[place] <= at:
            place += 1
        yield at, appeared[start:place]
