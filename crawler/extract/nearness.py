"""Which texts of a page are near its headline: there stand its date and its authors."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.extract.markup import CAPTIONS, ids, tokens
from crawler.extract.words import is_sentence

_BELOW, _ABOVE = 40, 10  # texts after and before the headline
_HEADLINES = 4  # places of the headline that are looked around
_HOPS = 3  # elements up from a text to its heading
_FAR = 8  # elements up from a text to the box that it is in
_PROSE = 80  # characters of a sentence that is of a text and not of a label
_FIGURES = ids("figure", "figcaption")
(_ASIDE,), (_BODY,) = map(ids, ("aside", "body"))
_KINDS = {tag: kind for tag in ("a", "h1") for kind in ids(tag)}
_OTHERS = frozenset(
    {
        *("sidebar", "related", "terkait", "recommended", "recommendations", "popular"),
        *("terpopuler", "trending", "terkini", "mostread"),
    }
)

_BOXED = CAPTIONS | _OTHERS

Texts = Sequence[tuple[LexborNode, str]]


def around(texts: Texts, headlines: Sequence[int]) -> list[int]:
    """The places of the texts around the headline, the nearest first.

    `headlines` are the places where the headline stands.  What is above it is further away.
    """
    distances: dict[int, int] = {}
    for anchor in _anchors(texts, headlines):
        for at in range(max(anchor - _ABOVE, 0), min(anchor + _BELOW, len(texts))):
            away = at - anchor if at > anchor else 3 * (anchor - at)
            if at != anchor:
                distances[at] = min(away, distances.get(at, away))
    return sorted(distances, key=distances.__getitem__)


def depths(texts: Texts, headlines: Sequence[int], *, most: int) -> dict[int, int]:
    """How many sentences of prose stand between the headline and each place below it.

    They are counted up to `most`: in the midst of the text it is not asked which are boxed.
    """
    found: dict[int, int] = {}
    for anchor in _anchors(texts, headlines):
        prose = 0
        for at in range(anchor + 1, min(anchor + _BELOW, len(texts))):
            found[at] = min(prose, found.get(at, prose))
            prose += prose < most and _is_prose(*texts[at])
    return found


def _is_prose(node: LexborNode, text: str) -> bool:
    return len(text) >= _PROSE and is_sentence(text) and not is_boxed(node)


def is_boxed(node: LexborNode) -> bool:
    """Whether a text is a caption, or in a box of other articles beside this one."""
    return _is_in(node, _FIGURES, _BOXED, aside=True)


def is_captioning(node: LexborNode) -> bool:
    """Whether a text stands in a figure, or in what is named like a caption."""
    return _is_in(node, _FIGURES, CAPTIONS, aside=False)


def is_beside(node: LexborNode) -> bool:
    """Whether a text is in a box of other articles beside this one."""
    return _is_in(node, frozenset(), _OTHERS, aside=True)


def _is_in(
    node: LexborNode, kinds: frozenset[int], named: frozenset[str], *, aside: bool
) -> bool:
    """Whether a text is in a box of these `kinds`, or `named` so, that holds no headline of a page.

    Themes name the whole page `has-sidebar`.  To look for headlines is dear: the smallest box
    tells, because those around it have all that it has.  An aside for `meta` tells of the article.
    """
    above = node.parent
    for _ in range(_FAR):
        if above is None or (kind := above.tag_id) == _BODY:
            break
        names = tokens(above)
        if (
            kind in kinds
            or not names.isdisjoint(named)
            or (aside and kind == _ASIDE and "meta" not in names)
        ):
            return above.css_first("h1") is None
        above = above.parent
    return False


def _anchors(texts: Texts, headlines: Sequence[int]) -> list[int]:
    """The places of the headline: where it is a heading, or else where any is."""
    headings = [at for at in headlines if within(texts[at][0], "h1")]
    found = headings or list(headlines)
    if not found:
        found = [at for at, (node, _) in enumerate(texts) if within(node, "h1")][-1:]
    return found[:_HEADLINES]


def within(node: LexborNode, tag: str) -> bool:
    """Whether a text is in an `a` or an `h1`, or nearly directly so."""
    above, kind = node.parent, _KINDS[tag]
    for _ in range(_HOPS):
        if above is None:
            break
        if above.tag_id == kind:
            return True
        above = above.parent
    return False
