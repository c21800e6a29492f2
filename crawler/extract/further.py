"""Where a page says that its article goes on, stands as a whole, or can be had in AMP.

    pager, rel=next ──> its other pages      ?page=all ──> all of them at once      rel=amphtml

Only pages of the same article count: a `rel=next` mostly leads to the next one of the site.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.dedup import several
from crawler.dedup.urls import identity
from crawler.extract.meta import Attributes, Meta
from crawler.extract.pictures import address
from crawler.model import Further

LINKS = 5_000  # of a page that are looked at
MOST = 30  # pages of an article that are noted

# In the address of anything that this file looks for; the others are left alone.
_HINT = re.compile(
    r"[?&;/]\w{1,10}[=/-]?\d{1,2}(?:[/?&#.]|$)|/\d{1,2}(?:[/?#]|$)|[-_,]\d{1,2}(?:\.[a-z]{3,5})?(?:[?#]|$)"
    r"|[=/](?:all|full|semua|true|1)(?:[/?&#]|$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[=/](?:all|full|semua|true|1)(?:[/?&#.]|$)", re.IGNORECASE)
_NEXT = re.compile(
    r"\W*(?:next(?: page)?|continue reading|(?:baca |halaman |laman )?(?:selanjutnya|berikutnya|lanjutannya)"
    r"|lanjut(?:kan)?(?: membaca)?|read more|weiter|nächste seite|page suivante|siguiente|[›»>→]+)\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:halaman|hal|page|laman|bagian|part|seite)?\W*(\d{1,2})\W*(?:(?:dari|of|/)\W*\d{1,2}\W*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_WEB = ("http://", "https://", "//")
_ESCAPED = re.compile(r"%[0-9a-f]{2}|[^a-z0-9]")  # of an address in small letters
_RELATIVE = 'a[href]:not([href^="/"]):not([href^="http"])'
_LABEL = 60  # characters of what a link in a pager says


@dataclass(slots=True)
class _Links:
    """The links of one page, as they are sorted out."""

    url: str
    base: str
    article: str  # URL of its first page
    pages: dict[int, str] = field(default_factory=dict)
    next: str | None = None
    whole: str | None = None

    def take(self, node: LexborNode, href: str) -> None:
        """Note a link that leads to another page of the same article."""
        url = _address(href, self.base, self.url)
        if url is None:
            return
        if _WHOLE.search(url) and several.is_whole(url):
            self.whole = url if self.whole is None and self.is_same(url) else self.whole
            return
        told = several.place(url, self.article)
        said = _said(node)
        shown = _NUMBERED.fullmatch(said)
        if told is None and shown and int(shown[1]) == 1 and self.is_same(url):
            self.pages.setdefault(1, url)
        if told is None:
            return
        onward = _is_next(node) or _NEXT.fullmatch(said) is not None
        if not (told.sure or shown or onward):
            return
        if onward and self.next is None:
            self.next = url
        if len(self.pages) < MOST and (shown or not onward):
            self.pages.setdefault(int(shown[1]) if shown else told.number, url)

    def is_same(self, url: str) -> bool:
        """Whether `url` is that of the article, whatever page or form of it."""
        return identity(url) in {identity(self.article), identity(several.first(self.article))}


def candidates(article: str) -> str:
    """What selects the links that may lead to another page of `article`.

    Their whole addresses have all words of its own; the longest leaves most links alone.
    """
    word = next(iter(_words(article)[1]), "")
    return f'a[href*="{word}" i],{_RELATIVE}' if word else "a[href]"


def read(meta: Meta, url: str, article: str) -> Further:
    """Where the page at `url`, one of those of `article`, says that there is more of it.

    `meta` was read with its `candidates`.  Links that leave its registrable domain are left out.
    """
    name, words = _words(article)
    links = _Links(url, (address(meta.base, url) if meta.base else None) or url, article)
    marked = _is_marked(url)
    later = marked and several.number(url) > 1  # than the first, which has no mark
    whole = marked and several.is_whole(url)
    for node, attributes in () if whole else meta.links[:LINKS]:
        href = (attributes.get("href") or "").strip()
        if _may_be(href, name, words) and (later or _is_marked(href)):
            links.take(node, href)
    amp = next((told.get("href") or "" for _, told in meta.links if _is_amp(told)), None)
    return Further(
        whole=links.whole,
        next=links.next,
        pages=tuple(sorted(links.pages.items())),
        amp=None if amp is None else _address(amp, links.base, url),
    )


@lru_cache(maxsize=16)  # it is asked for twice for each page
def _words(article: str) -> tuple[str, tuple[str, ...]]:
    """What every whole address of a page of `article` has in it: in its host, and behind that."""
    key = several.first(article).removeprefix("https://").lower()
    host, *rest = re.split("[/?#]", key, maxsplit=1)
    name = max(host.split("."), key=len)
    words = sorted(_ESCAPED.sub(" ", " ".join(rest)).split(), key=len, reverse=True)
    # A link may spell the name in letters; long words tell it soonest from other addresses.
    return ("" if name.startswith("xn--") else name), tuple(words)


def _may_be(href: str, name: str, words: Sequence[str]) -> bool:
    """Whether a link can lead to another page of the article; somebody's cache has AMP in its name."""
    told = href.lower()
    if told.startswith("/") and not told.startswith("//"):
        return all(word in told for word in words)
    if not told.startswith(_WEB):
        return _SCHEME.match(told) is None
    host = told.split("/", 3)[2]
    return (name in host or "amp" in told) and all(word in told for word in words)


def _is_marked(href: str) -> bool:
    """Whether the end of an address may say which page it is; days and numbers stand before that."""
    path, mark, query = href.partition("#")[0].partition("?")
    return _HINT.search(f"/{path.rstrip('/').rpartition('/')[2]}{mark}{query}") is not None


def _is_amp(attributes: Attributes) -> bool:
    """Whether a `<link>` leads to the page in AMP."""
    return "amphtml" in (attributes.get("rel") or "").lower().split()


def _address(href: str, base: str, page: str) -> str | None:
    """Where a link leads; None where that is this page, or not of the same registrable domain.

    What an AMP cache holds counts as the site's own.
    """
    url = address(href, base)
    if url is None or url.partition("#")[0] == page.partition("#")[0]:
        return None
    same = url.split("/", 3)[2:3] == page.split("/", 3)[2:3]  # host: most are of the same
    return url.partition("#")[0] if same or several.is_own(url, page) else None


def _is_next(node: LexborNode) -> bool:
    return "next" in (node.attributes.get("rel") or "").lower().split()


def _said(node: LexborNode) -> str:
    """What a link says; its label where it shows a sign only a picture of."""
    told = " ".join((node.text() or "").split())
    told = told or node.attributes.get("aria-label") or node.attributes.get("title") or ""
    return told if len(told) <= _LABEL else ""
