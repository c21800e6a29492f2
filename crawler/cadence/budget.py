"""The price of a poll at which all sources together take as many polls as they may.

Once an hour all sources are weighed: how much each publishes, and how all divide their day.  The
price is the one at which they would spend just the budget over an average week.  It is the same
by night and by day, so more is spent when more appears.  What has been spent beyond what that
foresaw, or less, is made good over the next days.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, log, sqrt

from crawler.cadence.pace import HABIT, Habit, a_day
from crawler.model import Pace

STEPS = 4  # levels of sources to a factor of e
LEAN = 60.0  # articles that the usual habit counts for …
WEEK_LEAN = 200.0  # … and that the week's being even does
CLASSES = 8  # of hours alike, that a week is divided into
REPAID = 0.3  # of what is owed, a day
MOST_REPAID = 0.3  # of the budget
LATELY = 0.5 ** (1 / 2)  # of the polls that say how well they are reckoned, from day to day
DOUBTED = 0.25  # of a day's polls that nothing is believed of that
LEAST_LEVEL = 0.02  # articles a day
SLEPT = 2.0  # hours between two settlings, beyond which nobody was there to poll


@dataclass(frozen=True, slots=True)
class Weighed:
    """All sources, in sum."""

    levels: tuple[tuple[float, int], ...] = ()  # articles a day, and how many sources have them
    habit: Habit = HABIT
    unknown: int = 0  # sources of which nothing was learned yet

    @property
    def sources(self) -> int:
        """How many there are."""
        return sum(number for _, number in self.levels)


def weighed(paces: Iterable[Pace]) -> Weighed:
    """All sources in sum."""
    hours, hours_due, week, week_due = [0.0] * 24, [0.0] * 24, [0.0] * 7, [0.0] * 7
    counts: Counter[int] = Counter()
    unknown = 0
    for pace in paces:
        unknown += pace.until is None
        counts[round(log(max(a_day(pace, HABIT), LEAST_LEVEL)) * STEPS)] += 1
        if pace.hours_due[0] or pace.hours_due[12]:
            hours = [one + other for one, other in zip(hours, pace.hours, strict=True)]
            hours_due = [
                one + other for one, other in zip(hours_due, pace.hours_due, strict=True)
            ]
            week = [one + other for one, other in zip(week, pace.week, strict=True)]
            week_due = [one + other for one, other in zip(week_due, pace.week_due, strict=True)]
    levels = tuple(sorted((exp(step / STEPS), number) for step, number in counts.items()))
    return Weighed(levels, _habit(levels, (hours, hours_due), (week, week_due)), unknown)


Sums = tuple[list[float], list[float]]


def _habit(levels: tuple[tuple[float, int], ...], hours: Sums, week: Sums) -> Habit:
    number = sum(number for _, number in levels)
    mean = sum(log(level) * number for level, number in levels) + 2 * log(HABIT.level)
    return Habit(
        tuple(
            (seen + LEAN * usual) / (due + LEAN)
            for seen, due, usual in zip(*hours, HABIT.hours, strict=True)
        ),
        tuple((seen + WEEK_LEAN) / (due + WEEK_LEAN) for seen, due in zip(*week, strict=True)),
        exp(mean / (number + 2)),
    )


def _classes(habit: Habit) -> list[float]:
    """The hours of a week in classes of like ones: how busy each is."""
    week = sorted(hour * day for hour in habit.hours for day in habit.week)
    size = len(week) // CLASSES
    return [sum(week[place : place + size]) / size for place in range(0, len(week), size)]


def spent(all_of: Weighed, busy: float, price: float, least: float, most: float) -> float:
    """Polls an hour of all sources at a time that is `busy` times the mean."""
    factor = sqrt(busy / 48 / price)
    slow, fast = 1 / most, 1 / least
    return sum(
        number * min(max(sqrt(level) * factor, slow), fast) for level, number in all_of.levels
    )


def price_of(
    all_of: Weighed, polls: float, *, least: float, most: float, guess: float = 1.0
) -> float:
    """The price at which all sources take `polls` polls a day in the mean of a week.

    `guess` is one that may be near.  Where even the waits of `most`, or of `least`, do not
    come to that number, it is very high, or very low.
    """
    busy = _classes(all_of.habit)

    def over(power: float) -> bool:
        week = sum(spent(all_of, each, exp(power), least, most) for each in busy)
        return week * 24 / len(busy) > polls

    low = high = log(guess)
    step = 0.25
    while over(high) and high < 30:
        low, high, step = high, high + step, step * 2
    while not over(low) and low > -30:
        low, high, step = low - step, low, step * 2
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if over(middle) else (low, middle)
    return exp((low + high) / 2)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a poll costs now, and what was spent beyond what was foreseen."""

    price: float = 0.02  # hours that articles may wait in all; at first as is usual
    foreseen: float = 0.0  # price, were nothing owed and all as reckoned
    owed: float = 0.0  # polls spent beyond what was foreseen, and not yet made good
    reckoned: float = 0.0  # polls that were to be made lately at the prices that there were …
    made: float = 0.0  # … and that were made: servers' wishes, failures and short lists count
    at: float | None = None  # up to which time, by the clock of the sources
    all_of: Weighed = field(default_factory=Weighed)


def settled(
    before: Ledger,
    all_of: Weighed,
    taken: int,
    now: float,
    *,
    polls: float,
    least: float,
    most: float,
) -> Ledger:
    """The ledger at `now`, when `taken` polls were made since `before`.

    `polls` is the budget of a source a day, and `now` is by the clock that most sources keep.
    """
    budget = max(polls * all_of.sources, 1e-9)
    owed, reckoned, made = before.owed, before.reckoned, before.made
    if before.at is not None and before.all_of.sources:
        hours = min(max(now - before.at, 0.0), SLEPT)
        habit, number = before.all_of.habit, int(before.at)
        busy = habit.hours[number % 24] * habit.week[number // 24 % 7]
        fade = LATELY ** (hours / 24)
        reckoned = reckoned * fade + hours * spent(
            before.all_of, busy, before.price, least, most
        )
        made = made * fade + taken
        owed += taken - hours * spent(before.all_of, busy, before.foreseen, least, most)
    owed = min(max(owed, -budget), budget)
    yields = (made + budget * DOUBTED) / (reckoned + budget * DOUBTED)
    less = min(max(REPAID * owed / budget, -MOST_REPAID), MOST_REPAID)
    limits = {"least": least, "most": most}
    foreseen = price_of(all_of, budget, guess=before.foreseen or before.price, **limits)
    price = price_of(all_of, budget * (1 - less) / yields, guess=before.price, **limits)
    return Ledger(price, foreseen, owed, reckoned, made, now, all_of)
