"""Does a word answer a piece of a query?

`answers` is the definition.  `Patterns` finds the same for many pieces at once: each is filed so
that a word meets only those it may answer.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from rapidfuzz.distance import OSA

from crawler.rules.morphology import roots
from crawler.rules.table import SHARDS, Table
from crawler.rules.tree import MOST_DISTANCE, Forms, Fuzzy, Piece, Plain, Wild

Pattern = Wild | Fuzzy | Forms
LONGEST_SPREAD = 40  # letters of a fuzzy word that is filed under its halves
_FILED = 12  # letters at most that a word with `*` or `?` is filed under


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
    match piece:
        case Plain(text):
            return text
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
    """Patterns, and which of them a word answers."""

    def __init__(self) -> None:
        self._there: Table[Pattern, int] = Table()  # with how often
        self._starts: Table[str, dict[Pattern, None]] = Table()
        self._ends: Table[str, dict[Pattern, None]] = Table()
        self._long: dict[Fuzzy, None] = {}  # fuzzy words that are not filed under halves
        self._lengths: dict[int, int] = {}  # how many fuzzy words are so long
        self._kinds = {Wild: 0, Fuzzy: 0, Forms: 0}  # how many there are of each

    def add(self, piece: Pattern) -> None:
        """One more use of `piece`."""
        uses = self._there.get(piece) or 0
        self._there[piece] = uses + 1
        if uses:
            return
        self._kinds[type(piece)] += 1
        if isinstance(piece, Fuzzy):
            length = len(piece.text)
            self._lengths[length] = self._lengths.get(length, 0) + 1
            if length > LONGEST_SPREAD:
                self._long[piece] = None
        for filed, name in self._places(piece):
            found = filed.get(name)
            if found is None:
                filed[name] = {piece: None}
            else:
                found[piece] = None

    def drop(self, piece: Pattern) -> None:
        """One use of `piece` less, the last one forgets it; KeyError where it is not there."""
        uses = self._there.pop(piece)
        if uses > 1:
            self._there[piece] = uses - 1
            return
        self._kinds[type(piece)] -= 1
        if isinstance(piece, Fuzzy):
            self._lengths[len(piece.text)] -= 1
            self._long.pop(piece, None)
        for filed, name in self._places(piece):
            found = filed.get(name) or {}
            del found[piece]
            if not found:
                filed.pop(name)

    def keys(self, word: str) -> list[str]:
        """The keys of the patterns that a folded word answers."""
        found = [key(piece) for piece in self._candidates(word) if answers(piece, word)]
        if self._kinds[Forms]:
            found += [f"{root}~" for root in roots(word) if Forms(root) in self._there]
        return found

    def _candidates(self, word: str) -> set[Pattern]:
        """The patterns that `word` may answer, and few others; no forms of roots."""
        starts: set[str] = set()
        ends: set[str] = set()
        if self._kinds[Wild]:
            sizes = range(min(len(word), _FILED) + 1)
            starts.update([f"*{word[:size]}" for size in sizes])
            ends.update([f"*{word[len(word) - size :]}" for size in sizes])
        if self._kinds[Fuzzy] and len(word) <= LONGEST_SPREAD + MOST_DISTANCE:
            around = range(max(0, len(word) - MOST_DISTANCE), len(word) + MOST_DISTANCE + 1)
            lengths = [length for length in around if self._lengths.get(length)]
            starts |= _left_of(word, {length // 2 for length in lengths})
            ends |= _left_of(word[::-1], {length - length // 2 for length in lengths})
        found: set[Pattern] = set(self._long)
        for filed, names in ((self._starts.shards, starts), (self._ends.shards, ends)):
            for name in names:
                there = filed[hash(name) % SHARDS].get(name)
                if there is not None:
                    found.update(there)
        return found

    def _places(self, piece: Pattern) -> Iterator[tuple[Table[str, dict[Pattern, None]], str]]:
        """Where a pattern is filed, and under what."""
        match piece:
            case Wild(pattern):
                gaps = [at for at, letter in enumerate(pattern) if letter in "*?"]
                first, last = pattern[: gaps[0]], pattern[gaps[-1] + 1 :]
                if len(first) >= len(last):
                    yield self._starts, f"*{first[:_FILED]}"
                else:
                    yield self._ends, f"*{last[-_FILED:]}"
            case Fuzzy(text, distance):
                if len(text) <= LONGEST_SPREAD:
                    half = len(text) // 2
                    for start in _filed(text[:half], text[half], distance):
                        yield self._starts, start
                    for end in _filed(text[half:][::-1], "", distance):
                        yield self._ends, end
            case Forms():
                return
            case _:
                assert_never(piece)


def _filed(half: str, beyond: str, distance: int) -> set[str]:
    """What a fuzzy word is filed under for one half of it, with the letter that follows it.

    Where one letter may differ, one half is whole, but for letters swapped across the middle;
    where two may, one half has at most one of them.
    Source: W. Garbe, "Symmetric Delete spelling correction", 2012, applied to halves.
    """
    if distance == 1:
        return {half, half[:-1] + beyond} if beyond else {half}
    return {half, *(half[:at] + half[at + 1 :] for at in range(len(half)))}


def _left_of(word: str, halves: Iterable[int]) -> set[str]:
    """What fuzzy words that `word` answers are filed under, among others, by their first halves.

    So much of the word as answers a half, of which there are the lengths `halves`, is as long as
    the half, give or take one letter.
    """
    found: set[str] = set()
    for size in {half + more for half in halves for more in (-1, 0, 1)}:
        if 0 <= size <= len(word):
            start = word[:size]
            found.add(start)
            found.update([start[:at] + start[at + 1 :] for at in range(size)])
    return found
