"""A text as its shingles: the runs of four folded words in it, as 64-bit numbers.

text --split--> runs --fold--> words --> a hash each --> four in a row --> shingles, in order

Source: A. Broder, "On the resemblance and containment of documents", 1997.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crawler.fold import fold, runs, tokens

Hashes: TypeAlias = npt.NDArray[np.uint64]
Said: TypeAlias = npt.NDArray[
    np.uint32
]  # the first halves of shingles: enough for what is short

WORDS = 4  # in a shingle
LEAST = 30  # words; what is shorter is no text to tell copies by
REMEMBERED = 1 << 16  # runs, some 150 bytes each; more than nine in ten are among them
_PUNCTUATION = '.,:;!?"()[]'  # never inside a word
# Odd numbers, so that no multiplication loses a bit (from the digits of the golden ratio, and
# the primes of xxHash).
_PLACES = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
NONE: Hashes = np.empty(0, np.uint64)
UNSAID: Said = np.empty(0, np.uint32)


def shingles(paragraphs: Sequence[str]) -> Hashes:
    """The shingles of a text in its order, repeated ones too; none of less than `LEAST` words.

    The same text gives the same numbers in every run and on every machine.
    """
    return of_words(hashed(paragraphs))


def hashed(paragraphs: Sequence[str]) -> Hashes:
    """The words of a text in its order, a hash for each."""
    found = b"".join([b"".join(map(_runs.__getitem__, runs(text))) for text in paragraphs])
    return np.frombuffer(found, "<u8")


def of_words(words: Hashes) -> Hashes:
    """`shingles` of a text with these words, as they are `hashed`."""
    if len(words) < LEAST:
        return NONE
    mixed: Hashes = words[: 1 - WORDS] * _PLACES[0]
    for place in range(1, WORDS):
        mixed += words[place : len(words) - WORDS + 1 + place] * _PLACES[place]
    return _stirred(mixed)


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


class _Runs(dict[str, bytes]):
    """64 bits for each word in a run, by run: news repeats its words."""

    def __missing__(self, run: str) -> bytes:
        core = run.strip(_PUNCTUATION)
        if core.isascii() and core.isalnum():  # one word: most are
            found = _hashed(core.lower())
        else:
            found = b"".join([_hashed(word) for word in tokens(fold(run))])
        if len(self) >= REMEMBERED:
            self.clear()
        self[run] = found
        return found


def _hashed(word: str) -> bytes:
    return blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest()


_runs = _Runs()


def _stirred(hashes: Hashes) -> Hashes:
    """Every bit made to depend on every bit, in place.  Source: the finaliser of MurmurHash3."""
    for shift, factor in ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53)):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= np.uint64(factor)
    hashes ^= hashes >> np.uint64(33)
    return hashes
