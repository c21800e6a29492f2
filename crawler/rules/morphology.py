"""Indonesian words and their roots: `menyerangnya` and `penyerangan` are forms of `serang`.

A rule names a root; a word of an article is taken apart every way the grammar allows, and is a
form of the root if that is among what comes out.  No dictionary of roots is needed for it, only
one of words that look taken together and are not (`menteri`, `sebab`): whole.py.

word = (ku|kau)? prefix* ROOT suffix? (ku|mu|nya)? (lah|kah|tah|pun)?
     | word-word of one root                                 serang-menyerang, tembak-tembakan

Source: Adriani, Asian, Nazief, Tahaghoghi, Williams, "Stemming Indonesian", ACM TALIP 6(4), 2007,
for the affixes, their order and the pairs that do not go together; read backwards here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from crawler.rules.whole import WHOLE

_SHORTEST = 3  # letters of a root
_LONGEST = 40  # letters of a word that is taken apart
_VOWELS = "aiueo"
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_NUMBERS = ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_MONOSYLLABLE = re.compile(r"[^aiueo]{1,3}[aiueo]{1,2}[^aiueo]{0,2}")

# What the grammar allows and the language does not: the sound was not lost, the cut is elsewhere.
_NEVER = {
    "berada": ("rada",),
    "berikan": ("ikan",),
    "memakan": ("pakan",),
    "memohon": ("pohon",),
    "mengaku": ("kaku",),
    "mengalami": ("kalam",),
    "mengamalkan": ("kamal",),
    "mengubah": ("kubah",),
    "mengurus": ("kurus",),
    "mengurusi": ("kurus",),
    "pemakan": ("pakan",),
    "pembelian": ("belian",),
    "pengalaman": ("kalam",),
    "pengurus": ("kurus",),
    "pengurusan": ("kurus",),
    "perbankan": ("perban",),
    "perubahan": ("rubah",),
}

# Which suffixes go with the outermost prefix.
_TOGETHER = {
    "": ("", "kan", "an", "i"),
    "me": ("", "kan", "i"),
    "di": ("", "kan", "i"),
    "ter": ("", "kan", "i"),
    "ber": ("", "kan", "an"),
    "pe": ("", "an"),
    "per": ("", "kan", "an", "i"),
    "ke": ("an",),
    "se": ("", "an"),
}
# Which prefixes stand inside which, and the suffixes that this asks for.
_INSIDE: dict[str, dict[str, tuple[str, ...]]] = {
    "me": {"per": ("", "kan", "i"), "ber": ("kan",), "ter": ("kan",), "se": ("kan", "i"), "ke": ("kan", "i")},
    "di": {"per": ("", "kan", "i"), "ber": ("kan",), "ter": ("kan",), "se": ("kan", "i"), "ke": ("kan", "i")},
    "ter": {"per": ("", "kan"), "se": ("",), "ke": ("",)},
    "ber": {"pe": ("", "an"), "per": ("", "an"), "ke": ("an",), "se": ("", "an")},
    "pe": {"ber": ("an",), "per": ("", "an"), "ter": ("", "an"), "se": ("", "an"), "ke": ("an",)},
    "per": {"se": ("an",), "ber": ("an",)},
    "ke": {"ber": ("an",), "ter": ("an",), "se": ("an",), "pe": ("an",)},
    "se": {"pe": ("", "an"), "per": ("", "an"), "ke": ("",)},
}  # fmt: skip


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
        return frozenset(_simple(word))
    if "-" in other or not one or not other:
        return frozenset((word,))
    shared = _simple(one) & (_simple(other) | set(_nasal(other)))
    return frozenset({word} | shared | {f"{root}-{root}" for root in shared})


def _simple(word: str) -> set[str]:
    """The roots of a word without a hyphen."""
    found = {word}
    for base in _unclad(word):
        found.add(base)
        if base in WHOLE:
            return {root for root in found if len(root) >= _SHORTEST} | {word}
    for base in _unclad(word):
        for suffix in ("", *_SUFFIXES):
            if base.endswith(suffix) and len(base) - len(suffix) >= _SHORTEST:
                stem = base[: len(base) - len(suffix)]
                found.update(_peeled(stem, suffix))
                for proclitic in ("ku", "kau"):
                    if stem.startswith(proclitic) and suffix != "an":
                        found.update(_peeled(stem.removeprefix(proclitic), suffix, "di"))
    never = {root for base in _unclad(word) for root in _NEVER.get(base, ())}
    return {root for root in found if _is_root(root) and root not in never} | {word}


def _unclad(word: str) -> list[str]:
    """`word`, without its particle, without its owner."""
    bases = [word]
    bases += [word[: -len(end)] for end in _PARTICLES if word.endswith(end)]
    for base in tuple(bases):
        bases += [base[: -len(end)] for end in _OWNERS if base.endswith(end)]
    return [base for base in bases if len(base) >= _SHORTEST]


def _is_root(root: str) -> bool:
    return len(root) >= _SHORTEST and any(vowel in root for vowel in _VOWELS)


def _peeled(stem: str, suffix: str, outer: str = "") -> Iterator[str]:
    """What is left of a stem without suffix when prefixes that go with `suffix` are taken off."""
    if suffix in _TOGETHER[outer]:
        yield stem
    if stem in WHOLE:
        return
    for prefix, rest in _prefixed(stem):
        if suffix in _TOGETHER[prefix] and not outer:
            yield rest
        if rest in WHOLE:
            continue
        inside = _INSIDE.get(prefix, {})
        for second, left in _prefixed(rest):
            if suffix in inside.get(second, ()):
                yield left
                deeper = {} if left in WHOLE else _INSIDE.get(second, {})
                yield from (
                    last for third, last in _prefixed(left) if suffix in deeper.get(third, ())
                )


def _prefixed(stem: str) -> Iterator[tuple[str, str]]:
    """Each prefix that `stem` may begin with, and the rest as it is without it."""
    two, three = stem[:2], stem[:3]
    if two == "me":
        for rest in _denasalised(stem[2:]):
            yield "me", rest
    elif two == "pe":
        for rest in _denasalised(stem[2:]):
            yield "pe", rest
        yield "per", stem[2:]
        if three == "per" or stem.startswith("pelajar"):
            yield "per", stem[3:]
    elif two == "ke" and stem[2:] in _NUMBERS:
        yield "di", stem[2:]  # ketiga: alone, as no other word has ke-
    elif two in {"di", "ke", "se"}:
        yield two, stem[2:]
        if stem.startswith("sese"):
            yield two, stem[4:]  # seseorang, sesekali
    elif two in {"be", "te"}:
        prefix = two + "r"
        if three == prefix or stem.startswith("belajar"):
            yield prefix, stem[3:]
        if three == prefix or re.match(r"[^aiueo]er", stem[2:]):
            yield prefix, stem[2:]


def _denasalised(rest: str) -> Iterator[str]:
    """The words that `rest`, what follows me- or pe-, may begin with: the sound that was lost."""
    if rest[:1] in {"l", "r", "w", "y", "m", "n"}:
        yield rest
    yield from _nasal(rest)
    if rest.startswith("nge") and _MONOSYLLABLE.fullmatch(rest[3:]):
        yield rest[3:]


def _nasal(rest: str) -> Iterator[str]:
    """What a word that begins with a nasal was without it: nyerang, nembak, mukul, ngirim."""
    for nasal, lost, kept in (
        ("ng", "k", "ghkq"),
        ("ny", "s", ""),
        ("m", "p", "bfvp"),
        ("n", "t", "dcjtsz"),
    ):
        if rest.startswith(nasal):
            left = rest[len(nasal) :]
            if left[:1] in set(_VOWELS):
                yield lost + left
                if nasal == "ng":
                    yield left
            elif left[:1] in {"r", "l"}:
                yield lost + left  # mengritik, penglihatan
                yield left
            elif left[:1] in set(kept):
                yield left
            return
