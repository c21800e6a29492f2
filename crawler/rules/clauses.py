"""What must be there for a query to be answered: clauses, each a choice of keys.

An article answers a query only if it has at least one key of every clause; that it has them does
not mean that it answers.  Keys are words, the patterns they answer (see `patterns.key`), and
values; those of parts other than title and body begin with the part's name and a colon.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, assert_never

from crawler.fold import fold
from crawler.rules.patterns import key
from crawler.rules.reading import Reading
from crawler.rules.tree import (
    PARTS,
    VALUES,
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
from crawler.rules.values import pieces, whole

Clause = tuple[str, ...]
Cost = Callable[[Clause], float]

REGEX = "/"  # begins the key of a regular expression; no word and no field's name does
REGEX_COST = 1e6  # a regular expression is searched in every article: the last resort
TEXT = ("", "title", "lead", "body")  # fields and parts whose words are keys as they are


def shortness(clause: Clause) -> float:
    """How common a clause is taken for when nothing was seen yet: short words are common."""
    lines = "\n".join(clause)
    if lines.startswith(REGEX) or f"\n{REGEX}" in lines:
        return REGEX_COST
    many = len(clause)
    return many * many / (len(lines) - many + 2)


def clauses(node: Node, cost: Cost) -> list[Clause]:
    """The clauses of a query; none where it can be answered by absence.

    Of the clauses of one branch of an OR only the cheapest can be joined with those of the others.
    """
    match node:
        case Term():
            return _term(node)
        case Or(parts):
            words = [_word(part) for part in parts]
            if None not in words:  # as most are
                return [tuple(dict.fromkeys(filter(None, words)))]
            return _or([clauses(part, cost) for part in parts], cost)
        case And(parts):
            return [clause for part in parts for clause in clauses(part, cost)]
        case Near():
            return [_any(node.left, cost), _any(node.right, cost)]
        case Value():
            return [_value(node)]
        case Regex():
            return [(f"{REGEX}{node.field}{REGEX}{node.pattern}",)]
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


class Plan(NamedTuple):
    """A query as what keys can tell of it, and what only the matcher can."""

    needed: tuple[Clause, ...]  # of each at least one
    barred: tuple[Clause, ...]  # of each none
    open: tuple[Node, ...]  # all of these must hold as well


def plan(node: Node, cost: Cost) -> Plan:
    """What must be asked to know whether an article answers `node`."""
    parts = node.parts if isinstance(node, And) else (node,)
    needed: list[Clause] = []
    barred: list[Clause] = []
    left: list[Node] = []
    for part in parts:
        if isinstance(part, And):
            inner = plan(part, cost)
            needed += inner.needed
            barred += inner.barred
            left += inner.open
            continue
        settled = _settled(part)
        if settled is not None:
            needed.append(settled)
        elif isinstance(part, Not) and (settled := _settled(part.part)) is not None:
            barred.append(settled)
        else:
            left.append(part)
            needed += [c for c in clauses(part, cost) if not any(key[0] == REGEX for key in c)]
    return Plan(tuple(needed), tuple(barred), tuple(left))


def _settled(node: Node) -> Clause | None:
    """The clause that says the same as `node`; None where none does."""
    if isinstance(node, Or):
        found = [_settled(part) for part in node.parts]
        return tuple(key for one in found for key in one or ()) if all(found) else None
    if isinstance(node, Value):
        plain = node.field != "url" or pieces(node.value) == [node.value]
        return _value(node) if plain else None
    if not isinstance(node, Term) or node.exact or node.least > 1 or len(node.pieces) > 1:
        return None
    if (node.field and node.field in TEXT) or isinstance(node.pieces[0], Forms):
        return None  # keys do not tell these parts from each other, nor acronyms from words
    return _term(node)[0]


def _or(choices: list[list[Clause]], cost: Cost) -> list[Clause]:
    if not all(choices):
        return []
    joined: dict[str, None] = {}
    for choice in choices:
        cheapest: Clause = choice[0] if len(choice) == 1 else min(choice, key=cost)
        joined.update(dict.fromkeys(cheapest))
    return [tuple(joined)]


def _any(terms: Iterable[Term], cost: Cost) -> Clause:
    (clause,) = _or([_term(term) for term in terms], cost)
    return clause


def _term(term: Term) -> list[Clause]:
    exact = term.exact
    word = _word(term)
    if word is not None:
        return [(word,)]
    if term.field in TEXT:
        return [(word_key(piece, exact=exact),) for piece in term.pieces]
    spaces = dict.fromkeys("" if part in TEXT else f"{part}:" for part in PARTS[term.field])
    return [
        tuple(space + word_key(piece, exact=exact) for space in spaces) for piece in term.pieces
    ]


def _word(node: Node) -> str | None:
    """The key of a term that is one word of title or body, as most are; None: it is something else."""
    if not isinstance(node, Term) or node.field or node.exact or len(node.pieces) > 1:
        return None
    return key(node.pieces[0])


def word_key(piece: Piece, *, exact: bool) -> str:
    """The key of a word of a query, without the part it stands in; spelling is no part of it."""
    if not isinstance(piece, Plain):
        return key(piece)
    return fold(piece.text) if exact else piece.text


def _value(node: Value) -> Clause:
    if node.field == "url":
        return (f"url:{max(pieces(node.value), key=len)}",)
    return (f"{node.field}:{node.value}",)


def value_keys(reading: Reading, fields: Iterable[str] = VALUES) -> set[str]:
    """The keys that an article has by its values of those of `fields` that have values."""
    found: set[str] = set()
    for field in fields:
        if field in VALUES:
            keys = _url_keys if field == "url" else _known_keys
            for value in reading.written(field):
                found.update(keys(field, value))
    return found


def _url_keys(field: str, value: str) -> list[str]:
    return [f"{field}:{part}" for part in _KEYS[field](whole(value))]


_known_keys = lru_cache(maxsize=4096)(_url_keys)  # no two articles have one address


def _sites(host: str) -> Iterator[str]:
    """A host and the domains above it."""
    labels = host.split(".")
    return (".".join(labels[at:]) for at in range(len(labels)))


def _ranges(language: str) -> Iterator[str]:
    """A language tag and the ranges that hold it."""
    tags = language.split("-")
    return ("-".join(tags[:end]) for end in range(1, len(tags) + 1))


# What a query may ask for of a value that an article has.
_KEYS: dict[str, Callable[[str], Iterable[str]]] = {
    "source": lambda value: (value,),
    "section": lambda value: (value,),
    "tag": lambda value: (value,),
    "site": _sites,
    "lang": _ranges,
    "url": pieces,
}
