"""Who wrote the article, by what the page says to machines and shows to people.

The first witness that names a person is believed: JSON-LD, the meta family, the byline that is
shown by the headline.  Where no person is named it is the agency or house that the page gives as
author, and the site's own name only where nobody else is.  Nothing is guessed from the site.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import bylines
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.nearness import Texts, around, within
from crawler.extract.votes import Chosen, vote
from crawler.extract.words import clean, fold

_META_NAMES = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "content_author", "byl", "citation_author", "jpnncom_news_author",
    "article.author", "articleauthor", "authors", "mrf:authors", "cxenseparse:author",
)  # fmt: skip
_MARKED = (
    '[itemprop="author"],[rel="author"],[class*="byline"],[class*="author"],[class*="reporter"],'
    '[class*="penulis"],[class*="writer"],[class*="autor"]'
)
_JSON_LD, _META, _BYLINE = "JSON-LD author", "meta author", "byline"
_LONGEST = 120  # characters of a line that can be a byline
_TRIES = 20  # labels that are looked behind; a page with more is made of something else
_HOPS = 3  # elements up from a label to one that holds the name too
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
    yield _Named(_JSON_LD, stated if persons else (), "a person is named")
    yield _Named(_META, _persons(full, own), "a person is named")
    lines = [texts[at] for at in around(texts, headlines)]
    yield _Named(_BYLINE, _others(_labelled(lines), own), "a byline near the headline")
    yield _Named(_JSON_LD, stated, "no person is named")
    yield _Named(_META, _others(full, own), "no person is named")
    yield _Named("marked element", _others(_marked(tree), own), "no byline is by the headline")
    yield _Named(_BYLINE, _others(_labelled(_unlinked(texts)), own), "the only byline")
    yield _Named(_META, _others(told.written, own), "no person is named")
    yield _Named(_JSON_LD, (*told.persons, *told.houses), "the publisher gives itself")
    yield _Named(_META, tuple(told.written), "the publisher gives itself")


def _others(names: Iterable[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if fold(name) not in own)


def _persons(names: Iterable[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in _others(names, own) if not bylines.is_house(name))


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
        text = "" if "comment" in (node.attributes.get("class") or "") else _parted(node)
        if len(text) < _LONGEST and (names := bylines.names(text)):
            return names
    return []


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
