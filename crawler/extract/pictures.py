"""The pictures of an article, with what the page says of each."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.markup import CAPTIONS, tokens
from crawler.extract.words import clean
from crawler.model import Picture

MOST = 50
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-lazyload")
_LOOKED_AT = 200
_SMALL = 90  # pixels: below it is an icon or a portrait
_LONGEST = 1000  # characters of a caption; more is text
_CAPTION = 'figcaption,[class*="caption"]'
_HOPS = 4  # elements up from a picture to the one that holds its caption
_SMALL_PRINT = frozenset({"figcaption", "small"})
_EMPTY = frozenset({"br", "source", "wbr"})
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
        *("advert", "advertisement", "advertising", "banner", "iklan", "sponsor", "sponsored"),
        *("promo", "promoted", "promotion", "baca", "bacajuga", "readmore", "recommendations"),
    ]
)


def read(scope: LexborNode, base: str) -> tuple[Picture, ...]:
    """The pictures within `scope`, in page order, each once."""
    found: dict[object, Picture] = {}
    known = {scope.mem_id: False}
    for image in scope.css("img")[:_LOOKED_AT]:
        attributes = image.attributes
        if _is_small(attributes) or _is_outside(image, known):
            continue
        alt = clean(attributes.get("alt") or "") or None
        caption = _caption(image, scope)
        if alt is None and caption is None:
            continue
        url = _url(attributes, base)
        found.setdefault(url or (alt, caption), Picture(url=url, alt=alt, caption=caption))
    return tuple(found.values())[:MOST]


def _is_outside(image: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a picture belongs to a list, a portrait or a box, not to the article.

    `known` are the elements of which that was found out before; the scope is one of them.
    """
    node, asked = image.parent, []
    outside = False
    while node is not None:
        key = node.mem_id
        if key in known:
            outside = known[key]
            break
        asked.append(key)
        if node.tag in _OUTSIDE or not tokens(node).isdisjoint(_NOT_OURS):
            outside = True
            break
        node = node.parent
    known.update(dict.fromkeys(asked, outside))
    return outside


def _caption(image: LexborNode, scope: LexborNode) -> str | None:
    """What stands under a picture: in the figure or box around it, or right behind it."""
    node = image
    for _ in range(_HOPS):
        text = _told(_behind(node))
        around = node.parent
        if text or around is None or around.mem_id == scope.mem_id:
            return text
        if around.tag == "figure" or len(around.css("img")) == 1:
            text = _told(around.css_first(_CAPTION))
        if text or around.tag == "figure":
            return text
        node = around
    return None


def _behind(node: LexborNode) -> LexborNode | None:
    """The element right behind `node`, if it is made or named like a caption."""
    after = node.next
    while after is not None and (
        after.tag in _EMPTY or (after.is_text_node and not (after.text_content or "").strip())
    ):
        after = after.next
    if after is None or not after.is_element_node or after.css_first("img") is not None:
        return None
    if after.tag in _SMALL_PRINT or not tokens(after).isdisjoint(CAPTIONS):
        return after
    inside = after.first_child
    alone = inside is not None and inside.next is None
    return after if alone and inside is not None and inside.tag == "small" else None


def _told(node: LexborNode | None) -> str | None:
    text = clean(node.text(deep=True)) if node is not None else ""
    return text if 0 < len(text) <= _LONGEST else None


def _is_small(attributes: Mapping[str, str | None]) -> bool:
    for side in ("width", "height"):
        size = (attributes.get(side) or "").removesuffix("px")
        if size.isdecimal() and len(size) < 6 and int(size) < _SMALL:
            return True
    return False


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
