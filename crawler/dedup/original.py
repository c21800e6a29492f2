"""Which of the texts that stand in one another are one article, told twice, and since when it is told."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from crawler.dedup.credit import agency
from crawler.dedup.identity import alike
from crawler.model import Article, Copy, Filing, Moment, Precision

AHEAD = timedelta(minutes=15)  # a publication time later than this is a mistake of the page's


class Print(Protocol):
    """An article with one text of several, as far as it bears on whose text that is."""

    @property
    def id(self) -> str:
        """By what it is known."""

    @property
    def network(self) -> str:
        """The newsroom's owner."""

    @property
    def source(self) -> str:
        """Where it was listed."""

    @property
    def first_seen(self) -> datetime:
        """When a source first listed it."""

    @property
    def published(self) -> Moment | None:
        """When it was published, as stated."""

    @property
    def origin(self) -> str:
        """The agency or house that it credits; empty: none."""

    @property
    def copy_of(self) -> str | None:
        """The article that it was found to repeat."""


def written_by(article: str, prints: Collection[Print]) -> str | None:
    """The article among `prints` that has the text of `article` first; None where no other has it.

    That is the agency's own one where others credit it, else the one that was published first:
    an agency may be polled after those who print it, so what was seen first only says who was told.
    """
    same = _same_text(article, prints)
    credited = {each.origin for each in same} - {""}
    own = [each for each in same if credited & {agency(each.network), agency(each.source)}]
    first = min(own or same, key=lambda each: (_since(each), each.first_seen, each.id))
    return first.id if len(same) > 1 else None


def _since(each: Print) -> datetime:
    """When it was published, if that is told to the minute and can be; else when first seen."""
    stated = each.published
    told = stated is not None and stated.precision is Precision.EXACT
    if stated is None or not told or stated.at > each.first_seen + AHEAD:
        return each.first_seen
    return stated.at


def _same_text(article: str, prints: Collection[Print]) -> list[Print]:
    """Those that are copies of `article`, or of what it is a copy of, and so on, and itself."""
    links = [(each.id, each.copy_of) for each in prints if each.copy_of is not None]
    among, before = {article}, 0
    while len(among) > before:
        before = len(among)
        among |= {end for link in links if among & set(link) for end in link}
    return [each for each in prints if each.id in among]


def original(copies: Sequence[Copy], filing: Filing) -> Copy | None:
    """The earliest of `copies` that the article is the same as; None: it is news of its own.

    One newsroom repeats a text under another headline where it is no text at all: the notice of
    a paywall, a table's frame.
    """
    return next((copy for copy in copies if _same(copy, filing)), None)


def _same(copy: Copy, filing: Filing) -> bool:
    return copy.network != filing.network or alike(copy.title, filing.article.title)


def published(filing: Filing) -> datetime:
    """When an article was published: as stated, or when first seen where that cannot be."""
    return dated(filing.article, filing.first_seen)


def dated(article: Article, first_seen: datetime) -> datetime:
    """`published`, of an article that was `first_seen` then."""
    stated = article.published
    if stated is None or stated.at > first_seen + AHEAD:
        return first_seen
    return stated.at
