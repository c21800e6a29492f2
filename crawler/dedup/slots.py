"""A table of numbers, filed under halves of shingles, with so many slots for each bucket.

    half x buckets = | bucket | rest |        an entry of the bucket: | rest | number |

A bucket has room for SLOTS entries, in two lines of the processor's cache: to look up a half takes
one look at the memory, however many are filed.  The first bits of a half are said by where an entry
stands; of its rest as many bits are kept as the number leaves free, which are enough to make the
half out again.  What finds its bucket full flows over.

Source: multiplying and taking the high word in place of a remainder is D. Lemire, "Fast random integer
generation in an interval", 2019.
"""

import mmap
from contextlib import suppress

import numpy as np
import numpy.typing as npt

from crawler.dedup.overflow import HALF, HIGH, LOW, Numbers, Overflow
from crawler.dedup.shingles import Hashes, Said

SLOTS = 32  # entries of a bucket; 4 bytes each
FEWEST = 1 << 13  # buckets: a megabyte


class Slots:
    """Under each half the numbers that were filed there; none is less than `base`.

    There are `count` buckets, or more where those could not tell numbers up to `last`.
    """

    def __init__(self, count: int, base: int, last: int) -> None:
        span = max(last + 1 - base, 1)
        told = count > 0 and 1 << count.bit_length() - 1 > span
        self.count = max(FEWEST, count if told else 1 << span.bit_length())  # buckets
        self.filled = 0  # slots
        self.base = base  # has the number 1 in entries: 0 is no entry
        self._mask = (1 << self.count.bit_length() - 1) - 1  # of the number in an entry
        self._rest = np.uint32(~self._mask & 0xFFFFFFFF)
        # Of these pages, those that stay unused take no memory, and those used up can be given back.
        self._pages = mmap.mmap(
            -1, self.count * SLOTS * 4, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        )
        with suppress(AttributeError, OSError):  # where the system knows no large pages
            self._pages.madvise(mmap.MADV_HUGEPAGE)
        self._entries = np.frombuffer(self._pages, np.uint32)
        self._taken = np.zeros(self.count, np.uint8)  # slots of each bucket
        self._over = Overflow()

    def __len__(self) -> int:
        return self.filled + len(self._over)

    def holds(self, number: int) -> bool:
        """Whether an entry can tell this number."""
        return number - self.base < self._mask

    def find(self, halves: Said) -> list[Numbers]:
        """The numbers that are filed under any of `halves`, as often as they are, in parts.

        One less than `base` may be among them, as often as it likes.
        """
        products = halves * np.uint64(self.count)
        places = (products >> HIGH).view(np.int64)
        # `clip` spares a copy, as no place is out of range.
        entries = self._entries.reshape(-1, SLOTS).take(places, 0, mode="clip")
        entries ^= self._rests(products)[:, None]
        found = entries[entries <= self._mask].astype(np.int64)
        found += self.base - 1
        if not len(self._over):
            return [found]
        full = halves[self._taken[places] == SLOTS]
        return [found, self._over.find(full)] if len(full) else [found]

    def place(self, keys: Hashes) -> Hashes:
        """File keys that are in order; those are returned that found their bucket full."""
        products = (keys >> HIGH) * np.uint64(self.count)
        places = (products >> HIGH).view(np.int64)
        ranks = np.arange(len(keys))
        ranks -= np.maximum.accumulate(np.where(heads(places), ranks, 0))
        slots = ranks + self._taken[places]
        entries = self._rests(products)
        entries |= ((keys & LOW).view(np.int64) - (self.base - 1)).astype(np.uint32)
        fits = slots < SLOTS
        places, slots = places[fits], slots[fits]
        self._entries[places * SLOTS + slots] = entries[fits]
        self._taken[places] = slots + 1  # of several in one bucket the last counts
        self.filled += len(slots)
        return keys[~fits]

    def overflow(self, keys: Hashes) -> None:
        """File keys that `place` returned, in order."""
        self._over.add(keys)

    def start(self, place: int) -> int:
        """The first half that is filed in a bucket."""
        return -(-(place << HALF) // self.count)

    def withdraw(self, start: int, end: int) -> Hashes:
        """Take out the keys in buckets from `start` to `end`, in no order.

        What is withdrawn, first to last, is not looked up any more: its memory is given back.
        """
        held = self._taken[start:end]
        rows = self._entries[start * SLOTS : end * SLOTS].reshape(-1, SLOTS)
        own = rows[np.arange(SLOTS) < held[:, None]]
        high = np.repeat(np.arange(start, end, dtype=np.uint64), held) << HIGH
        count, mask = np.uint64(self.count), np.uint32(self._mask)
        halves = ((high | own & ~mask) + (count - np.uint64(1))) // count
        numbers = (own & mask) - np.uint32(1) + np.uint64(self.base)
        over = self._over.within(self.start(start), self.start(end))
        self.filled -= len(own)
        first, last = (
            place * SLOTS * 4 // mmap.PAGESIZE * mmap.PAGESIZE for place in (start, end)
        )
        if first < last:
            self._pages.madvise(mmap.MADV_DONTNEED, first, last - first)
        return np.concatenate([halves << HIGH | numbers, over])

    def _rests(self, products: Hashes) -> Said:
        """What of an entry is not the number."""
        rests = products.astype(np.uint32)
        rests &= self._rest
        return rests


def heads(ordered: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Of each, whether it is the first of its kind."""
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
