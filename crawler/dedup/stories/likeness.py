"""How alike articles are: the cosine of their words, the rare ones counting more, fading with time.

traits --idf of the window--> weights --length 1, in whole numbers--> units --products--> likeness

How rare a word is, is held against the articles that an event may have, not against all articles:
an event has no more of them because more other news comes.  So the names of a country at war say as
little among a thousand articles as among a hundred, and a likeness means the same in any window.

The numbers multiplied are whole and small enough to be exact in any order, so the same articles are
exactly as alike after a restart.
Source: TF-IDF with logarithms, G. Salton and C. Buckley, "Term-weighting approaches", 1988.
"""

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
OF_AN_EVENT = 300  # articles; a word that many more have says little; 200 and 400 do as well
STRIP = 1 << 17  # multiplications at once
FADING = 7 * 86_400.0  # seconds after which likeness has lost half of what time can take
LASTING = 0.3  # what time cannot take: trials and inquiries go on; with 0.5, a year's events run together


class Rarity:
    """In how many articles each word is, and so how much it says."""

    def __init__(self) -> None:
        """No article yet."""
        self._articles = 0
        self._among = np.zeros(SLOTS, np.int32)
        self._sheet = np.zeros(SLOTS, np.int16)  # clean between calls

    def count(self, of: Traits, times: int = 1) -> None:
        """Count an article `times` more; -1 takes one away."""
        self._among[of // WEIGHTS] += times
        self._articles += times

    def weights(self, of: Traits) -> Numbers:
        """How much each trait says: how often it stands there, times how rare it is; whole numbers."""
        return self._said(of // WEIGHTS, of)

    def _said(self, slots: Slots, of: Traits) -> Numbers:
        among = self._among.take(slots)  # a third of the time that [] takes, as below
        part = among / (self._articles + 1)
        seldom = 1 - part * part  # what all articles have says nothing
        rare = np.rint(_rare().take(among, mode="clip") * seldom)
        said: Numbers = rare * (of & (WEIGHTS - 1))
        return said

    def units(self, articles: Sequence[Traits]) -> tuple[Slots, Numbers, Whole]:
        """The slots of all articles in a row, their weights at length `UNIT`, and the lengths.

        None of the articles is without traits.
        """
        traits = np.concatenate(articles)
        slots = traits // WEIGHTS
        lengths = np.array([len(each) for each in articles])
        weights = self._said(slots, traits)
        norms = np.sqrt(np.add.reduceat(weights * weights, _starts(lengths)))
        spread = np.repeat(np.maximum(norms, 1.0), lengths)
        return slots, np.rint(UNIT * weights / spread), lengths

    def to_one(self, one: Traits, others: Sequence[Traits]) -> Numbers:
        """How alike `one` and each of `others` are, from 0 to 1, all told on the same day."""
        slots, units, lengths = self.units([one, *others])
        mine = slots[: len(one)]
        self._sheet[mine] = units[: len(one)]
        shared = self._sheet.take(slots) * units
        self._sheet[mine] = 0
        products: Numbers = np.add.reduceat(shared, _starts(lengths))
        return products[1:] / UNIT**2

    def columns(self, slots: Slots) -> tuple[Whole, int]:
        """A column of a table for each slot, -1 for one that stands there only once; how many there are.

        At most 32,767 slots.
        """
        self._sheet[slots] = np.arange(len(slots), dtype=np.int16)  # of several the last stays
        last = self._sheet.take(slots)
        self._sheet[slots] = 0
        shared = np.bincount(last, minlength=len(slots)) > 1
        column: Whole = np.where(shared, np.cumsum(shared) - 1, -1)
        return column.take(last), int(shared.sum())


def among(articles: Sequence[Traits], seconds: Sequence[float], rarity: Rarity) -> Numbers:
    """How alike any two of `articles`, published at `seconds`, are; 1 to themselves."""
    slots, units, lengths = rarity.units(articles)
    columns, width = rarity.columns(slots)
    shared = columns >= 0  # what one article alone has is in its length, and in no product
    table = np.zeros((len(articles), width), np.float32)
    table[np.repeat(np.arange(len(articles)), lengths)[shared], columns[shared]] = units[shared]
    alike = _products(table).astype(np.float64) / UNIT**2
    apart = np.subtract.outer(np.asarray(seconds), np.asarray(seconds)) / FADING
    faded: Numbers = alike * (LASTING + (1 - LASTING) / (1 + apart * apart))
    np.fill_diagonal(faded, 1.0)
    return faded


def _products(table: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Each row times each row; in strips too narrow for the library to start threads over them.

    Over a whole table those wait for each other many times as long as they work.
    """
    wide = max(1, STRIP // len(table) ** 2)
    strips = (table[:, start : start + wide] for start in range(0, table.shape[1], wide))
    products = np.zeros((len(table), len(table)), np.float32)
    for strip in strips:
        products += strip @ strip.T.copy()  # of the same table turned, it would go another way
    return products


@cache
def _rare() -> Numbers:
    """How rare a word is that so many articles have, in steps; of 0 as of 1, and 0 from the last on."""
    among = np.maximum(np.arange(2 * FINENESS * OF_AN_EVENT + 1), 1)
    steps: Numbers = FINENESS * np.log1p(OF_AN_EVENT / among)
    return np.where(steps < 0.5, 0.0, steps)


def _starts(lengths: Whole) -> Whole:
    return np.concatenate(([0], np.cumsum(lengths[:-1])))
