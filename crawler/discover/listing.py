"""Index pages and home pages: which of their links are articles.

A link is judged by three witnesses that do not know one another: its address (dates, numbers,
long slugs), its words (a headline has more than a menu has) and its place (a card of many alike,
a menu, a foot).  Then links whose addresses are made alike stand up for each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.dedup.urls import identity, owner
from crawler.discover import card, embedded, pager, shape
from crawler.discover.address import address
from crawler.discover.form import Document
from crawler.discover.furniture import furniture
from crawler.discover.when import when
from crawler.model import Found, Listing

LINKS = 500  # first articles kept; no index page has more
ANCHORS = 20_000  # looked at

ENOUGH = 6  # points that make a link an article
ENOUGH_AMONG_ALIKE = 3  # points, where most links of its pattern are articles
ENOUGH_OF_WORDS = 8  # points, for an address of words only, where most articles have numbers
MOST = 3  # points that a headline gives
SERIES = 4  # links that make one
CERTAIN = 5  # likeness of an address that no menu can belie

_COUNTED = frozenset({"9", "9-a", "x9"})  # parts of patterns that are one article's own
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class _Link:
    """All that is known of one page that is linked to."""

    key: str  # its identity
    url: str
    anchors: list[LexborNode] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)  # how good, words
    place: int = 0  # the worst of its places, 0 or less
    points: int = 0

    def title(self) -> str | None:
        if not self.titles:
            return None
        return max(self.titles, key=lambda each: (each[0], len(each[1])))[1]


def read(document: Document) -> Listing:
    """The articles a page links to, in its order; then those only its data names."""
    tree = LexborHTMLParser(document.text.encode("utf-8", "replace"))
    links, pages = _links(tree, document)
    told = embedded.read(tree, document)
    for link in links:
        link.points = _points(link) + (ENOUGH if link.key in told else 0)
    chosen = _chosen(links)
    keys = {link.key for link in chosen}
    articles = {href: key for href, key in pages.items() if key in keys}
    found = [_found(link, told.get(link.key), articles, document) for link in chosen[:LINKS]]
    found += [each for key, each in told.items() if key not in keys]
    return Listing(
        tuple(found[:LINKS]), older=pager.older(tree, _base(tree, document.url), document.url)
    )


def _links(tree: LexborHTMLParser, document: Document) -> tuple[list[_Link], dict[str, str]]:
    """The pages linked to that may be articles, and which of them each `href` leads to."""
    base, here = _base(tree, document.url), identity(document.url)
    links: dict[str, _Link] = {}
    pages: dict[str, str] = {}
    other: set[str] = set()
    for anchor in tree.css("a[href], area[href]")[:ANCHORS]:
        href = anchor.attributes.get("href") or ""
        if href in other:
            continue
        if href not in pages:
            url = _candidate(href, base, document.url)
            key = identity(url) if url else here
            if url is None or key == here:
                other.add(href)
                continue
            pages[href] = key
            links.setdefault(key, _Link(key, url))
        _note(links[pages[href]], anchor)
    cards = card.Cards(pages)
    for link in links.values():
        if all(how == 1 for how, _ in link.titles) and _headline(link.title() or "") < MOST:
            called = map(cards.heading, link.anchors[:3])
            link.titles += [(2, text) for text in called if text and _headline(text) == MOST]
    return _without_branches(links), pages


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (address(node.attributes.get("href") or "", url) if node else None) or url


def _candidate(href: str, base: str, page: str) -> str | None:
    """Where a link leads, if that is a page of the same owner and no furniture."""
    url = address(href, base)
    return None if url is None or owner(url) != owner(page) or furniture(url) else url


def _note(link: _Link, anchor: LexborNode) -> None:
    link.anchors.append(anchor)
    link.place = min(link.place, card.place(anchor))
    if title := card.title(anchor):
        link.titles.append(title)


def _without_branches(links: Mapping[str, _Link]) -> list[_Link]:
    """`links` without those that others go on from: `/ekonomi/makro` is where articles lie."""
    branches: Counter[str] = Counter()
    for key in links:
        path = key.partition("?")[0]
        while "/" in path:
            path = path.rpartition("/")[0]
            branches[path] += 1
    return [
        link
        for link in links.values()
        if branches[link.key] < 2 or shape.likeness(link.url) >= CERTAIN
    ]


def _points(link: _Link) -> int:
    """What speaks for a link being an article."""
    title = link.title() or ""
    likeness, headline = shape.likeness(link.url), _headline(title)
    heading = 1 if any(how == 3 for how, _ in link.titles) else 0
    echo = 2 if _echoes(link.url, title) else 0
    certain = (likeness >= CERTAIN and headline) or (headline == MOST and heading and echo)
    return likeness + headline + heading + echo + (0 if certain else link.place)


def _headline(title: str) -> int:
    """How much a title reads as a headline, from 0 to `MOST`."""
    words = max(len(title.split()), len(_UNSPACED.findall(title)) // 3)
    return MOST if words >= 5 else max(words - 2, 0)


def _echoes(url: str, title: str) -> bool:
    """Whether the address says most of what the title says, as slugs made from titles do."""
    slug = max(map(shape.words, urlsplit(url).path.split("/")), key=len, default=[])
    told = {word.lower() for word in re.findall(r"[^\W_]{2,}", title)}
    return len(slug) >= 4 and sum(word in told for word in slug) * 10 >= len(slug) * 6


def _chosen(links: Iterable[_Link]) -> list[_Link]:
    """The articles among `links`: those with points enough, and those made like most of them."""
    groups: defaultdict[str, list[_Link]] = defaultdict(list)
    for link in links:
        groups[shape.pattern(link.url)].append(link)
    good = [link for link in links if link.points >= ENOUGH]
    alike = {
        pattern
        for pattern, group in groups.items()
        if sum(link.points >= ENOUGH for link in group) * 2 >= max(len(group), 4)
        or _is_series(pattern, group)
    }
    certain = sum(shape.likeness(link.url) >= CERTAIN for link in good)
    numbers = certain >= 4 and certain * 2 > len(good)
    return [
        link for link in links if link.points >= _needed(link.url, alike=alike, numbers=numbers)
    ]


def _is_series(pattern: str, group: Collection[_Link]) -> bool:
    """Whether a group's addresses differ by a number, a code or a parameter, under headlines all."""
    differ = "?" in pattern or not _COUNTED.isdisjoint(pattern.split("/"))
    return (
        differ
        and len(group) >= SERIES
        and all(link.place == 0 and _headline(link.title() or "") == MOST for link in group)
    )


def _needed(url: str, *, alike: Collection[str], numbers: bool) -> int:
    """The points that make `url` an article, on a page where those patterns are articles."""
    if numbers and shape.likeness(url) < 4 and not shape.dated_or_numbered(urlsplit(url).path):
        return ENOUGH_OF_WORDS
    return ENOUGH_AMONG_ALIKE if shape.pattern(url) in alike else ENOUGH


def _found(
    link: _Link, told: Found | None, articles: Mapping[str, str], document: Document
) -> Found:
    """A link as an article, with what the page's data tells of it before what its place does."""
    return Found(
        url=link.url,
        title=(told.title if told else None) or link.title(),
        summary=told.summary if told else None,
        published=(told.published if told else None) or _published(link, articles, document),
    )


def _published(link: _Link, articles: Mapping[str, str], document: Document) -> datetime | None:
    stated = (text for anchor in link.anchors[:3] for text in card.dates(anchor, articles))
    return next((at for text in stated if (at := when(text, document))), None)
