"""One rule tried on many articles, with nothing beside it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from crawler.fold import fold
from crawler.model import Article, Match, Source
from crawler.rules.match import evidence, holds
from crawler.rules.narrowing import answering, literal
from crawler.rules.patterns import key, pattern
from crawler.rules.reading import Reading, forms
from crawler.rules.rule import Rule, concerns
from crawler.rules.tree import Piece, Plain, Wild

_REMEMBERED = 300_000  # runs of a pattern; some 30 MB
_NONE: list[str] = []
_APART = ' \n.,:;!?()"/'  # what parts words, whatever stands beyond it
_LOOKS = 8  # places of a word that are looked at before all words of a text are


class _Words:
    """Which words of runs answer which pattern, remembered."""

    def __init__(self) -> None:
        self._known: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)

    def of(self, name: str, runs: set[str]) -> list[list[str]]:
        """For each of some runs its words that answer the pattern with this key, or are it."""
        known = self._known[name]
        if fresh := runs.difference(known):
            if len(known) > _REMEMBERED:
                known.clear()
                fresh = runs
            known.update(self._fresh(name, fresh))
        return [known[run] for run in runs]

    def _fresh(self, name: str, runs: set[str]) -> dict[str, list[str]]:
        words = {run: forms(run) for run in runs}
        of = pattern(name)
        every = {word for own in words.values() for word in own}
        good = {name} if of is None else set(answering(of, every))
        return {
            run: _NONE if good.isdisjoint(own) else [word for word in own if word in good]
            for run, own in words.items()
        }

    def having(self, name: str, runs: set[str]) -> set[str]:
        """Those of some runs that have a word with a key."""
        return {run for run, words in zip(runs, self.of(name, runs), strict=True) if words}


class Alone:
    """A rule as its own judge: the matcher, which here remembers which runs answer a pattern."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._words = _Words()

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


def _stands(word: str, text: str) -> bool:
    """Whether the first places of a word in a folded text are between what is surely no letter."""
    at = -1
    for _ in range(_LOOKS):
        at = text.find(word, at + 1)
        if at < 0:
            return False
        after = at + len(word)
        if (not at or text[at - 1] in _APART) and (text[after : after + 1] in _APART):
            return True
    return False


@lru_cache(maxsize=256)
def _sure(pattern: str) -> re.Pattern[str] | None:
    """What is found in folded texts only where a word answers a pattern; None: nothing simple."""
    if not re.fullmatch("[a-z0-9*?]+", pattern):
        return None
    start = "" if pattern[0] == "*" else rf"(?:^|(?<=[{_APART}]))"
    end = "" if pattern[-1] == "*" else rf"(?=[{_APART}]|$)"
    inside = pattern.strip("*").replace("*", "[a-z0-9]*").replace("?", "[a-z0-9]")
    return re.compile(f"{start}{inside}{end}")


class _Remembering(Reading):
    """An article, read with what is known of the runs of others, and first by its letters alone."""

    def __init__(self, article: Article, source: str, words: _Words) -> None:
        super().__init__(article, source)
        self.known = words.having
        self._words = words
        self._letters: dict[str, str] = {}  # of each part, folded

    def has(self, word: str, part: str) -> bool:
        """Whether a part has a folded word."""
        if not self._has_letters(word, part):
            return False
        texts = self.part(part).plain
        if word.isascii() and word.isalnum() and any(_stands(word, text) for text in texts):
            return True
        return super().has(word, part)

    def is_answered(self, piece: Piece, part: str) -> bool:
        """Whether a part has a word that answers `piece`."""
        if isinstance(piece, Wild):
            sure = _sure(piece.pattern)
            if sure is not None and any(map(sure.search, self.part(part).plain)):
                return True
        return super().is_answered(piece, part)

    def answering(self, piece: Piece, part: str) -> Sequence[str]:
        """The words of a part that answer `piece`."""
        if isinstance(piece, Plain):
            return super().answering(piece, part)
        if not self._may_have(piece, part):
            return ()
        found = self._words.of(key(piece), self.part(part).distinct)
        return list({word for words in filter(None, found) for word in words})

    def has_small(self, piece: Piece, part: str) -> bool:
        """Whether a part has a run in small letters with a word that answers `piece`."""
        return self._may_have(piece, part) and super().has_small(piece, part)

    def spells(self, text: str, part: str) -> bool:
        """Whether a word of a part is spelled as `text`."""
        return self._has_letters(fold(text), part) and super().spells(text, part)

    def _may_have(self, piece: Piece, part: str) -> bool:
        return isinstance(piece, Plain) or self._has_letters(literal(piece), part)

    def _has_letters(self, letters: str, part: str) -> bool:
        """Whether folded letters may be in a word of a part; what has an apostrophe is also without."""
        if not (letters.isascii() and letters.isalnum()):
            return True
        there = self._letters.get(part)
        if there is None:
            there = "\n".join(self.part(part).plain)
            if "'" in there:
                there += "\n" + there.replace("'", "")
            self._letters[part] = there
        return letters in there
