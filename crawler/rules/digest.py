"""What the index must know of a query before an article brings it up; the tree can wait until then."""

from typing import NamedTuple, assert_never

from crawler.rules.clauses import TEXT, Clause, clauses, shortness, word_key
from crawler.rules.patterns import key
from crawler.rules.tree import PARTS, And, Near, Node, Not, Or, Regex, Term, Value


class Digest(NamedTuple):
    """A query as the index files it."""

    clauses: tuple[Clause, ...]  # as of clauses.py, of the longest words first
    words: tuple[str, ...]  # keys of its words and patterns, without the part they stand in
    # parts beside title and body, and fields with values, that it asks for
    places: tuple[str, ...]


def digest(node: Node) -> Digest:
    """What the index must know of a query; which clauses of an OR stand for it, shortness says."""
    words: dict[str, None] = {}
    places: dict[str, None] = {}
    _gather(node, words, places)
    own = sorted(clauses(node, shortness), key=shortness)
    return Digest(tuple(own), tuple(words), tuple(places))


def _gather(node: Node, words: dict[str, None], places: dict[str, None]) -> None:
    """Note the words of a query, and the parts and fields beside title and body."""
    match node:
        case Term():
            if node.field not in TEXT:
                places.update((part, None) for part in PARTS[node.field] if part not in TEXT)
            for piece in node.pieces:
                words[word_key(piece, exact=True) if node.exact else key(piece)] = None
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
