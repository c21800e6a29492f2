"""Which of a few articles belong together: the two most alike groups are joined, again and again.

Likeness of groups is the average over their pairs, eased where the groups themselves are loose: a
story told in many ways is unlike any one article, even its own.  A group far from all others stays.
Source: average linkage, R. Sokal and C. Michener, "A statistical method for evaluating systematic
relationships", 1958.
"""

from collections.abc import Sequence

import numpy as np

from crawler.dedup.stories.likeness import Numbers, Whole

# Learned from labelled events (full texts, first sentences, titles alone), the same for all of them.
JOINED = 0.13  # likeness from which two groups are one story
EASE = 0.3  # 0: the plain average of all pairs; 1: the cosine of the groups' sums


def grouped(
    alike: Numbers, sizes: Sequence[int], joined: float = JOINED
) -> list[tuple[list[int], float]]:
    """Items that belong together, with the likeness of the last two groups joined in them.

    Item by item, `sizes` rows of `alike` are one item, and are not parted.  1.0 for a single item.
    """
    table = _Table(alike, np.asarray(sizes))
    groups = {item: ([item], 1.0) for item in range(len(sizes))}
    while True:
        one, other, likeness = table.closest()
        if likeness < joined:
            return list(groups.values())
        table.join(one, other)
        groups[one] = (groups[one][0] + groups.pop(other)[0], likeness)


class _Table:
    """How alike any two groups are, while they grow."""

    def __init__(self, alike: Numbers, sizes: Numbers) -> None:
        starts = np.concatenate(([0], np.cumsum(sizes[:-1])))
        sums = np.add.reduceat(np.add.reduceat(alike, starts, axis=0), starts, axis=1)
        self._sums: Numbers = sums  # over all pairs of one article here and one there
        self._sizes: Numbers = np.asarray(sizes, np.float64)
        self._within: Numbers = np.diag(sums).copy()
        self._alive = np.ones(len(sizes), np.bool_)
        self._table: Numbers = self._likeness(np.arange(len(sizes)))
        np.fill_diagonal(self._table, -1.0)

    def _likeness(self, of: Whole) -> Numbers:
        """How alike the groups `of` are to each; a row for each of them."""
        pairs = np.multiply.outer(self._sizes[of], self._sizes) ** (1 - EASE)
        loose = np.multiply.outer(self._within[of], self._within) ** (EASE / 2)
        likeness: Numbers = self._sums[of] / (pairs * loose)
        return likeness

    def closest(self) -> tuple[int, int, float]:
        """The two groups most alike, the earlier first; -1.0 when there is only one."""
        place = int(self._table.argmax())
        one, other = sorted(divmod(place, len(self._table)))
        return one, other, float(self._table.flat[place])

    def join(self, one: int, other: int) -> None:
        """Make the group `other` part of the group `one`."""
        self._within[one] += self._within[other] + 2 * self._sums[one, other]
        self._sums[one] += self._sums[other]
        self._sums[:, one] = self._sums[one]
        self._sizes[one] += self._sizes[other]
        self._alive[other] = False
        self._table[other] = self._table[:, other] = -1.0
        row = self._likeness(np.array([one]))[0]
        row[~self._alive] = -1.0
        row[one] = -1.0
        self._table[one] = self._table[:, one] = row
