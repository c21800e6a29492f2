"""A rule: a query with a name, and what to do about its answers."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.model import Article, Source, Tell, Urgency
from crawler.rules.digest import Digest
from crawler.rules.tree import Node
from crawler.rules.values import speaks, whole


@dataclass(slots=True, kw_only=True)
class Rule:
    """A query that someone wants to hear of.

    Nothing of it is ever changed; that nothing can be would take 100,000 at once three times as long.
    A rule whose `digest` is known needs no query to be filed; `read` reads it when it is asked for.
    """

    name: str
    text: str  # the query as it was written
    query: Node
    channels: tuple[str, ...]
    lists: str = (
        ""  # of the simple form, its lists as JSON: `text` does not tell them all apart
    )
    sources: frozenset[str] = frozenset()  # only these, by name; empty: all
    tags: frozenset[str] = frozenset()  # only sources with one of these; empty: all
    # only articles in one of these (BCP 47); empty: all
    languages: frozenset[str] = frozenset()
    urgency: Urgency = Urgency.NORMAL
    tell: Tell = Tell.STORY
    max_age: timedelta = timedelta(days=3)  # older articles are stored, not told
    digest: Digest | None = dataclasses.field(default=None, compare=False, repr=False)
    read: Callable[[], Node] | None = dataclasses.field(default=None, compare=False, repr=False)

    if not TYPE_CHECKING:  # mypy would take every name for an attribute

        def __post_init__(self):
            if self.read is not None:
                del self.query

        def __getattr__(self, name):
            if name != "query" or self.read is None:
                raise AttributeError(name)
            query = self.query = self.read()
            return query


def concerns(rule: Rule, article: Article, source: Source) -> bool:
    """Whether `rule` is about articles of this source and language at all.

    An article that does not say its language is in its source's.
    """
    if rule.sources and source.name not in rule.sources:
        return False
    if rule.tags and rule.tags.isdisjoint(source.tags):
        return False
    if not rule.languages:
        return True
    own = whole(article.language or source.language or "")
    return any(speaks(own, whole(language)) for language in rule.languages)
