"""Which of many texts may hold half of another: few are let through, those sought among them.

    add(sample of a text)          one shingle of every few, in the text's order
    candidates(all shingles)       texts whose sample holds enough of them

One side is sampled, the other is not.  So two texts are found whichever is the longer and
whichever came first, and a passage they share is found for certain where it is twice as long as the
few.  Whether a candidate is what was sought is for its text to say.  Where there are so many texts
that memory would not do, two in three shingles of the samples are let go.

In memory a sampled shingle takes five bytes and a little.  Texts are numbered as they come:

    gate         bits, one in four of them set at most, by the shingles that were ever added: most
                 shingles of a new text are in no other, and are looked for no further
    fresh        a dict of the newest, up to FRESH texts, and one of what several of them have
    segments     sorted, oldest and largest first: fresh flows into LOW, that into MIDDLE, and four
                 of those become one; so there are few to look through, and no text is moved often

Of a shingle the first half is kept, 32 bits.  A segment's `entries` are ordered by it; its first bits
say in which bucket an entry stands and are not written down.  The rest and the text's number in
the segment share the 32 bits of an entry.  Where segments are joined, the old ones give their pages
back as the new one grows, so that nothing is held twice.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import ceil, sqrt
from mmap import MADV_DONTNEED, MAP_ANONYMOUS, MAP_PRIVATE, PAGESIZE, mmap

import numpy as np
import numpy.typing as npt

from crawler.dedup.shingles import Hashes, Said, firsts

Numbers = npt.NDArray[np.int64]

SAMPLED = 32  # shingles of a text, at least, where it has so many
SPARSEST = 3  # one in so many is sampled at the least
MOST = 40_000_000  # shingles in the segments, some 200 MB; beyond it only those are kept …
THINNED = 3  # … whose first bits this divides
LARGEST = 65_535  # shingles; no more of a text's size is remembered
FRESH = 1024  # texts
LOW, MIDDLE, AT_ONCE = 16, 128, 4  # times FRESH: texts of a full segment; how many make one
HOPELESS = 0.025  # what is less of a text is never enough: spares many a calculation
SLACK = 4.0  # standard deviations that a sample may say too little
GOLDEN = (5**0.5 - 1) / 2
TURNS = 8  # ways in which a text is sampled
USUAL = 6000  # shingles of a text at most, but for one in a thousand
GATE = 24  # bits of half a shingle: 2 MB to begin with
ROOM = 32  # bits of an entry …
ENTRY = 4  # … in bytes
IN_A_BUCKET = 8  # entries, to twice as many
SLICES = 64  # in which segments are joined: only so small a part is held twice
LEAST_BITS = SLICES.bit_length() - 1  # of a bucket's number: each slice has a bucket


def stride(size: int) -> int:
    """Of how many shingles one is sampled, of a text with `size` distinct ones.

    >>> stride(20), stride(80), stride(400)
    (1, 2, 3)
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


def needed(mine: int, size: int, step: int) -> int:
    """How many shingles of the sample of a text of `size` one of `mine` has, at least, if half of the
    smaller of the two is in the other; `step` is of how many shingles the sample has one.

    The count is binomial: what is expected, less some standard deviations.
    """
    expected = min(mine, size) / 2 / step
    return max(1, ceil(expected - SLACK * sqrt(expected * (1 - 1 / step))))


@dataclass(frozen=True, slots=True)
class _Segment:
    """Samples of `texts` texts from `first` on, sorted."""

    first: int
    texts: int
    bits: int  # of a half that say in which bucket it is; in an entry the text's number has their room
    starts: npt.NDArray[np.int32]  # of each bucket in `entries`, and the end
    entries: npt.NDArray[np.uint32]
    pages: mmap | None = None  # what the entries are kept in, where it can be given back

    def find(self, halves: Said) -> Numbers:
        """The text of each entry that stands for one of `halves`, of which there is at least one."""
        prefixes = halves.astype(np.uint64) << np.uint64(self.bits)
        buckets = (prefixes >> np.uint64(ROOM)).astype(np.int64)
        starts = self.starts[buckets]
        counts = self.starts[buckets + 1] - starts
        ends = np.cumsum(counts, dtype=np.int64)
        places = np.repeat(starts - ends + counts, counts) + np.arange(ends[-1])
        entries = self.entries[places]
        wanted = np.repeat(prefixes.astype(np.uint32), counts)
        same = (entries ^ wanted) >> np.uint32(self.bits) == 0
        return self._numbers(entries[same])

    def slice(self, number: int) -> tuple[Hashes, Numbers]:
        """One of `SLICES` parts: the halves of shingles, and their texts."""
        buckets = (len(self.starts) - 1) // SLICES
        own = self.starts[number * buckets : (number + 1) * buckets + 1].astype(np.int64)
        entries = self.entries[own[0] : own[-1]]
        high = np.arange(number * buckets, (number + 1) * buckets, dtype=np.uint64)
        whole = np.repeat(high << np.uint64(ROOM), np.diff(own)) | entries
        return whole >> np.uint64(self.bits), self._numbers(entries)

    def release(self, number: int) -> None:
        """Give the memory of a slice back: it is not looked at again."""
        buckets = (len(self.starts) - 1) // SLICES
        first, end = (
            int(self.starts[at * buckets]) * ENTRY // PAGESIZE * PAGESIZE
            for at in (number, number + 1)
        )
        if self.pages is not None and first < end:
            self.pages.madvise(MADV_DONTNEED, first, end - first)

    def _numbers(self, entries: npt.NDArray[np.uint32]) -> Numbers:
        mask = np.uint32((1 << self.bits) - 1)
        return (entries & mask).astype(np.int64) + self.first


def _joined(parts: Sequence[_Segment], every: int = 1) -> _Segment:
    """One segment of several that follow one another, of the shingles that `every` divides.

    The parts are used up.
    """
    first, texts = parts[0].first, sum(part.texts for part in parts)
    most = sum(len(part.entries) for part in parts)
    bits = _bits(texts, most // every)
    each = (1 << bits) // SLICES
    # Of these pages, those that stay unused take no memory, and those used up can be given back.
    pages = mmap(-1, max(most, 1) * ENTRY, flags=MAP_PRIVATE | MAP_ANONYMOUS)
    entries, counts, filled = np.frombuffer(pages, np.uint32), np.empty(1 << bits, np.int32), 0
    for number in range(SLICES):
        slices = [part.slice(number) for part in parts]
        halves = np.concatenate([half for half, _ in slices])
        numbers = np.concatenate([number for _, number in slices]) - first
        for part in parts:
            part.release(number)
        whole = halves << np.uint64(bits) | numbers.astype(np.uint64)
        if every > 1:
            whole = whole[halves % np.uint64(every) == 0]
        whole.sort()
        entries[filled : filled + len(whole)] = whole.astype(np.uint32)
        filled += len(whole)
        own = (whole >> np.uint64(ROOM)).astype(np.int64) - number * each
        counts[number * each : (number + 1) * each] = np.bincount(own, minlength=each)
    starts = np.zeros((1 << bits) + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    return _Segment(first, texts, bits, starts, entries[:filled], pages)


def _sorted(first: int, samples: Sequence[Said]) -> _Segment:
    """A segment of the samples of texts from `first` on."""
    bits = _bits(len(samples), sum(map(len, samples)))
    numbers = np.repeat(np.arange(len(samples), dtype=np.uint64), [len(s) for s in samples])
    halves = np.concatenate(samples).astype(np.uint64)
    whole = np.sort(halves << np.uint64(bits) | numbers)
    edges = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(ROOM)
    starts = np.searchsorted(whole, edges).astype(np.int32)
    return _Segment(first, len(samples), bits, starts, whole.astype(np.uint32))


def _bits(texts: int, entries: int) -> int:
    """How many bits of a half say its bucket, in a segment of so many texts and entries."""
    return max((texts - 1).bit_length(), (entries // IN_A_BUCKET).bit_length() - 1, LEAST_BITS)


class _Gate:
    """Which shingles were ever added; of others too it lets one in four pass, or fewer."""

    def __init__(self, bits: int) -> None:
        self.bits = bits  # of a half that say which bit stands for it
        self._set = np.zeros(1 << bits - 3, np.uint8)

    def add(self, halves: Said) -> None:
        """Take in the halves of shingles."""
        places, bits = self._place(halves)
        np.bitwise_or.at(self._set, places, bits)

    def passing(self, halves: Said) -> Said:
        """Those of `halves` that may have been added."""
        places, bits = self._place(halves)
        passed: Said = halves[self._set[places] & bits != 0]
        return passed

    def _place(self, halves: Said) -> tuple[Numbers, npt.NDArray[np.uint8]]:
        places = (halves >> np.uint32(32 - self.bits)).astype(np.int64)
        return places >> 3, np.left_shift(1, places & 7).astype(np.uint8)


class Sieve:
    """The samples of many texts, numbered from 0 as they are added."""

    def __init__(self, fresh: int = FRESH, most: int = MOST) -> None:
        self._fresh_texts, self._low, self._middle = fresh, LOW * fresh, MIDDLE * fresh
        self._most = most  # shingles in the segments
        self._every = 1  # the number that divides the first bits of all shingles in them
        self._segments: list[_Segment] = []
        self._fresh: dict[int, int] = {}  # a shingle -> the newest text with it …
        self._several: dict[int, tuple[int, ...]] = {}  # … and those before, if any
        self._samples: list[Said] = []  # of the fresh texts
        self._sizes = array("H")
        self._gate = _Gate(GATE)

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, sampled: Said, size: int) -> int:
        """Take in a text with so many distinct shingles; return its number."""
        number = self._number([size])
        self._samples.append(sampled)
        self._gate.add(sampled)
        own = dict.fromkeys(sampled.tolist(), number)
        for shingle in self._fresh.keys() & own.keys():
            earlier = self._several.get(shingle, ())
            self._several[shingle] = (*earlier, self._fresh[shingle])
        self._fresh.update(own)
        if len(self._samples) == self._fresh_texts:
            segment = _sorted(number + 1 - self._fresh_texts, self._samples)
            self._fresh, self._several, self._samples = {}, {}, []
            self._append(segment)
        return number

    def extend(self, texts: Iterable[tuple[Said, int]]) -> None:
        """Take many texts into an empty sieve, each as `add` does it, but far faster."""
        several, lows = iter(texts), list[_Segment]()
        while len(batch := list(islice(several, self._low))) == self._low:
            first = self._number([size for _, size in batch])
            lows.append(_sorted(first, [sampled for sampled, _ in batch]))
            if len(lows) * self._low == self._middle:
                self._append(_joined(lows))
                lows = []
        if lows:
            self._append(_joined(lows))
        full = len(batch) // self._fresh_texts * self._fresh_texts
        if full:
            first = self._number([size for _, size in batch[:full]])
            self._append(_sorted(first, [sampled for sampled, _ in batch[:full]]))
        self._widen()
        for sampled, size in batch[full:]:
            self.add(sampled, size)

    def forget(self, number: int) -> None:
        """Let go of texts with lower numbers, as far as that is easily done."""
        while self._segments and self._segments[0].first + self._segments[0].texts <= number:
            del self._segments[0]

    def candidates(self, hashes: Hashes) -> list[int]:
        """Texts of which half may stand in one with the distinct shingles `hashes`, or it in them.

        Those come first of which the larger share was found.
        """
        known = self._gate.passing(firsts(hashes))
        if not len(known):
            return []
        hits: Counter[int] = Counter()
        for shingle in self._fresh.keys() & known.tolist():
            hits.update((self._fresh[shingle], *self._several.get(shingle, ())))
        for segment in self._segments:
            hits.update(segment.find(known).tolist())
        mine, newest, shares = len(hashes), self._first_fresh(), dict[int, float]()
        for number, count in hits.items():
            size = self._sizes[number]
            step = stride(size) * (1 if number >= newest else self._every)
            share = count * step / min(mine, size)
            if share > HOPELESS and count >= needed(mine, size, step):
                shares[number] = share
        return sorted(shares, key=lambda number: (-shares[number], number))

    def _number(self, sizes: Iterable[int]) -> int:
        """Note texts of these sizes; the number of the first."""
        first = len(self._sizes)
        self._sizes.extend(min(size, LARGEST) for size in sizes)
        return first

    def _first_fresh(self) -> int:
        return len(self._sizes) - len(self._samples)

    def _append(self, segment: _Segment) -> None:
        """Add a segment, and join some so that there are few; nothing is fresh."""
        segments = self._segments
        segments.append(segment if self._every == 1 else _joined([segment], self._every))
        while len(segments) > 1 and (
            segments[-2].texts < self._low
            or (segments[-2].texts < self._middle and segments[-1].texts == self._low)
        ):
            segments[-2:] = [_joined(segments[-2:])]
        if [each.texts for each in segments[-AT_ONCE:]] == [self._middle] * AT_ONCE:
            segments[-AT_ONCE:] = [_joined(segments[-AT_ONCE:])]
        if self._entries() > self._most and self._every == 1:
            self._every = THINNED
            for place, each in enumerate(segments):
                segments[place] = _joined([each], THINNED)
        if self._entries() << 2 > 1 << self._gate.bits:
            self._widen()

    def _entries(self) -> int:
        return sum(len(segment.entries) for segment in self._segments)

    def _widen(self) -> None:
        """A gate made of the segments, in which one bit in eight to four is set."""
        self._gate = _Gate(GATE)  # lets go of the old one first
        self._gate = _Gate(max(GATE, (self._entries() << 2).bit_length()))
        for segment in self._segments:
            for number in range(SLICES):
                halves, _ = segment.slice(number)
                self._gate.add(halves.astype(np.uint32))
