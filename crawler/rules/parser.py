"""The query language's grammar, and a parser that is that grammar read aloud.

query = any END
any   = all (OR all)*
all   = one (AND? one)*                     words side by side must all be there
one   = (NOT | MINUS) one | pair
pair  = side (NEAR side)?                   NEAR stands for ONEAR, NEAR/n, ONEAR/n too
side  = FIELD? (LEFT any RIGHT | leaf)      no FIELD inside a group that has one
leaf  = WORD | PHRASE | REGEX               in a group of values (`source:`) WORD | PHRASE

WORD and PHRASE are taken apart in terms.py, values in values.py.  A query that an article can answer
by what it lacks is refused here, so every rule can be filed under words that must be there.
"""

import re
from collections.abc import Sequence

from crawler.errors import QueryError
from crawler.rules.lexer import QUOTES, Token, tokens
from crawler.rules.regex import regex, size
from crawler.rules.terms import term
from crawler.rules.tree import VALUES, And, Near, Node, Not, Or, Regex, Term, Value
from crawler.rules.values import value

MOST_CHARACTERS = 50_000  # of a query
MOST_LEAVES = 5_000  # words, phrases and values of a query
MOST_STEPS = 50_000  # of the regular expressions of a query; `.{0,900}` has 8,000
MOST_NESTING = 50  # brackets and NOTs inside each other
MOST_BETWEEN = 100  # words, in NEAR/n
USUAL_BETWEEN = 4  # of NEAR without a number

_ENDS = frozenset({"OR", "RIGHT", "END"})  # what no part of an AND begins with
_NOTS = frozenset({"NOT", "MINUS"})
_LEAVES = frozenset({"WORD", "PHRASE", "REGEX"})
_START = 'expected a word, a phrase or "("'
_NEAR = re.compile(r"(O?)NEAR(?:/([0-9]{1,9}))?")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})
# Words of a simple rule that make a phrase: the field or =, the words, the count.
_WORDS = re.compile(rf"((?:\w+:)?=?)\s*([^{QUOTES}]*?)((?<=\S)\{{[0-9]+,\}})?")


def parse(text: str) -> Node:
    """Read a query.

    >>> parse("inflasi OR harga*")
    Or(parts=(Term(pieces=(Plain(text='inflasi'),), field='', exact=False, least=1, written='inflasi'), Term(pieces=(Wild(pattern='harga*'),), field='', exact=False, least=1, written='harga*')))

    Raises QueryError, which shows the column at fault and what was expected there.
    """
    if not text.isprintable():
        text = re.sub(r"\s", " ", text)  # so that a caret stands under its column
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            f"expected at most {MOST_CHARACTERS} characters, got {len(text)}", text[:60], 0
        )
    parser = _Parser(text, _Steps())
    node = parser.query()
    if parser.denies:
        refuse_absence(node, text)
    return node


def simple(any_: Sequence[str], all_: Sequence[str], none: Sequence[str]) -> Node:
    """The query of a rule with `any`, `all` and `none`: the same tree.

    Each entry is one term of the language; spaces make it a phrase.  Raises QueryError, which
    shows the entry at fault.
    """
    if not any_ and not all_:
        raise QueryError("expected at least one term under any or all", "", 0)
    steps = _Steps()
    parts: list[Node] = [_entry(entry, steps) for entry in all_]
    if any_:
        choices = tuple(_entry(entry, steps) for entry in any_)
        parts.insert(0, choices[0] if len(choices) == 1 else Or(choices))
    parts += [Not(_entry(entry, steps)) for entry in none]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


class _Steps:
    """What the regular expressions of a query, or of all entries of a simple rule, may still cost."""

    def __init__(self) -> None:
        self._left = MOST_STEPS

    def spend(self, leaf: Regex, text: str, column: int) -> None:
        """Raise QueryError where a regular expression and those before it are too large."""
        self._left -= size(leaf.pattern)
        if self._left < 0:
            raise QueryError(
                "the regular expressions up to this one are too large together; expected smaller "
                "counts in {m,n}, fewer of them, or several rules",
                text,
                column,
            )


def _entry(entry: str, steps: _Steps) -> Node:
    """One entry of a simple rule."""
    own = re.sub(r"\s", " ", entry)
    try:
        parser = _Parser(own, steps)
        if len(own.split()) < 2 or not parser.is_several():
            return parser.entry()
        found = _WORDS.fullmatch(own.strip())
        if found is not None and not parser.has_operator():
            return _quoted(found, steps)
    except QueryError as error:
        if error.text == own:
            raise
        column = error.column + len(own) - len(own.lstrip())
        raise QueryError(error.problem, own, column) from None
    raise QueryError("expected one word or phrase; what needs operators is a query", own, 0)


def _quoted(found: re.Match[str], steps: _Steps) -> Node:
    """The phrase that several words make; an error has its column in the words as they are."""
    try:
        return _Parser(f'{found[1]}"{found[2]}"{found[3] or ""}', steps).entry()
    except QueryError as error:
        inside = error.column - len(found[1]) - 1  # after the quote that nobody wrote
        if inside < 0:
            column = error.column
        elif inside < len(found[2]):
            column = found.start(2) + inside
        else:
            column = found.end(2) + max(0, inside - len(found[2]) - 1)
        column = min(column, len(found[0]))
        raise QueryError(error.problem, found[0], column) from None


def refuse_absence(node: Node, text: str) -> None:
    """Raise QueryError where an article can answer `node` by what it lacks."""
    culprit = _absent(node)
    if culprit is not None:
        raise QueryError(
            "almost every article would answer this by what it lacks; "
            "expected something that must be there beside it: a word, source:, site:, lang:, tag:",
            text,
            culprit.column,
        )


def _absent(node: Node) -> Not | None:
    """The Not by which an article without any word answers `node`; None if it does not."""
    match node:
        case And(parts):
            found = [_absent(part) for part in parts]
            return found[0] if all(one is not None for one in found) else None
        case Or(parts):
            return next((one for one in map(_absent, parts) if one is not None), None)
        case Not(part):
            return node if _absent(part) is None else None
        case _:
            return None


class _Parser:
    """One method for each line of the grammar; each leaves `_next` on what it did not eat."""

    def __init__(self, text: str, steps: _Steps) -> None:
        self._text = text
        self._steps = steps
        self._tokens = tokens(text)
        self._at = 0
        self._next = self._tokens[0]
        self._depth = 0
        self._leaves = 0
        self.denies = False  # whether a NOT has been read

    def query(self) -> Node:
        node = self._any("")
        if self._next.kind != "END":
            raise self._wrong(self._expected_end())
        return node

    def entry(self) -> Node:
        """One side of the grammar and no more."""
        if self._next.kind in {"LEFT", "MINUS", "NOT"}:
            raise self._wrong("expected one word or phrase; what needs operators is a query")
        node = self._side("")
        if self._next.kind != "END":
            raise self._wrong("expected one word or phrase; what needs operators is a query")
        return node

    def is_several(self) -> bool:
        """Whether there is more than one leaf, with its field."""
        return len([token for token in self._tokens if token.kind != "FIELD"]) > 2

    def has_operator(self) -> bool:
        """Whether there is AND, OR, NOT or NEAR."""
        return any(token.kind in _OPERATORS for token in self._tokens)

    def _any(self, field: str) -> Node:
        first = self._all(field)
        if self._next.kind != "OR":
            return first
        parts = [first]
        while self._eat("OR"):
            parts.append(self._all(field))
        return Or(tuple(parts))

    def _all(self, field: str) -> Node:
        first = self._one(field)
        if self._next.kind in _ENDS:
            return first
        parts = [first]
        while self._next.kind not in _ENDS:
            self._eat("AND")
            parts.append(self._one(field))
        return And(tuple(parts))

    def _one(self, field: str) -> Node:
        if self._next.kind in _NOTS:
            column = self._next.column
            self._eat(self._next.kind)
            self.denies = True
            self._deeper(column)
            node = Not(self._one(field), column)
            self._depth -= 1
            return node
        if self._next.kind in _LEAVES and self._tokens[self._at + 1].kind != "NEAR":
            return self._leaf(field)  # as most are
        return self._pair(field)

    def _pair(self, field: str) -> Node:
        start = self._next.column
        left = self._side(field)
        near = self._next
        if near.kind != "NEAR":
            return left
        self._eat("NEAR")
        distance, ordered = self._distance(near)
        right_start = self._next.column
        right = self._side(field)
        if self._next.kind == "NEAR":
            raise self._wrong("NEAR does not chain; expected AND, OR or the end")
        written = self._text[start : self._next.column].rstrip()
        sides = self._terms(left, field, start), self._terms(right, field, right_start)
        return Near(*sides, distance, ordered, field, written)

    def _side(self, field: str) -> Node:
        column = self._next.column
        if self._next.kind == "FIELD":
            if field:
                raise self._wrong(f"expected no other field inside {field}:( )")
            field = self._next.text[:-1]
            self._eat("FIELD")
        if self._eat("LEFT"):
            self._deeper(column)
            node = self._any(field)
            if not self._eat("RIGHT"):
                raise self._wrong(f'expected ")" to close the "(" in column {column + 1}')
            self._depth -= 1
            return node
        return self._leaf(field)

    def _leaf(self, field: str) -> Term | Regex | Value:
        token = self._next
        if token.kind not in _LEAVES:
            raise self._wrong(f"{_START}{self._after()}")
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            raise self._wrong(f"expected at most {MOST_LEAVES} words and phrases")
        self._at += 1
        self._next = self._tokens[self._at]
        if field in VALUES:
            return value(token, field, self._text)
        if token.kind == "REGEX":
            found = regex(token, field, self._text)
            self._steps.spend(found, self._text, token.column)
            return found
        return term(token, field, self._text)

    def _distance(self, token: Token) -> tuple[int, bool]:
        found = _NEAR.fullmatch(token.text)
        if found is None or int(found[2] or 0) > MOST_BETWEEN:
            problem = f"expected a number of words from 0 to {MOST_BETWEEN}, like NEAR/5"
            raise QueryError(problem, self._text, token.column)
        return USUAL_BETWEEN if found[2] is None else int(found[2]), bool(found[1])

    def _terms(self, side: Node, field: str, column: int) -> tuple[Term, ...]:
        """A side of NEAR as the terms it may be."""
        choices = side.parts if isinstance(side, Or) else (side,)
        terms: list[Term] = []
        for choice in choices:
            if isinstance(choice, Or):
                terms += self._terms(choice, field, column)
            elif not isinstance(choice, Term) or choice.least > 1:
                problem = "expected a word, a phrase or an OR of them on each side of NEAR"
                raise QueryError(problem, self._text, column)
            elif choice.field != field:
                problem = f"expected the field before both: {choice.field}:(a NEAR b)"
                raise QueryError(problem, self._text, column)
            else:
                terms.append(choice)
        return tuple(terms)

    def _eat(self, kind: str) -> bool:
        if self._next.kind != kind:
            return False
        self._at += 1
        self._next = self._tokens[self._at]
        return True

    def _deeper(self, column: int) -> None:
        self._depth += 1
        if self._depth > MOST_NESTING:
            problem = f"expected at most {MOST_NESTING} brackets and NOTs inside each other"
            raise QueryError(problem, self._text, column)

    def _after(self) -> str:
        """What stands before the next token, for a message."""
        return f" after {self._tokens[self._at - 1].text}" if self._at else ""

    def _expected_end(self) -> str:
        return 'this ")" closes nothing; expected AND, OR or the end'

    def _wrong(self, problem: str) -> QueryError:
        return QueryError(problem, self._text, self._next.column)
