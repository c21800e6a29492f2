"""A new site looked at: where it lists its articles, and what its pages give.

    home page ─┬─> feeds and index pages that it names ─┐
    robots.txt ┴─> sitemaps                             ├─> each read ─> the newest five articles
    well-known addresses, for the kinds still missing ──┘

Everything is asked for by the manners of the daemon, one request after the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from crawler.dedup.urls import identity, owner
from crawler.errors import FetchError, ReadError, Refused, Unreachable
from crawler.model import (
    Article,
    Brief,
    Found,
    Inlet,
    InletKind,
    Listing,
    Reply,
    Request,
    Source,
)
from crawler.pipeline.places import places
from crawler.pipeline.poll import NEWS
from crawler.pipeline.whole import Finder, whole
from crawler.pipeline.world import request
from crawler.ports import Fetcher, Reader

ARTICLES = 5  # read
TRIED = 8  # inlets of one kind read, those that turn out to be none included
KEPT = {InletKind.FEED: 3, InletKind.SITEMAP: 2, InletKind.LISTING: 1}  # of one kind
FRESH = timedelta(days=7)  # a sitemap whose newest entry is older is an archive
LEAST = 3  # links that an index page shows and the home page does not

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Door:
    """An inlet that was read, and what it lists."""

    inlet: Inlet
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was seen of a site."""

    url: str  # of the page that it began with, after redirects
    doors: tuple[Door, ...] = ()
    articles: tuple[Article, ...] = ()  # newest first, whatever state their pages are in
    problems: tuple[FetchError | ReadError, ...] = ()  # of articles that could not be read
    closed: FetchError | ReadError | None = None  # why the first page could not be read


@dataclass(slots=True)
class _Look:
    """A survey under way."""

    fetcher: Fetcher
    reader: Reader
    source: Source
    tell: Tell
    now: datetime
    doors: list[Door] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # identities of addresses, after redirects too
    front: tuple[Found, ...] = ()  # what the first page itself lists

    async def get(self, url: str) -> Reply | None:
        return await self.fetcher.get(self.ask(url))

    def ask(self, url: str) -> Request:
        self.tell(url)
        return request(self.source, url)

    def room(self, kind: InletKind) -> bool:
        return sum(door.inlet.kind is kind for door in self.doors) < KEPT[kind]


async def survey(
    fetcher: Fetcher,
    reader: Reader,
    source: Source,
    *,
    tell: Tell = lambda _: None,
    now: datetime | None = None,
) -> Survey:
    """What is found at the address of `source`; `tell` hears each address before it is asked for."""
    look = _Look(fetcher, reader, source, tell, now or datetime.now(UTC))
    front, closed = None, None
    try:
        front = await look.get(source.url)
    except Unreachable as error:  # then nothing else of the site can be had now
        return Survey(url=source.url, closed=error)
    except Refused as error:
        if error.code == "url":  # no address, and so none of a site
            return Survey(url=source.url, closed=error)
        closed = error
    url = source.url if front is None else front.url
    named = () if front is None else await _home(look, front)
    await _try_all(look, url, [*named, *await _sitemaps(look, url)])
    if not look.doors and look.front:
        look.doors.append(Door(Inlet(InletKind.LISTING, url), look.front))
    articles, problems = await _articles(look)
    return Survey(
        url=url,
        doors=tuple(look.doors),
        articles=articles,
        problems=problems,
        closed=closed,
    )


async def _try_all(look: _Look, url: str, named: Sequence[Inlet]) -> None:
    """Read what is named; of a kind of which nothing is, what is at the usual places."""
    for kind in InletKind:
        mine = [inlet for inlet in named if inlet.kind is kind]
        for inlet in (mine or places(kind, url))[:TRIED]:
            if look.room(kind):
                await _try(look, inlet)


async def _home(look: _Look, reply: Reply) -> tuple[Inlet, ...]:
    """The inlets that the first page names, itself where it is one."""
    try:
        named = await look.reader.inlets(reply)
    except ReadError:
        return ()
    if any(inlet.url == reply.url for inlet in named):  # a feed was given
        return named
    look.asked.add(identity(reply.url))
    try:
        listing = await look.reader.listing(
            Inlet(InletKind.LISTING, reply.url), reply, look.source.timezone
        )
    except ReadError:
        return named
    look.front = listing.found
    return named


async def _sitemaps(look: _Look, url: str) -> list[Inlet]:
    """The sitemaps that robots.txt names, those of news first."""
    try:
        named = await look.fetcher.sitemaps(request(look.source, urljoin(url, "/")))
    except FetchError:
        return []
    mine = [each for each in named if owner(each) == owner(url)]
    mine.sort(key=lambda each: NEWS.search(each) is None)
    return [Inlet(InletKind.SITEMAP, each) for each in mine]


async def _try(look: _Look, inlet: Inlet) -> None:
    """Read an inlet that may be one; keep it where it lists what no other does."""
    if identity(inlet.url) in look.asked and inlet.kind is InletKind.LISTING:
        return
    look.asked.add(identity(inlet.url))
    try:
        reply = await look.get(inlet.url)
        if reply is None:
            return
        if identity(reply.url) != identity(inlet.url) and identity(reply.url) in look.asked:
            return
        look.asked.add(identity(reply.url))
        listing = await look.reader.listing(inlet, reply, look.source.timezone)
        found = await _whole(look, listing)
    except (FetchError, ReadError):
        return
    if _worth(look, inlet.kind, found):
        look.doors.append(Door(Inlet(inlet.kind, reply.url), found))


async def _whole(look: _Look, listing: Listing) -> tuple[Found, ...]:
    """What a list holds, and the first of those that it leads to."""
    if listing.found or not listing.more:
        return listing.found
    child = listing.more[0]
    reply = await look.get(child.url)
    if reply is None:
        return ()
    return (await look.reader.listing(child, reply, look.source.timezone)).found


def _worth(look: _Look, kind: InletKind, found: Sequence[Found]) -> bool:
    keys = {identity(each.url) for each in found}
    alike = [door.found for door in look.doors if door.inlet.kind is kind]
    if not keys or any(keys == {identity(each.url) for each in there} for there in alike):
        return False  # a list of another kind goes on where this one fails
    if kind is InletKind.LISTING:
        # What a site answers to any address links to what the home page links to.
        front = {identity(each.url) for each in look.front}
        return len(keys) >= LEAST and (not front or len(keys - front) >= LEAST)
    newest = max((each.published for each in found if each.published), default=None)
    if kind is InletKind.SITEMAP:
        return newest is not None and look.now - newest <= FRESH
    return True


# articles


async def _articles(
    look: _Look,
) -> tuple[tuple[Article, ...], tuple[FetchError | ReadError, ...]]:
    finder = Finder(
        fetcher=look.fetcher,
        reader=look.reader,
        ask=look.ask,
        now=lambda: datetime.now(UTC),
    )
    articles: list[Article] = []
    problems: list[FetchError | ReadError] = []
    for found in newest(look.doors, ARTICLES):
        brief = Brief(
            url=found.url,
            source=look.source.name,
            timezone=look.source.timezone,
            zone_known=False,
            found=found,
        )
        try:
            reply = await look.get(found.url)
            if reply is not None:
                article = await look.reader.article(brief, reply)
                articles.append((await whole(finder, brief, article)).article)
        except (FetchError, ReadError) as error:
            problems.append(error)
    return tuple(articles), tuple(problems)


def newest(doors: Iterable[Door], most: int) -> list[Found]:
    """The newest of what the doors list, each once; of those without a date one door's after another's.

    A date in the future is no reason to come first.
    """
    links: dict[str, Found] = {}
    for found in _by_turns([door.found for door in doors]):
        key = identity(found.url)
        if key not in links or links[key].published is None:
            links[key] = found
    dated = sorted(
        (each for each in links.values() if each.published is not None),
        key=lambda each: each.published or datetime.min.replace(tzinfo=UTC),
        reverse=True,
    )
    undated = [each for each in links.values() if each.published is None]
    return [*dated, *undated][:most]


def _by_turns(lists: Sequence[Sequence[Found]]) -> Iterator[Found]:
    for place in range(max(map(len, lists), default=0)):
        for each in lists:
            if place < len(each):
                yield each[place]
