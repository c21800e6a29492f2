"""Indonesian words and their roots: `menyerangnya` and `penyerangan` are forms of `serang`.

A rule names a root; a word of an article is taken apart every way the grammar allows (affixes.py),
and is a form of the root if that is among what is left when the dictionary has spoken:

    word ─ cuts ─┬─ none is a root it knows: all stand, as rules ask for new words and loans
                 └─ of those it knows the longest stand, but for the pairs where it says otherwise,
                    and of the others only what is built on one of these: `alami` in `dialami`

Words with a hyphen are two halves of one root, either or both of them with affixes; or two roots,
which are one word where affixes are around both: `diperjualbelikan` is a form of `jual-beli`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations, product

from crawler.rules.affixes import SHORTEST, bare, careless_cuts, cuts, unnasal
from crawler.rules.dictionary import AS_LIKELY, GIVES_WAY, OPEN, ROOTS, WHOLE, WORDS

LONGEST = 40  # letters of a word that is taken apart
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
    if len(word) > LONGEST:
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
    compounds = _compounds(found)
    known = _meant(found & ROOTS, bases)
    if known:
        known |= {OPEN[root] for root in known if root in OPEN}
        found = known | _built_on(known, found - ROOTS, bases)
    return frozenset(found.union(compounds, (word,)))


def _compounds(found: Iterable[str]) -> set[str]:
    """Those that are two roots written as one word, with a hyphen: `jual-beli` of `jualbeli`."""
    return {
        f"{one[:at]}-{one[at:]}"
        for one in found
        if one not in ROOTS
        for at in range(SHORTEST, len(one) - SHORTEST + 1)
        if one[:at] in ROOTS and one[at:] in ROOTS
    }


def _built_on(known: set[str], others: set[str], bases: list[str]) -> set[str]:
    """Those of the other roots that are built on a known one, all of it kept.

    Not a half of pe-…-an, which is put on at once: `penyerangan` is no form of `penyerang`.
    """
    halves = {base[:-2] for base in bases if base.startswith("pe") and base.endswith("an")}
    return {
        root
        for root in others - halves
        if not (halves and root.endswith("an") and root not in bases)
        and not known.isdisjoint(cuts(root))
    }


def _meant(known: set[str], bases: list[str]) -> set[str]:
    """Those of the known roots of a word that do not give way to another of them.

    The longest stands, but for the pairs in the dictionary: what is left when a root looks affixed
    itself (`bab` of `sebab`), or when a sound is not given back, is shorter.  A few of those are as
    likely as the longest: `las` and `kelas` of `mengelas`.  One of the `bases` does not give way to
    a part of it: `lebaran` stays, in `pelebaran` it is `lebar`.
    """
    if len(known) < 2:
        return known
    left = known - {
        loser
        for loser, winner in permutations(known, 2)
        if (loser, winner) in GIVES_WAY and not (loser in bases and winner in cuts(loser))
    }
    longest = max(map(len, left))
    meant = {root for root in left if len(root) == longest}
    return meant | {
        root
        for root, other in product(left, meant)
        if f"{root}:{other}" in AS_LIKELY and f"nge{root}" in bases[0]
    }


def _double(one: str, other: str) -> frozenset[str]:
    """The roots of a word with a hyphen, from its halves."""
    if other in _ENCLITICS:
        return roots(one)
    shared = roots(one) & roots(other).union(unnasal(other))
    for end in range(len(other), 2, -1):
        if one.endswith(other[:end]) and _ENDING.fullmatch(other, end):
            # one root twice: membagi-bagikan is membagikan
            shared |= roots(one) | roots(one + other[end:])
            break
    if not shared:  # two roots: memperjual-belikan is memperjualbelikan
        return frozenset(_compounds(cuts(one + other)))
    return shared | {f"{root}-{root}" for root in shared}
