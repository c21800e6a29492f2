"""Any number of articles of invented events, made of real ones: the same number, the same article.

An event takes one word in five from a real body, the others from all bodies, and has names of its
own.  Half of the articles are alone with their event; the others tell of one of the last days, each
with two thirds of its sentences' words, in another order, and with words of its own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

START = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 14  # over which a hundred thousand articles come
APACE = timedelta(days=DAYS) / 100_000
REACH = 8000  # articles: a day's, from which an event is taken up again
LENGTH = 250  # words of an event
NAMES = 8
SHARED = 0.2  # of an event's words are a real body's


@dataclass(frozen=True, slots=True)
class Article:
    """A made article."""

    event: str
    title: str
    text: str
    time: datetime


class Made:
    """Articles made of `texts`."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bodies = [text.split() for text in texts if len(text.split()) >= LENGTH // 2]
        self._words = list(chain.from_iterable(self._bodies))  # as often as they are used

    def article(self, number: int) -> Article:
        """The article of a number."""
        dice = random.Random(number)
        event = self.event(number)
        title, words = self._event(event)
        if event != number:
            kept = [word for word in words if dice.random() < 2 / 3]
            words = kept + self._some(dice, dice.randrange(20, 80))
            dice.shuffle(title)
            title = title[: dice.randrange(5, 9)] + self._some(dice, 3)
        return Article(str(event), " ".join(title), " ".join(words), self.time(number))

    @staticmethod
    def event(number: int) -> int:
        """The first article of its event; most events have few articles, some many."""
        dice = random.Random(-number)
        if number < 10 or dice.random() < 0.5:
            return number
        first = max(1, number - dice.randrange(1, REACH))
        return Made.event(first)

    @staticmethod
    def time(number: int) -> datetime:
        """When it is published."""
        return START + number * APACE

    def _event(self, event: int) -> tuple[list[str], list[str]]:
        dice = random.Random(f"event {event}")
        body = self._bodies[dice.randrange(len(self._bodies))][:LENGTH]
        words = [word if dice.random() < SHARED else self._some(dice, 1)[0] for word in body]
        names = [f"Nama{dice.randrange(200_000)}" for _ in range(NAMES)]
        for name in names * 2:
            words.insert(dice.randrange(len(words)), name)
        return names[:3] + dice.sample(words, 7), words

    def _some(self, dice: random.Random, count: int) -> list[str]:
        return [dice.choice(self._words) for _ in range(count)]
