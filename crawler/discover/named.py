"""The feeds that a page names, and the index pages that it links to."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.dedup.urls import identity, owner
from crawler.discover import indexes
from crawler.discover.address import address
from crawler.discover.form import Document, Form
from crawler.model import Inlet, InletKind

FEEDS = 10  # best kept
POSTS, FIELDS = "wp/v2/posts", "per_page=50&_fields=link,title,excerpt,date,date_gmt"

_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/rdf+xml": 1,
    "application/feed+json": 1,
    "application/json": 2,
    "application/xml": 2,
    "text/xml": 2,
}
_HOSTS = frozenset(
    {
        "feedburner.com",
        "feedproxy.google.com",
        "feedpress.me",
        "feedblitz.com",
        "follow.it",
        "rss.app",
    }
)
_COMMENTS = re.compile(r"comment|komentar|replies|tanggapan", re.IGNORECASE)
_FEED = re.compile(
    r"(?:^|/)(?:rss|feed|atom|rdf)s?/?$|(?:^|[/._-])(?:rss|feed|atom|index)(?:[._-]?\d{0,2})\.(?:xml|rss|rdf|atom)$"
    r"|\.(?:rss|atom|rdf)$|/feeds?/[^/]+\.(?:xml|json)$|/feed\.json$",
    re.IGNORECASE,
)
_PART = re.compile(r"/(?:tag|category|kategori|author|penulis|search)/", re.IGNORECASE)


def read(document: Document, tree: LexborHTMLParser) -> tuple[Inlet, ...]:
    """The feeds of a page's own site, best first: named in a `link`, for the whole, early."""
    best: dict[str, tuple[int, str]] = {}
    for rank, url in [*_linked(document, tree), *_anchored(document, tree)]:
        if not _foreign(url, document.url) and not _COMMENTS.search(urlsplit(url).path):
            worse = rank + (5 if _PART.search(url) else 0)
            key = identity(url)
            best[key] = min(best.get(key, (worse, url)), (worse, url), key=lambda each: each[0])
    urls = [url for _, url in sorted(best.values(), key=lambda each: each[0])]
    return tuple(Inlet(InletKind.FEED, url) for url in urls[:FEEDS])


def _linked(document: Document, tree: LexborHTMLParser) -> Iterator[tuple[int, str]]:
    """Feeds named by `<link rel=alternate>`, in the head or, where it was closed early, the body."""
    for node in tree.css("link[rel][href]"):
        relations = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").lower().partition(";")[0].strip()
        title = node.attributes.get("title") or ""
        rank = 0 if "feed" in relations else _TYPES.get(kind)
        if (
            not {"alternate", "feed"} & set(relations)
            or rank is None
            or _COMMENTS.search(title)
        ):
            continue
        url = address(node.attributes.get("href") or "", document.url)
        if url and (rank < 2 or _FEED.search(urlsplit(url).path)):
            yield rank, url


def _anchored(document: Document, tree: LexborHTMLParser) -> Iterator[tuple[int, str]]:
    """Feeds named by links that clearly are feeds."""
    for node in tree.css("a[href]"):
        url = address(node.attributes.get("href") or "", document.url)
        if url and _is_feed(url, node):
            yield 3, url


def _is_feed(url: str, node: LexborNode) -> bool:
    parts = urlsplit(url)
    if _FEED.search(parts.path) or parts.hostname == "feeds.feedburner.com":
        return True
    return "feed" in parts.query.split("=")[:1] or node.attributes.get("type") in _TYPES


def _foreign(url: str, page: str) -> bool:
    return owner(url) not in {owner(page), *_HOSTS} and urlsplit(url).hostname not in _HOSTS


def posts(document: Document, tree: LexborHTMLParser) -> tuple[Inlet, ...]:
    """The latest posts of a WordPress, where the page says that it is of one and where they are.

    https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/
    """
    for node in tree.css('link[rel="https://api.w.org/"][href]'):
        url = address(node.attributes.get("href") or "", document.url)
        if url and owner(url) == owner(document.url):
            # A site without speaking addresses has `/index.php?rest_route=/`.
            parameter = "&" if "rest_route=" in url else "?"
            return (Inlet(InletKind.FEED, f"{url.rstrip('/')}/{POSTS}{parameter}{FIELDS}"),)
    return ()


def of(document: Document) -> tuple[Inlet, ...]:
    """The feeds that `document` names, then its index pages; itself, where it is a feed."""
    if document.form is Form.PAGE:
        tree = LexborHTMLParser(document.text.encode("utf-8", "replace"))
        feeds = read(document, tree) or posts(document, tree)
        return (*feeds, *indexes.read(document, tree))
    if document.form in {Form.FEED, Form.JSON}:
        return (Inlet(InletKind.FEED, document.url),)
    return ()
