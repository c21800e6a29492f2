"""How alike articles are: the cosine of their words, the rare ones counting more, fading with time.

traits --idf of the window--> weights --length 1, in whole numbers--> units --products--> likeness

The numbers multiplied are whole and small enough to be exact in any order, so the same articles are
exactly as alike after a restart.
Source: TF-IDF with logarithms, G. Salton and C. Buckley, "Term-weighting approaches", 1988.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from crawler.dedup.stories.traits import SLOTS, WEIGHTS, Traits

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Slots = npt.NDArray[np.uint32]

UNIT = 1 << 11  # the length of every article; a product of two, 2^22, is exact in 32-bit floats
FINENESS = 32  # steps to one of the logarithm of rarity
FADING = 7 * 86_400.0  # seconds after which likeness has lost half of what time can take
COUNTED = 1 << 18  # a word that more articles have is as rare as one that so many have
LASTING = 0.5  # what time cannot take: trials and inquiries go on for months


class Rarity:
    """In how many articles each word is, and so how much it says."""

    def __init__(self) -> None:
        """No article yet."""
        self.articles = 0
        self._among = np.zeros(SLOTS, np.int32)
        self._sheet = np.zeros(SLOTS, np.int16)  # for `to_one`; clean between calls

    def count(self, of: Traits, times: int = 1) -> None:
        """Count an article `times` more; -1 takes one away."""
        self._among[of // WEIGHTS] += times
        self.articles += times

    def weights(self, of: Traits) -> Whole:
        """How much each trait says: how often it stands there, times how rare it is."""
        among = self._among.take(of // WEIGHTS)  # a third of the time that [] takes, as below
        rare = math.log(self.articles + 1) - _logarithms().take(among, mode="clip")
        said: Whole = np.rint(FINENESS * rare).astype(np.int64) * (of & (WEIGHTS - 1))
        return said

    def units(self, articles: Sequence[Traits]) -> tuple[Slots, Whole, Whole]:
        """The slots of all articles in a row, their weights at length `UNIT`, and the lengths.

        None of the articles is without traits.
        """
        traits = np.concatenate(articles)
        lengths = np.array([len(each) for each in articles])
        weights = self.weights(traits)
        norms = np.sqrt(np.add.reduceat(weights * weights, _starts(lengths)).astype(np.float64))
        spread = np.repeat(np.maximum(norms, 1.0), lengths)
        return traits // WEIGHTS, np.rint(UNIT * weights / spread).astype(np.int64), lengths

    def to_one(self, one: Traits, others: Sequence[Traits]) -> Numbers:
        """How alike `one` and each of `others` are, from 0 to 1, all told on the same day."""
        slots, units, lengths = self.units([one, *others])
        mine = slots[: len(one)]
        self._sheet[mine] = units[: len(one)]
        shared = self._sheet.take(slots) * units
        self._sheet[mine] = 0
        products: Whole = np.add.reduceat(shared, _starts(lengths))
        return products[1:] / UNIT**2


def among(articles: Sequence[Traits], seconds: Sequence[float], rarity: Rarity) -> Numbers:
    """How alike any two of `articles`, published at `seconds`, are; 1 to themselves."""
    slots, units, lengths = rarity.units(articles)
    _, columns = np.unique(slots, return_inverse=True)
    table = np.zeros((len(articles), int(columns.max()) + 1), np.float32)
    table[np.repeat(np.arange(len(articles)), lengths), columns] = units
    alike = (table @ table.T).astype(np.float64) / UNIT**2
    apart = np.subtract.outer(np.asarray(seconds), np.asarray(seconds)) / FADING
    faded: Numbers = alike * (LASTING + (1 - LASTING) / (1 + apart * apart))
    np.fill_diagonal(faded, 1.0)
    return faded


@cache
def _logarithms() -> Numbers:
    """The logarithm of each number; of 0 that of 1."""
    return np.log(np.maximum(np.arange(COUNTED), 1))


def _starts(lengths: Whole) -> Whole:
    return np.concatenate(([0], np.cumsum(lengths[:-1])))
