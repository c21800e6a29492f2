"""What comes nearest to a clause that an article does not answer: a place, and what is wrong with it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz.distance import OSA

from crawler.fold import fold
from crawler.model import Match
from crawler.rules.affixes import cuts
from crawler.rules.dictionary import NAMES
from crawler.rules.match import evidence, spans, times
from crawler.rules.patterns import key
from crawler.rules.reading import Reading, Span
from crawler.rules.snippet import snippet
from crawler.rules.tidy import tidy
from crawler.rules.tree import (
    PARTS,
    Forms,
    Fuzzy,
    Near,
    Node,
    Or,
    Piece,
    Plain,
    Regex,
    Term,
    Wild,
)

_ELSEWHERE = ("title", "body", "caption", "comment", "author")
_LIKE = 0.4  # of its letters another word may differ in, and still be shown
_FAR = 1_000_000  # words: more than any article has

Nearest = tuple[str, Match | None]


def term(node: Term, reading: Reading) -> Nearest:
    """What a term lacks: where its words are otherwise, or a word that is spelled alike."""
    if node.least > 1:
        counted = sum(times(spans(node, reading, name)) for name in PARTS[node.field])
        if counted:
            once = replace(node, least=1)
            place = _first(once, reading)
            return f"there {counted} {_times(counted)}, not {node.least}", place
    if node.exact:
        loose = _folded(node)
        return _found(loose, reading, "there in another spelling", "not there in this spelling")
    missing = [piece for piece in node.pieces if not _answered(piece, node.field, reading)]
    if not missing:
        return "the words are there, not side by side", _closest(node, reading)
    name = _named(missing, node.field, reading)
    if name is not None:
        return name
    said = f"not there: {', '.join(map(key, missing))}"
    for part in _ELSEWHERE:
        other = replace(node, field=part, least=1)
        if part not in PARTS[node.field] and (place := _first(other, reading)) is not None:
            return f"{said}; it is in the {part}", place
    like = _like(missing[0], node.field, reading)
    return (said, None) if like is None else (f"{said}; nearest is {like.term}", like)


def near(node: Near, reading: Reading) -> Nearest:
    """How far apart the sides of a NEAR are, or which of them is not there."""
    sides = [
        tidy(Or(side) if len(side) > 1 else side[0])
        for side in (node.left, node.right)
        if not any(spans(one, reading, name) for one in side for name in PARTS[node.field])
    ]
    if sides:
        return f"not there: {', '.join(sides)}", None
    for ordered, problem in ((node.ordered, ""), (False, ", in the other order")):
        found = [
            (between, name, span)
            for name in PARTS[node.field]
            for between, span in _gaps(replace(node, ordered=ordered), reading, name)
        ]
        if found:
            between, name, span = min(found)
            text, start, end = snippet(reading.part(name), span)
            words = "word" if between == 1 else "words"
            said = f"{between} {words} between, at most {node.distance} may be"
            return said + problem, Match(node.written, name, text, start, end)
    return "both are there, not in one part", None


def regex(node: Regex, _: Reading) -> Nearest:
    """Of a pattern nothing is known but that it is not found."""
    where = ", ".join(PARTS[node.field])
    return f"not found in {where}", None


def _folded(node: Term) -> Term:
    """An exact term as any spelling of it."""
    pieces = tuple(
        Plain(fold(piece.text)) if isinstance(piece, Plain) else piece for piece in node.pieces
    )
    return replace(node, pieces=pieces, exact=False, least=1)


def _found(node: Term, reading: Reading, here: str, otherwise: str) -> Nearest:
    place = _first(node, reading)
    if place is None:
        return otherwise, None
    return f"{here}: {place.snippet[place.start : place.end]}", place


def _first(node: Node, reading: Reading) -> Match | None:
    return next(iter(evidence(node, reading)), None)


def _times(number: int) -> str:
    return "time" if number == 1 else "times"


def _answered(piece: Piece, field: str, reading: Reading) -> bool:
    return any(spans(Term((piece,), field), reading, part) for part in PARTS[field])


def _named(missing: Iterable[Piece], field: str, reading: Reading) -> Nearest | None:
    """The first name or acronym that would be a form of a missing root, were it a word."""
    for piece in missing:
        for name in PARTS[field]:
            part = reading.part(name)
            alike = [*reading.answering(piece, name), *_names_like(piece, part.words)]
            found = [span for word in alike for span in part.folded[word]]
            if found:
                span = min(found)
                text, start, end = snippet(part, span)
                acronyms = part.acronyms.get(fold(text[start:end]), ())
                kind = "an acronym" if span in acronyms else "a name"
                said = f"there only as {kind}: {text[start:end]}"
                return said, Match(key(piece), name, text, start, end)
    return None


def _names_like(piece: Piece, words: Iterable[str]) -> Iterator[str]:
    """The known names among `words` that would be forms of a root by the grammar alone."""
    if isinstance(piece, Forms):
        yield from (word for word in words if word in NAMES and piece.root in cuts(word))


def _closest(node: Term, reading: Reading) -> Match | None:
    """The place where the first two words of a phrase stand closest together."""
    first, then = (
        Term((piece,), node.field, written=node.written) for piece in node.pieces[:2]
    )
    both = Near((first,), (then,), _FAR, ordered=False, field=node.field, written=node.written)
    return near(replace(both, distance=0), reading)[1] or _first(first, reading)


def _gaps(node: Near, reading: Reading, name: str) -> Iterator[tuple[int, Span]]:
    """The fewest words between the sides of `node` in a part, and the span from one to the other."""
    left, right = (
        sorted({found for one in side for found in spans(one, reading, name)})
        for side in (node.left, node.right)
    )
    yield from _gap(left, right)
    if not node.ordered:
        yield from _gap(right, left)


def _gap(first: list[Span], then: list[Span]) -> Iterator[tuple[int, Span]]:
    """The smallest gap from one of `first` to one of `then` behind it; both are in order."""
    gaps = []
    for start, end in first:
        at = bisect_left(then, (end, 0))
        if at < len(then) and then[at][0] - end <= _FAR:
            gaps.append((then[at][0] - end, (start, then[at][1])))
    if gaps:
        yield min(gaps)


def _like(piece: Piece, field: str, reading: Reading) -> Match | None:
    """The word that is spelled most like `piece`, where one is at all alike."""
    wanted = _letters(piece)
    most = int(len(wanted) * _LIKE)
    best = min(_alike(wanted, most, PARTS[field], reading), default=None) if most else None
    if best is None:
        return None
    _, word, _ = best
    found = _first(Term((Plain(word),), field), reading)
    return None if found is None else replace(found, term=word)


def _alike(
    wanted: str, most: int, names: Iterable[str], reading: Reading
) -> Iterator[tuple[int, str, str]]:
    for name in names:
        for word in reading.part(name).words:
            if abs(len(word) - len(wanted)) <= most and word:
                distance = OSA.distance(wanted, word, score_cutoff=most)
                if distance <= most:
                    yield distance, word, name


def _letters(piece: Piece) -> str:
    match piece:
        case Plain(text) | Fuzzy(text, _):
            return text
        case Forms(root):
            return root
        case Wild(pattern):
            return pattern.replace("*", "").replace("?", "")
