"""Any number of articles, made by editing real ones: the same number gives the same article.

One in eight repeats another of the thousand before it: cut, with other words here and there, and
with a paragraph of something else.  The others keep half of the words of a real body; so they share
phrases with it and with others made of it, but are no copies.
"""

import random
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

COPIES = 8  # one in so many
REACH = 1000  # articles back
HOSTS = 500
Words = npt.NDArray[Any]  # strings


class Made:
    """Articles made of `texts`."""

    def __init__(self, texts: Sequence[str]) -> None:
        bodies = [text.split() for text in texts if len(text.split()) >= 40]
        self._bodies = [np.array(words, np.object_) for words in bodies]
        # As often as they are used.
        self._words = np.array(list(chain.from_iterable(bodies)), np.object_)

    def text(self, number: int) -> str:
        """The text of an article."""
        origin = self.origin(number)
        words = self._new(number) if origin is None else self._copy(origin, number)
        return " ".join(words.tolist())

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

    def _new(self, number: int) -> Words:
        dice = random.Random(number)
        body = self._bodies[dice.randrange(len(self._bodies))]
        others = self._some(dice, len(body))
        bits = np.frombuffer(dice.randbytes(len(body)), np.uint8) & 1
        words: Words = np.where(bits, body, others)
        return words

    def _copy(self, origin: int, number: int) -> Words:
        dice = random.Random(number)
        words = self._new(origin)
        start = dice.randrange(len(words) // 3 + 1)
        kept = words[start : start + max(40, int(len(words) * dice.uniform(0.4, 1)))]
        changed = range(dice.randrange(25), len(kept), 25)
        kept[changed] = [self._words[dice.randrange(len(self._words))] for _ in changed]
        return np.concatenate([kept, self._some(dice, dice.randrange(60))])

    def _some(self, dice: random.Random, count: int) -> Words:
        """Words that follow one another nowhere."""
        step, at = dice.randrange(1000, 5000), dice.randrange(len(self._words))
        places = (at + step * np.arange(count)) % len(self._words)
        words: Words = self._words[places]
        return words
