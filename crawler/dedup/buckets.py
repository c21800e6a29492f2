"""Numbers of texts, filed under halves of their shingles: millions, in five bytes each.

    half x buckets = | bucket | rest |        an entry of the bucket: | rest | number |

A bucket has room for SLOTS entries, in two lines of the processor's cache: to look up a shingle takes
one look at the memory, however many are filed.  The first bits of a half are said by where an entry
stands; of its rest as many bits are kept as the number leaves free, which are enough to make the
half out again.  What finds its bucket full is spilled: a sorted list takes it.  Where the buckets
are nearly full all is filed anew in somewhat more of them, and the old ones give their pages back as
the new ones fill, so that nothing is held twice.

Source: multiplying and taking the high word in place of a remainder is D. Lemire, "Fast random integer
generation in an interval", 2019.
"""

from mmap import MADV_DONTNEED, MAP_ANONYMOUS, MAP_PRIVATE, mmap

import numpy as np
import numpy.typing as npt

from crawler.dedup.shingles import Hashes, Said

Numbers = npt.NDArray[np.int64]

SLOTS = 32  # entries of a bucket; 4 bytes each
FEWEST = 1 << 13  # buckets: a megabyte
FULL = 0.88  # of all slots: beyond it there are to be more of them …
ROOMY = 0.79  # … so that so many are taken
LATE = 1 << 14  # entries that are spilled before they are sorted
LOOKED_AT = 1 << 12  # halves that are looked up at once
SLICE = 1 << 11  # buckets that are filed anew at a time
_NOTHING: Numbers = np.empty(0, np.int64)
_HIGH = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class Buckets:
    """Under each half the numbers that were put there, from 0, each once."""

    def __init__(self) -> None:
        self._first = 0  # of the numbers that count
        self._last = -1  # the largest that was put
        self._sorted: Hashes = np.empty(0, np.uint64)  # what was spilled: half and number
        self._spilled: dict[int, list[int]] = {}  # what was since, by half …
        self._late = 0  # … and how much that is
        self._over: list[Hashes] = []  # what was spilled by `_place` since
        self._looked_at = np.empty((LOOKED_AT, SLOTS), np.uint32)
        self._make(FEWEST)

    def __len__(self) -> int:
        """How many entries there are, those that do not count any more too."""
        return self._filled + self._late + len(self._sorted)

    def reserve(self, entries: int, last: int) -> None:
        """Have room for so many more, of numbers up to `last`."""
        if self._filled + entries > FULL * SLOTS * self._count:
            counts = (self._last + 1 - self._first) / max(self._last + 1 - self._base, 1)
            self._refile(int((self._filled * min(counts, 1.0) + entries) / ROOMY) // SLOTS)
        if last - self._base >= self._mask:  # more than an entry can tell
            self._refile(max(self._count, 1 << (last - self._first + 1).bit_length()))
        self._last = last

    def put(self, halves: Said, number: int) -> None:
        """File a number, which is no less than any before, under `halves`."""
        self.reserve(len(halves), number)
        products = halves * np.uint64(self._count)
        places = (products >> _HIGH).view(np.int64)
        entries = self._keys(products) + np.uint32(number - self._base + 1)
        while len(places):
            slots = self._taken[places].astype(np.int64)
            fits = slots < SLOTS
            if np.count_nonzero(fits) < len(fits):
                self._spill(halves[~fits], number)
                halves, places, entries = halves[fits], places[fits], entries[fits]
                slots = slots[fits]
            at = places * SLOTS + slots
            self._entries[at] = entries
            self._taken[places] = slots + 1
            self._filled += len(at)
            lost = self._entries[at] != entries  # to another in the same bucket
            losses = int(np.count_nonzero(lost))
            if not losses:
                return
            self._filled -= losses
            halves, places, entries = halves[lost], places[lost], entries[lost]

    def fill(self, halves: Said, numbers: Numbers) -> None:
        """File many numbers in order, none less than any before, each under its half."""
        if len(numbers):
            self.reserve(len(halves), int(numbers[-1]))
            whole = halves.astype(np.uint64) << _HIGH | numbers.astype(np.uint64)
            whole.sort()
            self._place(whole[_firsts(whole)])
            if any(map(len, self._over)):
                self._sort()

    def find(self, halves: Said) -> Numbers:
        """The numbers that are filed under any of `halves`, as often as they are."""
        parts = [halves[at : at + LOOKED_AT] for at in range(0, len(halves), LOOKED_AT)]
        return np.concatenate([_NOTHING, *map(self._found, parts)])

    def _found(self, halves: Said) -> Numbers:
        products = halves * np.uint64(self._count)
        places = (products >> _HIGH).view(np.int64)
        entries = self._looked_at[: len(halves)]
        # `clip` spares a copy, as no place is out of range.
        self._entries.reshape(-1, SLOTS).take(places, 0, entries, "clip")
        entries ^= self._keys(products)[:, None]
        found = entries[entries <= self._mask].astype(np.int64)
        found += self._base - 1
        full = halves[self._taken[places] == SLOTS]
        if len(full) and len(beyond := self._beyond(full)):
            found = np.concatenate([found, beyond])
        return found[found >= self._first]

    def forget(self, number: int) -> None:
        """Let lower numbers count no more; they give their room back when it is needed."""
        self._first = max(self._first, number)

    def _make(self, count: int) -> None:
        """Have so many buckets at least, all empty."""
        self._count = max(count, FEWEST)
        self._mask = (1 << self._count.bit_length() - 1) - 1  # of the number in an entry
        self._base = self._first  # has the number 1 in entries: 0 is no entry
        # Of these pages, those that stay unused take no memory, and those used up can be given back.
        self._pages = mmap(-1, self._count * SLOTS * 4, flags=MAP_PRIVATE | MAP_ANONYMOUS)
        self._entries = np.frombuffer(self._pages, np.uint32)
        self._taken = np.zeros(self._count, np.uint8)  # slots of each bucket
        self._filled = 0  # slots

    def _keys(self, products: Hashes) -> Said:
        """What of an entry is not the number."""
        return products.astype(np.uint32) & np.uint32(~self._mask & 0xFFFFFFFF)

    def _place(self, whole: Hashes) -> None:
        """File halves with their numbers, which are in order."""
        products = (whole >> _HIGH) * np.uint64(self._count)
        places = (products >> _HIGH).view(np.int64)
        ranks = np.arange(len(whole))
        ranks -= np.maximum.accumulate(np.where(_firsts(places), ranks, 0))
        slots = ranks + self._taken[places]
        entries = self._keys(products)
        entries |= ((whole & _LOW).view(np.int64) - (self._base - 1)).astype(np.uint32)
        fits = slots < SLOTS
        self._over.append(whole[~fits])
        places, slots = places[fits], slots[fits]
        self._entries[places * SLOTS + slots] = entries[fits]
        self._taken[places] = slots + 1  # of several in one bucket the last counts
        self._filled += len(slots)

    def _spill(self, halves: Said, number: int) -> None:
        own = set(halves.tolist())
        for half in own:
            self._spilled.setdefault(half, []).append(number)
        self._late += len(own)
        if self._late >= LATE:
            self._sort()

    def _sort(self) -> None:
        """Put all that was spilled in order."""
        late = [half << 32 | number for half, own in self._spilled.items() for number in own]
        parts = [self._sorted, *self._over, np.array(late, np.uint64)]
        self._sorted = np.sort(np.concatenate(parts))
        self._over, self._spilled, self._late = [], {}, 0

    def _beyond(self, halves: Said) -> Numbers:
        """What was spilled of `halves`."""
        found = [
            n for half in self._spilled.keys() & halves.tolist() for n in self._spilled[half]
        ]
        if not len(self._sorted):
            return np.array(found, np.int64)
        wanted = halves.astype(np.uint64) << _HIGH
        starts = np.searchsorted(self._sorted, wanted)
        starts[starts == len(self._sorted)] = 0
        for at in np.flatnonzero(self._sorted[starts] >> _HIGH == halves):  # hardly any
            end = np.searchsorted(self._sorted, wanted[at] | _LOW, "right")
            found += (self._sorted[starts[at] : end] & _LOW).tolist()
        return np.array(found, np.int64)

    def _refile(self, count: int) -> None:
        """Have so many buckets at least, and only what counts in them."""
        old, taken, entries, pages = self._count, self._taken, self._entries, self._pages
        mask, base = np.uint32(self._mask), self._base
        self._sort()
        spilled, self._sorted = self._sorted, np.empty(0, np.uint64)
        self._make(count)
        for start in range(0, old, SLICE):
            held = taken[start : start + SLICE]
            rows = entries[start * SLOTS : (start + SLICE) * SLOTS].reshape(-1, SLOTS)
            own = rows[np.arange(SLOTS) < held[:, None]]
            pages.madvise(MADV_DONTNEED, start * SLOTS * 4, rows.nbytes)
            high = (
                np.repeat(np.arange(start, start + len(held), dtype=np.uint64), held) << _HIGH
            )
            halves = ((high | own & ~mask) + np.uint64(old - 1)) // np.uint64(old)
            numbers = (own & mask) - np.uint32(1) + np.uint64(base)
            self._take_over(halves << _HIGH | numbers)
        for start in range(0, len(spilled), LATE):
            self._take_over(spilled[start : start + LATE])
        self._sort()

    def _take_over(self, whole: Hashes) -> None:
        self._place(np.sort(whole[(whole & _LOW) >= np.uint64(self._first)]))


def _firsts(ordered: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Of each, whether it is the first of its kind."""
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
