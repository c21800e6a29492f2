"""Does a word answer a piece of a query?

`answers` is the definition.  `Patterns` finds the same for many pieces at once: each is filed so
that a word meets only those it may answer, by what such a word surely has.

    kari*         starts     kari                   the word's beginnings
    *nesia        ends       nesia                  its ends
    serang~       tails      erang                  its inside before what may stand after a root
    banjir~1      firsts     ban, baj               its beginning and its end: one letter may differ
                  seconds    jir                    in one half only, the other is there whole
    kazakhstan~2  firsts     kazak, azak, kzak, …   two may: one half lacks or changes one at most,
                  seconds    hstan, stan, htan, …   and so has the same rest when one is taken out
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, assert_never

from rapidfuzz.distance import OSA

from crawler.rules.affixes import stem_ends
from crawler.rules.dictionary import OPEN
from crawler.rules.morphology import LONGEST as LONGEST_FORM, roots
from crawler.rules.tree import Forms, Fuzzy, Piece, Plain, Wild

Pattern = Wild | Fuzzy | Forms
LONGEST_SPREAD = 40  # letters of a fuzzy word that is filed under its halves
_GAP = re.compile("[*?]")
_LONGEST_NAME = 12  # letters at most that a word with `*` or `?` is filed under
# Roots that others are built on, whose forms are theirs too.
_BUILT_ON = {root: [open_ for open_ in OPEN if OPEN[open_] == root] for root in OPEN.values()}

_Filed = dict[str, str | list[str]]  # what is filed under a name: mostly one
Saved = dict[str, Any]  # dicts, sets, lists and texts, as marshal takes them


def answers(piece: Piece, word: str) -> bool:
    """Whether the folded `word` is one that `piece` asks for."""
    match piece:
        case Plain(text):
            return word == text
        case Wild(pattern):
            return _fits(*_halves(pattern), word)
        case Fuzzy(text, distance):
            return OSA.distance(text, word, score_cutoff=distance) <= distance
        case Forms(root):
            return root in roots(word)
        case _:
            assert_never(piece)


def key(piece: Piece) -> str:
    """A piece as one string; no word has `*`, `?` or `~` in it, so none is taken for a word."""
    if isinstance(piece, Plain):  # as most are, of very many
        return piece.text
    match piece:
        case Wild(pattern):
            return pattern
        case Fuzzy(text, distance):
            return f"{text}~{distance}"
        case Forms(root):
            return f"{root}~"
        case _:
            assert_never(piece)


def pattern(of: str) -> Pattern | None:
    """The pattern that has this key; None where it is the key of a word.

    >>> pattern("serang~"), pattern("kazakhstan~2"), pattern("banjir")
    (Forms(root='serang'), Fuzzy(text='kazakhstan', distance=2), None)
    """
    if "~" in of:
        text, _, distance = of.partition("~")
        return Fuzzy(text, int(distance)) if distance else Forms(text)
    return Wild(of) if "*" in of or "?" in of else None


@lru_cache(maxsize=100_000)
def _halves(pattern: str) -> tuple[str, str | None]:
    """What stands before and after `*`; None after it where there is none."""
    head, star, tail = pattern.partition("*")
    return head, tail if star else None


def _fits(head: str, tail: str | None, word: str) -> bool:
    if tail is None:
        return len(word) == len(head) and _same(head, word)
    return (
        len(word) >= len(head) + len(tail)
        and _same(head, word)
        and _same(tail, word[len(word) - len(tail) :])
    )


def _same(pattern: str, word: str) -> bool:
    """Whether `word` begins with `pattern`, in which `?` is any character."""
    if "?" not in pattern:
        return word.startswith(pattern)
    return all(a in {"?", b} for a, b in zip(pattern, word, strict=False))


class Patterns:
    """Patterns, by their keys, and which of them a word answers."""

    def __init__(self, saved: Saved | None = None) -> None:
        """Those that were `saved`, which are not copied; none where there are none."""
        self._starts: _Filed = {}
        self._ends: _Filed = {}
        self._start_sizes: set[int] = set()  # letters of the names there
        self._end_sizes: set[int] = set()
        self._roots: set[str] = set()
        self._tails: set[str] = set()
        self._fuzzy = {str(distance): _FuzzyWords(distance) for distance in (1, 2)}
        if saved is not None:
            own = dict(saved)
            for distance, words in own.pop("_fuzzy").items():
                vars(self._fuzzy[distance]).update(words)
            vars(self).update(own)

    def saved(self) -> Saved:
        """All of it, not copied."""
        fuzzy = {distance: vars(words) for distance, words in self._fuzzy.items()}
        return {**vars(self), "_fuzzy": fuzzy}

    def add(self, key: str) -> None:
        """One more pattern, which was not there."""
        text, tilde, distance = key.partition("~")
        if not tilde:
            self._add_wild(key)
        elif distance:
            self._fuzzy[distance].add(text)
        else:
            self._roots.add(text)
            for root in (text, *_BUILT_ON.get(text, ())):
                self._tails.add(root.rpartition("-")[2][1:])

    def keys(self, word: str) -> list[str]:
        """The keys of the patterns that a folded word answers."""
        found = [key for key in self._wild(word) if _fits(*_halves(key), word)]
        if self._roots and self._is_likely_form(word):
            found += [f"{root}~" for root in roots(word) if root in self._roots]
        for distance, fuzzy in self._fuzzy.items():
            found += [f"{text}~{distance}" for text in fuzzy.like(word)]
        return found

    def _add_wild(self, key: str) -> None:
        between = _GAP.split(key)
        first, last = between[0][:_LONGEST_NAME], between[-1][-_LONGEST_NAME:]
        if len(first) >= len(last):
            _file(self._starts, first, key)
            self._start_sizes.add(len(first))
        else:
            _file(self._ends, last, key)
            self._end_sizes.add(len(last))

    def _wild(self, word: str) -> Iterator[str]:
        """The words with gaps that `word` may fit."""
        yield from _under(self._starts, {word[:size] for size in self._start_sizes})
        if self._end_sizes:
            size = len(word)
            ends = {word[size - own :] for own in self._end_sizes if own <= size}
            yield from _under(self._ends, ends)

    def _is_likely_form(self, word: str) -> bool:
        """Whether `word` has the tail of a root where a form of it would have it."""
        if "-" in word or "'" in word or word in self._roots:
            return True
        if len(word) > LONGEST_FORM:
            return False
        insides = [word[at:end] for end in stem_ends(word) for at in range(end)]
        return not self._tails.isdisjoint(insides)


class _FuzzyWords:
    """Words of which so many letters may be others."""

    def __init__(self, distance: int) -> None:
        self._distance = distance
        self._firsts: _Filed = {}
        self._seconds: _Filed = {}
        self._lengths: set[int] = set()
        self._long: list[str] = []  # words that are not filed under halves

    def add(self, text: str) -> None:
        size = len(text)
        if size > LONGEST_SPREAD:
            self._long.append(text)
            return
        self._lengths.add(size)
        first, second = text[: size // 2], text[size // 2 :]
        if self._distance == 1:
            # two letters may be swapped where the halves meet: then neither is there whole
            firsts, seconds = {first, first[:-1] + second[0]}, {second}
        else:
            firsts, seconds = _spread(first), _spread(second)
        for name in firsts:
            _file(self._firsts, name, text)
        for name in seconds:
            _file(self._seconds, name, text)

    def like(self, word: str) -> list[str]:
        """Those that are so near to `word`."""
        size, most = len(word), self._distance
        found = [text for text in self._long if -most <= len(text) - size <= most]
        lengths = [n for n in range(size - most, size + most + 1) if n in self._lengths]
        if lengths:
            firsts, seconds = self._names(word, lengths)
            likely = {*_under(self._firsts, firsts), *_under(self._seconds, seconds)}
            found += [text for text in likely if -most <= len(text) - size <= most]
        return [text for text in found if OSA.distance(text, word, score_cutoff=most) <= most]

    def _names(self, word: str, lengths: Sequence[int]) -> tuple[set[str], set[str]]:
        """What words of `lengths` that `word` is like are filed under."""
        size = len(word)
        firsts = {length // 2 for length in lengths}
        seconds = {length - length // 2 for length in lengths}
        if self._distance == 1:
            return {word[:own] for own in firsts}, {word[size - own :] for own in seconds}
        return (
            set().union(*[_spread(word[:own]) for own in _around(firsts, size)]),
            set().union(*[_spread(word[size - own :]) for own in _around(seconds, size)]),
        )


def _around(sizes: Iterable[int], most: int) -> set[int]:
    """Each of `sizes`, one more and one less, up to `most`."""
    return {near for size in sizes for near in (size - 1, size, size + 1) if near <= most}


def _spread(half: str) -> set[str]:
    """`half`, and what it is without one of its letters.

    Two that differ by one letter, or in the order of two, have one of these in common.
    Source: W. Garbe, "Symmetric Delete spelling correction", 2012, applied to halves.
    """
    return {half, *[half[:at] + half[at + 1 :] for at in range(len(half))]}


def _file(filed: _Filed, name: str, what: str) -> None:
    there = filed.get(name)
    if there is None:
        filed[name] = what
    elif isinstance(there, str):
        filed[name] = [there, what]
    else:
        there.append(what)


def _under(filed: _Filed, names: set[str]) -> Iterator[str]:
    """What is filed under one of `names`."""
    for name in filed.keys() & names:
        there = filed[name]
        if isinstance(there, str):
            yield there
        else:
            yield from there
