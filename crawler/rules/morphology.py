"""Indonesian words and their roots: `menyerangnya` and `penyerangan` are forms of `serang`.

A rule names a root; a word of an article is taken apart every way the grammar allows (affixes.py),
and is a form of the root if that is among what is left when the dictionary has spoken:

    word ─ cuts ─┬─ none is a root it knows: all stand, as rules ask for new words and loans
                 └─ of those it knows the longest stand, but for the pairs where it says otherwise,
                    and of the others only what is built on one of these: `alami` in `dialami`

Words with a hyphen are two halves of one root, either or both of them with affixes.
"""

import re
from functools import lru_cache
from itertools import permutations

from crawler.rules.affixes import bare, careless_cuts, cuts, unnasal
from crawler.rules.dictionary import GIVES_WAY, OPEN, ROOTS, WHOLE, WORDS

_LONGEST = 40  # letters of a word that is taken apart
_ENCLITICS = frozenset({"nya", "ku", "mu", "lah", "kah", "pun"})
_ENDING = re.compile("(kan|an|i)?(nya|ku|mu)?(lah|kah|tah|pun)?")


@lru_cache(maxsize=200_000)
def roots(word: str) -> frozenset[str]:
    """The roots that a folded `word` may be a form of, itself included.

    >>> "serang" in roots("penyerangannya") and "serang" in roots("serang-menyerang")
    True
    >>> "teri" in roots("menteri")
    False
    """
    if len(word) > _LONGEST:
        return frozenset((word,))
    one, hyphen, other = word.partition("-")
    if not hyphen:
        return _single(word)
    if "-" in other or not one or not other:
        return frozenset((word,))
    return _double(one, other) | {word}


def _single(word: str) -> frozenset[str]:
    """The roots of a word without a hyphen."""
    bases = bare(word)
    for at, base in enumerate(bases):
        if base in WORDS:
            return WORDS[base].union(bases[: at + 1])
        if base in WHOLE:
            return frozenset(bases[: at + 1])
    found = cuts(word)
    if found.isdisjoint(ROOTS):
        found |= careless_cuts(word)
    known = _meant(found & ROOTS)
    if known:
        known |= {OPEN[root] for root in known if root in OPEN}
        found = known.union(root for root in found - ROOTS if not known.isdisjoint(cuts(root)))
    return frozenset(found.union((word,)))


def _meant(known: set[str]) -> set[str]:
    """Those of the known roots of a word that do not give way to another of them.

    The longest stands, as what is left of it when it looks affixed itself (`sebab`: `bab`) or when
    a sound is not given back (`pukul`: `ukul`) is shorter, but for the pairs in the dictionary.
    """
    if len(known) < 2:
        return known
    left = known - {
        loser for loser, winner in permutations(known, 2) if (loser, winner) in GIVES_WAY
    }
    longest = max(map(len, left))
    return {root for root in left if len(root) == longest}


def _double(one: str, other: str) -> frozenset[str]:
    """The roots of a word with a hyphen, from its halves."""
    if other in _ENCLITICS:
        return roots(one)
    shared = roots(one) & (
        roots(other) | {root for root in unnasal(other) if root in roots(one)}
    )
    for end in range(len(other), 2, -1):
        if one.endswith(other[:end]) and _ENDING.fullmatch(
            other, end
        ):  # membagi-bagikan: membagikan, with one root twice
            shared |= roots(one) | roots(one + other[end:])
            break
    return shared | {f"{root}-{root}" for root in shared}
