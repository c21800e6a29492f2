"""Many rules at once: which of them to try on an article.

Each rule is filed under one clause that must be there (clauses.py), the rarest by what has been seen
lately (frequency.py).  An article's keys lead to few rules; those that lack another clause go;
the rest are judged by the matcher, which alone decides.  A rule that is often tried in vain
is filed anew.  A Ruleset belongs to one thread at a time.
"""

from collections.abc import Iterable, Iterator

from crawler.model import Article, Match, Source
from crawler.rules.clauses import (
    REGEX,
    TEXT,
    Clause,
    Plan,
    clauses,
    plan as plan_of,
    value_keys,
)
from crawler.rules.frequency import Frequency
from crawler.rules.match import evidence, holds
from crawler.rules.patterns import Pattern, Patterns
from crawler.rules.reading import Reading
from crawler.rules.rule import Rule, concerns
from crawler.rules.tree import PARTS, And, Near, Node, Not, Or, Plain, Regex, Term, Value

_PATIENCE = 2  # times a rule is tried in vain before it is filed anew; then twice as often
_BETTER = 0.5  # of the cost of the clause it is filed under; less is not worth the move


class _Filed:
    """A rule and where it is filed."""

    __slots__ = ("clause", "patience", "plan", "rule", "vain")

    def __init__(self, rule: Rule, clause: Clause) -> None:
        self.rule, self.clause = rule, clause
        self.plan: Plan | None = None  # None: not asked for yet
        self.vain = 0
        self.patience = _PATIENCE


class Ruleset:
    """Rules that are tried on each article.

    From articles `seen` before it learns what is rare, and files the rules well from the start.
    """

    def __init__(self, rules: Iterable[Rule] = (), seen: Iterable[Article] = ()) -> None:
        self.tried = 0  # rules that an article's keys led to, so far
        self.judged = 0  # those of them that the matcher judged
        self._numbers: dict[str, int] = {}  # of rules, by name, in their order
        self._next = 0
        self._filed: dict[int, _Filed] = {}
        self._keys: dict[str, int | dict[int, None]] = {}  # the rules under each key
        self._always: dict[int, None] = {}  # rules that lack can answer
        self._regexes: dict[str, None] = {}  # keys of those that rules are filed under
        self._values = 0  # how many values rules ask for
        self._patterns = Patterns()
        self._parts: dict[str, int] = {}  # parts that rules ask for beside title and body
        self._frequency = Frequency()
        for article in seen:
            reading = Reading(article, "")
            self._frequency.learn(reading.part("title").words | reading.part("body").words)
        for rule in rules:
            self.put(rule)

    def put(self, rule: Rule) -> None:
        """Add a rule; one of the same name is replaced, in its place."""
        number = self._numbers.get(rule.name)
        if number is None:
            number = self._numbers[rule.name] = self._next
            self._next += 1
        else:
            self._forget(number)
        own = clauses(rule.query, self._frequency.cost)
        filed = _Filed(rule, min(own, key=self._frequency.cost) if own else ())
        self._filed[number] = filed
        self._enter(number, filed.clause)
        self._count(rule.query, 1)

    def drop(self, name: str) -> None:
        """Remove a rule; KeyError where there is none of this name."""
        number = self._numbers.pop(name)
        self._forget(number)

    def matches(self, article: Article, source: Source) -> list[tuple[Rule, tuple[Match, ...]]]:
        """The rules that `article` answers, in their order, each with the words that did it."""
        reading = Reading(article, source.name)
        return [
            (rule, evidence(rule.query, reading))
            for rule in self._answered(article, source, reading)
        ]

    def answered(self, article: Article, source: Source) -> list[Rule]:
        """The rules that `article` answers, in their order."""
        return self._answered(article, source, Reading(article, source.name))

    def _answered(self, article: Article, source: Source, reading: Reading) -> list[Rule]:
        keys = self._keys_of(reading)
        self._frequency.count(keys)
        found = []
        for number in sorted(self._candidates(keys)):
            filed = self._filed[number]
            if concerns(filed.rule, article, source) and self._holds(filed, keys, reading):
                found.append(filed.rule)
                continue
            filed.vain += 1
            if filed.vain >= filed.patience:
                self._file_anew(number, filed)
        return found

    def _holds(self, filed: _Filed, keys: set[str], reading: Reading) -> bool:
        plan = filed.plan
        if plan is None:
            plan = filed.plan = plan_of(filed.rule.query, self._frequency.cost)
        for clause in plan.needed:
            if keys.isdisjoint(clause):
                return False
        for clause in plan.barred:
            if not keys.isdisjoint(clause):
                return False
        self.judged += 1
        return all(holds(node, reading) for node in plan.open)

    def _candidates(self, keys: set[str]) -> set[int]:
        """The rules that an article with `keys` may answer."""
        found = set(self._always)
        for key in self._keys.keys() & keys:
            numbers = self._keys[key]
            if isinstance(numbers, int):
                found.add(numbers)
            else:
                found.update(numbers)
        self.tried += len(found)
        return found

    def _keys_of(self, reading: Reading) -> set[str]:
        """Every key that the article has."""
        words = reading.part("title").words | reading.part("body").words
        keys = words | value_keys(reading) if self._values else words
        answers: dict[str, list[str]] = {}
        for word, patterns in self._patterns.answered(words):
            for pattern in patterns:
                answers.setdefault(pattern, []).append(word)
        keys.update(answers)
        reading.known = answers
        for part in self._parts:
            own = reading.part(part).words
            keys.update(f"{part}:{word}" for word in own)
            for _, patterns in self._patterns.answered(own):
                keys.update(f"{part}:{pattern}" for pattern in patterns)
        keys.update(key for key in self._regexes if _is_found(key, reading))
        return keys

    def _enter(self, number: int, clause: Clause) -> None:
        if not clause:
            self._always[number] = None
        for key in clause:
            numbers = self._keys.get(key)
            if numbers is None:
                self._keys[key] = number
                if key[0] == REGEX:
                    self._regexes[key] = None
            elif isinstance(numbers, int):
                self._keys[key] = {numbers: None, number: None}
            else:
                numbers[number] = None

    def _leave(self, number: int, clause: Clause) -> None:
        if not clause:
            del self._always[number]
        for key in clause:
            numbers = self._keys[key]
            if isinstance(numbers, int):
                del self._keys[key]
            else:
                del numbers[number]
                if not numbers:
                    del self._keys[key]
            if key not in self._keys:
                self._regexes.pop(key, None)

    def _forget(self, number: int) -> None:
        filed = self._filed.pop(number)
        self._leave(number, filed.clause)
        self._count(filed.rule.query, -1)

    def _file_anew(self, number: int, filed: _Filed) -> None:
        """Move a rule to its rarest clause, if that has become another one by far."""
        filed.vain = 0
        cost = self._frequency.cost
        own = clauses(filed.rule.query, cost)
        best = min(own, key=cost, default=())
        if best != filed.clause and cost(best) < cost(filed.clause) * _BETTER:
            self._leave(number, filed.clause)
            self._enter(number, best)
            filed.clause, filed.plan = best, None
            filed.patience = _PATIENCE
        else:
            filed.patience *= 2

    def _count(self, query: Node, change: int) -> None:
        """Note the patterns and parts that a query asks for, or asks for no more."""
        for leaf in _leaves(query):
            if isinstance(leaf, Value):
                self._values += change
            elif isinstance(leaf, Term):
                for part in PARTS[leaf.field]:
                    if part not in TEXT:
                        self._parts[part] = self._parts.get(part, 0) + change
                        if not self._parts[part]:
                            del self._parts[part]
                for piece in leaf.pieces:
                    if not isinstance(piece, Plain):
                        self._count_pattern(piece, change)

    def _count_pattern(self, piece: Pattern, change: int) -> None:
        if change > 0:
            self._patterns.add(piece)
        else:
            self._patterns.drop(piece)


def _leaves(node: Node) -> Iterator[Term | Value | Regex]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case Near():
            yield from node.left
            yield from node.right
        case _:
            yield node


def _is_found(key: str, reading: Reading) -> bool:
    """Whether an article has the key of a regular expression."""
    _, field, pattern = key.split(REGEX, 2)
    return holds(Regex(pattern, field), reading)
