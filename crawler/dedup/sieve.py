"""Which of many texts may hold half of another: few are let through, those sought among them.

    add(sample of a text)          one shingle of every few, in the text's order
    candidates(all shingles)       texts whose sample holds enough of them

One side is sampled, the other is not.  So two texts are found whichever is the longer and
whichever came first, and a passage they share is found for certain where it is twice as long as the
few.  Whether a candidate is what was sought is for its text to say.

In memory a sampled shingle takes five bytes and a little.  Texts are numbered as they come:

    gate         bits, one in four of them set at most, by the shingles that were ever added: most
                 shingles of a new text are in no other, and are looked for no further
    fresh        a dict of the newest, up to FRESH texts
    segments     sorted, oldest and largest first: fresh flows into LOW, that into MIDDLE, and four
                 of those become one; so there are few to look through, and no text is moved often

A segment's `entries` are ordered by a shingle's first bits.  As many of them as there are buckets
are not written down: they say in which bucket an entry stands.  The rest of its 32 bits is
shared by the next bits of the shingle and the text's number in the segment.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

from crawler.dedup.shingles import Hashes

Numbers = npt.NDArray[np.int64]

SAMPLED = 32  # shingles of a text, at least, where it has so many
SPARSEST = 10  # one in so many is sampled at the least
LARGEST = 65_535  # shingles; no more of a text's size is remembered
FRESH = 1024  # texts
LOW, MIDDLE, AT_ONCE = 16, 128, 4  # times FRESH: texts of a full segment; how many make one
SLACK = 3.0  # standard deviations that a sample may say too little
GOLDEN = (5**0.5 - 1) / 2
GATE = 24  # bits of a shingle: 2 MB to begin with
ROOM = 32  # bits of an entry
PER_TEXT = 2  # bits: 4 buckets a text, so that there are some ten entries in a bucket
SLICES = 16  # in which segments are joined: only so small a part is held twice


def stride(size: int) -> int:
    """Of how many shingles one is sampled, of a text with `size` distinct ones.

    >>> stride(20), stride(80), stride(400)
    (1, 2, 10)
    """
    return min(max(size // SAMPLED, 1), SPARSEST)


def sample(ordered: Hashes, size: int, turn: int) -> Hashes:
    """The sample of a text with the shingles `ordered`, `size` of them distinct.

    Its places within each few go through all of them, in steps of the golden ratio: what was
    changed at even distances is neither always met nor always missed.  `turn` says where they begin:
    of many copies of a text not all keep the same shingles.
    """
    step = stride(size)
    few = np.arange(0, len(ordered), step)
    places = few + (step * ((turn + few / step) * GOLDEN % 1)).astype(np.int64)
    return ordered[places[places < len(ordered)]]


def needed(mine: int, size: int) -> int:
    """How many shingles of the sample of a text of `size` one of `mine` has, at least, if half of the
    smaller of the two is in the other.

    The count is binomial: what is expected, less some standard deviations.
    """
    step = stride(size)
    expected = min(mine, size) / 2 / step
    return max(1, ceil(expected - SLACK * sqrt(expected * (1 - 1 / step))))


@dataclass(frozen=True, slots=True)
class _Segment:
    """Samples of `texts` texts from `first` on, sorted."""

    first: int
    texts: int
    bits: int  # of an entry that are the text's number
    starts: npt.NDArray[np.int32]  # of each bucket in `entries`, and the end
    entries: npt.NDArray[np.uint32]

    def find(self, hashes: Hashes) -> Numbers:
        """The text of each entry that stands for one of `hashes`, of which there is at least one."""
        prefixes = hashes >> np.uint64(64 - PER_TEXT - ROOM) << np.uint64(self.bits)
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
        """One of `SLICES` parts: the first bits of the shingles, and their texts."""
        buckets = (len(self.starts) - 1) // SLICES
        own = self.starts[number * buckets : (number + 1) * buckets + 1].astype(np.int64)
        entries = self.entries[own[0] : own[-1]]
        high = np.arange(number * buckets, (number + 1) * buckets, dtype=np.uint64)
        whole = np.repeat(high << np.uint64(ROOM), np.diff(own)) | entries
        return whole >> np.uint64(self.bits), self._numbers(entries)

    def _numbers(self, entries: npt.NDArray[np.uint32]) -> Numbers:
        mask = np.uint32((1 << self.bits) - 1)
        return (entries & mask).astype(np.int64) + self.first


def _joined(parts: Sequence[_Segment]) -> _Segment:
    """One segment of several that follow one another."""
    first, texts = parts[0].first, sum(part.texts for part in parts)
    bits = max((texts - 1).bit_length(), PER_TEXT + 1)
    buckets = 1 << bits + PER_TEXT
    entries = np.empty(sum(len(part.entries) for part in parts), np.uint32)
    counts = np.empty(buckets, np.int32)
    filled, each = 0, buckets // SLICES
    for number in range(SLICES):
        slices = [part.slice(number) for part in parts]
        prefixes = np.concatenate([prefix for prefix, _ in slices])
        numbers = np.concatenate([number for _, number in slices]) - first
        whole = prefixes << np.uint64(bits) | numbers.astype(np.uint64)
        whole.sort()
        entries[filled : filled + len(whole)] = whole.astype(np.uint32)
        filled += len(whole)
        own = (whole >> np.uint64(ROOM)).astype(np.int64) - number * each
        counts[number * each : (number + 1) * each] = np.bincount(own, minlength=each)
    starts = np.zeros(buckets + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    return _Segment(first, texts, bits, starts, entries)


def _sorted(first: int, samples: Sequence[Hashes]) -> _Segment:
    """A segment of the samples of texts from `first` on."""
    bits = max((len(samples) - 1).bit_length(), PER_TEXT + 1)
    numbers = np.repeat(np.arange(len(samples), dtype=np.uint64), [len(s) for s in samples])
    prefixes = np.concatenate(samples) >> np.uint64(64 - PER_TEXT - ROOM)
    whole = np.sort(prefixes << np.uint64(bits) | numbers)
    edges = np.arange((1 << bits + PER_TEXT) + 1, dtype=np.uint64) << np.uint64(ROOM)
    starts = np.searchsorted(whole, edges).astype(np.int32)
    return _Segment(first, len(samples), bits, starts, whole.astype(np.uint32))


class _Gate:
    """Which shingles were ever added; of others too it lets one in four pass, or fewer."""

    def __init__(self, bits: int) -> None:
        self.bits = bits  # of a shingle that say which bit stands for it
        self._set = np.zeros(1 << bits - 3, np.uint8)

    def add(self, hashes: Hashes) -> None:
        """Take in `hashes`, of which at least the first `bits` bits are known."""
        places, bits = self._place(hashes)
        np.bitwise_or.at(self._set, places, bits)

    def passing(self, hashes: Hashes) -> Hashes:
        """Those of `hashes` that may have been added."""
        places, bits = self._place(hashes)
        passed: Hashes = hashes[self._set[places] & bits != 0]
        return passed

    def _place(self, hashes: Hashes) -> tuple[Numbers, npt.NDArray[np.uint8]]:
        places = (hashes >> np.uint64(64 - self.bits)).astype(np.int64)
        return places >> 3, np.left_shift(1, places & 7).astype(np.uint8)


class Sieve:
    """The samples of many texts, numbered from 0 as they are added."""

    def __init__(self, fresh: int = FRESH) -> None:
        self._fresh_texts, self._low, self._middle = fresh, LOW * fresh, MIDDLE * fresh
        self._segments: list[_Segment] = []
        self._fresh: dict[int, tuple[int, ...]] = {}  # a shingle -> texts
        self._samples: list[Hashes] = []  # of the fresh texts
        self._sizes = array("H")
        self._gate = _Gate(GATE)

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, sampled: Hashes, size: int) -> int:
        """Take in a text with so many distinct shingles; return its number."""
        number = self._number([size])
        self._samples.append(sampled)
        self._gate.add(sampled)
        for shingle in sampled.tolist():
            self._fresh[shingle] = (*self._fresh.get(shingle, ()), number)
        if len(self._samples) == self._fresh_texts:
            segment = _sorted(number + 1 - self._fresh_texts, self._samples)
            self._fresh, self._samples = {}, []
            self._append(segment)
        return number

    def extend(self, texts: Iterable[tuple[Hashes, int]]) -> None:
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
        known = self._gate.passing(hashes)
        if not len(known):
            return []
        hits = Counter(n for shingle in known.tolist() for n in self._fresh.get(shingle, ()))
        for segment in self._segments:
            hits.update(segment.find(known).tolist())
        mine, shares = len(hashes), dict[int, float]()
        for number, count in hits.items():
            size = self._sizes[number]
            if count >= needed(mine, size):
                shares[number] = count * stride(size) / min(mine, size)
        return sorted(shares, key=lambda number: (-shares[number], number))

    def _number(self, sizes: Iterable[int]) -> int:
        """Note texts of these sizes; the number of the first."""
        first = len(self._sizes)
        self._sizes.extend(min(size, LARGEST) for size in sizes)
        return first

    def _append(self, segment: _Segment) -> None:
        """Add a segment, and join some so that there are few; nothing is fresh."""
        segments = self._segments
        segments.append(segment)
        while len(segments) > 1 and (
            segments[-2].texts < self._low
            or (segments[-2].texts < self._middle and segments[-1].texts == self._low)
        ):
            segments[-2:] = [_joined(segments[-2:])]
        if [each.texts for each in segments[-AT_ONCE:]] == [self._middle] * AT_ONCE:
            segments[-AT_ONCE:] = [_joined(segments[-AT_ONCE:])]
        if sum(len(each.entries) for each in segments) << 2 > 1 << self._gate.bits:
            self._widen()

    def _widen(self) -> None:
        """A gate made of the segments, in which one bit in eight to four is set."""
        entries = sum(len(segment.entries) for segment in self._segments)
        self._gate = _Gate(max(GATE, (entries << 2).bit_length()))
        for segment in self._segments:
            for number in range(SLICES):
                prefixes, _ = segment.slice(number)
                self._gate.add(prefixes << np.uint64(64 - PER_TEXT - ROOM))
