"""The index pages that a page links to: lists of what is newest, kept beside the home page."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.dedup.urls import identity, owner
from crawler.discover import shape
from crawler.discover.address import address
from crawler.discover.form import Document
from crawler.model import Inlet, InletKind

PAGES = 3  # best kept
ANCHORS = 20_000  # looked at

# What the whole of such a page's path may be, best first; what stands before may be a section's.
WORDS = {
    "indeks": 0,
    "indeks-berita": 0,
    "newsindex": 0,
    "berita-terbaru": 1,
    "berita-terkini": 1,
    "terbaru": 1,
    "terkini": 1,
    "latest-news": 1,
    "latest": 1,
    "index": 2,
}
_HOSTS = frozenset({"indeks", "index"})  # first names of hosts that are one
_DEEPEST = 3  # segments: `/artikel/indeks`; what lies deeper is an index of some part


def read(document: Document, tree: LexborHTMLParser) -> tuple[Inlet, ...]:
    """The index pages of a page's own site, those of the whole site first."""
    best: dict[str, tuple[int, str]] = {}
    for url in _links(document, tree):
        rank = _rank(url)
        if rank is not None:
            key = identity(url)
            best[key] = min(best.get(key, (rank, url)), (rank, url), key=lambda each: each[0])
    urls = [url for _, url in sorted(best.values(), key=lambda each: each[0])]
    return tuple(Inlet(InletKind.LISTING, url) for url in urls[:PAGES])


def _links(document: Document, tree: LexborHTMLParser) -> Iterator[str]:
    here = identity(document.url)
    for anchor in tree.css("a[href]")[:ANCHORS]:
        url = address(anchor.attributes.get("href") or "", document.url)
        if url and owner(url) == owner(document.url) and identity(url) != here:
            yield url


def _rank(url: str) -> int | None:
    """How good an index page `url` seems, 0 the best; None: it seems to be none."""
    parts = urlsplit(url)
    if re.search(r"(?:^|&)(?:q|s|tag|date|page|paged)=", parts.query):
        return None
    segments = [shape.stem(part).lower() for part in unquote(parts.path).split("/") if part]
    if not segments:
        named = (parts.hostname or "").partition(".")[0] in _HOSTS
        return 0 if named else None
    word = WORDS.get(segments[-1])
    if word is None or len(segments) > _DEEPEST:
        return None
    return word + 3 * (len(segments) - 1)
