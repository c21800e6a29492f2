"""Any number of articles, made by editing real ones: the same number gives the same article.

One in eight repeats another of the thousand before it: cut, with other words here and there, and
with a paragraph of something else.  The others keep half of the words of a real body; so they share
phrases with it and with others made of it, but are no copies.
"""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from crawler.dedup.shingles import Hashes, of_words
from crawler.dedup.words import hashed
from crawler.fold import fold, tokens

COPIES = 8  # one in so many
REACH = 1000  # articles back
HOSTS = 500
LEAST = 40  # words of a body
Places = npt.NDArray[np.int64]  # of words among all


class Made:
    """Articles made of `texts`."""

    def __init__(self, texts: Sequence[str]) -> None:
        bodies = [body for text in texts if len(body := tokens(fold(text))) >= LEAST]
        words = [word for body in bodies for word in body]  # as often as they are used
        ends = np.cumsum([len(body) for body in bodies])
        self._bodies = np.split(np.arange(len(words)), ends[:-1])
        self._words: npt.NDArray[Any] = np.array(words, np.object_)
        self._hashes = hashed(words)

    def text(self, number: int) -> str:
        """The text of an article."""
        return " ".join(self._words[self._places(number)].tolist())

    def shingles(self, number: int) -> Hashes:
        """Those of its text, sooner than by making it."""
        return of_words(self._hashes[self._places(number)])

    def origin(self, number: int) -> int | None:
        """The article that this one repeats; None where it is no copy."""
        if number % COPIES or not number:
            return None
        dice = random.Random(number)
        origin = max(0, number - dice.randrange(1, REACH))
        return origin + 1 if origin % COPIES == 0 else origin

    @staticmethod
    def host(number: int) -> str:
        """Where an article is published."""
        return f"h{random.Random(-number).randrange(HOSTS)}.example"

    def _places(self, number: int) -> Places:
        origin = self.origin(number)
        return self._new(number) if origin is None else self._copy(origin, number)

    def _new(self, number: int) -> Places:
        dice = random.Random(number)
        body = self._bodies[dice.randrange(len(self._bodies))]
        others = self._some(dice, len(body))
        kept = np.frombuffer(dice.randbytes(len(body)), np.uint8) & 1
        return np.where(kept, body, others)

    def _copy(self, origin: int, number: int) -> Places:
        dice = random.Random(number)
        words = self._new(origin)
        start = dice.randrange(len(words) // 3 + 1)
        kept = words[start : start + max(LEAST, int(len(words) * dice.uniform(0.4, 1)))]
        changed = range(dice.randrange(25), len(kept), 25)
        kept[changed] = [dice.randrange(len(self._words)) for _ in changed]
        return np.concatenate([kept, self._some(dice, dice.randrange(60))])

    def _some(self, dice: random.Random, count: int) -> Places:
        """Words that follow one another nowhere."""
        step, at = dice.randrange(1000, 5000), dice.randrange(len(self._words))
        return (at + step * np.arange(count)) % len(self._words)
