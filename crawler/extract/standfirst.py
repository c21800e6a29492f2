"""What leads up to the text: standfirst and first paragraphs between the headline and the body."""

from crawler.extract.body import Place, Places, block_around
from crawler.extract.heads import is_dateline, is_like
from crawler.extract.markup import ids
from crawler.extract.words import fold, is_sentence

_LINE = 40  # characters: a shorter line above the text is a label
_SENTENCE = 50  # characters: a shorter one above the text is a label too
_LONGEST = 2000  # characters; what is longer above the text is no standfirst
_TOLD = 60  # letters and digits by which a text is known again in the page's description
(_H1,), (_H2,) = map(ids, ("h1", "h2"))
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
    blocks: dict[int, Place] = {}
    for at in range(_after_headline(places, body.first), body.first):
        node, text = places.texts[at]
        if len(text) < _LINE:
            continue
        around, linked = block_around(node)
        place = None if around is None or linked else places.place(around, at)
        if place is not None and not (place.apart or place.linked):
            blocks.setdefault(place.id, place)
    texts = ((place, _text(places, place)) for place in blocks.values())
    return [text for place, text in texts if _leads(place, text, told, places.title)]


def _after_headline(places: Places, limit: int) -> int:
    """The number of the text after the last headline above `limit`; `limit` without one."""
    return max((at + 1 for at in places.headlines if at < limit), default=limit)


def _text(places: Places, place: Place) -> str:
    whole = " ".join(places.node(place).text(deep=True).split())
    return whole.removeprefix(places.title).lstrip()


def _leads(place: Place, text: str, told: str, title: str) -> bool:
    """Whether a block above the text belongs to it."""
    if place.kind == _H1 or len(text) >= _LONGEST or is_dateline(text):
        return False
    key = fold(text)
    if len(key) > _TOLD // 2 and (key[:_TOLD] in told or (told and told[:_TOLD] in key)):
        return True
    if not is_sentence(text) and is_like(text, title):
        return False
    if not place.names.isdisjoint(_NAMES):
        return True
    return (
        not place.faint and len(text) >= _SENTENCE and (is_sentence(text) or place.kind == _H2)
    )
