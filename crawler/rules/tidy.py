"""The canonical spelling of a query: capitals, quotes, brackets and spaces only where they matter."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from crawler.errors import QueryError
from crawler.rules.parser import parse
from crawler.rules.patterns import key
from crawler.rules.rule import Rule
from crawler.rules.tree import And, Near, Node, Not, Or, Regex, Term, Value

_QUOTE = "″"  # is folded to the quote that cannot stand inside quotes


def tidy(node: Node) -> str:
    """A query as one would best write it; what it asks stays the same.

    >>> from crawler.rules.parser import parse
    >>> tidy(parse('((banjir  “Kota Tua”)) or -(rob OR title:hujan)'))
    'banjir AND "kota tua" AND or AND NOT (rob OR title:hujan)'
    """
    return _written(flat(node))


def flat(node: Node) -> Node:
    """A query without an AND inside an AND, an OR inside an OR, or a NOT of a NOT."""
    match node:
        case And(parts):
            return And(_spread(parts, And))
        case Or(parts):
            return Or(_spread(parts, Or))
        case Not(Not(part)):
            return flat(part)
        case Not(part, column):
            return Not(flat(part), column)
        case _:
            return node


def canonical(node: Node) -> str:
    """The same for queries that ask the same in another order."""
    node = flat(node)
    if isinstance(node, (And, Or)):
        parts = sorted({canonical(part) for part in node.parts})
        if len(parts) == 1:
            return parts[0]
        return f"({(' AND ' if isinstance(node, And) else ' OR ').join(parts)})"
    if isinstance(node, Not):
        return f"NOT {canonical(node.part)}"
    return tidy(_in_order(node) if isinstance(node, Near) else node)


def asked(rule: Rule) -> str:
    """All that decides which articles a rule matches: the same for rules that ask the same."""
    return "; ".join([canonical(rule.query), *_limits(rule)])


def asks_still(rule: Rule, before: str) -> bool:
    """Whether a rule asks what `before` says, which is what `asked` gave, maybe in an earlier version.

    What is canonical may change with a version; a rule that nobody edited is not new by that.
    """
    if before == asked(rule):
        return True
    limits = "; ".join(["", *_limits(rule)])
    if not before.endswith(limits):
        return False
    try:
        return canonical(parse(before.removesuffix(limits))) == canonical(rule.query)
    except QueryError:  # it has other limits, or is of a language that is no more
        return False


def written(rule: Rule) -> str:
    """The same as it was written: to be had without reading the query."""
    return "; ".join([rule.lists or rule.text, *_limits(rule)])


def _in_order(near: Near) -> Near:
    """The same NEAR with its choices in order, and its sides where their order does not count."""
    sides = [tuple(sorted(set(side), key=_term)) for side in (near.left, near.right)]
    if not near.ordered:
        sides.sort(key=_side)
    return replace(near, left=sides[0], right=sides[1])


def _limits(rule: Rule) -> list[str]:
    each = (("sources", rule.sources), ("tags", rule.tags), ("languages", rule.languages))
    return [f"{name}: {', '.join(sorted(only))}" for name, only in each if only]


def _spread(parts: Iterable[Node], kind: type[And | Or]) -> tuple[Node, ...]:
    found: list[Node] = []
    for part in map(flat, parts):
        if isinstance(part, (And, Or)) and isinstance(part, kind):
            found += part.parts
        else:
            found.append(part)
    return tuple(found)


def _written(node: Node) -> str:
    match node:
        case And(parts):
            return " AND ".join(_bracketed(part, (Or, Near)) for part in parts)
        case Or(parts):
            return " OR ".join(_bracketed(part, (And, Near)) for part in parts)
        case Not(part):
            return f"NOT {_bracketed(part, (And, Or, Near))}"
        case Term():
            return _field(node.field, _term(node))
        case Near():
            return _field(node.field, _near(node), brackets=True)
        case Regex():
            return _field(node.field, "/" + node.pattern.replace("/", "\\/") + "/")
        case Value():
            return f"{node.field}:{_value(node)}"
        case _:
            assert_never(node)


def _bracketed(node: Node, kinds: tuple[type, ...]) -> str:
    if isinstance(node, Near) and node.field:  # has brackets behind its field
        return _written(node)
    return f"({_written(node)})" if isinstance(node, kinds) else _written(node)


def _field(field: str, text: str, *, brackets: bool = False) -> str:
    if not field:
        return text
    return f"{field}:({text})" if brackets else f"{field}:{text}"


def _term(term: Term) -> str:
    words = " ".join(map(key, term.pieces))
    quoted = f'"{words}"' if len(term.pieces) > 1 else words
    times = f"{{{term.least},}}" if term.least > 1 else ""
    return f"{'=' if term.exact else ''}{quoted}{times}"


def _near(near: Near) -> str:
    operator = f"{'O' if near.ordered else ''}NEAR/{near.distance}"
    return f"{_side(near.left)} {operator} {_side(near.right)}"


def _side(terms: tuple[Term, ...]) -> str:
    words = " OR ".join(map(_term, terms))
    return words if len(terms) == 1 else f"({words})"


def _value(node: Value) -> str:
    plain = all(letter.isalnum() or letter in "-._/" for letter in node.value)
    if plain:
        return node.value
    inside = node.value.replace('"', _QUOTE)
    return f'"{inside}"'
