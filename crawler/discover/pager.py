"""The page that an index page goes on at: its `rel=next`, or the next number of its pager."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discover.address import onward

_NEXT = re.compile(
    r"^\W*(?:next|next page|older(?: posts| entries| articles| news)?|load more|show more|more (?:news|posts)|"
    r"berikutnya|halaman berikutnya|selanjutnya|lanjut|berita lainnya|muat lebih banyak|lihat lainnya|"
    r"artikel (?:lama|lainnya)|postingan lama|[›»>→]+)\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:[?&/](?:page|paged|hal|halaman|p|start|offset|per_page)[=/-]?)(\d{1,6})(?!\d)",
    re.IGNORECASE,
)
ANCHORS = 20_000  # looked at


def older(tree: LexborHTMLParser, base: str, page: str) -> str | None:
    """Where the list on the page `page` goes on; its links start from `base`.  None: not told."""
    for node in tree.css('link[rel~="next"][href], a[rel~="next"][href]'):
        if url := onward(node.attributes.get("href") or "", base):
            return url if url != page else None
    mine = _number(page) or 1
    for url in _following(tree, base):
        number = _number(url)
        if number is not None and number > mine and url != page:
            return url
    return None


def _following(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Where links lead that say "next" in words or by an arrow."""
    for anchor in tree.css("a[href]")[:ANCHORS]:
        if _NEXT.match(_words(anchor)) and (
            url := onward(anchor.attributes.get("href") or "", base)
        ):
            yield url


def _words(anchor: LexborNode) -> str:
    said = " ".join(anchor.text().split())[:60]
    return said or (anchor.attributes.get("aria-label") or anchor.attributes.get("title") or "")


def _number(url: str) -> int | None:
    """The number of the page that `url` asks for."""
    found = _NUMBER.findall(url)
    return int(found[-1]) if found else None
