"""What an article has of the keys that rules ask for, looked up as they are asked for.

Of the keys of its words an article has hundreds, of which rules ask for few (lexicon.py); those of
other parts, of values and of regular expressions are few, and worked out at once.
"""

from collections.abc import Collection, Container

from crawler.rules.clauses import REGEX, Clause, value_keys
from crawler.rules.lexicon import Lexicon
from crawler.rules.match import holds
from crawler.rules.reading import Reading
from crawler.rules.tree import VALUES, Regex


class Held:
    """The keys of one article."""

    __slots__ = ("_body", "_lexicon", "_title", "own", "reading")

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        places: Collection[str],
        regexes: Collection[str],
    ) -> None:
        """Those that rules ask for in title, body and `places`, and those of `regexes`."""
        self.reading, self._lexicon = reading, lexicon
        self._body, self._title = reading.part("body").distinct, reading.part("title").distinct
        self.own = value_keys(reading, places)  # the keys that are not of title and body
        for place in places:
            if place not in VALUES and (runs := reading.part(place).distinct):
                self.own.update([f"{place}:{key}" for key in lexicon.keys(runs)])
        if regexes:
            self.own.update([key for key in regexes if _is_found(key, reading)])

    def leading(self, filed: Container[str]) -> list[str]:
        """Those of the keys that are `filed`, or were; some may come twice."""
        found = [key for key in self.own if key in filed]
        for runs in (self._title, self._body):
            found += self._lexicon.leading(runs, filed)
        self.reading.known = self._lexicon.having
        return found

    def has(self, clause: Clause) -> bool:
        """Whether a key of `clause` is among them, once it is known which are filed."""
        there = self._lexicon.has(clause, self._body, self._title)
        return there or not self.own.isdisjoint(clause)

    def all(self) -> set[str]:
        """All of them, and all words of title and body."""
        title, body = self.reading.part("title"), self.reading.part("body")
        keys = self._lexicon.keys(self._body | self._title)
        return keys.union(self.own, title.words, body.words)


def _is_found(key: str, reading: Reading) -> bool:
    """Whether an article has the key of a regular expression."""
    _, field, pattern = key.split(REGEX, 2)
    return holds(Regex(pattern, field), reading)
