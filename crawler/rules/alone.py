"""One rule tried on many articles, with nothing beside it."""

from crawler.model import Article, Match, Source
from crawler.rules.index import Ruleset
from crawler.rules.match import answers, match
from crawler.rules.rule import Rule, concerns
from crawler.rules.tree import And, Near, Node, Not, Or, Plain, Term


class Alone:
    """A rule as its own judge.

    A ruleset remembers which words answer a pattern, whatever article they are in; without
    patterns the matcher alone is quicker, for it looks only at what is asked.
    """

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._ruleset = Ruleset([rule]) if _has_patterns(rule.query) else None

    def answers(self, article: Article, source: Source) -> bool:
        """Whether the rule is about this source, and the article answers it."""
        if self._ruleset is not None:
            return bool(self._ruleset.answered(article, source))
        rule = self._rule
        return concerns(rule, article, source) and answers(
            rule.query, article, source.name
        )

    def matches(self, article: Article, source: Source) -> tuple[Match, ...] | None:
        """The words by which it does; None where it does not."""
        if self.answers(article, source):
            return match(self._rule.query, article, source.name)
        return None


def _has_patterns(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_has_patterns, parts))
        case Not(part):
            return _has_patterns(part)
        case Near():
            return any(map(_has_patterns, node.left + node.right))
        case Term(pieces):
            return not all(isinstance(piece, Plain) for piece in pieces)
        case _:
            return False
