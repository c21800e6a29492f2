"""Which of the texts that stand in one another are one article, told twice, and since when it is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.dedup.identity import alike
from crawler.model import Article, Copy, Filing

AHEAD = timedelta(minutes=15)  # a publication time later than this is a mistake of the page's


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
