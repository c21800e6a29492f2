"""Who wrote the article, by what the page says to machines and shows to people.

The first witness that names a person is believed: JSON-LD, the meta family, the byline that is
shown by the headline.  Who is shown to have edited it is none.  Where no person is named it is the agency or house that the page gives as
author, and the site's own name only where nobody else is.  Nothing is guessed from the site.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import bylines
from crawler.extract.heads import is_dateline
from crawler.extract.linked_data import LinkedData
from crawler.extract.markup import tokens
from crawler.extract.meta import Meta
from crawler.extract.nearness import Texts, around, depths, is_beside, within
from crawler.extract.votes import Chosen, vote
from crawler.extract.words import clean, fold

_META_NAMES = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "content_author", "byl", "citation_author", "jpnncom_news_author",
    "article.author", "articleauthor", "authors", "mrf:authors", "cxenseparse:author",
)  # fmt: skip
_MARKED = (
    '[itemprop="author"],[rel="author"],[class*="byline"],[class*="author"],[class*="reporter"],'
    '[class*="penulis"],[class*="writer"],[class*="autor"],[class*="wartawan"],[class*="jurnalis"]'
)
_OF_AUTHORS = frozenset({
    "author", "authors", "byline", "autor", "penulis", "reporter", "writer", "vcard", "meta", "header",
    "info", "posted", "credit", "credits", "redaksi", "article", "entry", "post", "detail", "title",
    "wartawan", "jurnalis", "pewarta",
})  # fmt: skip
_OF_OTHERS = frozenset({
    "related", "terkait", "recommended", "recommendations", "popular", "terpopuler", "sidebar",
    "trending", "comment", "comments", "komentar", "mostread", "latest", "terbaru", "teaser", "card",
})  # fmt: skip
_SIGNS = frozenset({"user", "person", "pencil", "pen", "author", "writer", "account"})
_LEADS = re.compile(  # to a page about an author
    r"/(?:authors?|autor(?:e[sn]?|in|a)?|auteurs?|autore|penulis|reporters?|wartawan|jurnalis|kontributor|byline)/[^/?#]",
    re.IGNORECASE,
)
_BOXED = _OF_AUTHORS - {"article", "detail", "title"}
_BULLETS = re.compile(r"\s*[|•·]\s*")
_NO_PERSON = frozenset({  # words of places, desks and features, which stand beside dates too
    "kota", "kabupaten", "provinsi", "kecamatan", "desa", "selatan", "utara", "barat", "timur", "tengah",
    "pusat", "jakarta", "jawa", "sumatera", "sumatra", "kalimantan", "sulawesi", "papua", "bali", "nusa", "new",
    "los", "san", "berita", "kabar", "warta", "daerah", "nasional", "internasional", "dunia", "ekonomi",
    "bisnis", "politik", "hukum", "olahraga", "gaya", "hidup", "hiburan", "pendidikan", "teknologi", "opini",
    "sport", "sports", "update", "terkini", "terbaru", "utama", "breaking", "top", "stories", "world", "local",
    "lihat", "profil", "semua", "view", "all", "posts", "artikel", "lainnya", "more", "read", "follow",
    "latest", "foto", "video", "galeri", "siaran", "pers", "press", "release", "advertorial", "info", "publik",
})  # fmt: skip
_FAR = 6  # elements up from an author's to the box that it is in
_JSON_LD, _META, _BYLINE = "JSON-LD author", "meta author", "byline"
_LONGEST = 120  # characters of a line that can be a byline
_TRIES = 20  # labels that are looked behind; a page with more is made of something else
_HOPS = 3  # elements up from a label to one that holds the name too
_NEAREST = 12  # texts below the headline among which a name stands without a label
_SIDE = 12  # characters beside a link: with more it stands in a sentence
_TWO = 2
_DEEP = 2  # sentences below the headline: from here on it is the text; one is a standfirst
_STROKES = re.compile(r"\s*[/|•·]\s*|\s+[-–—]\s+")
_FIRST = 3  # elements marked as author that are looked at; further ones are of other articles


@dataclass(frozen=True, slots=True)
class _Named:
    """Names that a witness gives, and why it would be believed."""

    witness: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What machines are told, split into names; `own` are the folded names of the publisher."""

    persons: list[str]
    houses: list[str]
    written: list[str]
    own: frozenset[str]


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    texts: Texts,
    headlines: Sequence[int],
    *,
    site: str,
) -> Chosen[tuple[str, ...]]:
    """The authors, and why; none where the page names none.

    `texts` are those of the page, `headlines` the places among them where its headline stands,
    `site` is the publisher's name.
    """
    own = frozenset(fold(name) for name in (site, data.publisher) if name)
    told = _Told(_split(data.authors), _split(data.houses), _from_meta(meta), own)
    said = [
        (_JSON_LD, ", ".join((*data.authors, *data.houses))),
        (_META, ", ".join(told.written)),
    ]
    for one in _witnesses(told, tree, texts, headlines):
        if names := tuple(dict.fromkeys(one.names)):
            if one.witness not in {_JSON_LD, _META}:
                said.append((one.witness, ", ".join(names)))
            return Chosen(names, vote("authors", said, one.witness, one.reason))
    return Chosen((), vote("authors", said, "", "the page names nobody"))


def _witnesses(
    told: _Told, tree: LexborHTMLParser, texts: Texts, headlines: Sequence[int]
) -> Iterator[_Named]:
    """Who names whom, the surest first: persons, then houses, then the publisher itself."""
    own = told.own
    agencies = _others(told.houses, own)
    full = [name for name in told.written if " " in name]
    persons = _persons(told.persons, own)
    stated = (*_others(told.persons, own), *agencies)
    if len(persons) == 1 and fold(persons[0]) in _editors(texts):
        lines = [texts[at] for at in around(texts, headlines)]
        yield _Named(_BYLINE, _others(_labelled(lines), own), "the other one is the editor")
    yield _Named(_JSON_LD, stated if persons else (), "a person is named")
    near = around(texts, headlines)
    edited = own | (_editors(texts) if full else frozenset())
    full = [name for name in full if fold(name) not in edited - own]
    yield _Named(_META, _persons(full, own), "a person is named")
    lines = [texts[at] for at in near]
    yield _Named(_BYLINE, _others(_labelled(lines), own), "a byline near the headline")
    below = [texts[at] for at in near if at > min(headlines, default=0)][:_NEAREST]
    yield _Named(_BYLINE, _others(_unlabelled(below), own), "a name with a sign or a trade")
    above = _above_text(texts, headlines)
    leading = _others(_leading([texts[at] for at in above]), own)
    yield _Named(_BYLINE, leading, "a name near the headline that leads to its author")
    yield _Named(_BYLINE, _beside_house(below, own), "a name beside the publisher's")
    yield _Named(_BYLINE, _others(_dated(texts, above), own), "a name beside the date")
    yield _Named(_JSON_LD, stated, "no person is named")
    yield _Named(_META, _others(full, own), "no person is named")
    yield _Named("marked element", _others(_marked(tree), own), "no byline is by the headline")
    yield _Named(_BYLINE, _others(_labelled(_unlinked(texts)), own), "the only byline")
    written = [name for name in told.written if fold(name) not in edited - own]
    yield _Named(_META, _others(written, own), "no person is named")
    yield _Named(_BYLINE, _house(below), "a house by the headline")
    yield _Named(_JSON_LD, (*told.persons, *told.houses), "the publisher gives itself")
    yield _Named(_META, tuple(written), "the publisher gives itself")


def _others(names: Iterable[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if fold(name) not in own)


def _persons(names: Iterable[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in _others(names, own) if not bylines.is_house(name))


def _editors(texts: Texts) -> frozenset[str]:
    """The folded names of those who are shown to have edited the article."""
    found: list[str] = []
    for at, (_, text) in enumerate(texts):
        if len(text) < _LONGEST and bylines.is_edited(text):
            beside = texts[at + 1][1] if at + 1 < len(texts) else ""
            found += bylines.editors(text) or bylines.names(beside[:_LONGEST])
    return frozenset(map(fold, found))


def _beside_house(lines: Texts, own: frozenset[str]) -> tuple[str, ...]:
    """The names in a line that has the publisher's beside them: `Ani Contoh - Kabar Contoh`."""
    for _, text in lines:
        parts = _STROKES.split(text.strip()) if own and len(text) < _LONGEST // 2 else []
        if len(parts) == _TWO and {fold(part) for part in parts} & own:
            names = _others((part for part in parts if bylines.is_person(part)), own)
            if names:
                return names
    return ()


def _unlabelled(lines: Texts) -> list[str]:
    """The first name that has the sign of a person before it, or a trade behind it."""
    for node, text in lines:
        if len(text) >= _LONGEST:
            continue
        sign = node.prev
        signed = (
            sign is not None and sign.is_element_node and not tokens(sign).isdisjoint(_SIGNS)
        )
        name = text.strip()
        found = [name] if signed and bylines.is_person(name) else bylines.before_trade(name)
        if found:
            return found
    return []


def _above_text(texts: Texts, headlines: Sequence[int]) -> list[int]:
    """Where below the headline texts stand that no prose is before, but for a standfirst."""
    deep = depths(texts, headlines, most=_DEEP)
    return [at for at in around(texts, headlines) if deep.get(at, _DEEP) < _DEEP][:_NEAREST]


def _leading(lines: Texts) -> list[str]:
    """The names that stand alone in links that lead to authors."""
    found = []
    for node, text in lines:
        link = node.parent
        if link is not None and link.tag != "a":
            link = link.parent
        if link is None or link.tag != "a" or len(text) >= _LONGEST // 2 or is_beside(node):
            continue
        place, name = link.attributes.get("href") or "", text.strip()
        marked = link.attributes.get("rel") == "author"
        if (marked or _LEADS.search(place)) and _is_alone(link):
            known = marked or fold(name) in fold(place)
            if _is_whole(name) or (known and " " not in name and bylines.is_name(name)):
                found.append(name)
    return found


def _is_alone(link: LexborNode) -> bool:
    """Whether a link stands in no sentence."""
    beside = (link.prev, link.next)
    return not any(
        one is not None and one.is_text_node and len((one.text_content or "").strip()) > _SIDE
        for one in beside
    )


def _dated(texts: Texts, places: Sequence[int]) -> list[str]:
    """The name that the date by the headline stands beside; desks and places do so, too.

    Those are elsewhere on the page as well, are links, or have words that no name has.
    """
    for at in places:
        node, text = texts[at]
        if len(text) >= _LONGEST or within(node, "a"):
            continue
        name, *rest = _BULLETS.split(text.strip())
        dated = rest and is_dateline(" ".join(rest))
        if (dated or (not rest and _is_beside_date(texts, at))) and _is_whose(name, texts):
            return [name]
    return []


def _is_beside_date(texts: Texts, at: int) -> bool:
    """Whether the next text is a date, in the same small box, which is named as such."""
    if at + 1 >= len(texts) or not is_dateline(texts[at + 1][1].strip()):
        return False
    one, other = texts[at][0].parent, texts[at + 1][0].parent
    boxes = (one and one.parent, other and other.parent)
    if boxes[0] is None or boxes[1] is None or boxes[0].mem_id != boxes[1].mem_id:
        return False
    return not tokens(boxes[0]).isdisjoint(_BOXED)


def _is_whole(name: str) -> bool:
    """Whether words are the whole name of a person, and none of a place or a desk."""
    return bylines.is_person(name) and _NO_PERSON.isdisjoint(name.lower().split())


def _is_whose(name: str, texts: Texts) -> bool:
    """Whether words are a name, and stand on the page but once."""
    if not _is_whole(name):
        return False
    told = sum(len(text) < _LONGEST and text.strip() == name for _, text in texts)
    return told <= 1


def _house(lines: Texts) -> tuple[str, ...]:
    """`Tim Redaksi` where it stands alone by the headline, and leads nowhere."""
    for _, text in lines:
        if staff := bylines.staff(text):
            return tuple(staff)
    return next(
        (
            (text.strip(),)
            for node, text in lines
            if bylines.is_team(text) and not within(node, "a")
        ),
        (),
    )


def _unlinked(texts: Texts) -> Iterator[tuple[LexborNode, str]]:
    """Lines with a label that are no link: far from the headline those lead to other pages."""
    return (one for one in texts if bylines.is_titled(one[1]) and not within(one[0], "a"))


def _split(names: Iterable[str]) -> list[str]:
    """Names as machines are told them: believed, but for addresses and `admin`."""
    return [name for text in names for name in bylines.stated(text)]


def _from_meta(meta: Meta) -> list[str]:
    return next((names for key in _META_NAMES if (names := _split(meta.all(key)))), [])


def _marked(tree: LexborHTMLParser) -> list[str]:
    for node in tree.css(_MARKED)[:_FIRST]:
        if not _is_of_article(node):
            continue
        text = _parted(node)
        if len(text) < _LONGEST and (names := bylines.names(text)):
            return names
    return []


def _is_of_article(node: LexborNode) -> bool:
    """Whether an element that is marked as author stands in no box about something else.

    A link that only says that it leads to an author (`rel`) may be that of a related article.
    """
    named = bool(node.attributes.get("itemprop"))
    above: LexborNode | None = node
    for _ in range(_FAR):
        if above is None:
            break
        names = tokens(above)
        if not names.isdisjoint(_OF_OTHERS):
            return False
        named = named or not names.isdisjoint(_OF_AUTHORS)
        if above.tag == "header":
            break
        above = above.parent
    return named


def _labelled(texts: Iterable[tuple[LexborNode, str]]) -> list[str]:
    """The names behind the first `Oleh`, `Reporter:`, `By` among the texts."""
    labelled = (
        (node, line)
        for node, text in texts
        if bylines.is_labelled(text) and len(line := text.strip()) < _LONGEST
    )
    for node, text in islice(labelled, _TRIES):
        if names := bylines.names(text) or _beside(node):
            return names
    return []


def _beside(node: LexborNode) -> list[str]:
    """The names that stand in the same line as a label, in elements of their own."""
    around = node.parent
    for _ in range(_HOPS):
        line = "" if around is None else _parted(around)
        if around is None or len(line) > _LONGEST:
            break
        if names := bylines.names(line) or _next(around):
            return names
        around = around.parent
    return []


def _next(label: LexborNode) -> list[str]:
    """The names in the element right after a label's."""
    node = label.next
    while node is not None and node.tag == "-text" and not (node.text_content or "").strip():
        node = node.next
    if node is None or node.tag == "-text":
        return []
    line = _parted(node)
    return bylines.names(line) if len(line) < _LONGEST else []


def _parted(node: LexborNode) -> str:
    """The text of an element, what stands in different elements parted by `|`."""
    return clean(node.text(deep=True, separator="|"))
