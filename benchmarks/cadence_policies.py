"""Rules of when to poll: an oracle, ours, one interval for all, Miniflux's and Media Cloud's.

What Miniflux and Media Cloud do is told after their sources: `ScheduleNextCheck` of Miniflux 2, and the
automatic adjustment of Media Cloud's rss-fetcher.
"""

import heapq
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.cadence_world import BEFORE, DAYS, Source
from crawler import cadence
from crawler.cadence import Forecast, Ledger, learned, settled, weighed
from crawler.cadence.waiting import SPREAD, wait
from crawler.model import Pace

BEGIN, END = 24.0 * BEFORE, 24.0 * (BEFORE + DAYS)
LEAST, MOST = 1 / 60, 1.0  # hours between two polls of a source
WEEK = 168.0

Polls = list[list[tuple[float, bool]]]  # of each source: when, and whether there was an answer


class Answers:
    """Whether the polls of a source are answered: by chance, the same for the same seed."""

    def __init__(self, seed: int, place: int, failing: float) -> None:
        self.dice, self.failing = Random(seed * 1000 + place), failing

    def first(self) -> float:
        """When it is polled first."""
        return BEGIN + self.dice.random() / 6

    def next(self) -> bool:
        """Whether the next poll is answered."""
        return self.dice.random() >= self.failing


def oracle(
    source: Source, answers: Answers, price: float, most: float = MOST
) -> Iterator[float]:
    """Polls whenever what is truly to be expected has waited for the price."""
    at = good = answers.first()
    while at < END:
        answered = answers.next()
        yield at if answered else -at
        good = at if answered else good
        least = max(LEAST, source.copy) if answered else LEAST
        at += max(least, _until(source, good, at, price, most))


def _until(source: Source, since: float, now: float, price: float, most: float) -> float:
    """Hours from `now` until what is to be expected `since` then will have waited enough."""
    at, came, end = since, 0.0, now + most
    while at < end:
        number = int(at)
        rate, stop = source.rate(number), min(number + 1.0, end)
        if (came + rate * (stop - at)) * (stop - since) >= 2 * price:
            waited = at - since
            sum_of, product = came + rate * waited, came * waited - 2 * price
            if rate > 0.0:
                root = math.sqrt(max(0.0, sum_of * sum_of - 4 * rate * product))
                return at + (root - sum_of) / (2 * rate) - now
            return since + 2 * price / came - now
        came, at = came + rate * (stop - at), stop
    return most


def fixed(_: Source, answers: Answers, polls: float) -> Iterator[float]:
    """Polls all alike."""
    at = answers.first()
    while at < END:
        yield at if answers.next() else -at
        at += 24 / polls


def miniflux(source: Source, answers: Answers, factor: float) -> Iterator[float]:
    """Polls in proportion to the posts of the last week (`entry_frequency`), 5 min to 24 h."""
    at = answers.first()
    while at < END:
        answered = answers.next()
        yield at if answered else -at
        shown = bisect_right(source.posts, source.shown(at))
        week = shown - bisect_right(source.posts, at - WEEK)
        at += max(min(WEEK / max(week * factor, 1e-9), 24.0), 1 / 12, source.copy)


def media_cloud(source: Source, answers: Answers, _: float) -> Iterator[float]:
    """From six hours on longer where two thirds of a list are known, shorter where less than one is."""
    at, wait_of, known, newest = answers.first(), 6.0, 0, -math.inf
    while at < END:
        answered = answers.next()
        yield at if answered else -at
        if answered:
            shown = bisect_right(source.posts, source.shown(at))
            size = min(source.room, shown)
            share = 1.0 if not size else 1 - min(shown - known, size) / size
            newest, known = (at if shown > known else newest), shown
            if share >= 2 / 3:
                wait_of += 1 / 6 if at - newest < 31 * 24 else 1.0
            elif share < 1 / 3:
                wait_of -= 1.0
            wait_of = min(max(wait_of, 1 / 6), 24.0)
        at += wait_of


Policy = Callable[[Source, Answers, float], Iterator[float]]


def run(policy: Policy, sources: Sequence[Source], seed: int, scale: float) -> Polls:
    """The polls of all sources, each by itself; a negative time is one without an answer."""
    return [
        [
            (abs(at), at > 0)
            for at in policy(source, Answers(seed, place, source.failing), scale)
        ]
        for place, source in enumerate(sources)
    ]


# ours


@dataclass(slots=True)
class Ours:
    """Sources watched as the pipeline does, with one budget."""

    sources: Sequence[Source]
    seed: int
    polls: float
    dice: Random = field(init=False)
    paces: list[Pace] = field(init=False)
    known: list[int | None] = field(init=False)
    failures: list[int] = field(init=False)
    ledger: Ledger = field(default_factory=Ledger)
    taken: int = 0

    def __post_init__(self) -> None:
        """Nothing is known."""
        number = len(self.sources)
        self.dice, self.paces = Random(self.seed), [Pace()] * number
        self.known, self.failures = [None] * number, [0] * number

    def watch(self) -> Polls:
        """All polls until the end."""
        answers = [
            Answers(self.seed, place, source.failing)
            for place, source in enumerate(self.sources)
        ]
        due = [(each.first(), place) for place, each in enumerate(answers)]
        heapq.heapify(due)
        found: Polls = [[] for _ in self.sources]
        while due[0][0] < END:
            now, place = heapq.heappop(due)
            self._settle(now)
            answered = answers[place].next()
            found[place].append((now, answered))
            self.taken += 1
            span = self._read(place, now) if answered else self._missed(place, now)
            heapq.heappush(due, (now + span, place))
        return found

    def _settle(self, now: float) -> None:
        at = self.ledger.at
        if at is None or now - at >= (1 / 12 if self.ledger.all_of.unknown else 1.0):
            limits = {"polls": self.polls, "least": LEAST, "most": MOST}
            self.ledger = settled(self.ledger, weighed(self.paces), self.taken, now, **limits)
            self.taken = 0

    def _read(self, place: int, now: float) -> float:
        """Hours until the next poll, after one that was answered."""
        source, known = self.sources[place], self.known[place]
        shown = bisect_right(source.posts, source.shown(now))
        new = source.posts[max(shown - source.room, known or 0) : shown]
        whole = known is not None and shown - known < source.room
        habit = self.ledger.all_of.habit
        self.paces[place] = learned(self.paces[place], new, now, habit, whole=whole)
        self.known[place], self.failures[place] = shown, 0
        return self._wait(place, now, source.copy)

    def _missed(self, place: int, now: float) -> float:
        """Hours until the next poll, after one that was not; see `cadence.after_failure`."""
        self.failures[place] += 1
        usual = timedelta(hours=self._wait(place, now, 0.0))
        start = datetime(2001, 1, 1, tzinfo=UTC)
        again = cadence.after_failure(
            None, usual, self.failures[place], start, asked=None, dice=self.dice.random()
        )
        return (again - start) / timedelta(hours=1)

    def _wait(self, place: int, now: float, copy: float) -> float:
        source, all_of = self.sources[place], self.ledger.all_of
        least = max(LEAST, copy)
        span = wait(
            Forecast(self.paces[place], all_of.habit),
            now,
            self.ledger.price,
            least=least,
            most=MOST,
            room=source.room,
        )
        return max(least, span * (1 - SPREAD * self.dice.random()))
