"""Which articles have which telling words: by them an article finds those that may be near it.

Most telling words are in one article only, so such a word's entry is a bare number; any other's is an array.
"""

from array import array
from bisect import bisect
from collections.abc import Iterable, Sequence

import numpy as np

from crawler.dedup.stories.likeness import Numbers, Whole

LATEST = 128  # articles looked at for each word

Entry = int | array  # type: ignore[type-arg]  # array has no parameters where it runs, before 3.12


class Postings:
    """Articles by their words; both are numbers, and of a word the articles ascend."""

    def __init__(self) -> None:
        """No article yet."""
        self._having: dict[int, Entry] = {}

    def enter(self, article: int, words: Iterable[int]) -> None:
        """Take in an article with its words, no word twice."""
        for word in words:
            known = self._having.get(word)
            if known is None:
                self._having[word] = article
            elif isinstance(known, int):
                self._having[word] = array("q", sorted((known, article)))
            else:
                known.insert(bisect(known, article), article)

    def forget(self, gone: set[int], words: Iterable[int]) -> None:
        """Drop articles, of all of which `words` are the words."""
        for word in words:
            known = self._having.pop(word, ())
            each = (known,) if isinstance(known, int) else known
            left = [number for number in each if number not in gone]
            if left:
                self._having[word] = left[0] if len(left) == 1 else array("q", left)

    def scores(self, words: Sequence[int], worth: Numbers) -> tuple[Whole, Numbers]:
        """Articles with any of `words`, ascending, and for each what those it has are worth in all.

        Of a word that many have the latest count.
        """
        found, times = array("q"), []
        for word in words:
            latest = self._latest(word)
            found.extend(latest)
            times.append(len(latest))
        if not found:
            return np.empty(0, np.int64), np.empty(0)
        numbers, places = np.unique(np.frombuffer(found, np.int64), return_inverse=True)
        totals = np.bincount(places, np.repeat(worth, times))
        return numbers, totals.astype(np.float64, copy=False)

    def _latest(self, word: int) -> Sequence[int]:
        known = self._having.get(word, ())
        return (known,) if isinstance(known, int) else known[-LATEST:]
