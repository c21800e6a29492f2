"""What must be there for a query to be answered: clauses, each a choice of keys.

An article answers a query only if it has at least one key of every clause; that it has them does
not mean that it answers.  Keys are words, the patterns they answer (see `patterns.key`), and
values; those of parts other than title and body begin with the part's name and a colon.
"""

from collections.abc import Callable, Iterable
from typing import assert_never

from crawler.fold import fold
from crawler.rules.patterns import key
from crawler.rules.reading import Reading
from crawler.rules.tree import PARTS, And, Near, Node, Not, Or, Piece, Plain, Regex, Term, Value
from crawler.rules.values import pieces

Clause = tuple[str, ...]
Cost = Callable[[Clause], float]

REGEX = "/"  # begins the key of a regular expression; no word and no field's name does
TEXT = ("title", "lead", "body")  # their words are keys as they are


def clauses(node: Node, cost: Cost) -> list[Clause]:
    """The clauses of a query; none where it can be answered by absence.

    Of the clauses of one branch of an OR only the cheapest can be joined with those of the others.
    """
    match node:
        case Term():
            return _term(node)
        case Near():
            return [_any(node.left, cost), _any(node.right, cost)]
        case Value():
            return [_value(node)]
        case Regex():
            return [(f"{REGEX}{node.field}{REGEX}{node.pattern}",)]
        case And(parts):
            return [clause for part in parts for clause in clauses(part, cost)]
        case Or(parts):
            return _or([clauses(part, cost) for part in parts], cost)
        case Not(Not(part)):
            return clauses(part, cost)
        case Not(And(parts)):
            return _or([clauses(Not(part), cost) for part in parts], cost)
        case Not(Or(parts)):
            return [clause for part in parts for clause in clauses(Not(part), cost)]
        case Not():
            return []
        case _:
            assert_never(node)


def _or(choices: list[list[Clause]], cost: Cost) -> list[Clause]:
    if not all(choices):
        return []
    joined: dict[str, None] = {}
    for choice in choices:
        cheapest: Clause = min(choice, key=cost)
        joined.update(dict.fromkeys(cheapest))
    return [tuple(joined)]


def _any(terms: Iterable[Term], cost: Cost) -> Clause:
    (clause,) = _or([_term(term) for term in terms], cost)
    return clause


def _term(term: Term) -> list[Clause]:
    spaces = dict.fromkeys("" if part in TEXT else f"{part}:" for part in PARTS[term.field])
    return [
        tuple(space + _word(piece, exact=term.exact) for space in spaces)
        for piece in term.pieces
    ]


def _word(piece: Piece, *, exact: bool) -> str:
    return fold(piece.text) if exact and isinstance(piece, Plain) else key(piece)


def _value(node: Value) -> Clause:
    if node.field == "url":
        return (f"url:{max(pieces(node.value), key=len)}",)
    return (f"{node.field}:{node.value}",)


def value_keys(reading: Reading) -> set[str]:
    """The keys that an article has by its values."""
    values = reading.values
    found = {
        f"{field}:{own}" for field in ("source", "section", "tag") for own, _ in values[field]
    }
    for site, _ in values["site"]:
        labels = site.split(".")
        found.update("site:" + ".".join(labels[at:]) for at in range(len(labels)))
    for language, _ in values["lang"]:
        tags = language.split("-")
        found.update("lang:" + "-".join(tags[:end]) for end in range(1, len(tags) + 1))
    for url, _ in values["url"]:
        found.update("url:" + piece for piece in pieces(url))
    return found
