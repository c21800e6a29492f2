"""What the index must know of a query before an article brings it up; the tree can wait until then."""

from typing import NamedTuple, assert_never

from crawler.rules.clauses import REGEX, TEXT, Clause, clauses, word_key
from crawler.rules.tree import PARTS, And, Near, Node, Not, Or, Regex, Term, Value


class Digest(NamedTuple):
    """A query as the index files it."""

    clauses: tuple[Clause, ...]  # as of clauses.py
    words: tuple[str, ...]  # keys of its words and patterns, without the part they stand in
    # parts beside title and body, and fields with values, that it asks for
    places: tuple[str, ...]


def digest(node: Node) -> Digest:
    """What the index must know of a query; which clauses of an OR stand for it, shortness says."""
    words: dict[str, None] = {}
    places: dict[str, None] = {}
    _gather(node, words, places)
    return Digest(tuple(clauses(node, _shortness)), tuple(words), tuple(places))


def _gather(node: Node, words: dict[str, None], places: dict[str, None]) -> None:
    """Note the words of a query, and the parts and fields beside title and body."""
    match node:
        case Term():
            if node.field not in TEXT:
                places.update((part, None) for part in PARTS[node.field] if part not in TEXT)
            for piece in node.pieces:
                words[word_key(piece, exact=node.exact)] = None
        case And(parts) | Or(parts):
            for part in parts:
                _gather(part, words, places)
        case Not(part):
            _gather(part, words, places)
        case Near():
            for term in (*node.left, *node.right):
                _gather(term, words, places)
        case Value():
            places[node.field] = None
        case Regex():
            return
        case _:
            assert_never(node)


def _shortness(clause: Clause) -> float:
    """How common a clause is taken for when no article was seen yet: short words are common."""
    return sum(1e6 if key[0] == REGEX else 1 / len(key) for key in clause)
