"""RSS 0.9x, 1.0 and 2.0, Atom and RDF: a feed's items.

feedparser reads what is broken, but some bytes keep it busy for hours and it was not made for
strangers.  So it is given memory only, never an address; the elements that name people, which
it searches for e-mail addresses (its issue 562), are taken from it, as is everything before
the root element; and of its answers only titles, links, dates and summaries are used, as text.
"""

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from crawler.discover import hubs
from crawler.discover.address import address, onward
from crawler.discover.form import Document
from crawler.discover.plain import SUMMARY, TITLE, plain
from crawler.discover.when import when
from crawler.errors import Unreadable
from crawler.model import Found, Listing

ITEMS = 500  # newest kept

_PEOPLE = re.compile(
    r"(</?)(?:[A-Za-z_][\w.-]{0,40}:)?"
    r"(?:author|creator|contributor|publisher|owner|managingeditor|webmaster|email|name)(?=[\s/>])",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:[A-Za-z_][\w.-]{0,40}:)?(?:channel|feed|rdf|rss)\s*>", re.IGNORECASE)
_DATE = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:pubdate|published|updated|date|issued)\b[^<>]{0,200}>"
    r"\s{0,50}(?:<!\[CDATA\[)?([^<>\]]{4,60})",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\s*([0-9]{1,6})\s*")
# What services that make feeds of other people's pages write as an item when they fail.
_FAILURE = re.compile(
    r"(?:bridge (?:returned error|encountered)|rsshub (?:error|is temporarily)|"
    r"(?:feed|rss) (?:error|not found|is (?:deleted|expired|no longer available))\b|error \d{3}\b)",
    re.IGNORECASE,
)


def read(document: Document) -> Listing:
    """The items of a feed.

    Raises Unreadable where it is none, or tells of nothing but an error of its own.
    """
    feed = feedparser.parse(
        io.BytesIO(_prepared(document).encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": document.url,
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries and not feed.version:
        raise Unreadable(f"{document.url}: no feed")
    read = {
        found.url: found
        for entry in reversed(feed.entries)
        if (found := _found(entry, document))
    }
    if not read and (failure := next((t for e in feed.entries if (t := _failure(e))), None)):
        raise Unreadable(f"{document.url}: the feed tells of an error of its own: {failure}")
    return Listing(
        tuple(reversed(read.values())),
        older=_older(feed.feed, document),
        wish=_wish(feed.feed.get("ttl")),
        hubs=hubs.of(_relations(feed.feed), document.url),
    )


def _older(channel: Any, document: Document) -> str | None:
    """The page that the feed goes on at (RFC 5005, sections 3 and 4)."""
    for link in channel.get("links") or ():
        if link.get("rel") in {"next", "prev-archive"}:
            return onward(link.get("href") or "", document.url)
    return None


def _relations(channel: Any) -> list[tuple[Any, Any]]:
    return [(link.get("rel"), link.get("href")) for link in channel.get("links") or ()]


def _wish(minutes: Any) -> timedelta | None:
    """How long a feed asks to be kept (`ttl` of RSS 2.0, in minutes).

    Its `skipHours` and RSS 1.0's `updatePeriod` say when and how often it changes: that is learned.
    """
    stated = _MINUTES.fullmatch(str(minutes))
    return timedelta(minutes=int(stated[1])) if stated is not None else None


def _prepared(document: Document) -> str:
    """The feed without what is dangerous to read and never used."""
    text = _PEOPLE.sub(r"\1person", _newest(document))
    return f'<?xml version="1.0" encoding="utf-8"?>{text}'


def _newest(document: Document) -> str:
    """The feed with its `ITEMS` newest items; the first ones where they have no dates."""
    text = document.text
    starts = [item.start() for item in _ITEM.finditer(text)]
    if len(starts) <= ITEMS:
        return text
    end = next((tail.start() for tail in _END.finditer(text, starts[-1])), len(text))
    items = [text[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    dated = sorted(range(len(items)), key=lambda at: _sort_key(items[at], at, document))
    kept = sorted(dated[:ITEMS])
    return text[: starts[0]] + "".join(items[at] for at in kept) + text[end:]


def _sort_key(item: str, at: int, document: Document) -> tuple[float, int]:
    """Newest first, then as the feed has them."""
    date = _DATE.search(item)
    published = when(date[1], document) if date else None
    return (-published.timestamp() if published else 0.0, at)


def _found(entry: Any, document: Document) -> Found | None:
    url = next((url for link in _links(entry) if (url := address(link, document.url))), None)
    if url is None or url.rstrip("/") == document.url.rstrip("/") or _failure(entry):
        return None
    return Found(
        url=url,
        title=plain(entry.get("title") or "", TITLE),
        summary=plain(entry.get("summary") or _content(entry), SUMMARY),
        published=_published(entry, document),
    )


def _links(entry: Any) -> list[str]:
    """Where an entry may lead, best first."""
    alternates = [
        link.get("href")
        for link in entry.get("links", ())
        if link.get("rel", "alternate") == "alternate"
    ]
    guid = entry.get("id") or ""
    links = [
        entry.get("feedburner_origlink"),
        *alternates,
        entry.get("link"),
        guid if guid.startswith(("http://", "https://")) else None,
    ]
    return [link for link in links if link]


def _content(entry: Any) -> str:
    contents = entry.get("content") or [{}]
    return contents[0].get("value") or ""


def _published(entry: Any, document: Document) -> Any:
    """When an entry was published; of Atom's two dates the one it has."""
    for name in ("published", "created", "updated"):
        text = dict.get(entry, name)  # its own `get` answers one name with another's value
        if text and (published := when(text, document)):
            return published
    return None


def _failure(entry: Any) -> str | None:
    """The title of an item that is no article, but says that the feed could not be made."""
    title = plain(entry.get("title") or "", TITLE) or ""
    return title if _FAILURE.match(title) else None
