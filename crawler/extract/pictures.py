"""The pictures of an article, with what the page says of each."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.markup import tokens
from crawler.extract.words import clean
from crawler.model import Picture

MOST = 50
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-lazyload")
_LOOKED_AT = 200
_SMALL = 90  # pixels: below it is an icon or a portrait
_LONGEST = 1000  # characters of a caption; more is text
_CAPTION = 'figcaption,[class*="caption"]'
_HOPS = 3  # elements up from a picture to the one that holds its caption
_OUTSIDE = frozenset({"nav", "aside", "footer", "button", "form", "li"})
_NOT_OURS = frozenset(
    [
        "related",
        "recommended",
        "author",
        "avatar",
        "logo",
        "icon",
        "share",
        "social",
        "terkait",
        "comments",
        "sidebar",
        "ads",
        "byline",
        "bio",
        "teaser",
        "newsletter",
    ]
)


def read(scope: LexborNode, base: str) -> tuple[Picture, ...]:
    """The pictures within `scope`, in page order, each once."""
    found: dict[object, Picture] = {}
    for image in scope.css("img")[:_LOOKED_AT]:
        attributes = image.attributes
        if _is_small(attributes) or _is_outside(image, scope):
            continue
        frame = _frame(image, scope)
        alt = clean(attributes.get("alt") or "") or None
        caption = _caption(frame) if frame is not None else None
        if alt is None and caption is None:
            continue
        url = _url(attributes, base)
        found.setdefault(url or (alt, caption), Picture(url=url, alt=alt, caption=caption))
    return tuple(found.values())[:MOST]


def _is_outside(image: LexborNode, scope: LexborNode) -> bool:
    """Whether a picture belongs to a list, a portrait or a box, not to the article."""
    node = image.parent
    while node is not None and node.mem_id != scope.mem_id:
        if node.tag in _OUTSIDE or not tokens(node).isdisjoint(_NOT_OURS):
            return True
        node = node.parent
    return False


def _frame(image: LexborNode, scope: LexborNode) -> LexborNode | None:
    """The figure around a picture, or what else holds it and a caption, and no other picture."""
    node = image.parent
    for _ in range(_HOPS):
        if node is None or node.mem_id == scope.mem_id:
            return None
        if node.tag == "figure":
            return node
        if len(node.css("img")) == 1 and node.css_first(_CAPTION) is not None:
            return node
        node = node.parent
    return None


def _is_small(attributes: Mapping[str, str | None]) -> bool:
    for side in ("width", "height"):
        size = (attributes.get(side) or "").removesuffix("px")
        if size.isdecimal() and len(size) < 6 and int(size) < _SMALL:
            return True
    return False


def _caption(frame: LexborNode) -> str | None:
    node = frame.css_first(_CAPTION)
    text = clean(node.text(deep=True)) if node is not None else ""
    return text if 0 < len(text) <= _LONGEST else None


def _url(attributes: Mapping[str, str | None], base: str) -> str | None:
    for key in _SOURCES:
        source = (attributes.get(key) or "").strip()
        if source and not source.startswith("data:"):
            return address(source, base)
    return None


def address(claimed: str, base: str) -> str | None:
    """`claimed` as an absolute http address; None where it is none."""
    if claimed.startswith(("https://", "http://")) and "[" not in claimed:
        return claimed
    try:
        url = urljoin(base, claimed)
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
