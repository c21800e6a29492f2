"""Why an article answers a query, or does not: the query as a tree, each clause with its words."""

from dataclasses import dataclass
from typing import assert_never

from crawler.model import Article, Match
from crawler.rules import nearest
from crawler.rules.match import evidence, holds
from crawler.rules.reading import Reading
from crawler.rules.tidy import flat, tidy
from crawler.rules.tree import And, Near, Node, Not, Or, Regex, Term, Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clause of a query and what became of it."""

    clause: str  # in its canonical spelling; AND, OR or NOT of what has `parts`
    holds: bool
    matches: tuple[Match, ...] = ()  # of a leaf that holds
    missing: str = ""  # of a leaf that does not hold: what it lacks
    near: Match | None = None  # of such a leaf: the place that comes nearest to it
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
            missing, near = _missing(node, reading)
            return Explanation(tidy(node), answer, missing=missing, near=near)


def _missing(node: Term | Near | Regex | Value, reading: Reading) -> tuple[str, Match | None]:
    """What a leaf lacks, and the place that comes nearest to it."""
    match node:
        case Term():
            return nearest.term(node, reading)
        case Near():
            return nearest.near(node, reading)
        case Value():
            own = ", ".join(shown for _, shown in reading.values(node.field))
            return f"{node.field} is {own}" if own else f"{node.field} is not known", None
        case Regex():
            return nearest.regex(node, reading)
        case _:
            assert_never(node)
