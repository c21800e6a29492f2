"""What a page says of its article in JSON-LD (schema.org), out of the whole graph.

Pages hold several scripts, each an object, a list or a graph; articles refer to persons by
`@id`; the JSON is often broken a little.  What cannot be read is as if it were not there.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.article_text import line
from crawler.extract.json_data import Json, begun, load
from crawler.extract.words import clean

_TYPE = "@type"
_ARTICLE = (
    "Article", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "Review"
)  # fmt: skip
_CRUMBS = ("BreadcrumbList",)
_MOST_CRUMBS = 10
_PAGE = ("WebPage", "ItemPage")
_OF_PAGES = ("datePublished", "dateModified", "author", "inLanguage")
_WEIGHED = (
    "headline", "datePublished", "author", "articleBody", "dateModified", "publisher",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://(?:www\.)?([^?#]+)", re.IGNORECASE)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_MOST = 2_000_000  # characters of one script; beyond, it is data, not a description
_DEEPEST = 12

Node = dict[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The article's own node of the graph, as far as it could be read."""

    headline: str = ""
    alternative: str = ""  # another headline of it, told apart from the first
    authors: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()  # authors that are organisations
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    path: tuple[str, ...] = ()  # breadcrumbs, the home page first
    body: str = ""
    description: str = ""
    publisher: str = ""
    language: str = ""
    address: str = ""  # of its page
    paid: bool = False  # the page says it is not free to read
    found: bool = False  # the page calls itself an article


def read(scripts: Iterable[str], addresses: Iterable[str] = ()) -> LinkedData:
    """The description of the page's article; an empty one where there is none.

    `scripts` are the page's, `addresses` those that the page is known by.  Where several
    articles are described, none of them at such an address, they are those of a list.
    """
    nodes: list[tuple[Node, bool]] = []
    _gather(list(map(_load, scripts)), nodes, 0)
    articles = [(node, inside) for node, inside in nodes if _is(node, _ARTICLE)]
    own = _own(articles, frozenset(map(_place, addresses)) - {""})
    main = own or _dates_only([node for node, _ in nodes if _is(node, _PAGE)])
    by_id = {str(node["@id"]): node for node, _ in nodes if "@id" in node and "name" in node}
    persons, houses = _authors(main.get("author") or main.get("creator"), by_id)
    return LinkedData(
        headline=_text(main.get("headline") or main.get("name"), line),
        alternative=_text(main.get("alternativeHeadline")),
        authors=tuple(dict.fromkeys(persons)),
        houses=tuple(dict.fromkeys(houses)),
        published=_text(main.get("datePublished") or main.get("dateCreated")),
        modified=_text(main.get("dateModified")),
        section=_text(main.get("articleSection")),
        tags=_tags(main.get("keywords")),
        path=_path([node for node, _ in nodes if _is(node, _CRUMBS)]),
        body=_body(main.get("articleBody")),
        description=_text(main.get("description")),
        publisher=_name(main.get("publisher"), by_id),
        language=_text(main.get("inLanguage")),
        address=next(_addresses(main), ""),
        paid=str(main.get("isAccessibleForFree", "")).lower() == "false",
        found=bool(own),
    )


def _path(crumbs: Sequence[Node]) -> tuple[str, ...]:
    """The names of the longest trail of breadcrumbs, in its order."""
    trails = [
        items for node in crumbs if isinstance(items := node.get("itemListElement"), list)
    ]
    longest = max(trails, key=len, default=[])
    names = (
        _text(one.get("name") or one.get("item"))
        for one in longest[:_MOST_CRUMBS]
        if isinstance(one, dict)
    )
    return tuple(name for name in names if name)


def _dates_only(pages: Sequence[Node]) -> Node:
    """What a page that is no article still tells: when it was published, and by whom."""
    page = next((node for node in pages if "datePublished" in node), {})
    return {key: page[key] for key in _OF_PAGES if key in page}


def _own(articles: Sequence[tuple[Node, bool]], addresses: frozenset[str]) -> Node:
    """The node of the page's article, with what others say of the same one; else empty."""
    if not articles:
        return {}
    ranked = [
        ((_is_here(node, addresses), not inside, sum(key in node for key in _WEIGHED)), node)
        for node, inside in articles
    ]
    (here, _, _), main = max(ranked, key=lambda one: one[0])
    if here < 0 and len({str(node.get("headline")) for node, _ in articles}) > 1:
        return {}
    same = [
        node
        for (place, _, _), node in ranked
        if node is not main and place == here and node.get("headline") == main.get("headline")
    ]
    merged: Node = {}
    for node in (*same, main):
        merged |= {key: value for key, value in node.items() if value or value is False}
    return merged


def _is_here(node: Node, addresses: frozenset[str]) -> int:
    """1 where the node says it is at one of the addresses, -1 where elsewhere, 0 if it is silent."""
    told = set(map(_place, _addresses(node))) - {""}
    if not told or not addresses:
        return 0
    return -1 if told.isdisjoint(addresses) else 1


def _addresses(node: Node) -> Iterator[str]:
    for value in (node.get("mainEntityOfPage"), node.get("url"), node.get("@id")):
        address = value.get("@id") if isinstance(value, dict) else value
        if isinstance(address, str) and _place(address):
            yield address


def _place(address: str) -> str:
    """Host and path, without what one page's addresses differ by; empty for no whole address."""
    found = _ADDRESS.match(address)
    return found[1].rstrip("/").lower() if found else ""


def _load(source: str) -> Json:
    source = (
        _WRAPPED.sub("", source.strip()) if source.lstrip()[:1] not in ("{", "[") else source
    )
    if len(source) > _MOST:
        return None
    value = load(source)
    if value is None and (mended := _TRAILING_COMMA.sub(r"\1", source)) != source:
        value = load(mended)
    return begun(source.strip().rstrip(";")) if value is None else value


def _gather(
    value: Json, nodes: list[tuple[Node, bool]], depth: int, *, inside: bool = False
) -> None:
    """Add to `nodes` every object that has a type, the outer first, and whether it is in an article."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            _gather(one, nodes, depth + 1, inside=inside)
    elif isinstance(value, dict):
        if _TYPE in value:
            nodes.append((value, inside))
            inside = inside or _is(value, _ARTICLE)
        for one in value.values():
            if isinstance(one, (dict, list)):
                _gather(one, nodes, depth + 1, inside=inside)


def _is(node: Node, kinds: tuple[str, ...]) -> bool:
    types = node.get(_TYPE)
    if isinstance(types, str):
        return types.endswith(kinds)
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(one, str) and one.endswith(kinds) for one in listed)


def _text(value: Json, tidied: Callable[[str], str] = clean) -> str:
    if isinstance(value, list):
        value = next((one for one in value if one), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName") or ""
    return tidied(html.unescape(value)) if isinstance(value, str) else ""


def _body(value: Json) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _name(value: Json, by_id: dict[str, Node]) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict) and "name" not in value:
        value = by_id.get(str(value.get("@id")), value)
    return _text(value)


def _authors(value: Json, by_id: dict[str, Node]) -> tuple[list[str], list[str]]:
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


def _resolved(value: Json, by_id: dict[str, Node]) -> Json:
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
