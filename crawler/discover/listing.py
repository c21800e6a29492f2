"""Index pages and home pages: which of their links are articles.

A link is judged by three witnesses that do not know one another: its address (dates, numbers,
long slugs), its words (a headline has more than a menu has) and its place (a card of many alike,
a menu, a foot).  Then links whose addresses are made alike stand up for each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.dedup.urls import identity, owner
from crawler.discover import embedded, shape
from crawler.discover.address import address
from crawler.discover.form import Document
from crawler.discover.furniture import furniture
from crawler.discover.plain import TITLE, plain
from crawler.discover.when import when
from crawler.model import Found, Listing

LINKS = 500  # first articles kept; no index page has more
ANCHORS = 20_000  # looked at

ENOUGH = 6  # points that make a link an article
ENOUGH_AMONG_ALIKE = 3  # points, where most links of its pattern are articles

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ASIDE_TAGS = {"nav": -4, "footer": -4, "aside": -1, "header": -1, "menu": -4, "form": -4}
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|megamenu|footer|breadcrumbs?|pagination|paging|pager|"
    r"tags?|tagcloud|social|share|login|kanal|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:baca (?:selengkapnya|juga|berita|lebih lanjut|artikel)|selengkapnya|lihat (?:semua|selengkapnya|lainnya)|"
    r"read (?:more|full|the)|continue reading|more|lanjut(?:kan)?(?: membaca)?|detail|indeks|index|see all|view all|"
    r"berita (?:lainnya|selengkapnya)|load more|muat lagi|komentar|\d+ (?:komentar|comments?|menit|jam|views?|x dibaca))",
    re.IGNORECASE,
)
_HOPS = 8  # parents looked at for the place of a link
_CARD_HOPS = 5  # parents looked at for the card around it


@dataclass(slots=True)
class _Link:
    """All that is known of one address on the page."""

    url: str
    anchors: list[LexborNode] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)  # how good, words
    place: int = 0  # the worst of its places, 0 or less
    points: int = 0

    @property
    def title(self) -> str | None:
        return (
            max(self.titles, key=lambda each: (each[0], len(each[1])))[1]
            if self.titles
            else None
        )


def read(document: Document) -> Listing:
    """The articles a page links to, in its order; also those in its embedded data."""
    tree = LexborHTMLParser(document.text.encode("utf-8", "replace"))
    links = _links(tree, document)
    told = embedded.read(tree, document)
    for link in links.values():
        link.points = _points(link) + (ENOUGH if identity(link.url) in told else 0)
    chosen = _chosen(links)
    keys = {identity(link.url) for link in chosen}
    found = [_found(link, told, keys, document) for link in chosen]
    found += [each for key, each in told.items() if key not in keys]
    return Listing(tuple(found[:LINKS]))


def _links(tree: LexborHTMLParser, document: Document) -> dict[str, _Link]:
    """The links of the page that may be articles, by identity, each with all its anchors."""
    base = _base(tree, document.url)
    own, here = owner(document.url), identity(document.url)
    links: dict[str, _Link] = {}
    for anchor in tree.css("a[href]")[:ANCHORS]:
        url = address(anchor.attributes.get("href") or "", base)
        if url is None or owner(url) != own or identity(url) == here or furniture(url):
            continue
        link = links.setdefault(identity(url), _Link(url))
        link.anchors.append(anchor)
        link.place = min(link.place, _place(anchor))
        if title := _title(anchor):
            link.titles.append(title)
    return _without_branches(links)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (address(node.attributes.get("href") or "", url) if node else None) or url


def _without_branches(links: Mapping[str, _Link]) -> dict[str, _Link]:
    """`links` without those that others go on from: `/ekonomi/makro` is where articles lie."""
    branches: Counter[str] = Counter()
    for key in links:
        path = key.partition("?")[0]
        while "/" in path:
            path = path.rpartition("/")[0]
            branches[path] += 1
    return {
        key: link
        for key, link in links.items()
        if branches[key] < 2 or shape.likeness(link.url) >= 5
    }


def _place(anchor: LexborNode) -> int:
    """Minus points for standing in a menu, a foot, a box beside; 0 for the page's own place."""
    worst, node = 0, anchor.parent
    for _ in range(_HOPS):
        if node is None or node.tag in {"body", "main", "article", "html"}:
            break
        worst = min(worst, _ASIDE_TAGS.get(node.tag or "", 0))
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if _ASIDE_NAMES.search(names[:300]) or node.attributes.get("role") == "navigation":
            worst = min(worst, -4)
        node = node.parent
    return worst


def _title(anchor: LexborNode) -> tuple[int, str] | None:
    """The words of a link and how much they are a headline: 3 a heading, 2 text, 1 a picture's."""
    heading = next((node for node in anchor.css("h1, h2, h3, h4, h5, h6")), None)
    if heading is not None and (text := _text(heading)):
        return 3, text
    if text := _text(anchor):
        marked = anchor.css_first("[class*=title], [class*=judul], [class*=headline]")
        text = (_text(marked) if marked is not None else None) or text
        return (3 if _in_heading(anchor) or marked is not None else 2), text
    picture = anchor.css_first("img[alt]")
    said = anchor.attributes.get("title") or anchor.attributes.get("aria-label")
    alt = picture.attributes.get("alt") if picture is not None else None
    text = plain(said or alt or "", TITLE)
    return (1, text) if text and not _MORE.match(text) else None


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


def _points(link: _Link) -> int:
    """What speaks for a link being an article."""
    title = link.title or ""
    count, length = len(title.split()), len(title)
    headline = 3 if count >= 5 and length >= 25 else 2 if count >= 4 else 1 if count >= 3 else 0
    slug = max(
        (shape.words(part) for part in urlsplit(link.url).path.split("/")), key=len, default=[]
    )
    told = {word.lower() for word in re.findall(r"[^\W_]{2,}", title)}
    echo = (
        2 if len(slug) >= 3 and sum(word in told for word in slug) * 10 >= len(slug) * 6 else 0
    )
    heading = 1 if any(how == 3 for how, _ in link.titles) else 0
    likeness = shape.likeness(link.url)
    place = link.place if likeness < 5 or not headline else 0
    return likeness + headline + echo + heading + place


def _chosen(links: Mapping[str, _Link]) -> list[_Link]:
    """The articles among `links`: those with points enough, and those made like most of them."""
    groups: defaultdict[str, list[_Link]] = defaultdict(list)
    for link in links.values():
        groups[shape.pattern(link.url)].append(link)
    alike = {
        pattern
        for pattern, group in groups.items()
        if sum(link.points >= ENOUGH for link in group) * 2 >= max(len(group), 4)
    }
    return [
        link
        for link in links.values()
        if link.points >= ENOUGH
        or (
            link.points >= ENOUGH_AMONG_ALIKE
            and link.place > -4
            and shape.pattern(link.url) in alike
        )
    ]


def _found(
    link: _Link, told: Mapping[str, Found], articles: set[str], document: Document
) -> Found:
    known = told.get(identity(link.url))
    return Found(
        url=link.url,
        title=(known.title if known else None) or link.title,
        summary=known.summary if known else None,
        published=(known.published if known else None) or _published(link, articles, document),
    )


def _published(link: _Link, articles: set[str], document: Document) -> datetime | None:
    """The time in the card of a link: the nearest box around it that holds no other article."""
    for anchor in link.anchors[:3]:
        for box in _boxes(anchor, identity(link.url), articles, document.url):
            if (node := box.css_first("time")) is not None:
                stated = node.attributes.get("datetime") or node.text()
                if published := when(stated, document):
                    return published
    return None


def _boxes(anchor: LexborNode, own: str, articles: set[str], url: str) -> Iterator[LexborNode]:
    node: LexborNode | None = anchor
    for _ in range(_CARD_HOPS):
        if node is None or node.tag in {"body", "main", "html"}:
            return
        links = [
            address(each.attributes.get("href") or "", url) for each in node.css("a[href]")[:40]
        ]
        if any(link and identity(link) in articles - {own} for link in links):
            return
        yield node
        node = node.parent
