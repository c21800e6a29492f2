"""What found no slot: numbers filed under halves of shingles, in order, with nothing between them.

What thousands of texts say takes no more room than it needs, and is found as quickly.  A bit for every
few halves says where nothing is: seldom is anything searched for in vain.  These few are not next to
one another: what is here is so by the bucket, and so is what is sought.  More is added by moving all,
so that is done with many at a time.
"""

import numpy as np
import numpy.typing as npt

from crawler.dedup.shingles import UNSAID, Hashes, Said

Numbers = npt.NDArray[np.int64]

HALF = 32  # bits
HIGH = np.uint64(HALF)
LOW = np.uint64((1 << HALF) - 1)  # of a key: its number
BITS = 8  # for each entry, or more
FEWEST = 14  # bits of the number of a bit
_SPREAD = np.uint32(0x9E3779B1)  # odd, by the golden ratio
_EIGHT, _SEVEN = np.uint32(3), np.uint32(7)
_BIT = np.array([1, 2, 4, 8, 16, 32, 64, 128], np.uint8)
NOTHING: Numbers = np.empty(0, np.int64)


def keys(halves: Said, numbers: Numbers | Said) -> Hashes:
    """Halves with their numbers, so that they can be put in order."""
    return halves.astype(np.uint64) << HIGH | numbers.astype(np.uint64)


class Overflow:
    """Under each half the numbers that were filed there."""

    def __init__(self) -> None:
        self._halves, self._numbers = UNSAID.copy(), UNSAID.copy()  # they grow in place
        self._shift = np.uint32(0)  # last bits of a half, spread, that no bit is told by
        self._bits = np.empty(0, np.uint8)

    def __len__(self) -> int:
        return len(self._halves)

    def add(self, more: Hashes) -> None:
        """File keys that are in order."""
        halves = (more >> HIGH).astype(np.uint32)
        at = np.searchsorted(self._halves, halves, "right")
        _insert(self._halves, at, halves)
        _insert(self._numbers, at, more.astype(np.uint32))
        if BITS * len(self) > 8 * len(self._bits):
            told = max((BITS * len(self)).bit_length(), FEWEST)
            self._shift, self._bits = np.uint32(HALF - told), np.zeros(1 << told - 3, np.uint8)
            halves = self._halves
        places = self._places(halves)
        np.bitwise_or.at(self._bits, places >> _EIGHT, _BIT[places & _SEVEN])

    def find(self, halves: Said) -> Numbers:
        """The numbers that are filed under any of `halves`, as often as they are."""
        places = self._places(halves)
        halves = halves[self._bits[places >> _EIGHT] & _BIT[places & _SEVEN] != 0]
        if not len(halves):
            return NOTHING
        starts = np.searchsorted(self._halves, halves)
        counts = np.searchsorted(self._halves, halves, "right") - starts
        at = np.repeat(starts + counts - np.cumsum(counts), counts)
        at += np.arange(len(at))
        found: Numbers = self._numbers[at].astype(np.int64)
        return found

    def _places(self, halves: Said) -> Said:
        """Which bit each half is told by."""
        places = halves * _SPREAD
        places >>= self._shift
        return places

    def within(self, start: int, end: int) -> Hashes:
        """The keys whose halves are from `start` to `end`."""
        first, last = (
            len(self) if half >> HALF else np.searchsorted(self._halves, np.uint32(half))
            for half in (start, end)
        )
        return keys(self._halves[first:last], self._numbers[first:last])


def _insert(into: Said, at: Numbers, values: Said) -> None:
    """Put `values` in before the places `at`, which ascend; what all take is not held twice."""
    end, before = len(into), len(at)
    into.resize(end + before, refcheck=False)  # nobody else has a part of it
    for start in reversed(at.tolist()):
        into[start + before : end + before] = into[start:end]
        end, before = start, before - 1
    into[at + np.arange(len(at))] = values
