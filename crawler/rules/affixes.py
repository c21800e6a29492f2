"""The grammar of Indonesian affixes, read backwards: every cut that it allows of a word.

word = (ku|kau)? prefix* ROOT suffix? (ku|mu|nya)? (lah|kah|tah|pun)?

Which prefixes go with which suffixes, and inside which prefixes, is in two tables.  What me- and
pe- do to the sound a root begins with is undone; where that may be done in several ways, all are
cuts.  Which one is meant is not decided here.

Source: Adriani, Asian, Nazief, Tahaghoghi, Williams, "Stemming Indonesian", ACM TALIP 6(4), 2007,
for the affixes, their order and the pairs that do not go together.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product

from crawler.rules.dictionary import AFTER_KE, GIVES_WAY, ROOTS

SHORTEST = 3  # letters of a root
_VOWELS = frozenset("aiueo")
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i")
_ENDINGS = frozenset(map("".join, product(_SUFFIXES, ("", *_OWNERS), ("", *_PARTICLES))))
_LONGEST_ENDING = max(map(len, _ENDINGS))
_PROCLITICS = ("ku", "kau")
_NUMBERS = frozenset(
    """
    satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus seribu
    """.split()  # noqa: SIM905  # reads better as text than as a list
)
_MONOSYLLABLE = re.compile(r"[^aiueo]{1,3}[aiueo]{1,2}[^aiueo]{0,2}")
_CONSONANT_ER = re.compile(r"[^aiueo]er")
_DEEPEST = 3  # prefixes on one root

Goes = Mapping[str, tuple[str, ...]]  # prefixes, and the suffixes that each goes with

# The outermost prefix.  `tidak` is no prefix but in ke-tidak-…-an, `per` also stands for pe- that
# leaves the root as it is: pekerja, pejuang.
_FIRST: Goes = {
    "me": ("", "kan", "i"),
    "di": ("", "kan", "i"),
    "ter": ("", "kan", "i"),
    "ber": ("", "kan", "an"),
    "pe": ("", "an"),
    "per": ("", "kan", "an", "i"),
    "ke": ("an", "kan", "i"),  # kemukakan, ketahui
    "ke alone": ("", "kan", "i"),
    "se": ("", "an", "kan", "i"),  # seragamkan, setujui
}
# The prefixes inside another.
_INSIDE: Mapping[str, Goes] = {
    "me": {"per": ("", "kan", "i"), "ber": ("kan",), "ter": ("kan",), "se": ("kan", "i"), "ke": ("kan", "i"), "ke alone": ("", "kan", "i")},
    "di": {"per": ("", "kan", "i"), "ber": ("kan",), "ter": ("kan",), "se": ("", "kan", "i"), "ke": ("kan", "i"), "ke alone": ("", "kan", "i")},
    "ter": {"per": ("", "kan"), "se": ("",), "ke": ("",)},
    "ber": {"pe": ("", "an"), "per": ("", "an"), "ke": ("", "an"), "se": ("", "an"), "ke alone": ("",)},
    "pe": {"ber": ("", "an"), "per": ("", "an"), "ter": ("", "an"), "se": ("", "an"), "ke": ("an",)},
    "per": {"se": ("", "an", "kan", "i"), "ber": ("an",), "ke": ("kan",)},
    "ke": {"ber": ("an",), "ter": ("an",), "se": ("an",), "pe": ("an",), "per": ("an",), "tidak": ("an",)},
    "tidak": {"ber": ("an",), "ter": ("an",), "se": ("an",)},
    "se": {"pe": ("", "an"), "per": ("", "an"), "ke": ("", "an")},
}  # fmt: skip
_AFTER_PROCLITIC: Goes = {"per": ("", "kan", "i")}


def bare(word: str) -> list[str]:
    """`word`, without its particle, without its owner: `serangannyalah`, `serangannya`, `serangan`."""
    bases = [word]
    bases += [word[: -len(end)] for end in _PARTICLES if word.endswith(end)]
    for base in tuple(bases):
        bases += [base[: -len(end)] for end in _OWNERS if base.endswith(end)]
    return [base for base in bases if len(base) >= SHORTEST]


def cuts(word: str) -> set[str]:
    """The roots that a word without a hyphen may have by the grammar alone.

    >>> sorted(cuts("mengurus"))
    ['kurus', 'mengurus', 'ngurus', 'urus']
    """
    found: set[str] = set()
    for base in bare(word):
        found.add(base)
        for suffix in _SUFFIXES:
            stem = base.removesuffix(suffix)
            if len(stem) + len(suffix) == len(base):
                found.add(stem)
                found.update(_peeled(stem, suffix, _FIRST))
                if suffix != "an" and stem.startswith(_PROCLITICS):
                    found.update(_after_proclitic(stem, suffix))
    return {root for root in found if _is_root(root)}


def stem_ends(word: str) -> list[int]:
    """How many of a word's letters stand before what may be a suffix, an owner and a particle.

    >>> stem_ends("serangannya")
    [11, 8, 6]
    """
    size = len(word)
    return [
        size - ending
        for ending in range(min(size, _LONGEST_ENDING) + 1)
        if word[size - ending :] in _ENDINGS
    ]


def careless_cuts(word: str) -> set[str]:
    """The roots of a word in which -kan after a k is written with one k: `menunjukan`."""
    return {
        root
        for base in bare(word)
        if base.endswith("kan") and base.startswith(("me", "di", "ter", "ber"))
        for root in _peeled(base[:-2], "kan", _FIRST)
        if _is_root(root)
    }


def _is_root(root: str) -> bool:
    return len(root) >= SHORTEST and not _VOWELS.isdisjoint(root)


def _after_proclitic(stem: str, suffix: str) -> Iterator[str]:
    for proclitic in _PROCLITICS:
        if stem.startswith(proclitic):
            rest = stem.removeprefix(proclitic)
            yield rest
            yield from _peeled(rest, suffix, _AFTER_PROCLITIC)


def _peeled(stem: str, suffix: str, goes: Goes, depth: int = 1) -> Iterator[str]:
    """What is left when prefixes that go with `suffix` are taken off a stem without it."""
    for prefix, rest in _prefixed(stem):
        if suffix in goes.get(prefix, ()) and not _is_one(rest, suffix):
            yield rest
        if prefix in goes and depth < _DEEPEST and prefix in _INSIDE:
            yield from _peeled(rest, suffix, _INSIDE[prefix], depth + 1)


def _is_one(rest: str, suffix: str) -> bool:
    """Whether what looks like a suffix belongs to a root: `kiri` in `dikirikan` is no kir-i."""
    whole = rest + suffix
    return suffix != "" and whole in ROOTS and (whole, rest) not in GIVES_WAY


def _prefixed(stem: str) -> Iterator[tuple[str, str]]:
    """Each prefix that `stem` may begin with, and the rest as it is without it."""
    match stem[:2]:
        case "me":
            for rest in _restored(stem[2:]):
                yield "me", rest
        case "pe":
            for rest in _restored(stem[2:]):
                yield "pe", rest
            if stem[2:3] not in _VOWELS or stem[2:] in ROOTS:
                yield "per", stem[2:]  # pekerja, petani; peubah
            if stem.startswith(("per", "pelajar")):
                yield "per", stem[3:]
        case "ke":
            yield "ke", stem[2:]
            if stem[2:] in _NUMBERS or stem[2:] in AFTER_KE:
                yield "ke alone", stem[2:]
        case "di" | "se" as prefix:
            yield prefix, stem[2:]
            if stem.startswith("sese"):
                yield prefix, stem[4:]  # seseorang, sesekali
        case "be" | "te" as prefix:
            whole = prefix + "r"
            if stem.startswith((whole, "belajar")):
                yield whole, stem[3:]
            if stem.startswith(whole) or _CONSONANT_ER.match(stem, 2):
                yield whole, stem[2:]  # berenang; bekerja
        case "ti" if stem.startswith("tidak"):
            yield "tidak", stem[5:]


def _restored(rest: str) -> Iterator[str]:
    """The words that `rest`, what follows me- or pe-, may begin with: the sound that was lost."""
    if rest[:1] in {"l", "r", "w", "y", "m", "n"}:
        yield rest
    yield from unnasal(rest)
    if rest.startswith("nge") and _MONOSYLLABLE.fullmatch(rest, 3):
        yield rest[3:]


def unnasal(rest: str) -> Iterator[str]:
    """What a word that begins with a nasal was without it: nyerang, nembak, mukul, ngirim."""
    for nasal, lost, kept in (
        ("ng", "k", "ghkq"),
        ("ny", "s", ""),
        ("m", "p", "bfvp"),
        ("n", "t", "dcjtsz"),
    ):
        if rest.startswith(nasal):
            left = rest[len(nasal) :]
            if left[:1] in _VOWELS:
                yield lost + left
                if nasal == "ng":
                    yield left
            elif left[:1] in {"r", "l"}:
                yield lost + left  # mengritik, penglihatan
                yield left
            elif left and left[0] in kept:
                yield left
            return
