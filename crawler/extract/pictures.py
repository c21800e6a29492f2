"""The pictures of an article, with what the page says of each."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.markup import tokens
from crawler.extract.words import clean
from crawler.model import Picture

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_SMALL = 90  # pixels: below it is an icon or a portrait
_OUTSIDE = frozenset({"nav", "aside", "footer", "header", "button", "form"})
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
    ]
)


def read(scope: LexborNode, base: str) -> tuple[Picture, ...]:
    """The pictures within `scope`, in page order, each once."""
    found: dict[tuple[str | None, str | None, str | None], Picture] = {}
    for image in scope.css("img"):
        frame = _frame(image, scope)
        if frame is False:
            continue
        attributes = image.attributes
        if _is_small(attributes):
            continue
        caption = _caption(frame) if isinstance(frame, LexborNode) else None
        alt = clean(attributes.get("alt") or "") or None
        if alt is None and caption is None and frame is None:
            continue
        picture = Picture(url=_url(attributes, base), alt=alt, caption=caption)
        found.setdefault((picture.url, alt, caption), picture)
    return tuple(found.values())


def _frame(image: LexborNode, scope: LexborNode) -> LexborNode | bool | None:
    """The figure around a picture; None: there is none; False: the picture is not ours."""
    node = image.parent
    frame: LexborNode | None = None
    while node is not None and node.mem_id != scope.mem_id:
        if node.tag in _OUTSIDE or not tokens(node).isdisjoint(_NOT_OURS):
            return False
        if node.tag == "figure" and frame is None:
            frame = node
        node = node.parent
    return frame


def _is_small(attributes: dict[str, str | None]) -> bool:
    for side in ("width", "height"):
        size = (attributes.get(side) or "").removesuffix("px")
        if size.isdecimal() and int(size) < _SMALL:
            return True
    return False


def _caption(frame: LexborNode) -> str | None:
    node = frame.css_first("figcaption")
    return (clean(node.text(deep=True)) or None) if node is not None else None


def _url(attributes: dict[str, str | None], base: str) -> str | None:
    for key in _SOURCES:
        source = (attributes.get(key) or "").strip()
        if source and not source.startswith("data:"):
            try:
                url = urljoin(base, source)
                return url if urlsplit(url).scheme in {"http", "https"} else None
            except ValueError:
                return None
    return None
