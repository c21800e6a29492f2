"""What a page says of its article in JSON-LD (schema.org), out of the whole graph.

Pages hold several scripts, each an object, a list or a graph; articles refer to persons by
`@id`; the JSON is often broken a little.  What cannot be read is as if it were not there.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.words import clean

_TYPE = "@type"
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|Review)$"
)
_PAGE = re.compile(r"(?:WebPage|ItemPage)$")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_MOST = 2_000_000  # characters of one script; beyond, it is data, not a description
_DEEPEST = 12

Json = object  # what json.loads gives: looked at, never trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The article's own node of the graph, as far as it could be read."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()  # authors that are organisations
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    body: str = ""
    description: str = ""
    publisher: str = ""
    language: str = ""
    paid: bool = False  # the page says it is not free to read
    found: bool = False  # the page calls itself an article


def read(tree: LexborHTMLParser) -> LinkedData:
    """The description of the page's article; an empty one where there is none."""
    nodes = [
        node
        for script in tree.css('script[type*="ld+json"]')
        for node in _nodes(_load(script.text(deep=True)), 0)
    ]
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    main = max(articles, key=_weight, default=None)
    if main is None:
        main = next(
            (node for node in nodes if _is(node, _PAGE) and "datePublished" in node), None
        )
        if main is None:
            return LinkedData()
        main = {
            k: v
            for k, v in main.items()
            if k in {"datePublished", "dateModified", "author", "inLanguage"}
        }
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and ("name" in node)}
    persons, houses = _authors(main.get("author") or main.get("creator"), by_id)
    return LinkedData(
        headline=_text(main.get("headline") or (main.get("name"))),
        authors=tuple(dict.fromkeys(persons)),
        houses=tuple(dict.fromkeys(houses)),
        published=_text(main.get("datePublished") or main.get("dateCreated")),
        modified=_text(main.get("dateModified")),
        section=_text(main.get("articleSection")),
        tags=_tags(main.get("keywords")),
        body=_body(main.get("articleBody")),
        description=_text(main.get("description")),
        publisher=_name(main.get("publisher"), by_id),
        language=_text(main.get("inLanguage")),
        paid=str(main.get("isAccessibleForFree", "")).lower() == "false",
        found=bool(articles),
    )


def _load(source: str) -> Json:
    source = (
        _WRAPPED.sub("", source.strip()) if source.lstrip()[:1] not in ("{", "[") else source
    )
    if len(source) > _MOST:
        return None
    for text in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        return json.JSONDecoder(strict=False).raw_decode(source.strip().rstrip(";"))[0]
    except (ValueError, RecursionError):
        return None


def _nodes(value: Json, depth: int) -> Iterator[dict[str, Json]]:
    """Every object that has a type, the outer before the inner."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        if _TYPE in value:
            yield value
        for one in value.values():
            if isinstance(one, (dict, list)):
                yield from _nodes(one, depth + 1)


def _is(node: dict[str, Json], kind: re.Pattern[str]) -> bool:
    types = node.get(_TYPE)
    return any(
        isinstance(t, str) and kind.search(t)
        for t in (types if isinstance(types, list) else [types])
    )


def _weight(node: dict[str, Json]) -> int:
    """How much a node tells; the first of equals is taken."""
    return sum(
        key in node
        for key in (
            "headline",
            "datePublished",
            "author",
            "articleBody",
            "dateModified",
            "publisher",
        )
    )


def _text(value: Json) -> str:
    if isinstance(value, list):
        value = next((one for one in value if one), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName") or ""
    return clean(html.unescape(value)) if isinstance(value, str) else ""


def _body(value: Json) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _name(value: Json, by_id: dict[str, dict[str, Json]]) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict) and "name" not in value:
        value = by_id.get(str(value.get("@id")), value)
    return _text(value)


def _authors(value: Json, by_id: dict[str, dict[str, Json]]) -> tuple[list[str], list[str]]:
    """Names of persons, and of organisations."""
    persons: list[str] = []
    houses: list[str] = []
    for told in value if isinstance(value, list) else [value]:
        one = _resolved(told, by_id)
        house = isinstance(one, dict) and "Organization" in str(one.get(_TYPE))
        names = one.get("name") if isinstance(one, dict) else one
        for name in names if isinstance(names, list) else [names]:
            if text := _text(name):
                (houses if house else persons).append(text)
    return persons, houses


def _resolved(value: Json, by_id: dict[str, dict[str, Json]]) -> Json:
    """`value`, or what it refers to elsewhere in the graph."""
    one = (value[0] if value else None) if isinstance(value, list) else value
    if isinstance(one, dict) and "name" not in one:
        return by_id.get(str(one.get("@id")), one)
    return one


def _tags(value: Json) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    tags = [
        tag
        for one in listed
        for tag in (_text(one).split(",") if len(listed) == 1 else [_text(one)])
    ]
    return tuple(dict.fromkeys(t for tag in tags if (t := tag.strip()) and ":" not in t))
