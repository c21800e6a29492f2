"""What leads up to the text: standfirst and first paragraphs between the headline and the body."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.extract.body import Places, block_around
from crawler.extract.heads import is_dateline, is_like
from crawler.extract.markup import CAPTIONS, INLINE_IDS, TEXT, ids, tokens
from crawler.extract.place import Place
from crawler.extract.words import fold, is_sentence, tidy

_LINE = 40  # characters: a shorter line above the text is a label
_SENTENCE = 50  # characters: a shorter one above the text is a label too
_LONGEST = 2000  # characters; what is longer above the text is no standfirst
_TOLD = 60  # letters and digits by which a text is known again in the page's description
_MOST = 50  # inline elements side by side that are one line
(_ARTICLE,), (_BR,), (_H1,), (_H2,) = map(ids, ("article", "br", "h1", "h2"))
_WITHIN = INLINE_IDS | {TEXT}
_PICTURES = ids("figure", "img", "picture")
_SLANTED = ids("cite", "em", "i", "small")
_MARKS = ("data-testid", "data-component", "data-qa", "data-gu-name")
_WORD = re.compile(r"[a-z]+")
_NAMES = frozenset(
    {
        *(
            "abstract",
            "bajada",
            "chapeau",
            "deck",
            "dek",
            "description",
            "entradilla",
            "excerpt",
        ),
        *("ingress", "intro", "lead", "lede", "preamble", "sapo", "sommario", "standfirst"),
        *(
            "subhead",
            "subheading",
            "subheadline",
            "subtitle",
            "summary",
            "synopsis",
            "vorspann",
        ),
    }
)


def read(places: Places, body: Place, description: str) -> list[str]:
    """The blocks above `body` that are of the article, in page order.

    `description` is what the page says to machines that its article is about.
    """
    told = fold(description)
    lines: dict[int, tuple[Place, str]] = {}
    whole: dict[int, bool] = {}  # of each block, whether it is one line
    for at in range(_after_headline(places, body.first), body.first):
        node, text = places.texts[at]
        if len(text) < _LINE:
            continue
        around, linked = block_around(node)
        place = None if around is None or linked else places.place(around, at)
        if place is None or place.apart or place.linked or _is_of_another(place, body, places):
            continue
        if place.id not in whole:
            whole[place.id] = _is_whole(places.node(place))
        line = [places.node(place)] if whole[place.id] else _line(node, place.id)
        if not _is_caption(line):
            lines.setdefault(line[0].mem_id, (place, _told(line, places.title)))
    return [
        text
        for place, text in lines.values()
        if _leads(place, text, told, places.title, marked=_says_so(places.node(place)))
    ]


def _after_headline(places: Places, limit: int) -> int:
    """The number of the text after the last headline above `limit`; `limit` without one."""
    return max((at + 1 for at in places.headlines if at < limit), default=limit)


def _is_of_another(place: Place, body: Place, places: Places) -> bool:
    """Whether a text is in an `article` that has neither the headline nor the body in it."""
    above: Place | None = place
    while above is not None and above.kind != _ARTICLE:
        above = above.parent
    if above is None or above.id in places.headed:
        return False
    inner: Place | None = body
    while inner is not None and inner is not above:
        inner = inner.parent
    return inner is None


def _is_whole(block: LexborNode) -> bool:
    """Whether nothing in a block parts its text but line breaks."""
    return all(child.tag_id in _WITHIN for child in block.iter(include_text=True))


def _line(node: LexborNode, block: int) -> list[LexborNode]:
    """What is on one line with a text in the block of that id, which has other blocks in it."""
    inner = node
    while (above := inner.parent) is not None and above.mem_id != block:
        inner = above
    before = [*_beside(inner, forwards=False)]
    return [*reversed(before), inner, *_beside(inner, forwards=True)]


def _beside(node: LexborNode, *, forwards: bool) -> Iterator[LexborNode]:
    """Text and inline elements next to a node, up to a line break."""
    for _ in range(_MOST):
        beside = node.next if forwards else node.prev
        if beside is None or beside.tag_id not in _WITHIN or beside.tag_id == _BR:
            return
        yield beside
        node = beside


def _told(line: list[LexborNode], title: str) -> str:
    text = tidy("".join(node.text(deep=True) for node in line)).strip(" ")
    return text.removeprefix(title).lstrip()


def _is_caption(line: list[LexborNode]) -> bool:
    """Whether a line stands under a picture, and is printed or named as what stands there."""
    parts = [node for node in line if node.text(deep=True).strip()]
    above = line[0].prev
    while above is not None and (above.tag_id == _BR or not above.text(deep=True).strip()):
        if above.tag_id in _PICTURES or above.css_first("img") is not None:
            return all(
                part.tag_id in _SLANTED or not tokens(part).isdisjoint(CAPTIONS)
                for part in parts
            )
        above = above.prev
    return False


def _says_so(node: LexborNode) -> bool:
    """Whether an element is marked as a standfirst for those who test or style the page."""
    marks = (node.attributes.get(key) for key in _MARKS)
    return any(
        mark is not None and not _NAMES.isdisjoint(_WORD.findall(mark.lower()))
        for mark in marks
    )


def _leads(place: Place, text: str, told: str, title: str, *, marked: bool) -> bool:
    """Whether a block above the text belongs to it."""
    if place.kind == _H1 or len(text) >= _LONGEST or is_dateline(text):
        return False
    key = fold(text)
    if len(key) > _TOLD // 2 and (key[:_TOLD] in told or (told and told[:_TOLD] in key)):
        return True
    if not is_sentence(text) and is_like(text, title):
        return False
    if marked or not place.names.isdisjoint(_NAMES):
        return True
    return (
        not place.faint and len(text) >= _SENTENCE and (is_sentence(text) or place.kind == _H2)
    )
