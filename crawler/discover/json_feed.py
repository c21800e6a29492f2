"""Lists of articles as JSON: JSON Feed 1.0 and 1.1, and the posts of WordPress.

https://www.jsonfeed.org/version/1.1/ and
https://developer.wordpress.org/rest-api/reference/posts/
"""

import json
from typing import Any

from crawler.discover import hubs
from crawler.discover.address import address, onward
from crawler.discover.form import Document
from crawler.discover.plain import SUMMARY, TITLE, plain
from crawler.discover.when import when
from crawler.errors import Unreadable
from crawler.model import NO_HUBS, Found, Hubs, Listing

ITEMS = 500  # first ones kept; both formats have the newest first


def read(document: Document) -> Listing:
    """The items of a JSON Feed, or the posts of a WordPress.

    Raises Unreadable where the JSON is neither.
    """
    try:
        told = json.loads(document.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{document.url}: broken JSON: {error}") from error
    read_item, items = _items(told, document.url)
    found = [
        each
        for item in items[:ITEMS]
        if isinstance(item, dict) and (each := read_item(item, document))
    ]
    links = tuple({each.url: each for each in reversed(found)}.values())[::-1]
    older = onward(_text(told, "next_url"), document.url) if isinstance(told, dict) else None
    return Listing(links, older=older, hubs=_hubs(told, document.url))


def _hubs(told: Any, url: str) -> Hubs:
    """The hubs of a JSON Feed; of kinds of hubs other than WebSub's there are hardly any."""
    named = told.get("hubs") if isinstance(told, dict) else None
    if not isinstance(named, list):
        return NO_HUBS
    each = [hub for hub in named if isinstance(hub, dict)]
    mine = [hub for hub in each if _text(hub, "type").lower() in {"websub", "pubsubhubbub"}]
    links = [("hub", _text(hub, "url")) for hub in mine]
    return hubs.of([*links, ("self", _text(told, "feed_url"))], url)


def _items(told: Any, url: str) -> Any:
    """How to read an item, and the items."""
    if isinstance(told, dict) and isinstance(told.get("items"), list):
        return _feed_item, told["items"]
    if isinstance(told, list) and all(
        isinstance(each, dict) and "link" in each for each in told
    ):
        return _post, told
    said = told.get("message") if isinstance(told, dict) else None
    raise Unreadable(f"{url}: JSON, but no feed" + (f": {said}"[:200] if said else ""))


def _feed_item(item: dict[str, Any], document: Document) -> Found | None:
    links = (_text(item, "url"), _text(item, "id"), _text(item, "external_url"))
    url = next(
        (url for link in links if "/" in link and (url := address(link, document.url))), None
    )
    if url is None:
        return None
    summary = (
        _text(item, "summary") or _text(item, "content_text") or _text(item, "content_html")
    )
    published = _text(item, "date_published") or _text(item, "date_modified")
    return Found(
        url=url,
        title=plain(_text(item, "title"), TITLE),
        summary=plain(summary, SUMMARY),
        published=when(published, document),
    )


def _post(item: dict[str, Any], document: Document) -> Found | None:
    url = address(_text(item, "link"), document.url) if _text(item, "link") else None
    if url is None:
        return None
    universal = _text(item, "date_gmt")  # without a zone, though it is in UTC
    return Found(
        url=url,
        title=plain(_rendered(item, "title"), TITLE),
        summary=plain(_rendered(item, "excerpt"), SUMMARY),
        published=when(f"{universal}Z" if universal else _text(item, "date"), document),
    )


def _rendered(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return _text(value, "rendered") if isinstance(value, dict) else _text(item, key)


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""
