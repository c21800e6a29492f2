"""Who wrote the article, by what the page says to machines and shows to people."""

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import bylines
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.words import clean

_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "content_author", "byl", "citation_author",
)  # fmt: skip
_MARKED = '[itemprop="author"],[rel="author"],a[href*="/author/"],.byline,.author-name,.author'


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    texts: Sequence[tuple[LexborNode, str]],
) -> tuple[str, ...]:
    """The authors, persons before houses; none where the page names none."""
    for names in (_split(data.authors), _from_meta(meta), _labelled(texts), _marked(tree)):
        if names:
            return tuple(dict.fromkeys(names))
    return data.houses


def _split(names: Iterable[str]) -> list[str]:
    return [name for text in names for name in bylines.names(text)]


def _from_meta(meta: Meta) -> list[str]:
    return next((names for key in _META if (names := _split(meta.all(key)))), [])


def _marked(tree: LexborHTMLParser) -> list[str]:
    for node in tree.css(_MARKED)[:3]:
        text = clean(node.text(deep=True, separator=" "))
        if len(text) < 100 and (names := bylines.names(text)):
            return names
    return []


def _labelled(texts: Sequence[tuple[LexborNode, str]]) -> list[str]:
    for node, text in texts:
        if len(text) < 100 and bylines.BYLINE.match(text):
            parent = node.parent
            line = clean(parent.text(deep=True)) if parent is not None else text
            if len(line) < 120 and (names := bylines.names(line)):
                return names
    return []
