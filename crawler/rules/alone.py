"""One rule tried on many articles, with nothing beside it."""

from collections import defaultdict
from collections.abc import Sequence

from crawler.model import Article, Match, Source
from crawler.rules.match import evidence, holds
from crawler.rules.narrowing import answering
from crawler.rules.reading import Reading
from crawler.rules.rule import Rule, concerns
from crawler.rules.tree import Piece, Plain

_REMEMBERED = 300_000  # words of a pattern; some 30 MB


class Alone:
    """A rule as its own judge: the matcher, which here remembers which words answer a pattern."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._words: defaultdict[Piece, dict[str, bool]] = defaultdict(dict)

    def answers(self, article: Article, source: Source) -> bool:
        """Whether the rule is about this source, and the article answers it."""
        rule = self._rule
        if not concerns(rule, article, source):
            return False
        return holds(rule.query, _Remembering(article, source.name, self._words))

    def matches(self, article: Article, source: Source) -> tuple[Match, ...] | None:
        """The words by which it does; None where it does not."""
        if not self.answers(article, source):
            return None
        return evidence(self._rule.query, _Remembering(article, source.name, self._words))


class _Remembering(Reading):
    """An article, read with what is known of the words of others."""

    def __init__(
        self, article: Article, source: str, words: defaultdict[Piece, dict[str, bool]]
    ) -> None:
        super().__init__(article, source)
        self._words = words

    def answering(self, piece: Piece, part: str) -> Sequence[str]:
        """The words of a part that answer `piece`."""
        if isinstance(piece, Plain):
            return super().answering(piece, part)
        words, known = self.part(part).words, self._words[piece]
        if fresh := words.difference(known):
            if len(known) > _REMEMBERED:
                known.clear()
                fresh = words
            known.update(dict.fromkeys(fresh, False))
            known.update(dict.fromkeys(answering(piece, fresh), True))
        return [word for word in words if known[word]]
