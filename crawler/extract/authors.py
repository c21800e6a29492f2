"""Who wrote the article, by what the page says to machines and shows to people.

The first witness that names someone is believed: JSON-LD, the meta family, the byline that is
shown, elements marked as author.  A person comes before an agency, and an agency before the
site's own name, which is taken only where the page itself gives it as author.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import bylines
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.votes import Chosen, vote
from crawler.extract.words import clean, fold

_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "content_author", "byl", "citation_author", "jpnncom_news_author",
)  # fmt: skip
_MARKED = (
    '[itemprop="author"],[rel="author"],[class*="byline"],[class*="author"],[class*="reporter"],'
    '[class*="penulis"],[class*="writer"],[class*="autor"]'
)
_LONGEST = 120  # characters of a line that can be a byline
_TRIES = 20  # labels that are looked behind; a page with more is made of something else
_HOPS = 3  # elements up from a label to one that holds the name too
_FIRST = 3  # elements marked as author that are looked at; further ones are of other articles


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    texts: Sequence[tuple[LexborNode, str]],
    *,
    site: str,
) -> Chosen[tuple[str, ...]]:
    """The authors, and why; none where the page names none.  `site` is the publisher's name."""
    own = {fold(name) for name in (site, data.publisher) if name}

    def others(names: Iterable[str]) -> list[str]:
        return [name for name in names if fold(name) not in own]

    stated, houses = _split(data.authors), _split(data.houses)
    written = _from_meta(meta)
    witnesses: tuple[tuple[str, str, Callable[[], list[str]]], ...] = (
        ("JSON-LD author", "a person is named", lambda: others(stated)),
        ("JSON-LD author", "an agency is named", lambda: others(houses)),
        (
            "meta author",
            "a name of two words",
            lambda: [name for name in others(written) if " " in name],
        ),
        ("byline", "the first byline that names someone", lambda: _labelled(texts)),
        ("meta author", "nobody else is named", lambda: others(written)),
        ("marked element", "nobody else is named", lambda: others(_marked(tree))),
        ("publisher", "it gives itself as author", lambda: stated or houses or written),
    )
    said = [
        ("JSON-LD author", ", ".join((*data.authors, *data.houses))),
        ("meta author", ", ".join(written)),
    ]
    for witness, reason, ask in witnesses:
        if names := tuple(dict.fromkeys(ask())):
            told = said if witness.endswith("author") else [*said, (witness, ", ".join(names))]
            return Chosen(names, vote("authors", told, witness, reason))
    return Chosen((), vote("authors", said, "", "the page names nobody"))


def _split(names: Iterable[str]) -> list[str]:
    """Names as machines are told them: believed, but for addresses and `admin`."""
    return [name for text in names for name in bylines.split(text) if bylines.is_told(name)]


def _from_meta(meta: Meta) -> list[str]:
    return next((names for key in _META if (names := _split(meta.all(key)))), [])


def _marked(tree: LexborHTMLParser) -> list[str]:
    for node in tree.css(_MARKED)[:_FIRST]:
        text = _parted(node)
        if len(text) < _LONGEST and (names := bylines.names(text)):
            return names
    return []


def _labelled(texts: Sequence[tuple[LexborNode, str]]) -> list[str]:
    """The names behind the first `Oleh`, `Reporter:`, `By` on the page."""
    labelled = (t for t in texts if len(t[1]) < _LONGEST and bylines.is_labelled(t[1]))
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
