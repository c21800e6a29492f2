"""Does an article answer a query, and by which words?"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from crawler.model import Article, Match
from crawler.rules import regex, values
from crawler.rules.names import common
from crawler.rules.reading import Part, Reading, Span
from crawler.rules.snippet import folded_snippet, snippet
from crawler.rules.tree import (
    PARTS,
    And,
    Forms,
    Near,
    Node,
    Not,
    Or,
    Piece,
    Plain,
    Regex,
    Term,
    Value,
)

MOST_MATCHES = 3  # shown of one term
# Whether a value of an article is one that a query asks for; of other fields it is that value.
_HOLDS: dict[str, Callable[[str, str], bool]] = {
    "site": values.is_under,
    "lang": values.speaks,
    "url": values.has_piece,
}


def match(query: Node, article: Article, source: str) -> tuple[Match, ...] | None:
    """The words by which `article` answers `query`; None when it does not answer it.

    `source` is the name of the article's source.  An answer by absence is an empty tuple, so
    test with `is None`.
    """
    reading = Reading(article, source)
    return evidence(query, reading) if holds(query, reading) else None


def answers(query: Node, article: Article, source: str) -> bool:
    """Whether `match` finds that `article` answers `query`."""
    return holds(query, Reading(article, source))


def holds(node: Node, reading: Reading) -> bool:
    """Whether an article answers `node`."""
    match node:
        case Term():
            return _term_holds(node, reading)
        case And(parts):
            return all(holds(part, reading) for part in parts)
        case Or(parts):
            return any(holds(part, reading) for part in parts)
        case Not(part):
            return not holds(part, reading)
        case Near():
            return _near_holds(node, reading)
        case Value():
            return value_of(node, reading) is not None
        case Regex():
            return any(_regex_holds(node.pattern, reading.part(n)) for n in PARTS[node.field])
        case _:
            assert_never(node)


def _regex_holds(pattern: str, part: Part) -> bool:
    if not all(map(part.may_have, regex.literals(pattern))):
        return False
    return any(regex.found(pattern, text) for text in part.plain)


def _term_holds(term: Term, reading: Reading) -> bool:
    if term.least == 1 and len(term.pieces) == 1:
        return any(_stands(term.pieces[0], term, reading, name) for name in PARTS[term.field])
    missing = term.least
    for name in PARTS[term.field]:
        missing -= _count(term, reading, name)
        if missing <= 0:
            return True
    return False


def _stands(piece: Piece, term: Term, reading: Reading, name: str) -> bool:
    """Whether a part has the one word of a term."""
    if isinstance(piece, Plain):
        return reading.spells(piece.text, name) if term.exact else reading.has(piece.text, name)
    if isinstance(piece, Forms):  # what is in small letters is no name
        return reading.has_small(piece, name) or bool(spans(term, reading, name))
    return reading.is_answered(piece, name)


def _count(term: Term, reading: Reading, name: str) -> int:
    """How often a term stands in a part without overlapping."""
    piece = term.pieces[0]
    if len(term.pieces) > 1 or isinstance(piece, Forms):
        return times(spans(term, reading, name))
    part = reading.part(name)
    there = reading.having(piece, name, exact=term.exact)
    return sum(part.count(run) * times(inside) for run, inside in there)


def times(found: Iterable[Span]) -> int:
    """How many of the spans, at most, do not overlap."""
    count, free = 0, 0
    for start, end in sorted(found, key=lambda span: span[1]):
        if start >= free:
            count, free = count + 1, end
    return count


def spans(term: Term, reading: Reading, name: str) -> list[Span]:
    """Where a term stands in a part, as often as it does; in order."""
    asked = (term.pieces, term.exact, name)
    found = reading.spans.get(asked)
    if found is None:
        found = reading.spans[asked] = sorted(_chained(_steps(term, reading, name)))
    return found


def _steps(term: Term, reading: Reading, name: str) -> list[list[Span]]:
    """Where each word of a term stands; the same list for the same word."""
    part = reading.part(name)
    if term.exact:
        return [part.spelled[piece.text] for piece in term.pieces if isinstance(piece, Plain)]
    found = {piece: reading.answering(piece, name) for piece in term.pieces}
    if not all(found.values()):
        return [[]]
    standing = {piece: _standing(piece, words, name, reading) for piece, words in found.items()}
    return [standing[piece] for piece in term.pieces]


def _standing(piece: Piece, words: Iterable[str], name: str, reading: Reading) -> list[Span]:
    """Where the words that answer `piece` stand in a part."""
    part = reading.part(name)
    if not isinstance(piece, Forms):
        return [span for word in words for span in part.folded[word]]
    found: list[Span] = []
    for word in words:  # acronyms and names are not taken apart
        found += part.folded[word] if word == piece.root else common(word, name, reading)
    return found


def _chained(steps: list[list[Span]]) -> set[Span]:
    """The spans that lead from the first step to the last without a gap."""
    chains = set(steps[0])
    onwards: dict[
        int, dict[int, list[int]]
    ] = {}  # of each list of spans, the ends by the start
    for step in steps[1:]:
        ends = onwards.get(id(step))
        if ends is None:
            ends = onwards[id(step)] = defaultdict(list)
            for start, end in step:
                ends[start].append(end)
        chains = {(start, after) for start, end in chains for after in ends.get(end, ())}
    return chains


def _near_holds(near: Near, reading: Reading) -> bool:
    for name in PARTS[near.field]:
        left, right = _sides(near, reading, name)
        if any(_following(left, right, near.distance)):
            return True
        if not near.ordered and any(_following(right, left, near.distance)):
            return True
    return False


def _sides(near: Near, reading: Reading, name: str) -> tuple[set[Span], set[Span]]:
    """Where each side stands in a part; nowhere where one of them lacks a word."""
    sides = (near.left, near.right)
    if not all(any(_has_words(term, reading, name) for term in side) for side in sides):
        return set(), set()
    left, right = (
        {span for term in side for span in spans(term, reading, name)} for side in sides
    )
    return left, right


def _has_words(term: Term, reading: Reading, name: str) -> bool:
    """Whether a part has each word of a term, wherever: cheaper than where they stand."""
    return all(
        reading.spells(piece.text, name)
        if term.exact and isinstance(piece, Plain)
        else reading.is_answered(piece, name)
        for piece in term.pieces
    )


def near_spans(near: Near, reading: Reading) -> Iterator[tuple[str, Span]]:
    """The parts and spans, from the first word to the last, where `near` holds."""
    for name in PARTS[near.field]:
        left, right = _sides(near, reading, name)
        for span in sorted(_pairs(left, right, near)):
            yield name, span


def _pairs(left: set[Span], right: set[Span], near: Near) -> set[Span]:
    found = set(_following(left, right, near.distance))
    if not near.ordered:
        found.update(_following(right, left, near.distance))
    return found


def _following(first: set[Span], then: set[Span], distance: int) -> Iterator[Span]:
    """For each of `first` the nearest of `then` that begins at most `distance` places after it."""
    starts = sorted(then)
    for start, end in first:
        at = bisect_left(starts, (end, 0))
        if at < len(starts) and starts[at][0] - end <= distance:
            yield start, starts[at][1]


def value_of(node: Value, reading: Reading) -> str | None:
    """The article's value that answers `node`, as it is written."""
    holds = _HOLDS.get(node.field, str.__eq__)
    for value, shown in reading.values(node.field):
        if holds(value, node.value):
            return shown
    return None


def evidence(node: Node, reading: Reading) -> tuple[Match, ...]:
    """The words by which an article that answers `node` does so."""
    found: dict[Match, None] = {}  # a set that keeps its order
    for one in _evidence(node, reading):
        found[one] = None
    return tuple(found)


def _evidence(node: Node, reading: Reading) -> Iterator[Match]:
    match node:
        case Term():
            yield from _shown(node.written, _term_places(node, reading), reading)
        case And(parts):
            for part in parts:
                yield from _evidence(part, reading)
        case Or(parts):
            for part in parts:
                if holds(part, reading):
                    yield from _evidence(part, reading)
        case Not(Not(part)):
            yield from _evidence(part, reading)
        case Not():
            return
        case Near():
            yield from _shown(node.written, near_spans(node, reading), reading)
        case Value():
            value = value_of(node, reading) or ""
            yield Match(node.written, node.field, value, 0, len(value))
        case Regex():
            yield from _regex_shown(node, reading)
        case _:
            assert_never(node)


def _regex_shown(node: Regex, reading: Reading) -> Iterator[Match]:
    places = (
        (name, at, span)
        for name in PARTS[node.field]
        for at, text in enumerate(reading.part(name).plain)
        for span in regex.spans(node.pattern, text)
    )
    for _, (name, at, span) in zip(range(MOST_MATCHES), places, strict=False):
        text, start, end = folded_snippet(reading.part(name), at, span)
        yield Match(node.written, name, text, start, end)


def _term_places(term: Term, reading: Reading) -> Iterator[tuple[str, Span]]:
    for name in PARTS[term.field]:
        free = 0
        for start, end in sorted(spans(term, reading, name), key=lambda s: (s[0], -s[1])):
            if start >= free:  # of "serang-menyerang" the whole is shown, not the parts as well
                yield name, (start, end)
                free = end


def _shown(
    written: str, places: Iterator[tuple[str, Span]], reading: Reading
) -> Iterator[Match]:
    for _, (name, span) in zip(range(MOST_MATCHES), places, strict=False):
        text, start, end = snippet(reading.part(name), span)
        yield Match(written, name, text, start, end)
