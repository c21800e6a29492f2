"""What a query asks for and rules out at once: parts of it that no article can answer.

One clause implies another where whatever answers the first answers the second: `serangan` implies
`serang*`, `"bank sentral"` implies `bank`, `title:x` implies `x`.  What is found is certain; not all
that is there is found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.fold import fold
from crawler.rules.patterns import answers
from crawler.rules.tidy import canonical, flat, tidy
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
    Term,
    Value,
    Wild,
)

_SINGLE = ("source", "section", "lang", "site")  # an article has one value of these


def dead(query: Node) -> Iterator[str]:
    """Why the query, or a part of it, can never be answered."""
    yield from _dead(flat(query))


def is_dead(query: Node) -> bool:
    """Whether it is certain that no article at all can answer it."""
    node = flat(query)
    match node:
        case Or(parts):
            return all(map(is_dead, parts))
        case And(parts):
            return any(True for _ in _clashes(parts)) or any(map(is_dead, parts))
        case _:
            return False


def _dead(node: Node) -> Iterator[str]:
    if isinstance(node, And):
        yield from _clashes(node.parts)
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _dead(part)


def _clashes(parts: Iterable[Node]) -> Iterator[str]:
    """What is asked for among `parts` and what is ruled out by others of them."""
    asked = [part for part in parts if not isinstance(part, Not)]
    barred = [one for part in parts if isinstance(part, Not) for one in _choices(part.part)]
    for ruled_out in barred:
        for part in asked:
            if implies(part, ruled_out):
                yield _said(part, ruled_out)
                break
    together = Or(tuple(barred))
    for part in asked:
        if (
            isinstance(part, Or)
            and implies(part, together)
            and not any(implies(part, one) for one in barred)
        ):
            yield f"it asks for {tidy(part)} and rules out each of these"
        if _is_barred_everywhere(part, barred):
            yield f"it asks for {tidy(part)} and rules it out in each part of an article"
    values = [part for part in asked if isinstance(part, Value)]
    for at, one in enumerate(values):
        for other in values[at + 1 :]:
            if one.field == other.field and _apart(one, other):
                yield f"it asks for {tidy(one)} and for {tidy(other)}, and an article has one {one.field}"


def _is_barred_everywhere(part: Node, barred: Iterable[Node]) -> bool:
    """Whether each part of an article where `part` may stand is ruled out by another of `barred`."""
    if not isinstance(part, (Term, Near)) or len(PARTS[part.field]) < 2:
        return False
    if isinstance(part, Term) and part.least > 1:
        return False
    if any(implies(part, one) for one in barred):
        return False
    return all(
        any(implies(_moved(part, field), one) for one in barred) for field in PARTS[part.field]
    )


def _moved(part: Term | Near, field: str) -> Term | Near:
    """The same, asked for in another field."""
    if isinstance(part, Term):
        return replace(part, field=field)
    left, right = (
        tuple(replace(term, field=field) for term in side) for side in (part.left, part.right)
    )
    return replace(part, left=left, right=right, field=field)


def _said(part: Node, ruled_out: Node) -> str:
    if canonical(part) == canonical(ruled_out):
        return f"it asks for {tidy(part)} and for its absence"
    return f"it asks for {tidy(part)} and rules out {tidy(ruled_out)}, which that implies"


def _choices(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Or) else (node,)


def _apart(one: Value, other: Value) -> bool:
    if one.field not in _SINGLE:
        return False
    edge = {"lang": "-", "site": "."}.get(one.field)
    if edge is None:
        return one.value != other.value
    joint = (one.value + edge, other.value + edge)
    if one.field == "site":
        joint = (edge + one.value, edge + other.value)
        return not (joint[0].endswith(joint[1]) or joint[1].endswith(joint[0]))
    return not (joint[0].startswith(joint[1]) or joint[1].startswith(joint[0]))


def implies(one: Node, other: Node) -> bool:
    """Whether it is certain that whatever answers `one` answers `other`."""
    if canonical(one) == canonical(other):
        return True
    match one, other:
        case Or(parts), _:
            return all(implies(part, other) for part in parts)
        case _, And(parts):
            return all(implies(one, part) for part in parts)
        case And(parts), _:
            return any(implies(part, other) for part in parts)
        case _, Or(parts):
            return any(implies(one, part) for part in parts)
        case Near(), Near():
            return _near_implies(one, other)
        case Near(), Term():
            return any(
                all(implies(_in_field(term, one), other) for term in side)
                for side in (one.left, one.right)
            )
        case Term(), Term():
            return _term_implies(one, other)
        case _:
            return False


def _near_implies(one: Near, other: Near) -> bool:
    if other.distance < one.distance or (other.ordered and not one.ordered):
        return False
    if not _covers(PARTS[other.field], PARTS[one.field]):
        return False
    ways = [(other.left, other.right)]
    if not other.ordered:
        ways.append((other.right, other.left))
    return any(
        set(one.left) <= set(left) and set(one.right) <= set(right) for left, right in ways
    )


def _in_field(term: Term, near: Near) -> Term:
    return Term(term.pieces, near.field, term.exact, term.least)


def _term_implies(one: Term, other: Term) -> bool:
    if not _covers(PARTS[other.field], PARTS[one.field]):
        return False
    if other.exact and not one.exact:
        return False
    if other.least > 1 and (other.least > one.least or len(other.pieces) != len(one.pieces)):
        return False
    size = len(other.pieces)
    return any(
        all(
            _piece_implies(a, b, exact=(one.exact, other.exact))
            for a, b in zip(one.pieces[at : at + size], other.pieces, strict=True)
        )
        for at in range(len(one.pieces) - size + 1)
    )


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether what is in a part of `narrow` is in one of `wide`; the lead is in the body."""
    return all(part in wide or (part == "lead" and "body" in wide) for part in narrow)


def _piece_implies(one: Piece, other: Piece, *, exact: tuple[bool, bool]) -> bool:
    if one == other:
        return exact[0] == exact[1]
    if isinstance(one, Wild) and isinstance(other, Wild):
        return _wild_implies(one.pattern, other.pattern)
    if exact[1] or not isinstance(one, Plain):
        return False
    word = fold(one.text) if exact[0] else one.text
    if isinstance(other, Forms):  # names and acronyms among the words are not taken apart
        return word == other.root
    return answers(other, word)


def _wild_implies(one: str, other: str) -> bool:
    """Whether what fits `one` surely fits `other`: `serangan*` and `serang*`."""
    head, star, tail = other.partition("*")
    if not star or "?" in other:
        return False
    first, *_, last = re.split("[*?]", one)
    shortest = len(one.replace("*", ""))
    return first.startswith(head) and last.endswith(tail) and shortest >= len(head) + len(tail)
