"""Many rules at once: which of them to try on an article.

Each rule is filed under one clause that must be there (clauses.py), the rarest by what has been seen
lately (frequency.py), with the second rarest as its guard.  An article's keys (lexicon.py) lead to
few rules; those of which it lacks the guard or another clause go; the rest are judged by the
matcher, which alone decides.  A rule that is often tried in vain is filed anew.

    article ─ runs ─ lexicon ─> keys that lead to rules: few ─┐    (held.py)
                                                              │
        rule = {clause, guard, plan} <── rules filed under it ┘
                  │       │      └─ needed, barred: by keys; open: by the matcher   (clauses.py)
                  │       └─ the second rarest clause: one key of it must be there as well
                  └─ the rarest clause: the rule is under each of its keys

What changes between two articles waits in small tables (`entered`, and `fresh` of the lexicon) for
the next article, so that no change waits until a large table grows.

A Ruleset does one thing at a time; of several threads the others wait.
"""

import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

from crawler.model import Article, Match, Source
from crawler.rules.clauses import (
    REGEX,
    Clause,
    Plan,
    clauses,
    plan as plan_of,
)
from crawler.rules.digest import Digest, digest
from crawler.rules.frequency import Frequency
from crawler.rules.held import Held
from crawler.rules.lexicon import Lexicon
from crawler.rules.match import evidence, holds
from crawler.rules.reading import Reading
from crawler.rules.rule import Rule, concerns
from crawler.rules.table import Table

_PATIENCE = 2  # times a rule is tried in vain before it is filed anew; then twice as often
_FEW = 64  # rules that are gone and may leave their keys behind; or as many as there are
_BETTER = 0.5  # of the cost of the clause it is filed under; less is not worth the move


class _Filed:
    """A rule and where it is filed."""

    __slots__ = ("clause", "digest", "guard", "number", "patience", "plan", "rule", "vain")

    def __init__(self, rule: Rule, number: int, told: Digest) -> None:
        self.rule, self.number, self.digest = rule, number, told
        self.clause: Clause = ()
        self.guard: Clause = ()  # must be there as well; empty: nothing else must
        self.plan: Plan | None = None  # None: not asked for yet
        self.vain = 0
        self.patience = _PATIENCE


_NUMBER = attrgetter("number")


class Ruleset:
    """Rules that are tried on each article.

    From articles `seen` before it learns what is rare, and files the rules well from the start.
    What an earlier `lexicon` has need not be told again; it may have more than the rules ask for.
    """

    def __init__(
        self,
        rules: Iterable[Rule] = (),
        seen: Iterable[Article] = (),
        lexicon: Lexicon | None = None,
    ) -> None:
        self.led = 0  # rules that are filed under a key of an article, so far
        self.tried = 0  # those of them whose guard the article has too
        self.judged = 0  # those of them that the matcher judged, having a key of every clause
        self._one_at_a_time = threading.Lock()
        self._next = 0
        self._named: Table[str, _Filed] = Table()
        self._keys: dict[str, _Filed | dict[_Filed, None]] = {}  # the rules under each
        self._entered: dict[str, _Filed | dict[_Filed, None]] = {}  # since the last article
        self._always: dict[_Filed, None] = {}  # rules that lack can answer
        self._regexes: dict[str, None] = {}  # keys of those that rules are filed under
        self._places: dict[str, int] = {}  # how many rules ask for each part and field
        self._lexicon = Lexicon() if lexicon is None else lexicon
        self._left = 0  # rules whose keys it still has
        self._frequency = Frequency()
        for article in seen:
            self._frequency.learn(_words(Reading(article, "")))
        words = [self._enter(rule).digest.words for rule in rules]
        self._lexicon.add(chain.from_iterable(words))
        self._settle()

    def put(self, rule: Rule) -> None:
        """Add a rule; one of the same name is replaced, in its place."""
        with self._one_at_a_time:
            self._lexicon.add(self._enter(rule).digest.words)

    def drop(self, name: str) -> None:
        """Remove a rule; KeyError where there is none of this name."""
        with self._one_at_a_time:
            self._forget(self._named.pop(name))

    def named(self, name: str) -> Rule | None:
        """The rule of this name; None where there is none."""
        filed = self._named.get(name)
        return None if filed is None else filed.rule

    def matches(self, article: Article, source: Source) -> list[tuple[Rule, tuple[Match, ...]]]:
        """The rules that `article` answers, in their order, each with the words that did it."""
        with self._one_at_a_time:
            reading = Reading(article, source.name)
            return [
                (rule, evidence(rule.query, reading))
                for rule in self._answered(article, source, reading)
            ]

    def answered(self, article: Article, source: Source) -> list[Rule]:
        """The rules that `article` answers, in their order."""
        with self._one_at_a_time:
            return self._answered(article, source, Reading(article, source.name))

    def _enter(self, rule: Rule) -> _Filed:
        """File a rule in place of the one of its name, if there is any."""
        told = rule.digest or digest(rule.query)
        filed = _Filed(rule, self._next, told)
        there = self._named.put(rule.name, filed)
        if there is None:
            self._next += 1
        else:
            filed.number = there.number
        self._file(filed, told.clauses)
        if told.places:  # few have any
            self._count(told.places, 1)
        if there is not None:  # last: what both ask for stays known
            self._forget(there)
        return filed

    def _told(self) -> Lexicon:
        """The words and patterns of all rules."""
        rules = chain.from_iterable(shard.values() for shard in self._named.shards)
        return Lexicon(chain.from_iterable(filed.digest.words for filed in rules))

    def _answered(self, article: Article, source: Source, reading: Reading) -> list[Rule]:
        self._freshen()
        held = Held(reading, self._lexicon, self._places, self._regexes)
        candidates = self._candidates(held)
        if self._frequency.is_due():
            self._frequency.learn(held.all())
        found = []
        for filed in candidates:
            if self._holds(filed, held) and concerns(filed.rule, article, source):
                found.append(filed.rule)
                continue
            filed.vain += 1
            if filed.vain >= filed.patience:
                self._file_anew(filed)
        return found

    def _candidates(self, held: Held) -> list[_Filed]:
        """The rules that an article may answer, in their order."""
        led = set(self._always)
        for key in held.leading(self._keys):
            there = self._keys.get(key)  # None: no rule is filed there any more
            if isinstance(there, dict):
                led.update(there)
            elif there is not None:
                led.add(there)
        self.led += len(led)
        found = [one for one in led if not one.guard or held.has(one.guard)]
        self.tried += len(found)
        found.sort(key=_NUMBER)
        return found

    def _holds(self, filed: _Filed, held: Held) -> bool:
        plan = filed.plan
        if plan is None:
            plan = filed.plan = self._planned(filed)
        for clause in plan.needed:
            if not held.has(clause):
                return False
        for clause in plan.barred:
            if held.has(clause):
                return False
        self.judged += 1
        return all(holds(node, held.reading) for node in plan.open)

    def _planned(self, filed: _Filed) -> Plan:
        """What is to be asked of an article that has a key of the rule's clause and its guard."""
        plan = plan_of(filed.rule.query, self._frequency.cost)
        known = (filed.clause, filed.guard)
        return plan._replace(needed=tuple(c for c in plan.needed if c not in known))

    def _file(self, filed: _Filed, own: Sequence[Clause]) -> None:
        """File a rule under the rarest of its own clauses."""
        filed.clause, filed.guard = self._rarest(own)
        if not filed.clause:
            self._always[filed] = None
        keys, entered = self._keys, self._entered
        for key in filed.clause:
            home = keys if key in keys else entered
            there = home.setdefault(key, filed)
            if there is filed:
                if key[0] == REGEX:
                    self._regexes[key] = None
            elif isinstance(there, dict):
                there[filed] = None
            else:
                home[key] = {there: None, filed: None}

    def _settle(self) -> None:
        """Put the new keys with the others; a change does not wait until a large dict grows."""
        if not self._entered:
            return
        self._lexicon.wake(self._entered.keys())
        if self._keys:
            self._keys.update(self._entered)
        else:
            self._keys = self._entered
        self._entered = {}

    def _rarest(self, own: Sequence[Clause]) -> tuple[Clause, Clause]:
        """The rarest clause and the second, empty where there is none that keys can tell."""
        if len(own) < 2:
            return (own[0] if own else ()), ()
        rarest, second = self._frequency.rarest(own)
        for key in second:
            if key[0] == REGEX:
                return rarest, ()
        return rarest, second

    def _leave(self, filed: _Filed) -> None:
        if not filed.clause:
            del self._always[filed]
        for key in filed.clause:
            home = self._keys if key in self._keys else self._entered
            there = home[key]
            if isinstance(there, dict):
                del there[filed]
            if not there or there is filed:
                del home[key]
                self._regexes.pop(key, None)

    def _forget(self, filed: _Filed) -> None:
        self._leave(filed)
        self._left += 1
        self._count(filed.digest.places, -1)

    def _freshen(self) -> None:
        """Get ready for an article; now and then without the words of rules that are gone."""
        self._settle()
        if self._left > _FEW and self._left > len(self._named):  # whose length takes long
            self._left = 0
            self._lexicon = self._told()
        self._lexicon.settle()

    def _file_anew(self, filed: _Filed) -> None:
        """Move a rule to its rarest clause, if that has become another one by far."""
        filed.vain = 0
        cost = self._frequency.cost
        own = clauses(filed.rule.query, cost)
        best = min(own, key=cost, default=())
        if best != filed.clause and cost(best) < cost(filed.clause) * _BETTER:
            self._leave(filed)
            self._file(filed, own)
            filed.plan = None
            filed.patience = _PATIENCE
        else:
            filed.patience *= 2

    def _count(self, places: Iterable[str], change: int) -> None:
        """Note the parts and fields that a rule asks for, or asks for no more."""
        for place in places:
            self._places[place] = self._places.get(place, 0) + change
            if not self._places[place]:
                del self._places[place]


def _words(reading: Reading) -> set[str]:
    return reading.part("title").words | reading.part("body").words
