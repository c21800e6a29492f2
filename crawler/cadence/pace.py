"""How much a source publishes, and when: learned from when its articles appeared.

    rate now = level x hour of the day x day of the week x how today goes

The level is what an average day brings.  Hours and weekdays lean on the habits of all newsrooms,
the more so the less is known.  Days differ by half from one to the next, each as a whole (a Gamma
factor): what has appeared since midnight says how today goes.  A second, wide factor, mostly
unlikely, stands for a source that has become another one; where it explains a day better, what
was learned before that day counts less from then on.

Everything goes by the source's own clock: newsrooms get up in the morning.  Here clocks are hours
since a Monday's midnight.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import exp, lgamma, log

from crawler.model import Pace

MONDAY = datetime(2001, 1, 1, tzinfo=UTC)  # that clocks count from
HOUR = timedelta(hours=1)
LONGEST = 14 * 24.0  # hours back from now that are learned from at once
USUAL = 4.0  # shape of the factor of a usual day: 1 / CV**2 of what a source publishes a day
WILD = 0.6  # … and of a source that has become another one: it may be like any
CHANGED = 0.01  # how likely that is beforehand
KEPT = 0.5 ** (1 / 10)  # of what is known of the level, from one day to the next
HABIT_KEPT = 0.5 ** (1 / 42)  # of what is known of its hours and weekdays, likewise
GUESS = 0.7  # articles that the level of other sources counts for
HOURS_LEAN = 20.0  # articles that the habit of others counts for
WEEK_LEAN = 25.0
DAY_COUNTS = 4.0  # articles that one day can say of its weekday, at most


@dataclass(frozen=True, slots=True)
class Habit:
    """How newsrooms divide what they publish, 1 being the mean; and how much is usual."""

    hours: tuple[float, ...]  # of the day
    week: tuple[float, ...]  # from Monday
    level: float = 12.0  # articles a day


# Of five Indonesian newsrooms, rounded: quiet from midnight to dawn, most in the afternoon.
_MORNING = (0.4, 0.3, 0.2, 0.2, 0.3, 0.6, 0.8, 1.0, 1.2, 1.3, 1.4, 1.4)
_EVENING = (1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.3, 1.2, 1.1, 1.0, 0.8, 0.5)
HABIT = Habit(
    tuple(24 * each / sum(_MORNING + _EVENING) for each in _MORNING + _EVENING), (1.0,) * 7
)


def clock(at: datetime, offset: timedelta) -> float:
    """`at` by a clock that is `offset` ahead of UTC: hours since a Monday's midnight."""
    return (at - MONDAY + offset) / HOUR


class Forecast:
    """What is to be expected of a source, as far as its `pace` and the `habit` of others say."""

    __slots__ = ("base", "habit", "pace")

    def __init__(self, pace: Pace, habit: Habit) -> None:
        self.pace, self.habit = pace, habit
        # Articles an hour, where hour and weekday are average.
        self.base = habit.level / 24 if pace.until is None else pace.rate

    def hour(self, number: int) -> float:
        """How busy hour `number` of the day is, 1 being the mean."""
        habit, pace = self.habit.hours[number], self.pace
        return (
            habit
            * (pace.hours[number] + HOURS_LEAN)
            / (pace.hours_due[number] * habit + HOURS_LEAN)
        )

    def weekday(self, number: int) -> float:
        """How busy a day of the week is, 1 being the mean."""
        habit, pace = self.habit.week[number], self.pace
        return (
            habit
            * (pace.week[number] + WEEK_LEAN)
            / (pace.week_due[number] * habit + WEEK_LEAN)
        )

    def rate(self, number: int) -> float:
        """Articles an hour in an hour since the Monday that clocks count from."""
        return self.base * self.hour(number % 24) * self.weekday(number // 24 % 7)


def level(pace: Pace, habit: Habit) -> float:
    """Articles on an average day, as far as days before today say."""
    return (pace.posts + GUESS) / (pace.units + GUESS / habit.level)


def a_day(pace: Pace, habit: Habit) -> float:
    """Articles on an average day, as far as all that was seen says."""
    seen, passed = pace.posts + pace.today, pace.units + pace.passed
    return (seen + GUESS) / (passed + GUESS / habit.level)


def busiest(pace: Pace, habit: Habit) -> tuple[int, int]:
    """The fewest hours of the day, one after the other, in which most articles appear.

    The first of them, and the hour at which they end: 9 and 17 are the eight hours from nine on.
    """
    expected = Forecast(pace, habit)
    hours = [expected.hour(number) for number in range(24)] * 2

    def held(first: int, length: int) -> float:
        return sum(hours[first : first + length])

    spans = (
        (max(range(24), key=lambda first: held(first, length)), length)
        for length in range(1, 25)
    )
    first, length = next(each for each in spans if 4 * held(*each) >= sum(hours))
    return first, (first + length) % 24


def _today(pace: Pace, habit: Habit, seen: float, passed: float) -> tuple[float, float]:
    """How a day goes with `seen` articles in the part of it that has `passed`.

    Articles a day, if it went on like that; and how likely it is that this is another source now.
    """
    mean, known = level(pace, habit), pace.posts + GUESS
    # What is known of the level is as uncertain as a count, and the day is so besides.
    usual = 1 / (1 / USUAL + 1 / known)
    days, others = usual / mean, WILD / habit.level
    wilder = _likely(WILD, others, seen, passed) - _likely(usual, days, seen, passed)
    odds = CHANGED / (1 - CHANGED) * exp(min(50.0, wilder))
    doubt = odds / (1 + odds)
    like_ever = (usual + seen) / (days + passed)
    like_any = (WILD + seen) / (others + passed)
    return (1 - doubt) * like_ever + doubt * like_any, doubt


def _likely(shape: float, days: float, seen: float, passed: float) -> float:
    """How likely `seen` articles are in the part of a day that has `passed`; a logarithm.

    Of a Poisson count with a Gamma rate, `shape` articles in so many `days`.
    """
    return (
        lgamma(shape + seen)
        - lgamma(shape)
        + shape * log(days)
        - (shape + seen) * log(days + passed)
    )


def learned(
    pace: Pace, posts: Sequence[float], now: float, habit: Habit, *, whole: bool = True
) -> Pace:
    """`pace` after a poll at `now` that found `posts`: when each appeared, by the same clock.

    Not `whole` is a list that may have held more than was seen of it: then what is known begins
    with the oldest post.  So does what a first poll finds.
    """
    earliest = now - LONGEST
    begin = earliest if pace.until is None else max(earliest, pace.until)
    if pace.until is None or not whole:
        oldest = min(posts, default=now)
        if pace.until is None or oldest > pace.until:  # then that is where it begins
            begin = max(begin, oldest)
            posts = [post for post in posts if post > begin]
    if pace.until is not None and begin // 24 > pace.until // 24:  # that day is over
        pace = _night(pace, int(pace.until), habit)
    midnight = begin // 24 * 24 + 24
    while midnight <= now:
        before = [post for post in posts if earliest < post < midnight]
        pace = _night(_stretch(pace, before, begin, midnight, habit), int(begin), habit)
        posts = [post for post in posts if post >= midnight]
        begin, midnight = midnight, midnight + 24
    late = [min(post, now) for post in posts if post > earliest] if posts else posts
    return _stretch(pace, late, begin, now, habit)


def _stretch(
    pace: Pace, posts: Sequence[float], since: float, until: float, habit: Habit
) -> Pace:
    """`pace` after a stretch of one day, in which `posts` appeared, or came to be seen."""
    expected = Forecast(pace, habit)
    weekday = expected.weekday(int(since) // 24 % 7)
    parts, passed, at = [], 0.0, since
    while at < until:
        number = int(at)
        end = min(number + 1.0, until)
        parts.append((number % 24, end - at))
        passed += expected.hour(number % 24) * (end - at)
        at = end
    passed, seen = pace.passed + passed * weekday / 24, pace.today + len(posts)
    rate = _today(pace, habit, seen, passed)[0] / 24
    due, hours = list(pace.hours_due), pace.hours
    for number, length in parts:
        due[number] += rate * weekday * length
    if posts:
        counts = list(hours)
        for post in posts:
            counts[int(post) % 24] += 1.0
        hours = tuple(counts)
    return Pace(
        until=until,
        rate=rate,
        nights=pace.nights,
        posts=pace.posts,
        units=pace.units,
        today=seen,
        passed=passed,
        hours=hours,
        hours_due=tuple(due),
        week=pace.week,
        week_due=pace.week_due,
    )


def _night(pace: Pace, number: int, habit: Habit) -> Pace:
    """`pace` when a day is over, of which `number` is an hour."""
    day = number // 24 % 7
    doubt = _today(pace, habit, pace.today, pace.passed)[1]
    due = level(pace, habit) * pace.passed / Forecast(pace, habit).weekday(day)
    weight = DAY_COUNTS / (DAY_COUNTS + due)
    week = [each * HABIT_KEPT for each in pace.week]
    week_due = [each * HABIT_KEPT for each in pace.week_due]
    week[day] += weight * pace.today
    week_due[day] += weight * due
    kept = KEPT * (1 - doubt)
    after = replace(
        pace,
        nights=pace.nights + 1,
        posts=pace.posts * kept + pace.today,
        units=pace.units * kept + pace.passed,
        today=0.0,
        passed=0.0,
        hours=tuple(each * HABIT_KEPT for each in pace.hours),
        hours_due=tuple(each * HABIT_KEPT for each in pace.hours_due),
        week=tuple(week),
        week_due=tuple(week_due),
    )
    return replace(after, rate=_today(after, habit, 0.0, 0.0)[0] / 24)
