"""Many rules at once."""

from collections.abc import Iterable

from crawler.model import Article, Match, Source
from crawler.rules.match import evidence, holds
from crawler.rules.reading import Reading
from crawler.rules.rule import Rule, concerns


class Ruleset:
    """Rules that are tried on each article."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def matches(self, article: Article, source: Source) -> list[tuple[Rule, tuple[Match, ...]]]:
        """The rules that `article` answers, in their order, each with the words that did it."""
        reading = Reading(article, source.name)
        return [
            (rule, evidence(rule.query, reading))
            for rule in self._rules
            if concerns(rule, article, source) and holds(rule.query, reading)
        ]
