"""Which of many texts may hold half of another: few are let through, those sought among them.

    add(sample of a text)          one shingle of every few, in the text's order
    candidates(all shingles)       texts whose sample holds enough of them

One side is sampled, the other is not.  So two texts are found whichever is the longer and
whichever came first, and a passage they share is found for certain where it is twice as long as the
few.  Whether a candidate is what was sought is for its text to say.  Of a shingle the first half is
kept, 32 bits.
"""

from array import array
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from crawler.dedup.buckets import Buckets
from crawler.dedup.overflow import Numbers
from crawler.dedup.shingles import Hashes, Said, firsts
from crawler.dedup.slots import heads

Counts = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]

SAMPLED = 24  # shingles of a text, at least, where it has so many
SPARSEST = 10  # one in so many is sampled at the least
LARGEST = 65_535  # shingles; no more of a text's size is remembered
AT_ONCE = 1 << 10  # texts that are taken in together
SLACK = 2.5  # standard deviations that a sample may say too little
GOLDEN = (5**0.5 - 1) / 2
TURNS = 8  # ways in which a text is sampled
TINY = 8  # distinct shingles: a text that says but one thing, again and again
USUAL = 6000  # shingles of a text at most, but for one in a thousand


def stride(size: int) -> int:
    """Of how many shingles one is sampled, of a text with `size` distinct ones.

    >>> stride(20), stride(80), stride(400)
    (1, 3, 10)
    """
    return min(max(size // SAMPLED, 1), SPARSEST)


def sample(ordered: Hashes, size: int, turn: int) -> Said:
    """The sample of a text with the shingles `ordered`, `size` of them distinct: halves of shingles.

    Its places within each few go through all of them, in steps of the golden ratio: what was
    changed at even distances is neither always met nor always missed.  `turn` says where they begin:
    of many copies of a text not all keep the same shingles.
    """
    step, count = stride(size), len(ordered)
    if step == 1:
        return firsts(ordered)
    if count > USUAL:
        return firsts(ordered[_places(step, turn % TURNS, count)])
    return firsts(ordered[_usual_places(step, turn % TURNS)[: (count - 1) // step]])


def _places(step: int, turn: int, count: int) -> Numbers:
    few = np.arange(0, count - step, step)
    return few + (step * ((turn + few / step) * GOLDEN % 1)).astype(np.int64)


@cache
def _usual_places(step: int, turn: int) -> Numbers:
    return _places(step, turn, USUAL)


def needed(smaller: Counts, steps: Counts) -> Floats:
    """How many shingles of the sample of a text another has, at least, if half of the smaller of the
    two is in the larger; `steps` says of how many shingles the sample has one.

    The count is binomial: what is expected, less some standard deviations.
    """
    expected = smaller / 2 / steps
    least: Floats = expected - SLACK * np.sqrt(expected * (1 - 1 / steps))
    floor: Floats = np.maximum(np.ceil(least), 1)
    return floor


class Sieve:
    """The samples of many texts, numbered from 0 as they are added."""

    def __init__(self) -> None:
        self._sizes = array("H")
        self._tiny = False  # whether there is a text with fewer shingles than `TINY`
        self._buckets = Buckets()

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, sampled: Said, size: int) -> int:
        """Take in a text with so many distinct shingles; return its number."""
        number = len(self._sizes)
        self._sizes.append(min(size, LARGEST))
        self._tiny = self._tiny or size < TINY
        self._buckets.put(sampled, number)
        return number

    def extend(self, texts: Iterable[tuple[Said, int]], count: int = 0) -> None:
        """Take in many texts, each as `add` does it, but far faster; some `count` are to come."""
        several, taken, entries = iter(texts), 0, 0
        while batch := list(islice(several, AT_ONCE)):
            first, lengths = len(self._sizes), [len(sampled) for sampled, _ in batch]
            self._sizes.extend(min(size, LARGEST) for _, size in batch)
            self._tiny = self._tiny or min(self._sizes[first:]) < TINY
            taken, entries = taken + len(batch), entries + sum(lengths)
            more = max(count - taken, 0)  # as long as those so far, as a rule
            self._buckets.reserve(
                sum(lengths) + entries * more // taken, len(self._sizes) + more
            )
            numbers = np.arange(first, len(self._sizes))
            halves = np.concatenate([sampled for sampled, _ in batch])
            self._buckets.fill(halves, np.repeat(numbers, lengths))

    def forget(self, number: int) -> None:
        """Let go of texts with lower numbers."""
        self._buckets.forget(number)

    def candidates(self, hashes: Hashes) -> list[int]:
        """Texts of which half may stand in one with the distinct shingles `hashes`, or it in them.

        Those come first of which the larger share was found.
        """
        found = np.sort(self._buckets.find(firsts(hashes)))
        least = 1 if self._tiny else _fewest()[min(len(hashes), LARGEST)]
        ends = found[least - 1 :]
        often = ends[ends == found[: len(ends)]]
        if not len(often):  # as a rule
            return []
        numbers = often[heads(often)]
        counts = np.searchsorted(found, numbers, "right") - np.searchsorted(found, numbers)
        sizes = np.frombuffer(self._sizes, np.uint16)[numbers]
        smaller = np.minimum(sizes, len(hashes))
        steps = _strides()[sizes]
        enough = np.flatnonzero(counts >= _least()[steps, smaller])
        if not len(enough):
            return []
        numbers = numbers[enough]
        shares = counts[enough] * steps[enough] / smaller[enough]
        best: list[int] = numbers[np.lexsort((numbers, -shares))].tolist()
        return best


@cache
def _strides() -> Counts:
    """`stride` of each size."""
    return np.array([stride(size) for size in range(LARGEST + 1)], np.uint8)


@cache
def _least() -> Counts:
    """`needed` by step and by the size of the smaller text."""
    sizes, least = np.arange(LARGEST + 1), np.empty((SPARSEST + 1, LARGEST + 1), np.uint16)
    for step, row in enumerate(least):  # each by itself: all at once hold 20 MB for a moment
        row[:] = needed(sizes, np.array(max(step, 1)))  # 0: there is none
    return least


@cache
def _fewest() -> "array[int]":
    """The fewest that `needed` says of a text of each size and any other one that is not `TINY`."""
    sizes, least = np.arange(LARGEST + 1), _least()
    shorter = np.where(sizes < TINY, LARGEST, least[_strides(), sizes])
    longer = np.minimum.accumulate(least[::-1], axis=0)[::-1][_strides(), sizes]
    found = np.minimum(np.minimum.accumulate(shorter), longer)
    return array("H", found.astype(np.uint16).tobytes())
