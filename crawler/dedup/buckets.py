"""Numbers of texts, filed under halves of their shingles: millions, in five bytes each.

    put ──> late (a dict) ──> slots (a table) ──> overflow

What is put is held as it came, and filed when that is much.  Where the table is nearly full, a larger
one takes its place, a slice with each text that is put: no text waits until millions of others have
been moved.  What has moved is looked up there, and the old table gives its pages back as the new one
fills, so that nothing is held twice.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from crawler.dedup.overflow import HALF, HIGH, LOW, NOTHING, Numbers, keys
from crawler.dedup.shingles import Hashes, Said
from crawler.dedup.slots import SLOTS, Slots, heads

LOOKED_AT = 1 << 12  # halves that are looked up at once
FULL = 0.90  # of all slots: beyond it there are to be more of them …
ROOMY = 0.79  # … so that so many are taken …
FORESEEN = 0.88  # … or so many by what is reserved, of which some finds its bucket full
FEW = 1 << 23  # entries; up to so many, memory is not worth moving them often …
SPARE = 0.5  # … and so many slots are taken
LATE = 1 << 13  # entries that are held as they came, some 100 bytes each
UNMARKED = np.uint32(
    13
)  # last bits of a half that are not looked at to see whether it is among them
AHEAD = 32  # one number more for so many is to be told
SLICE = 64  # buckets that move with a text …
MANY = 1 << 11  # … or at a time, where they are to move at once


class Buckets:
    """Under each half the numbers that were put there, from 0, each once."""

    def __init__(self) -> None:
        self._first = 0  # of the numbers that count
        self._last = -1  # the largest that was put
        self._late: dict[
            int, int | list[int]
        ] = {}  # by half a number, or several, and one more
        self._marks = np.zeros(
            1 << HALF - int(UNMARKED), np.bool_
        )  # the first bits of these halves
        self._halves: list[Said] = []  # once more, as they came …
        self._numbers: list[int] = []  # … with their numbers …
        self._waits = 0  # … and how many that are
        self._slots = Slots(0, 0, 0)
        self._older: Slots | None = None  # what moves into `_slots` …
        self._done = 0  # … buckets of it that have
        self._cut = 1 << HALF  # halves below it are in `_slots`

    def __len__(self) -> int:
        """How many entries there are, those that do not count any more too."""
        older = 0 if self._older is None else len(self._older)
        return self._waits + len(self._slots) + older

    def put(self, halves: Said, number: int) -> None:
        """File a number, which is no less than any before, under `halves`."""
        self._last = number
        self._hold(halves, [number] * len(halves))
        if self._older is not None:
            self._hold_keys(self._moved(self._older, SLICE))
        if self._waits >= LATE:
            self._file_late()

    def fill(self, halves: Said, numbers: Numbers) -> None:
        """File many numbers in order, none less than any before, each under its half."""
        self._file_late()
        if len(numbers):
            self._last = int(numbers[-1])
            self._file(keys(halves, numbers))

    def find(self, halves: Said) -> Numbers:
        """The numbers that are filed under any of `halves`, which ascend, as often as they are."""
        parts = [halves[at : at + LOOKED_AT] for at in range(0, len(halves), LOOKED_AT)]
        found = np.concatenate(
            [each for part in parts for each in self._found(part)] or [NOTHING]
        )
        return found[found >= self._first]

    def forget(self, number: int) -> None:
        """Let lower numbers count no more; they give their room back when it is needed."""
        self._first = max(self._first, number)

    def reserve(self, entries: int, last: int) -> None:
        """Have room for so many more, of numbers up to `last`."""
        filled = sum(table.filled for table in self._tables())
        roomy = filled + entries <= FULL * SLOTS * self._slots.count
        soon = last + (last - self._slots.base) // AHEAD  # so that there is time to move
        if not roomy or not self._slots.holds(soon):
            self._move_all()
            self._grow(filled, entries, last)
        if entries > 2 * LATE or not all(table.holds(last) for table in self._tables()):
            self._move_all()

    def _grow(self, filled: int, entries: int, last: int) -> None:
        """Have a larger table, to which all that counts is to move."""
        counts = (self._last + 1 - self._first) / max(self._last + 1 - self._slots.base, 1)
        kept = filled * min(counts, 1.0)
        few = kept + entries < FEW
        wanted = (kept + entries) / SPARE if few else kept / ROOMY + entries / FORESEEN
        self._older, self._done, self._cut = self._slots, 0, 0
        ahead = last + (last - self._first) // AHEAD
        self._slots = Slots(int(wanted) // SLOTS, self._first, ahead)

    def _move_all(self) -> None:
        while self._older is not None:
            self._slots.overflow(self._moved(self._older, MANY))

    def _tables(self) -> list[Slots]:
        return [self._slots] if self._older is None else [self._slots, self._older]

    def _found(self, halves: Said) -> list[Numbers]:
        late = self._found_late(halves)
        if self._older is None:
            return [late, *self._slots.find(halves)]
        cut = int(np.searchsorted(halves, self._cut))
        return [late, *self._slots.find(halves[:cut]), *self._older.find(halves[cut:])]

    def _found_late(self, halves: Said) -> Numbers:
        marked = halves[self._marks[halves >> UNMARKED]]
        held: Iterable[int | list[int] | None] = map(self._late.get, marked.tolist())
        found: list[int] = []
        for known in held:
            if isinstance(known, int):
                found.append(known)
            elif known is not None:
                found += known
        return np.array(found, np.int64) - 1

    def _hold(self, halves: Said, numbers: Sequence[int]) -> None:
        """Hold halves with their numbers as they came."""
        late = self._late
        for half, number in zip(halves.tolist(), numbers, strict=True):
            known = late.setdefault(half, number + 1)
            if not isinstance(known, list):
                if known != number + 1:
                    late[half] = [known, number + 1]
            elif known[-1] != number + 1:
                known.append(number + 1)
        self._marks[halves >> UNMARKED] = True
        self._halves.append(halves)
        self._numbers += numbers
        self._waits += len(halves)

    def _hold_keys(self, own: Hashes) -> None:
        if len(own):
            self._hold((own >> HIGH).astype(np.uint32), (own & LOW).tolist())

    def _file_late(self) -> None:
        if self._waits:
            late = keys(np.concatenate(self._halves), np.array(self._numbers))
            self._late, self._halves, self._numbers, self._waits = {}, [], [], 0
            self._marks[:] = False
            self._file(late)

    def _file(self, own: Hashes) -> None:
        """File keys in the table, or where that moves in the one that has their halves."""
        own.sort()
        own = own[heads(own)]
        self.reserve(len(own), self._last)
        cut = int(np.searchsorted(own >> HIGH, self._cut))
        for table, part in zip(self._tables(), (own[:cut], own[cut:]), strict=False):
            over = table.place(part)
            if len(over) > LATE // 4:
                table.overflow(over)
            else:
                self._hold_keys(over)

    def _moved(self, older: Slots, buckets: int) -> Hashes:
        """Move so many buckets more; keys are returned that found theirs full."""
        end = min(self._done + buckets, older.count)
        own = older.withdraw(self._done, end)
        own = own[own & LOW >= self._first]
        own.sort()
        self._done, self._cut = end, older.start(end)
        if end == older.count:
            self._older = None
        return self._slots.place(own)
