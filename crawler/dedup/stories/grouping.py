"""Which of a few articles belong together: the two most alike groups are joined, again and again.

Likeness of groups is the average over their pairs, eased where the groups themselves are loose: a
story told in many ways is unlike any one article, even its own.  Headlines are eased more: two of one
event may share no word, but then unlike events share none either, where long texts of one field do.
A group far from all others stays.
Source: average linkage, R. Sokal and C. Michener, "A statistical method for evaluating systematic
relationships", 1958.
"""

import math
from collections.abc import Sequence

import numpy as np

from crawler.dedup.stories.likeness import Numbers, Whole

# Learned from labelled events (full texts, first sentences, titles alone), the same for all of them.
JOINED = 0.13  # likeness from which two groups are one story
EASE = 0.3  # of long texts; 0: plain average of all pairs, 1: cosine of the groups' sums
HEADLINE = 10  # words; of headlines alone, the ease is half way to 1


def grouped(
    alike: Numbers, lengths: Sequence[int], sizes: Sequence[int], joined: float = JOINED
) -> list[tuple[list[int], float]]:
    """Items that belong together, with the likeness of the last two groups joined in them.

    Each row of `alike` is an article of so many words, `lengths`.  Item by item, `sizes` rows are
    one item, and are not parted.  1.0 for a single item.
    """
    table = _Table(alike, np.asarray(lengths), np.asarray(sizes))
    groups = {item: ([item], 1.0) for item in range(len(sizes))}
    while True:
        one, other, likeness = table.closest()
        if one == other or likeness < joined:
            return list(groups.values())
        table.join(one, other)
        groups[one] = (groups[one][0] + groups.pop(other)[0], likeness)


class _Table:
    """How alike any two groups are, while they grow; 0 to itself, and to what became part of another."""

    def __init__(self, alike: Numbers, lengths: Whole, sizes: Whole) -> None:
        starts = np.concatenate(([0], np.cumsum(sizes[:-1])))
        self._lengths: list[int] = np.add.reduceat(lengths, starts).tolist()
        sums = np.add.reduceat(np.add.reduceat(alike, starts, axis=0), starts, axis=1)
        self._within: list[float] = np.diag(sums).tolist()
        np.fill_diagonal(sums, 0.0)
        self._sums: Numbers = sums  # over all pairs of one article here and one there
        self._sizes: list[float] = [float(size) for size in sizes]
        items = range(len(self._sizes))
        self._shares = np.array([self._share(item) for item in items])
        self._table: Numbers = sums * np.multiply.outer(self._shares, self._shares)

    def _share(self, group: int) -> float:
        """What the sums of a group are multiplied by, towards its likeness to others."""
        size, within = self._sizes[group], self._within[group]
        ease = EASE + (1 - EASE) / (1 + (self._lengths[group] / size / HEADLINE) ** 2)
        return math.pow(size, ease - 1) * math.pow(within, -ease / 2)

    def closest(self) -> tuple[int, int, float]:
        """The two groups most alike, the earlier first; 0.0 when there is only one."""
        place = int(self._table.argmax())
        one, other = sorted(divmod(place, len(self._table)))
        return one, other, float(self._table.item(place))

    def join(self, one: int, other: int) -> None:
        """Make the group `other` part of the group `one`."""
        self._within[one] += self._within[other] + 2 * float(self._sums[one, other])
        self._sizes[one] += self._sizes[other]
        self._lengths[one] += self._lengths[other]
        sums = self._sums[one] + self._sums[other]
        sums[one] = sums[other] = 0.0
        self._sums[one] = self._sums[:, one] = sums
        self._shares[one] = share = self._share(one)
        self._shares[other] = 0.0
        self._table[one] = self._table[:, one] = sums * self._shares * share
        self._table[other] = self._table[:, other] = 0.0
