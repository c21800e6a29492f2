"""Lists of articles in a page's data: JSON-LD's ItemList, and what scripts of the page start from."""

import json
import re
from collections import Counter
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
LONGEST = 4_000_000  # characters of data in one page
ELEMENTS = 50_000  # whose attributes are looked at

_LEAST_DATA = 40  # characters
_PLACES = 12  # in one script, at which data may begin
_BEGINS = re.compile(r"[=(:,]\s*(?=[\[{]\s*[\[{\"])")  # of what is assigned, or handed on
_IN_ATTRIBUTE = re.compile(
    r"""=\s*(?:["']\s*[\[{][\s\[{]*&(?:quot|\#34|\#x22);|'\s*[\[{][\s\[{]*")"""
)
_PROGRAMS = frozenset({"", "module", "text/javascript", "application/javascript"})
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
    "slug",  # with a slash in it
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
_HEADLINE = 5  # words; what has fewer is an article where others have addresses like its own


def read(tree: LexborHTMLParser, document: Document) -> dict[str, Found]:
    """Articles by identity; empty where the data names fewer than a list has.

    A value is an article where it has an address that looks like one and a title of three words.
    """
    found: dict[str, Found] = {}
    for data in _data(tree, document):
        for value in _objects(data):
            if (each := _found(value, document)) and identity(each.url) not in found:
                found[identity(each.url)] = each
    alike = Counter(shape.pattern(each.url) for each in found.values())
    kept = {
        key: each
        for key, each in found.items()
        if len((each.title or "").split()) >= _HEADLINE
        or alike[shape.pattern(each.url)] >= _LEAST
    }
    return kept if len(kept) >= _LEAST else {}


def _data(tree: LexborHTMLParser, document: Document) -> Iterator[Any]:
    """The data in a page, as far as it is JSON; `LONGEST` characters of it."""
    left = LONGEST
    for text, whole in (*_scripts(tree), *_attributes(tree, document)):
        if len(text) < _LEAST_DATA or len(text) > left:
            continue
        left -= len(text)
        if whole:
            yield _load(text)
        else:
            yield from _started(text)


def _scripts(tree: LexborHTMLParser) -> Iterator[tuple[str, bool]]:
    """The texts of scripts, and whether each is data as a whole."""
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").strip().lower()
        data = "json" in kind or script.id in {"__NEXT_DATA__", "__NUXT_DATA__"}
        if data or (kind in _PROGRAMS and "src" not in script.attributes):
            yield script.text(), data


def _attributes(tree: LexborHTMLParser, document: Document) -> Iterator[tuple[str, bool]]:
    """The attributes that begin as data does: what a list that loads itself begins with."""
    if _IN_ATTRIBUTE.search(document.text) is None:
        return
    for node in tree.css("*")[:ELEMENTS]:
        for value in node.attributes.values():
            if value and value.lstrip()[:1] in {"{", "["} and '"' in value:
                yield value, True


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # broken data is no data; the links of the page remain


def _started(program: str) -> Iterator[Any]:
    """What a script begins with, where that is JSON: `window.__STATE__ = {"news": …}`."""
    decoder, ends = json.JSONDecoder(), 0
    for tried, begins in enumerate(_BEGINS.finditer(program)):
        if tried >= _PLACES:
            return
        if begins.end() < ends:
            continue
        try:
            value, ends = decoder.raw_decode(program, begins.end())
        except (ValueError, RecursionError):
            continue
        yield value


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
    told = (value.get(name) for name in names)
    texts = (text[1] if isinstance(text, list) and len(text) == 2 else text for text in told)
    return next((text for text in texts if isinstance(text, str) and text), "")
