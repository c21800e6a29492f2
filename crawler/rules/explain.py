"""Why an article answers a query, or does not: the query as a tree, each clause with its words."""

from dataclasses import dataclass
from typing import assert_never

from crawler.model import Article, Match
from crawler.rules.match import evidence, holds
from crawler.rules.patterns import key
from crawler.rules.reading import Reading
from crawler.rules.tidy import flat, tidy
from crawler.rules.tree import PARTS, And, Near, Node, Not, Or, Regex, Term, Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clause of a query and what became of it."""

    clause: str  # in its canonical spelling; AND, OR or NOT of what has `parts`
    holds: bool
    matches: tuple[Match, ...] = ()  # of a leaf that holds
    missing: str = ""  # of a leaf that does not hold: what comes nearest to it
    parts: tuple["Explanation", ...] = ()


def explain(query: Node, article: Article, source: str) -> Explanation:
    """What of `query` the article answers, and what it lacks."""
    return _explained(flat(query), Reading(article, source))


def _explained(node: Node, reading: Reading) -> Explanation:
    answer = holds(node, reading)
    match node:
        case And(parts) | Or(parts):
            inner = tuple(_explained(part, reading) for part in parts)
            return Explanation("AND" if isinstance(node, And) else "OR", answer, parts=inner)
        case Not(part):
            return Explanation("NOT", answer, parts=(_explained(part, reading),))
        case _:
            if answer:
                return Explanation(tidy(node), answer, evidence(node, reading))
            return Explanation(tidy(node), answer, missing=_missing(node, reading))


def _missing(node: Term | Near | Regex | Value, reading: Reading) -> str:
    """What a leaf lacks."""
    match node:
        case Term():
            return _words_missing(node, reading)
        case Near():
            sides = [tidy(Or(side)) for side in (node.left, node.right) if _lack(side, reading)]
            return (
                f"not there: {', '.join(sides)}" if sides else "both are there, not near enough"
            )
        case Value():
            own = ", ".join(shown for _, shown in reading.values[node.field])
            return f"{node.field} is {own}" if own else f"{node.field} is not known"
        case Regex():
            return "not found"
        case _:
            assert_never(node)


def _lack(side: tuple[Term, ...], reading: Reading) -> bool:
    return not any(holds(term, reading) for term in side)


def _words_missing(term: Term, reading: Reading) -> str:
    missing = [
        key(piece)
        for piece in term.pieces
        if not any(reading.answering(piece, part) for part in PARTS[term.field])
    ]
    if missing and not term.exact:
        return f"not there: {', '.join(missing)}"
    if term.exact:
        return "not there in this spelling"
    if term.least > 1:
        return f"there, not {term.least} times"
    return "the words are there, not side by side" if len(term.pieces) > 1 else "not there"
