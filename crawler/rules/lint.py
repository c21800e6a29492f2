"""What is probably not meant in a rule: said by `check`, never an error."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawler.fold import tokens
from crawler.rules.clauses import REGEX, clauses
from crawler.rules.rule import Rule
from crawler.rules.tidy import asked, canonical, flat, tidy
from crawler.rules.tree import And, Forms, Fuzzy, Near, Node, Not, Or, Plain, Term, Wild

_ACRONYM = 3  # letters
_LOOSE = {1: 4, 2: 7}  # letters below which a fuzzy word finds many others


class Doubt(NamedTuple):
    """Something about one rule that is worth a second look."""

    rule: str
    problem: str


def doubts(rules: Iterable[Rule]) -> list[Doubt]:
    """What is doubtful about `rules`, in their order."""
    found = []
    first: dict[str, str] = {}
    for rule in rules:
        found += [Doubt(rule.name, problem) for problem in _problems(rule)]
        twin = first.setdefault(asked(rule), rule.name)
        if twin != rule.name:
            found.append(Doubt(rule.name, f"asks the same as the rule {twin!r}"))
    return found


def _problems(rule: Rule) -> Iterator[str]:
    yield from _contradictions(flat(rule.query))
    for term in _terms(rule.query):
        yield from _term_problems(term)
    own = clauses(rule.query, lambda clause: any(key[0] == REGEX for key in clause))
    if own and all(any(key[0] == REGEX for key in clause) for clause in own):
        yield "every article is searched for its regular expression; a word beside it saves that"


def _contradictions(node: Node) -> Iterator[str]:
    if isinstance(node, And):
        asked = {canonical(part) for part in node.parts}
        for part in node.parts:
            if isinstance(part, Not):
                barred = part.part.parts if isinstance(part.part, Or) else (part.part,)
                for one in barred:
                    if canonical(one) in asked:
                        yield f"can never match: it asks for {tidy(one)} and for its absence"
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _contradictions(part)
    elif isinstance(node, Not):
        yield from _contradictions(node.part)


def _terms(node: Node) -> Iterator[Term]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case Near():
            yield from node.left
            yield from node.right
        case Term():
            yield node
        case _:
            return


def _term_problems(term: Term) -> Iterator[str]:
    for piece in term.pieces:
        match piece:
            case Plain(text) if not term.exact and len(term.pieces) == 1:
                if len(text) == _ACRONYM and text.upper() in tokens(term.written):
                    yield f"{term.written} also finds the word {text!r}; ={term.written} does not"
            case Wild(pattern) if pattern.endswith("?"):
                yield f"? in {term.written} stands for one letter that must be there"
            case Fuzzy(text, distance) if len(text) < _LOOSE[distance]:
                yield f"{term.written} finds many other words: it is short for ~{distance}"
            case Forms(root) if root.isascii() and not root.replace("-", "").isalpha():
                yield f"{term.written}: only words have forms"
            case _:
                pass
