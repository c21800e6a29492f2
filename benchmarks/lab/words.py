"""A plain reading of the language of rules: words, phrases, AND, OR, NOT and `*`.

Written from the language's description alone and kept naive: it looks at every word of every
text for every term.  It is what the daemon's matcher is measured against, so it shares no line
with it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
JOINERS = "-'"
ACCENTED = ("LATIN", "GREEK", "CYRILLIC")


def fold(text: str) -> str:
    """`text` as it is compared: NFKC, lower case, no accents, plain quotes and hyphens."""
    plain = unicodedata.normalize("NFKC", text.translate(PLAIN)).translate(PLAIN).lower()
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", plain):
        if not unicodedata.combining(character):
            base = unicodedata.name(character, "")
        elif base.startswith(ACCENTED):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def pieces(text: str) -> list[str]:
    """The words of folded `text` in order, a hyphened word as its parts."""
    return [part for whole in _wholes(text) for part in re.split(f"[{JOINERS}]", whole)]


def _wholes(text: str) -> list[str]:
    spaced = "".join(c if _counts(c) or c in JOINERS else " " for c in text)
    return [word for word in (run.strip(JOINERS) for run in _runs(spaced)) if word]


def _runs(spaced: str) -> list[str]:
    return re.split(f" |[{JOINERS}]{{2,}}", spaced)


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


@dataclass(frozen=True)
class Text:
    """One part of an article (its title, its body), ready to be looked through."""

    raw: str

    @cached_property
    def pieces(self) -> list[str]:
        return pieces(fold(self.raw))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.pieces) | frozenset(_wholes(fold(self.raw)))


Parts = tuple[Text, ...]  # of one article; nothing is found across two of them


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in a row; each may hold one `*`."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return self.words[0] if len(self.words) == 1 else f'"{" ".join(self.words)}"'

    def holds(self, texts: Parts) -> bool:
        return any(self._in(text) for text in texts)

    def _in(self, text: Text) -> bool:
        words = [fold(word) for word in self.words]
        if any("*" not in word and word not in text.words for word in words):
            return False
        if len(words) == 1:
            return any(_fits(words[0], word) for word in text.words)
        rows = zip(*(text.pieces[i:] for i in range(len(words))), strict=False)
        return any(all(map(_fits, words, row)) for row in rows)


def _fits(pattern: str, word: str) -> bool:
    start, star, end = pattern.partition("*")
    if not star:
        return word == pattern
    return len(word) >= len(start + end) and word.startswith(start) and word.endswith(end)


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `queries`."""

    queries: tuple["Query", ...]

    def __str__(self) -> str:
        return " AND ".join(_bracketed(query) for query in self.queries)

    def holds(self, texts: Parts) -> bool:
        return all(query.holds(texts) for query in self.queries)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `queries`."""

    queries: tuple["Query", ...]

    def __str__(self) -> str:
        return " OR ".join(_bracketed(query) for query in self.queries)

    def holds(self, texts: Parts) -> bool:
        return any(query.holds(texts) for query in self.queries)


@dataclass(frozen=True, slots=True)
class Not:
    """Not `query`."""

    query: "Query"

    def __str__(self) -> str:
        return f"NOT {_bracketed(self.query)}"

    def holds(self, texts: Parts) -> bool:
        return not self.query.holds(texts)


Query = Term | All | Any | Not


def _bracketed(query: Query) -> str:
    return f"({query})" if isinstance(query, All | Any) else str(query)
