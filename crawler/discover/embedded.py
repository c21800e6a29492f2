"""Lists of articles in a page's data: JSON-LD's ItemList, and what a framework starts from."""

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.dedup.urls import identity, owner
from crawler.discover import shape
from crawler.discover.address import address
from crawler.discover.form import Document
from crawler.discover.furniture import furniture
from crawler.discover.plain import SUMMARY, TITLE, plain
from crawler.discover.when import when
from crawler.model import Found

NODES = 200_000  # values looked at in a page's data
LONGEST = 4_000_000  # characters of one script

_SCRIPTS = 'script[type="application/ld+json"], script#__NEXT_DATA__, script#__NUXT_DATA__'
_URLS = (
    "url",
    "link",
    "permalink",
    "href",
    "canonical",
    "canonicalUrl",
    "share_url",
    "path",
    "@id",
)
_TITLES = ("headline", "title", "name", "judul")
_DATES = (
    "datePublished",
    "published_at",
    "publishedAt",
    "publish_date",
    "published_date",
    "date",
)
_SUMMARIES = ("description", "summary", "excerpt", "abstract")
_LEAST = 3  # articles that make a list


def read(tree: LexborHTMLParser, document: Document) -> dict[str, Found]:
    """Articles by identity; empty where the data names fewer than a list has.

    A value is an article where it has an address that looks like one and a title of three words.
    """
    found: dict[str, Found] = {}
    for script in tree.css(_SCRIPTS):
        for value in _objects(_load(script.text())):
            if (each := _found(value, document)) and identity(each.url) not in found:
                found[identity(each.url)] = each
    return found if len(found) >= _LEAST else {}


def _load(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None  # broken data is no data; the links of the page remain


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in `value`, in order."""
    stack, seen = [value], 0
    while stack and seen < NODES:
        seen += 1
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _found(value: dict[str, Any], document: Document) -> Found | None:
    link, title = _first(value, _URLS), plain(_first(value, _TITLES), TITLE)
    url = address(link, document.url) if "/" in link else None
    if url is None or title is None or len(title.split()) < 3:
        return None
    if owner(url) != owner(document.url) or identity(url) == identity(document.url):
        return None
    if furniture(url) or shape.likeness(url) < 2:
        return None
    return Found(
        url=url,
        title=title,
        summary=plain(_first(value, _SUMMARIES), SUMMARY),
        published=when(_first(value, _DATES), document),
    )


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str:
    texts = (value.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text), "")
