"""A text as its shingles: the runs of four folded words in it, as 64-bit numbers.

text --> words, a number each --> four in a row --> shingles, in order

Source: A. Broder, "On the resemblance and containment of documents", 1997.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crawler.dedup.words import hashed

Hashes: TypeAlias = npt.NDArray[np.uint64]
# The first halves of shingles: enough for what is short.
Said: TypeAlias = npt.NDArray[np.uint32]

WORDS = 4  # in a shingle
LEAST = 30  # words; what is shorter is no text to tell copies by
# Odd numbers, so that no multiplication loses a bit (from the primes of xxHash, and MurmurHash3).
_FIRST, _FIRST_TWO = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)
_STIRRING, _HALF = np.uint64(0xFF51AFD7ED558CCD), np.uint64(33)
NONE: Hashes = np.empty(0, np.uint64)
UNSAID: Said = np.empty(0, np.uint32)


def shingles(paragraphs: Sequence[str]) -> Hashes:
    """The shingles of a text in its order, repeated ones too; none of less than `LEAST` words.

    The same text gives the same numbers in every run and on every machine.
    """
    return of_words(hashed(paragraphs))


def of_words(words: Hashes) -> Hashes:
    """`shingles` of a text with these words, as they are `hashed`."""
    if len(words) < LEAST:
        return NONE
    twos = words[:-1] * _FIRST
    twos += words[1:]
    fours: Hashes = twos[:-2] * _FIRST_TWO
    fours += twos[2:]
    return _stirred(fours)


def distinct(hashes: Hashes) -> Hashes:
    """Each of `hashes` once, in ascending order."""
    ordered = np.sort(hashes)
    if len(ordered) < 2:
        return ordered
    first = np.empty(len(ordered), np.bool_)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    kept: Hashes = ordered[first]
    return kept


def shared(one: Hashes, other: Hashes) -> int:
    """How many numbers stand in both; each of them as `distinct` gives it."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not len(few):
        return 0
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    return int(np.count_nonzero(many[places] == few))


def firsts(hashes: Hashes) -> Said:
    """The first half of each."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def without(hashes: Hashes, said: Said) -> Hashes:
    """`hashes` in their order, but for those whose first halves are in `said`, which is sorted."""
    if not len(said):
        return hashes
    halves = firsts(hashes)
    places = np.searchsorted(said, halves)
    places[places == len(said)] = 0
    kept: Hashes = hashes[said[places] != halves]
    return kept


def _stirred(hashes: Hashes) -> Hashes:
    """The last bits made to depend on the first ones too, in place."""
    hashes ^= hashes >> _HALF
    hashes *= _STIRRING
    hashes ^= hashes >> _HALF
    return hashes
