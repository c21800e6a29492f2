"""Sitemaps, news sitemaps, and indexes of sitemaps, as XML or as lines of text.

https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap

They are flat, so they are read by their tags, whatever stands around them: no parser that could
be led to open, to expand or to recurse, and one way to read good XML and broken.
"""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from crawler.dedup.urls import owner
from crawler.discover import shape
from crawler.discover.address import address
from crawler.discover.form import Document
from crawler.discover.furniture import furniture
from crawler.discover.plain import TITLE, plain
from crawler.discover.when import when
from crawler.errors import Unreadable
from crawler.model import Found, Inlet, InletKind, Listing

ENTRIES = 1000  # newest kept
CHILDREN = 20  # newest kept of an index's sitemaps …
FRESH = timedelta(days=30)  # … and of those with dates, none so much older than the newest

_Each = TypeVar("_Each")

_BLOCK = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(url|sitemap)(?:\s[^<>]{0,2000})?>", re.IGNORECASE
)
_FIELD = re.compile(
    r"<(?:(?P<space>[A-Za-z_][\w.-]{0,40}):)?(?P<name>loc|lastmod|publication_date|title)"
    r"(?:\s[^<>]{0,2000})?>\s{0,200}"
    r"(?:<!\[CDATA\[(?P<raw>[^\]]{0,4000})\]\]>|(?P<text>[^<]{0,4000}))",
    re.IGNORECASE,
)
_OTHER = frozenset(
    {"image", "video", "xhtml", "pagemap", "mobile"}
)  # spaces with their own `loc`
# Sitemaps of what is no article.
_NO_ARTICLES = re.compile(
    r"(?:^|[/_.-])(?:tags?|post_tag|categor(?:y|ies)|kategori|kanal|authors?|penulis|users?|topics?|topik"
    r"|images?|videos?|photos?|foto|galer[iy]|pages?|static|profile?s?|products?|tokoh|misc|taxonomy"
    r"|locations?|events?)(?:$|[/_.-])",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news|berita|latest|terbaru|recent|today", re.IGNORECASE)
_DAY = re.compile(r"(20\d\d)[-_/]?(0[1-9]|1[0-2])?[-_/]?([0-3]\d)?")
_NUMBER = re.compile(r"\d{1,9}")


def read(document: Document) -> Listing:
    """The newest articles of a sitemap, and the newest sitemaps of an index."""
    entries = list(_entries(document))
    children = [fields for kind, fields in entries if kind == "sitemap"]
    pages = [fields for kind, fields in entries if kind == "url"]
    return Listing(_newest(pages, document), _children(children, document))


def lines(document: Document) -> Listing:
    """The articles of a sitemap that is one address a line.

    Raises Unreadable where a line is anything else.
    """
    rows = [row.strip() for row in document.text.splitlines() if row.strip()]
    if not all(row.startswith(("http://", "https://")) for row in rows):
        raise Unreadable(f"{document.url}: neither markup nor a list of addresses")
    return Listing(_newest([{"loc": row} for row in rows], document))


def _entries(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `url` and `sitemap` element, by the names of its parts."""
    text = _without_comments(document.text)
    blocks = list(_BLOCK.finditer(text))
    ends = [block.start() for block in blocks[1:]]
    for block, end in zip(blocks, [*ends, len(text)], strict=False):
        fields: dict[str, str] = {}
        for field in _FIELD.finditer(text, block.end(), end):
            if (field["space"] or "").lower() not in _OTHER:
                value = (
                    field["raw"] if field["raw"] is not None else html.unescape(field["text"])
                )
                fields.setdefault(field["name"].lower(), value.strip())
        if "loc" in fields:
            yield block[1].lower(), fields


def _without_comments(text: str) -> str:
    head, *rest = text.split("<!--")
    return head + "".join(part.partition("-->")[2] for part in rest)


def _newest(pages: list[dict[str, str]], document: Document) -> tuple[Found, ...]:
    """Articles, newest first; those without a date after them, in their order."""
    found = [each for fields in _promising(pages) if (each := _found(fields, document))]
    dated = [each for each in found if each.published]
    dated.sort(key=lambda each: each.published or document.at, reverse=True)
    undated = [each for each in found if not each.published]
    both = [*dated[:ENTRIES], *_ends(undated, max(ENTRIES - len(dated), 0))]
    return tuple({each.url: each for each in reversed(both)}.values())[::-1]


def _promising(pages: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those of very many entries that may be the newest, by how their dates are written.

    Dates in sitemaps begin with the year, so their texts sort as they do, but for zones.
    """
    dated = [fields for fields in pages if _date(fields)]
    if len(dated) > 2 * ENTRIES:
        dated = sorted(dated, key=_date, reverse=True)[: 2 * ENTRIES]
    return dated + _ends([fields for fields in pages if not _date(fields)], 2 * ENTRIES)


def _date(fields: dict[str, str]) -> str:
    return fields.get("publication_date") or fields.get("lastmod", "")


def _ends(entries: list[_Each], room: int) -> list[_Each]:
    """At most `room` of `entries`, from both ends: new ones stand at either, by a site's habit."""
    if len(entries) <= room:
        return entries
    return entries[: room - room // 2] + entries[len(entries) - room // 2 :]


def _found(fields: dict[str, str], document: Document) -> Found | None:
    url = address(fields.get("loc", ""), document.url)
    if url is None or owner(url) != owner(document.url):
        return None
    told = "publication_date" in fields
    if not told and (furniture(url) or not shape.slug_like(url)):
        return None
    return Found(
        url=url,
        title=plain(fields.get("title", ""), TITLE),
        published=when(_date(fields), document),
    )


def _children(entries: list[dict[str, str]], document: Document) -> tuple[Inlet, ...]:
    """Sitemaps of the same owner that may hold articles, newest first."""
    known = []
    for fields in entries:
        url = address(fields.get("loc", ""), document.url)
        if url and url != document.url and owner(url) == owner(document.url):
            path = unquote(urlsplit(url).path)
            if not _NO_ARTICLES.search(path) or _NEWS.search(path):
                known.append((url, path, when(fields.get("lastmod", ""), document)))
    newest = max((at for _, _, at in known if at), default=None)
    fresh = [
        (url, path, at)
        for url, path, at in known
        if at is None or newest is None or at >= newest - FRESH
    ]
    fresh.sort(key=lambda child: _age(child[1], child[2].timestamp() if child[2] else None))
    urls = dict.fromkeys(url for url, _, _ in fresh)
    return tuple(Inlet(InletKind.SITEMAP, url) for url in list(urls)[:CHILDREN])


def _age(path: str, modified: float | None) -> tuple[object, ...]:
    """What to sort sitemaps by: news first, then by their date, then by a date or number in it."""
    day = _DAY.search(path)
    numbers = [int(number) for number in _NUMBER.findall(path)]
    named = "".join(part or "" for part in day.groups()).ljust(8, "0") if day else "0"
    return (
        not _NEWS.search(path),
        -(modified or 0.0),
        -int(named),
        [-number for number in numbers] + [0],  # `post-sitemap2` is newer than `post-sitemap`
    )
