"""Which of the texts that stand in one another are one article, told twice, and since when it is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.dedup.credit import agency
from crawler.dedup.identity import alike
from crawler.model import Article, Copy, Filing, Moment, Precision

AHEAD = timedelta(minutes=15)  # a publication time later than this is a mistake of the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """An article with one text of several, as far as it bears on whose text that is."""

    article: str  # its id
    network: str
    source: str
    first_seen: datetime
    published: Moment | None = None
    origin: str = ""  # the agency or house that it credits
    copy_of: str | None = None

    @property
    def since(self) -> datetime:
        """When it was published, if that is told to the minute and can be; else when first seen."""
        stated = self.published
        told = stated is not None and stated.precision is Precision.EXACT
        if stated is None or not told or stated.at > self.first_seen + AHEAD:
            return self.first_seen
        return stated.at


def written_by(article: str, prints: Collection[Print]) -> str | None:
    """The article among `prints` that has the text of `article` first; None where no other has it.

    That is the agency's own one where others credit it, else the one that was published first:
    an agency may be polled after those who print it, so what was seen first only says who was told.
    """
    same = _same_text(article, prints)
    credited = {each.origin for each in same} - {""}
    own = [each for each in same if credited & {agency(each.network), agency(each.source)}]
    first = min(own or same, key=lambda each: (each.since, each.first_seen, each.article))
    return first.article if len(same) > 1 else None


def _same_text(article: str, prints: Collection[Print]) -> list[Print]:
    """Those that are copies of `article`, or of what it is a copy of, and so on, and itself."""
    links = [(each.article, each.copy_of) for each in prints if each.copy_of is not None]
    among, before = {article}, 0
    while len(among) > before:
        before = len(among)
        among |= {end for link in links if among & set(link) for end in link}
    return [each for each in prints if each.article in among]


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
