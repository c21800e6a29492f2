"""What stands around a link on a page: its words, its place, the date beside it."""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from crawler.discover.plain import TITLE, plain

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WHOLE_PAGE = frozenset({"body", "main", "html"})
_PLACES = {"nav": -4, "footer": -4, "menu": -4, "form": -4}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|megamenu|footer|breadcrumbs?|pagination|paging|pager|"
    r"tags?|tagcloud|social|share|login|kanal|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:baca (?:selengkapnya|juga|berita|lebih lanjut|artikel)|selengkapnya|lihat (?:semua|selengkapnya|lainnya)|"
    r"read (?:more|full|the full)|continue reading|more|lanjut(?:kan)?(?: membaca)?|detail|indeks|index|see all|"
    r"view all|berita (?:lainnya|selengkapnya)|load more|muat lagi|komentar|comments?|"
    r"\d+ (?:komentar|comments?|menit|jam|views?|x dibaca)).{0,20}$",
    re.IGNORECASE,
)
_PLACE_HOPS = 8  # parents looked at for the place of a link
_BOX_HOPS = 5  # parents looked at for the card around it


def title(anchor: LexborNode) -> tuple[int, str] | None:
    """The words of a link and how good they are: 3 a heading's, 2 text, 1 a picture's; or None."""
    heading = anchor.css_first("h1, h2, h3, h4, h5, h6")
    if heading is not None and (text := _text(heading)):
        return 3, text
    if text := _text(anchor):
        marked = anchor.css_first("[class*=title], [class*=judul], [class*=headline]")
        called = _text(marked) if marked is not None else None
        return (3 if called or _in_heading(anchor) else 2), called or text
    picture = anchor.css_first("img[alt]")
    said = anchor.attributes.get("title") or anchor.attributes.get("aria-label")
    alt = picture.attributes.get("alt") if picture is not None else None
    text = plain(said or alt or "", TITLE)
    return (1, text) if text and not _MORE.match(text) else None


def place(anchor: LexborNode) -> int:
    """Minus points for standing in a menu, a foot, a form; 0 for the page's own place."""
    worst, node = 0, anchor.parent
    for _ in range(_PLACE_HOPS):
        if node is None or node.tag in _WHOLE_PAGE or node.tag == "article":
            break
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        menu = _NAMES.search(names[:300]) or node.attributes.get("role") == "navigation"
        worst = min(worst, _PLACES.get(node.tag or "", 0), -4 if menu else 0)
        node = node.parent
    return worst


def dates(anchor: LexborNode, pages: Mapping[str, str]) -> Iterator[str]:
    """What `time` elements say in the boxes around a link that hold no other link to an article.

    `pages` has what page each `href` of an article leads to.
    """
    own = pages.get(anchor.attributes.get("href") or "")
    node: LexborNode | None = anchor
    for _ in range(_BOX_HOPS):
        if node is None or node.tag in _WHOLE_PAGE:
            return
        hrefs = (each.attributes.get("href") or "" for each in node.css("a[href]"))
        if any(pages.get(href, own) != own for href in hrefs):
            return
        if (time := node.css_first("time")) is not None:
            yield time.attributes.get("datetime") or time.text()
        node = node.parent


def _text(node: LexborNode) -> str | None:
    text = " ".join(node.text(separator=" ").split())[:TITLE]
    return text if text and not _MORE.match(text) else None


def _in_heading(anchor: LexborNode) -> bool:
    node = anchor.parent
    for _ in range(3):
        if node is None:
            return False
        if node.tag in _HEADINGS:
            return True
        node = node.parent
    return False
