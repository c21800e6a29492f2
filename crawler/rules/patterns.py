"""Does a word answer a piece of a query?

`answers` is the definition.  `Patterns` finds the same for many pieces at once: each is filed so
that a word meets only those it may answer, and what a word answers is remembered, because news
repeats its words.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, assert_never

from rapidfuzz.distance import OSA

from crawler.rules.morphology import roots
from crawler.rules.tree import MOST_DISTANCE, Forms, Fuzzy, Piece, Plain, Wild

Pattern = Wild | Fuzzy | Forms
_REMEMBERED = 500_000  # words
_FEW = 64  # new patterns that are cheaper tried one by one than all found anew
LONGEST_SPREAD = 24  # letters of a fuzzy word that is filed under what is left of it


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
    """The patterns that rules ask for, and which of them a word answers."""

    def __init__(self) -> None:
        self._uses: dict[Pattern, int] = {}
        self._added: list[Pattern] = []  # in order; how far a word has been tried is an index
        self._known: dict[str, tuple[int, tuple[str, ...]]] = {}  # how far, and what it answers
        self._barren: set[str] = set()  # words that answer none
        self._starts: defaultdict[str, list[Wild]] = defaultdict(list)
        self._ends: defaultdict[str, list[Wild]] = defaultdict(list)
        self._lefts: defaultdict[str, list[Fuzzy]] = defaultdict(list)
        self._long: defaultdict[str, list[Fuzzy]] = defaultdict(list)  # all under ""
        self._reach = 0  # letters of the longest of what starts and ends are filed under

    def add(self, piece: Pattern) -> None:
        """One more use of `piece`."""
        uses = self._uses.get(piece, 0)
        self._uses[piece] = uses + 1
        if uses == 0:
            self._added.append(piece)
            self._barren.clear()
            for filed, name in self._places(piece):
                filed[name].append(piece)
                self._reach = max(self._reach, len(name))

    def drop(self, piece: Pattern) -> None:
        """One use of `piece` less; the last one forgets it."""
        self._uses[piece] -= 1
        if self._uses[piece] == 0:
            del self._uses[piece]
            for filed, name in self._places(piece):
                filed[name].remove(piece)
                if not filed[name]:
                    del filed[name]
            if len(self._added) > 2 * len(self._uses) + _FEW:
                self._added = list(self._uses)
                self._known.clear()

    def answered(self, words: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Those of `words` that answer a pattern, with the keys of the patterns."""
        if not self._uses:
            return
        for word in words - self._barren:
            known = self._known.get(word)
            if known is None or known[0] != len(self._added):
                known = self._find(word, known)
            if known[1]:
                yield word, known[1]

    def _find(
        self, word: str, known: tuple[int, tuple[str, ...]] | None
    ) -> tuple[int, tuple[str, ...]]:
        tried = 0 if known is None else known[0]
        fresh: Sequence[Pattern]
        if known is not None and len(self._added) - tried <= _FEW:
            fresh = self._added[tried:]
            keys = known[1] + tuple(
                key(piece) for piece in fresh if piece in self._uses and answers(piece, word)
            )
        else:
            keys = tuple(key(piece) for piece in self._candidates(word) if answers(piece, word))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
            self._barren.clear()
        found = len(self._added), tuple(dict.fromkeys(keys))
        self._known[word] = found
        if not keys:
            self._barren.add(word)
        return found

    def _candidates(self, word: str) -> Iterator[Pattern]:
        """The patterns that `word` may answer, and few others."""
        for size in range(min(len(word), self._reach) + 1):
            yield from self._starts.get(word[:size], ())
            yield from self._ends.get(word[len(word) - size :], ())
        if self._lefts and len(word) <= LONGEST_SPREAD + MOST_DISTANCE:
            for left in _spread(word, MOST_DISTANCE):
                yield from self._lefts.get(left, ())
        yield from self._long.get("", ())
        for root in roots(word):
            piece = Forms(root)
            if piece in self._uses:
                yield piece

    def _places(self, piece: Pattern) -> Iterator[tuple[dict[str, list[Any]], str]]:
        """Where a pattern is filed, and under what."""
        match piece:
            case Wild(pattern):
                gaps = [at for at, letter in enumerate(pattern) if letter in "*?"]
                first, last = pattern[: gaps[0]], pattern[gaps[-1] + 1 :]
                yield (self._starts, first) if len(first) >= len(last) else (self._ends, last)
            case Fuzzy(text, distance):
                if len(text) > LONGEST_SPREAD:
                    yield self._long, ""
                else:
                    for left in _spread(text, distance):
                        yield self._lefts, left
            case Forms():
                return
            case _:
                assert_never(piece)


def _spread(word: str, distance: int) -> set[str]:
    """`word` and what is left of it when up to `distance` letters are dropped.

    Of two words at most so far apart, some of what is left is the same.
    Source: W. Garbe, "Symmetric Delete spelling correction", 2012.
    """
    found = {word}
    last = found
    for _ in range(distance):
        last = {left[:at] + left[at + 1 :] for left in last for at in range(len(left))}
        found |= last
    return found
