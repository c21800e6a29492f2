"""The words of a text as 64-bit numbers, told from its characters all at once.

text --UTF-16--> units --a table--> folded units --sums of powers--> words, in order

A folded unit is what `fold` makes of a character, or 0 between words.  A word is the sum of its units,
each times a power of `BASE`; one array of running sums gives all words.  What does not fold by itself
(combining marks, ligatures, scripts without spaces) is rare in news: its line is folded as a whole.

Source: R. Karp and M. Rabin, "Efficient randomized pattern-matching algorithms", 1987, here modulo 2^64.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crawler.fold import fold, runs, tokens

Words: TypeAlias = npt.NDArray[np.uint64]
Units: TypeAlias = npt.NDArray[np.uint16]
Within: TypeAlias = npt.NDArray[np.bool_]

BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse: digits of the golden ratio
LONGEST = 1 << 14  # characters that are told at once; of a run, more is no word, and is cut
USUAL = 2 * LONGEST + 2  # units that they become, as a rule
_APART = 0  # in the table: what is between words …
_ODD = 0xFFFE  # … what does not fold by itself …
_NEW = 0xFFFF  # … and what nobody asked for yet
_JOINING = "'-"  # in a word between two of its letters …
_LAST_JOINING = ord("-")  # … which are all beyond it
_JAMO = range(0x1100, 0x1200)  # Hangul letters, which become one with the next
_SURROGATES = range(0xD800, 0xE000)  # halves of characters
_table: Units = np.full(1 << 16, _NEW, np.uint16)  # by unit; the same whoever asks first


def hashed(paragraphs: Sequence[str]) -> Words:
    """The words of a text in its order, a number for each.

    The same word gives the same number in every run and on every machine.
    """
    text = "\n".join(["", *paragraphs, ""])
    if len(text) <= LONGEST:
        return _hashed(text)
    return np.concatenate(
        [_hashed(f"\n{piece}\n") for piece in _pieces(text)] or [_hashed("\n")]
    )


def _pieces(text: str) -> Iterator[str]:
    """The parts of a long text, so that it takes little memory whatever its length."""
    short = (run[at : at + LONGEST] for run in runs(text) for at in range(0, len(run), LONGEST))
    for _, piece in groupby(_ends(short), key=lambda each: each[0] // LONGEST):
        yield "\n".join(run for _, run in piece)


def _ends(of: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each with where it ends in all of them."""
    end = 0
    for each in of:
        end += len(each) + 1
        yield end, each


def _hashed(text: str) -> Words:
    """`hashed`, of a text that begins and ends between words."""
    units = _folded(_units(text))
    if units.max() == _ODD:
        units = np.concatenate([_line(line) for line in text.splitlines(keepends=True)])
    return _sums(units, _within(units))


def _units(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def _folded(units: Units) -> Units:
    """What each unit folds to."""
    folded = _table.take(units)
    if folded.max(initial=_APART) == _NEW:
        for unit in set(units[folded == _NEW].tolist()):
            _table[unit] = _fold_of(unit)
        folded = _table.take(units)
    return folded


def _fold_of(unit: int) -> int:
    form = fold(chr(unit))
    if unit in _SURROGATES:
        return _ODD
    if form and form in _JOINING:
        return ord(form)
    if tokens(f"a{form}a") == ["a", "a"]:
        return _APART
    is_letter = len(form) == 1 and tokens(form + form) == [form + form]
    return ord(form) if is_letter and ord(form) not in _JAMO else _ODD


def _line(line: str) -> Units:
    """The folded units of a line, its end among them."""
    units = _folded(_units(line))
    if units.max(initial=_APART) < _ODD:
        return units
    words = _units("\n".join([*tokens(fold(line)), ""]))
    return np.where(words == ord("\n"), np.uint16(_APART), words)


def _within(units: Units) -> Within:
    """Of each unit, whether it is in a word; the first and the last are apart.

    What joins does so between two letters.
    """
    within: Within = units != _APART
    letters = units > _LAST_JOINING
    (joining,) = (within != letters).nonzero()
    between = letters.take(joining - 1) & letters.take(joining + 1)
    within[joining[~between]] = False
    return within


def _sums(units: Units, within: Within) -> Words:
    """A number for each run of units `within` words."""
    (edges,) = (within[1:] != within[:-1]).nonzero()
    powers, inverses = _usual() if len(units) <= USUAL else _powers(len(units))
    at_edges = np.cumsum(units * powers[: len(units)]).take(edges)
    found: Words = at_edges[1::2] - at_edges[::2]
    found *= inverses.take(edges[::2])  # as if each word stood at the beginning
    return found


@cache
def _usual() -> tuple[Words, Words]:
    return _powers(USUAL)


def _powers(count: int) -> tuple[Words, Words]:
    """So many powers of `BASE`, from the first on, and of its inverse."""
    powers = np.cumprod(np.full(count, BASE, np.uint64), dtype=np.uint64)
    inverse = pow(BASE, -1, 1 << 64)
    return powers, np.cumprod(np.full(count, inverse, np.uint64), dtype=np.uint64)
