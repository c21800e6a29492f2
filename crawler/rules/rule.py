"""A rule: a query with a name, and what to do about its answers."""

from dataclasses import dataclass
from datetime import timedelta

from crawler.model import Article, Source, Tell, Urgency
from crawler.rules.tree import Node
from crawler.rules.values import speaks, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A query that someone wants to hear of."""

    name: str
    text: str  # the query as it was written
    query: Node
    channels: tuple[str, ...]
    sources: frozenset[str] = frozenset()  # only these, by name; empty: all
    tags: frozenset[str] = frozenset()  # only sources with one of these; empty: all
    languages: frozenset[str] = (
        frozenset()
    )  # only articles in one of these (BCP 47); empty: all
    urgency: Urgency = Urgency.NORMAL
    tell: Tell = Tell.STORY
    max_age: timedelta = timedelta(days=3)  # older articles are stored, not told


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
