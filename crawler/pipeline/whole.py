"""An article as a whole, wherever its page says that there is more of it.

    page ─┬─> all of it at once (`?page=all`), where that has what the page has and more
          ├─> its further pages, one after the other, until one adds nothing
          └─> the same in AMP, where the page shows no article or only a part

What a page claims is followed within its own registrable domain, and into AMP caches of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawler.dedup import several
from crawler.dedup.urls import identity
from crawler.errors import FetchError, NoArticle, ReadError, Refused, Unreachable
from crawler.model import Article, Brief, PageState, Reply, Request
from crawler.pipeline import joined
from crawler.pipeline.joined import WORTH
from crawler.ports import Fetcher, Reader

MOST = 20  # pages of one article, the first included
GONE = frozenset({"not_found", "gone"})  # what a server says of a page that is not there
PATIENCE = timedelta(minutes=4)  # for all of them; the lease of the page is longer by far


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with all that could be had of it; `missing` is why a part could not be."""

    article: Article
    missing: FetchError | ReadError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What the rest of an article is asked for with."""

    fetcher: Fetcher
    reader: Reader
    ask: Callable[[str], Request]
    now: Callable[[], datetime]


@dataclass(slots=True)
class _Walk:
    """The pages of one article, as they are read one after the other."""

    finder: Finder
    brief: Brief
    url: str  # of the first page
    until: datetime
    seen: set[str] = field(default_factory=set)

    async def page(self, url: str) -> Article | None:
        """A further page; None where it is none of this article.  Raises what kept it away."""
        self.seen.add(url)
        if self.finder.now() >= self.until:
            raise Unreachable(url, "timeout", "the pages before it took too long")
        reply = await _reply(self.finder, url)
        if reply.url != url and reply.url in self.seen:
            return None  # back to a page that was read: there are no more
        self.seen.add(reply.url)
        if not several.is_own(reply.url, self.url):
            return None
        brief = replace(self.brief, url=url, part_of=self.url)
        article = await self.finder.reader.article(brief, reply)
        if article.state is PageState.BLOCKED:
            raise NoArticle(f"{url}: a further page is {article.state}")
        return article if article.paragraphs else None


async def whole(finder: Finder, brief: Brief, article: Article) -> Whole:
    """`article`, as its page gave it, with the rest of it."""
    if article.state is not PageState.FULL and article.noticed.further.amp is not None:
        article = await _amp(finder, brief, article)
    if article.state not in WORTH:
        return Whole(article)
    further = article.noticed.further
    paged = further.next is not None or bool(further.pages)
    if further.whole is None and not paged:
        return Whole(article)
    first = dict(further.pages).get(1) if several.number(article.url) > 1 else None
    walk = _Walk(finder, brief, first or article.url, finder.now() + PATIENCE, {article.url})
    missing: FetchError | ReadError | None = None
    if further.whole is not None:
        try:
            told = await walk.page(further.whole)
        except (FetchError, ReadError) as error:
            missing = error
        else:
            if told is not None and _is_whole(told, article):
                return Whole(joined.replaced(article, told))
    if not paged:
        return _ended(article, missing)
    return await _pages(walk, article, first)


def _is_whole(told: Article, article: Article) -> bool:
    return (
        told.state in WORTH
        and joined.goes_on(article, told)
        and joined.stands_for(told, article)
    )


async def _pages(walk: _Walk, article: Article, first: str | None) -> Whole:
    """`article` with its further pages; it begins at the page `first` where that is another."""
    last, begun = article, 1 if first is not None else several.number(article.url)
    try:
        if first is not None:
            began = await walk.page(first)
            if began is None or began.state not in WORTH or not joined.goes_on(article, began):
                return Whole(article)
            walk.seen.discard(article.url)
            article = last = replace(began, url=article.url, canonical=article.canonical)
        for at in range(begun + 1, begun + MOST):
            url = _next(last, at)
            if url is None or url in walk.seen:
                break
            page = await walk.page(url)
            if page is None or not joined.goes_on(article, page):
                break
            longer = joined.join(article, page)
            if longer is None:
                break
            article, last = longer, page
    except (FetchError, ReadError) as error:
        return _ended(article, error)
    return Whole(article)


def _next(last: Article, number: int) -> str | None:
    """Where the page after `last` is, the one with the number `number`."""
    further = last.noticed.further
    return dict(further.pages).get(number) or further.next


def _ended(article: Article, missing: FetchError | ReadError | None) -> Whole:
    """`article` without what is missing; a page that is not there is no part of it that we know."""
    gone = isinstance(missing, Refused) and missing.code in GONE
    return Whole(article if gone or missing is None else joined.broken_off(article), missing)


async def _amp(finder: Finder, brief: Brief, article: Article) -> Article:
    """What the AMP page has of the article; `article` as it is where that is not more."""
    url = article.noticed.further.amp or ""
    try:
        reply = await _reply(finder, url)
        if not several.is_own(reply.url, article.url):
            return article
        amp = await finder.reader.article(replace(brief, site=None), reply)
    except (FetchError, ReadError):
        return article
    if amp.state not in WORTH or len(amp.body) <= len(article.body):
        return article
    if article.state is PageState.PARTIAL and amp.state is not PageState.FULL:
        return article
    if not _is_same(amp, article, brief):
        return article
    canonical = article.canonical or amp.canonical
    # Of where it goes on AMP says nothing that the page itself did not.
    return replace(amp, url=article.url, canonical=canonical, noticed=article.noticed)


def _is_same(amp: Article, article: Article, brief: Brief) -> bool:
    """Whether an AMP page is that of the article: its headline says so, or its address."""
    names = {identity(url) for url in (amp.url, amp.canonical) if url}
    if names & {identity(brief.url), identity(article.url)}:
        return True
    title = brief.found.title if brief.found is not None else None
    return any(
        bool(each) and joined.goes_on(replace(article, title=each or ""), amp)
        for each in (title, article.title if article.state in WORTH else None)
    )


async def _reply(finder: Finder, url: str) -> Reply:
    reply = await finder.fetcher.get(finder.ask(url))
    if reply is None:
        raise Unreachable(url, "http_304", "not modified, though we did not ask")
    return reply
