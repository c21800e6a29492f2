"""Invented newsrooms that publish for five weeks, and servers that answer polls of them.

Profiles of the day and of the week are those of five real newsrooms; how much each publishes is
log-normal; days differ by a Gamma factor, each by itself or after the day before it; some posts come
three at a time; on day 20 a tenth of them become others: five times as busy, or a fifth, dead, or
born again.  Or they publish when the real ones did (`replayed`).  A list shows the latest 10, 20 or
50 posts, as they were when a cache last asked.
"""

import json
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

BEFORE = 3  # days that are past when watching begins
DAYS = 35  # that are watched
CHANGE = 20  # the day, of those watched, on which some sources change
CHANGES = (5.0, 0.2, 0.0, None)  # factor; None: it was dead until then
CHANGED = 10  # one in so many
MOST = 400.0  # posts on an average day
TRIPLES = 0.0556  # of posts are three
COPIES = (0, 0, 60, 300, 600)  # seconds that a cache answers with the same
ROOMS = (10, 20, 50)  # posts in a list
CV = 0.5  # of the days of one source
FOLLOWS = 0.7  # correlation of a day with the one before, in the variant
THINNED = (1.0, 0.5, 0.25)  # shares of its posts that a real newsroom keeps
NEAR = 7  # days before and after one that tell what is usual
FEWEST = 2 * (BEFORE + DAYS)  # posts of a real newsroom worth watching


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """How real newsrooms divide their day and their week."""

    days: tuple[tuple[float, ...], ...]
    week: tuple[float, ...]
    times: tuple[tuple[float, ...], ...]  # hours at which each of them published


@dataclass(frozen=True, slots=True)
class Source:
    """One invented newsroom."""

    posts: tuple[float, ...]  # hours, since a Monday's midnight
    rates: tuple[tuple[float, ...], tuple[float, ...]]  # posts a day, by day; share, by hour
    room: int
    copy: float  # hours that a cache answers with the same
    phase: float
    changed: bool
    failing: float  # share of its answers that are errors

    def rate(self, hour: int) -> float:
        """Posts an hour that are truly to be expected in an hour."""
        by_day, by_hour = self.rates
        return by_day[min(hour // 24, len(by_day) - 1)] * by_hour[hour % 24]

    @property
    def hidden(self) -> int:
        """Posts that no answer ever shows: between two looks of the cache the list overflowed."""
        if not self.copy:
            return 0
        watched = self.posts[bisect_right(self.posts, 24 * BEFORE) :]
        looks = Counter((post - self.phase) // self.copy for post in watched)
        return sum(max(0, count - self.room) for count in looks.values())

    def shown(self, at: float) -> float:
        """The age of what a poll at `at` is answered with: the time up to which it is complete."""
        return at if not self.copy else at - (at - self.phase) % self.copy


def newsrooms(file: Path) -> Newsrooms:
    """The five of `corpora/timing/outlets.json`."""
    from datetime import datetime  # noqa: PLC0415

    told = json.loads(file.read_text(encoding="utf-8"))
    start = datetime(2001, 1, 1)  # noqa: DTZ001 - all are by the clock of the newsroom
    days, times = [], []
    for stamps in told["ts"].values():
        read = [datetime.fromisoformat(stamp).replace(tzinfo=None) for stamp in stamps]
        counts = [0] * 24
        for each in read:
            counts[each.hour] += 1
        days.append(tuple(count / len(read) for count in counts))
        times.append(tuple(sorted((each - start).total_seconds() / 3600 for each in read)))
    return Newsrooms(tuple(days), tuple(told["wd"]), tuple(times))


def made(
    real: Newsrooms,
    seed: int,
    number: int,
    *,
    spread: float = 1.6,
    follows: bool = False,
    errors: float = 0.03,
    caches: bool = True,
) -> list[Source]:
    """So many newsrooms.

    `spread` is that of the logarithm of how much they publish; a day `follows` the one before it
    or goes by itself; `errors` is the share of failing answers.
    """
    dice, found = Random(seed), []
    for place in range(number):
        level = 8 * math.exp(dice.gauss(0, spread))
        by_hour = real.days[place % len(real.days)]
        changed = place < number // CHANGED
        change = CHANGES[dice.randrange(len(CHANGES))] if changed else 1.0
        by_day = tuple(
            min(MOST, level * _regime(change, day)) * real.week[day % 7] * factor
            for day, factor in enumerate(_days(dice, follows=follows))
        )
        copy = dice.choice(COPIES) / 3600 if caches else 0.0
        found.append(
            Source(
                posts=_posts(dice, by_day, by_hour),
                rates=(by_day, by_hour),
                room=dice.choice(ROOMS),
                copy=copy,
                phase=dice.random() * copy,
                changed=changed,
                failing=errors,
            )
        )
    return found


def replayed(
    real: Newsrooms, seed: int, number: int, *, errors: float = 0.03, caches: bool = True
) -> list[Source]:
    """So many stretches of weeks of the real newsrooms, each thinned by chance.

    Their true rates nobody knows.  Those given are what the number of each day's posts, once all
    are there, says of the day's rate, by the profile of the outlet's day.
    """
    dice = Random(seed)
    found: list[Source] = []
    length = 24 * (BEFORE + DAYS)
    while len(found) < number:
        which = len(found) % len(real.times)
        times, share = real.times[which], dice.choice(THINNED)
        start = 168 * dice.randrange(int(times[0] // 168), int((times[-1] - length) // 168) + 1)
        stretch = times[bisect_left(times, start) : bisect_left(times, start + length)]
        posts = tuple(at - start for at in stretch if dice.random() < share)
        if len(posts) < FEWEST:
            continue
        by_day = _likely(posts, real.week)
        copy = dice.choice(COPIES) / 3600 if caches else 0.0
        found.append(
            Source(
                posts=posts,
                rates=(by_day, real.days[which]),
                room=dice.choice(ROOMS),
                copy=copy,
                phase=dice.random() * copy,
                changed=False,
                failing=errors,
            )
        )
    return found


def _likely(posts: Sequence[float], week: Sequence[float]) -> tuple[float, ...]:
    """The rate of each day, given how many posts came: expected of a Gamma around the days near it."""
    counts = Counter(int(at // 24) for at in posts)
    shape, found = 1 / CV**2, []
    for day in range(BEFORE + DAYS):
        near = range(max(0, day - NEAR), min(BEFORE + DAYS, day + NEAR + 1))
        mean = (
            week[day % 7]
            * sum(counts[one] for one in near)
            / sum(week[one % 7] for one in near)
        )
        found.append((shape + counts[day]) / (shape / mean + 1) if mean else 0.0)
    return tuple(found)


def _regime(change: float | None, day: int) -> float:
    """Times what it was at first that a source publishes on a day."""
    after = day >= BEFORE + CHANGE
    if change is None:
        return 1.0 if after else 0.0
    return change if after else 1.0


def _posts(
    dice: Random, by_day: Sequence[float], by_hour: Sequence[float]
) -> tuple[float, ...]:
    """When posts appear, by chance."""
    posts: list[float] = []
    for day, mean in enumerate(by_day):
        for hour, share in enumerate(by_hour):
            for _ in range(_count(dice, mean * share / (1 + 2 * TRIPLES))):
                at = day * 24 + hour + dice.random()
                burst = 3 if dice.random() < TRIPLES else 1
                posts += [at + more / 3600 for more in range(burst)]
    return tuple(sorted(posts))


def _days(dice: Random, *, follows: bool) -> list[float]:
    """A factor for each day, of mean 1."""
    number = BEFORE + DAYS
    if not follows:
        return [dice.gammavariate(1 / CV**2, CV**2) for _ in range(number)]
    size = math.sqrt(math.log(1 + CV**2))
    at, found = dice.gauss(0, size), []
    for _ in range(number):
        at = FOLLOWS * at + dice.gauss(0, size * math.sqrt(1 - FOLLOWS**2))
        found.append(math.exp(at - size**2 / 2))
    return found


def _count(dice: Random, mean: float) -> int:
    """A Poisson count."""
    if mean > 50:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    least, product, count = math.exp(-mean), dice.random(), 0
    while product >= least:
        product *= dice.random()
        count += 1
    return count


@dataclass(slots=True)
class Score:
    """What became of the posts of a stretch of days."""

    waits: list[float]
    polls: int = 0
    lost: int = 0


def scored(
    sources: Sequence[Source],
    polls: Sequence[Sequence[tuple[float, bool]]],
    since: float,
    until: float,
    *,
    changed: bool = False,
) -> Score:
    """How long posts of the days from `since` to `until` waited, in hours; of those `changed`.

    `polls` are those of each source: when, and whether there was an answer.  A post is found by the
    first answer that shows it, or a later one; if by then the list is longer than its room, it is lost.
    """
    score = Score([])
    first, last = 24 * (BEFORE + since), 24 * (BEFORE + until)
    for source, mine in zip(sources, polls, strict=True):
        if changed and not source.changed:
            continue
        score.polls += sum(first <= at < last for at, _ in mine)
        known = bisect_right(source.posts, 24 * BEFORE)
        for at, answered in mine:
            if not answered:
                continue
            new = bisect_right(source.posts, source.shown(at))
            if new > known:
                score.lost += (
                    sum(
                        first <= post < last for post in source.posts[known : new - source.room]
                    )
                    if new - known > source.room
                    else 0
                )
                score.waits += [
                    at - post for post in source.posts[known:new] if first <= post < last
                ]
                known = new
    return score
