"""What an index of stored articles may leave out of a search, and what it must not.

An article is filed under its keys, the same by which rules are filed (clauses.py); a query asks for
one key of each of its clauses.  Patterns stand for the words that answer them.  All this only
narrows: whether an article answers is the matcher's to say.
"""

from collections.abc import Iterable, Iterator

from crawler.model import Article
from crawler.rules.clauses import REGEX, Clause, clauses, value_keys
from crawler.rules.patterns import Pattern, answers, pattern
from crawler.rules.reading import Reading
from crawler.rules.tree import VALUES, Forms, Fuzzy, Node, Wild

EDITION = 1  # of what keys are: one more whenever an article gets others than before
# parts whose words are keys with the part's name before
APART = ("author", "caption", "comment")


def keys(article: Article, source: str) -> set[str]:
    """Every key of an article but those of patterns; `source` is its source's name."""
    reading = Reading(article, source)
    found = reading.part("title").words | reading.part("body").words | value_keys(reading)
    for part in APART:
        found.update(f"{part}:{word}" for word in reading.part(part).words)
    return found


def needed(query: Node) -> list[Clause]:
    """The clauses of which an article has a key each if it answers; none: any article may.

    >>> from crawler.rules.parser import parse
    >>> needed(parse("banjir AND (kota OR desa*) AND NOT promo"))
    [('banjir',), ('kota', 'desa*')]
    """
    found = clauses(query, _cost)
    return [clause for clause in found if not any(key[0] == REGEX for key in clause)]


def _cost(clause: Clause) -> float:
    """Long words are rare; a pattern must first be looked up; a regular expression cannot be."""
    cost = {None: 1.0, Wild: 4.0, Fuzzy: 8.0, Forms: 8.0}
    return sum(1e6 if key[0] == REGEX else cost[_kind(key)] / len(key) for key in clause)


def _kind(key: str) -> type[Pattern] | None:
    found = pattern_of(key)[1]
    return None if found is None else type(found)


def pattern_of(key: str) -> tuple[str, Pattern | None]:
    """What a key begins with (a part's name and a colon, or nothing) and the pattern after it.

    >>> pattern_of("author:sit?"), pattern_of("kazakhstan~2"), pattern_of("site:a.id")
    (('author:', Wild(pattern='sit?')), ('', Fuzzy(text='kazakhstan', distance=2)), ('', None))
    """
    field, colon, rest = key.partition(":")
    if colon and field in VALUES:
        return "", None
    space, word = (f"{field}:", rest) if colon else ("", key)
    return space, pattern(word)


def literal(of: Pattern) -> str:
    """What stands in every word that answers `of`; empty where nothing is sure to.

    A root may lose its first sound to a prefix (`menyapu`), and nothing else.
    """
    match of:
        case Wild(text):
            return max(text.replace("*", "?").split("?"), key=len)
        case Forms(root):
            return "" if "-" in root or "'" in root else root[1:]
        case Fuzzy():
            return ""


def answering(of: Pattern, words: Iterable[str]) -> Iterator[str]:
    """Those of `words` that answer `of`."""
    if isinstance(of, Fuzzy):
        most = of.distance
        size = len(of.text)
        words = (word for word in words if -most <= len(word) - size <= most)
    part = literal(of)
    return (word for word in words if part in word and answers(of, word))
