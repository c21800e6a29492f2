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
_CALLED = "h1, h2, h3, h4, h5, h6, [class*=title], [class*=judul], [class*=headline]"
_LABEL = 3  # words at most of the link to a section
_CARD = 12  # links in a card, at most
_LOOKED = 50_000  # links looked at in the boxes of a page
_BOLD = 5  # words
_PLACE_HOPS = 8  # parents looked at for the place of a link
_BOX_HOPS = 5  # parents looked at for the card around it


def title(anchor: LexborNode) -> tuple[int, str] | None:
    """The words of a link and how good they are: 3 a heading's, 2 text, 1 a picture's; or None."""
    heading = anchor.css_first("h1, h2, h3, h4, h5, h6")
    if heading is not None and (text := _text(heading)):
        return 3, text
    if text := _text(anchor):
        marked = anchor.css_first("[class*=title], [class*=judul], [class*=headline]")
        called = _text(marked) if marked is not None else _bold(anchor)
        return (3 if called or _in_heading(anchor) else 2), called or text
    picture = anchor.css_first("img[alt]")
    said = anchor.attributes.get("title") or anchor.attributes.get("aria-label")
    said = said or anchor.attributes.get("alt")  # of a part of a picture
    alt = picture.attributes.get("alt") if picture is not None else None
    text = plain(said or alt or "", TITLE)
    return (1, text) if text and not _MORE.match(text) else None


class Cards:
    """The boxes of one page in which links have headings beside them."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        """`pages` has what page each `href` leads to that may be an article."""
        self._pages = pages
        self._wide: set[int] = set()  # boxes that are more than one card
        self._left = _LOOKED

    def heading(self, anchor: LexborNode) -> str | None:
        """The one heading in the card around a link; None: there is none, or no card.

        A card holds few other links, and such as have a label's few words.
        """
        own = self._pages.get(anchor.attributes.get("href") or "")
        node = anchor.parent
        for _ in range(_BOX_HOPS):
            if node is None or node.tag in _WHOLE_PAGE or node.mem_id in self._wide:
                return None
            if not self._is_card(node, own):
                self._wide.add(node.mem_id)
                return None
            called = {text for each in node.css(_CALLED) if (text := _text(each))}
            if called:
                return called.pop() if len(called) == 1 else None
            node = node.parent
        return None

    def _is_card(self, box: LexborNode, own: str | None) -> bool:
        if self._left < 0:
            return False
        links = box.css("a[href]")
        self._left -= len(links)
        others = [
            link
            for link in links[:_CARD]
            if self._pages.get(link.attributes.get("href") or "", own) != own
        ]
        return len(links) <= _CARD and all(
            0 < len(link.text(separator=" ").split()) <= _LABEL for link in others
        )


def place(anchor: LexborNode) -> int:
    """Minus points for standing in a menu, a foot, a form; 0 for the page's own place."""
    worst, node = 0, anchor.parent
    for _ in range(_PLACE_HOPS):
        if node is None or node.tag in _WHOLE_PAGE or node.tag == "article":
            break
        if node.tag == "form" and node.parent is not None and node.parent.tag == "body":
            break  # the whole page is in it, as ASP.NET has it
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


def _bold(anchor: LexborNode) -> str | None:
    """What is set in bold in a link, where that can be a headline beside a time and a section."""
    node = anchor.css_first("b, strong")
    text = _text(node) if node is not None else None
    return text if text and len(text.split()) >= _BOLD else None


def _in_heading(anchor: LexborNode) -> bool:
    node = anchor.parent
    for _ in range(3):
        if node is None:
            return False
        if node.tag in _HEADINGS:
            return True
        node = node.parent
    return False
