"""The pictures of an article, with what the page says of each.

Not those of the page around it: icons, logos, advertising, what counts readers, what only holds a
place till the picture is loaded, and what leads on to another article.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.article_text import line
from crawler.extract.markup import CAPTIONS, tokens
from crawler.model import Picture

MOST = 50
# Where there are several, `src` holds the place of what is loaded later.
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-url", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_FURNITURE = re.compile(  # in small letters, which is quicker to search
    r"(?:^|[/_.\-=?&%])(?:logos?|icons?|favicon|ico|avatar|gravatar|placeholders?|pixel|spacer|blank|transparent|loading"
    r"|loader|sprites?|iklan|werbung|publicidad|ads?|advert\w*|banners?|sponsor\w*|noimage|no[-_]image|1x1|emojis?"
    r"|smilies|badge|default[-_](?:image|img|thumbnail)|lazyload|track(?:ing|er)|beacon|counter)(?=[/_.\-\d?&%]|$)"
    r"|\.svg(?:$|\?)|//[^/]*(?:doubleclick|adservice|adserver|googlesyndication|scorecardresearch|facebook\.com/tr|pixel)",
)
_LABELLED = re.compile(
    r"(?:logo|icon|ikon|iklan|advertisement|advertising|banner|anzeige|werbung|publicidad|publicité|placeholder)\b",
    re.IGNORECASE,
)
_LARGER = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?/])|/(?:attachment|fotos?|photos?|galler(?:y|ies)|galeri|images?|img|media|bild(?:er)?)\b",
    re.IGNORECASE,
)
_LOOKED_AT = 200
_SMALL = 90  # pixels: below it is an icon or a portrait
_IMAGES = "img,amp-img,amp-anim"
_SCALED = frozenset({"responsive", "fill", "intrinsic", "flex-item", "nodisplay"})
_RATIO = 21  # AMP's sizes are often the sides' ratio alone, `16` by `9`
_LONGEST = 1000  # characters of a caption; more is text
_CAPTION = 'figcaption,[class*="caption"]'
_HOPS = 4  # elements up from a picture to the one that holds its caption
_SMALL_PRINT = frozenset({"figcaption", "small"})
_SLANTED = frozenset({"em", "i"})
_CAPTIONED = CAPTIONS | {"ket"}
_CENTRED = 300  # characters of a caption in the middle of the page
_INSIDE, _LINKED, _OUTSIDE_OF_IT = range(3)
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


def choose(
    headings: Sequence[LexborNode], root: LexborNode | None, shared: str, base: str
) -> tuple[Picture, ...]:
    """The pictures of the article whose text is in `root`; `headings` are the page's.

    Where the page shows none it is the one that is told to those who share it, `shared`.
    """
    scope = _scope(headings, root)
    shown = read(scope, base) if scope is not None else ()
    url = address(shared, base)
    return shown or ((Picture(url=url),) if url and url != base else ())


def _scope(headings: Sequence[LexborNode], root: LexborNode | None) -> LexborNode | None:
    """The smallest element that holds both the headline and the text."""
    if root is None or not headings:
        return root
    above = set()
    node: LexborNode | None = headings[0]
    while node is not None:
        above.add(node.mem_id)
        node = node.parent
    node = root
    while node is not None and node.mem_id not in above:
        node = node.parent
    return node or root


def read(scope: LexborNode, base: str) -> tuple[Picture, ...]:
    """The pictures within `scope`, in page order, each once."""
    found: dict[object, Picture] = {}
    known = {scope.mem_id: _INSIDE}
    images = scope.css(_IMAGES)
    captions = _captions(scope) if images else {}
    for number, image in enumerate(images[:_LOOKED_AT]):
        attributes = image.attributes
        if _is_small(attributes) if image.tag == "img" else _is_no_picture(attributes):
            continue
        place = _place(image, known, base)
        if place == _OUTSIDE_OF_IT:
            continue
        alt = line(attributes.get("alt") or "") or None
        caption = _caption(images, number, scope, captions)
        url = _url(image, attributes, base)
        if caption is None and (place == _LINKED or _is_furniture(url, alt)):
            continue
        found.setdefault(url or (alt, caption), Picture(url=url, alt=alt, caption=caption))
    return tuple(found.values())[:MOST]


def _is_furniture(url: str | None, alt: str | None) -> bool:
    """Whether a picture without a caption is none of an article, by its names."""
    if alt is None and url is None:
        return True
    return (alt is not None and _LABELLED.match(alt) is not None) or (
        url is not None and _FURNITURE.search(url.lower()) is not None
    )


def _place(image: LexborNode, known: dict[int, int], base: str) -> int:
    """Whether a picture is of the article, or leads away from it, or is of a list or a box.

    `known` are the elements of which that was found out before; the scope is one of them.
    """
    node, asked = image.parent, []
    place = _INSIDE
    while node is not None:
        key = node.mem_id
        if key in known:
            place = max(place, known[key])
            break
        asked.append(key)
        tag = node.tag
        if tag in _OUTSIDE or not tokens(node).isdisjoint(_NOT_OURS):
            place = _OUTSIDE_OF_IT
            break
        if tag == "a" and _leads_away(node.attributes.get("href") or "", base):
            place = _LINKED
        node = node.parent
    if place != _LINKED:
        known.update(dict.fromkeys(asked, place))
    return place


def _leads_away(link: str, base: str) -> bool:
    """Whether a link leads to another page, not to the picture at its full size."""
    link = link.strip()
    if not link or link[0] == "#" or link.startswith(("javascript:", "data:")):
        return False
    return _LARGER.search(link) is None and link.split("#")[0] not in {
        base,
        urlsplit(base).path,
    }


def _captions(scope: LexborNode) -> dict[int, LexborNode]:
    """The first caption in each element within `scope` that has one; itself, if it is one."""
    found: dict[int, LexborNode] = {}
    for caption in scope.css(_CAPTION):
        node: LexborNode | None = caption
        while node is not None and (key := node.mem_id) not in found:
            found[key] = caption
            if key == scope.mem_id:
                break
            node = node.parent
    return found


def _caption(
    images: Sequence[LexborNode],
    number: int,
    scope: LexborNode,
    captions: Mapping[int, LexborNode],
) -> str | None:
    """What stands under a picture: in the figure or box around it, or right behind it."""
    node = images[number]
    several: set[int] | None = None
    for _ in range(_HOPS):
        text = _told(_behind(node))
        around = node.parent
        if text or around is None or around.mem_id == scope.mem_id:
            return text
        if around.tag == "figure":
            return _told(captions.get(around.mem_id)) or _centred(around)
        if several is None:
            several = _with_others(images, number, scope)
        if around.mem_id not in several:
            text = _told(captions.get(around.mem_id)) or _centred(around)
            if text:
                return text
        node = around
    return None


def _with_others(images: Sequence[LexborNode], number: int, scope: LexborNode) -> set[int]:
    """The elements within `scope` that hold one of the pictures next to that of the `number`.

    What holds this one and none of them holds it alone.
    """
    found: set[int] = set()
    for other in (*images[max(number - 1, 0) : number], *images[number + 1 : number + 2]):
        node: LexborNode | None = other
        while node is not None and (key := node.mem_id) not in found and key != scope.mem_id:
            found.add(key)
            node = node.parent
    return found


def _behind(node: LexborNode) -> LexborNode | None:
    """The element right behind `node`, if it is made or named like a caption."""
    after = node.next
    while after is not None and (
        after.tag in _EMPTY or (after.is_text_node and not (after.text_content or "").strip())
    ):
        after = after.next
    if after is None or not after.is_element_node or not _is_small_print(after):
        return None
    return None if after.css_first(_IMAGES) is not None else after


def _is_small_print(node: LexborNode) -> bool:
    """Whether an element is made, named or set like what stands under a picture."""
    if node.tag in _SMALL_PRINT or not tokens(node).isdisjoint(_CAPTIONED):
        return True
    if node.tag in _SLANTED:
        return _ends(node)
    inside = node.first_child
    return inside is not None and inside.next is None and inside.tag == "small"


def _ends(node: LexborNode) -> bool:
    """Whether nothing is said after `node` in the element around it."""
    after = node.next
    while after is not None:
        if after.tag not in _EMPTY and (after.text(deep=True) or "").strip():
            return False
        after = after.next
    return True


def _centred(around: LexborNode) -> str | None:
    """What stands in the middle of the page below a picture that stands there too."""
    if around.tag != "center" and "center" not in (around.attributes.get("style") or ""):
        return None
    text = _told(around)
    return text if text is not None and len(text) <= _CENTRED else None


def _told(node: LexborNode | None) -> str | None:
    text = line(node.text(deep=True)) if node is not None else ""
    return text if 0 < len(text) <= _LONGEST else None


def _is_small(attributes: Mapping[str, str | None]) -> bool:
    for side in ("width", "height"):
        size = (attributes.get(side) or "").removesuffix("px")
        if size.isdecimal() and len(size) < 6 and int(size) < _SMALL:
            return True
    return False


def _is_no_picture(attributes: Mapping[str, str | None]) -> bool:
    """Whether an image of AMP is small, or stands in for another one.

    What counts readers is an element of its own there.
    """
    if "fallback" in attributes or "placeholder" in attributes:
        return True
    if attributes.get("layout") in _SCALED:
        return False
    sides = (attributes.get("width") or "", attributes.get("height") or "")
    scaled = all(side.isdecimal() and len(side) < 3 and int(side) <= _RATIO for side in sides)
    return not scaled and _is_small(attributes)


def _url(image: LexborNode, attributes: Mapping[str, str | None], base: str) -> str | None:
    for key in _SOURCES:
        source = (attributes.get(key) or "").strip()
        if source and not source.startswith("data:") and "{" not in source:
            return address(source, base)
    for told in _sets(image, attributes):
        if source := told.strip().split(maxsplit=1)[0].rstrip(",") if told.strip() else "":
            return None if source.startswith("data:") else address(source, base)
    return None


def _sets(image: LexborNode, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """What the picture, or the element before it, has at several sizes."""
    yield from (attributes.get(key) or "" for key in _SETS)
    before = image.prev
    while before is not None and before.tag != "source":
        before = before.prev
    if before is not None:
        yield from (before.attributes.get(key) or "" for key in _SETS)


def address(claimed: str, base: str) -> str | None:
    """`claimed` as an absolute http address; None where it is none, or tells a name to log in."""
    try:
        if claimed.startswith(("https://", "http://")) and "[" not in claimed:
            if claimed.isascii() and "@" not in claimed:
                return claimed  # most are so: nothing to take apart
            url = claimed
        else:
            url = urljoin(base, claimed)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and "@" not in parts.netloc else None
