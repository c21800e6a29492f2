"""A matched place with the words around it, as the article spells them."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crawler.fold import fold, token_spans, words
from crawler.rules.reading import PARAGRAPHS, Part, Span

AROUND = 60  # characters on each side, to the next white space inwards
MOST = 1000  # characters shown of what matched; a NEAR/100 has fewer, a hostile word has more
_KEPT = 4  # long runs and texts whose places are remembered: many rules show the same ones


def snippet(part: Part, span: Span) -> tuple[str, int, int]:
    """The words around places `span` of `part`, and where in them the match begins and ends."""
    return _cut(*characters(part, span))


def folded_snippet(part: Part, at: int, span: Span) -> tuple[str, int, int]:
    """The same for characters `span` of the folded text number `at`.

    Where the spelling cannot be told from the folded text, the folded text is shown.
    """
    text, folded = part.texts[at], part.plain[at]
    if len(text) == len(folded) and text.isascii():
        return _cut(text, *span)
    starts = _unfolded(text, folded)
    if starts is None:
        return _cut(folded, *span)
    return _cut(text, starts[span[0]], starts[span[1] - 1] + 1)


@lru_cache(maxsize=_KEPT)
def _unfolded(text: str, folded: str) -> Sequence[int] | None:
    """For each character of `folded` the one of `text` that it comes from; None: unknown."""
    starts: list[int] = []
    seen: list[str] = []
    for start, end in _clusters(text):
        one = fold(text[start:end])
        seen.append(one)
        starts += [start] * len(one)
    return starts if "".join(seen) == folded else None


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each character begins and ends, with the marks that follow it."""
    start = 0
    for at in range(1, len(text)):
        if unicodedata.category(text[at])[0] != "M":
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _cut(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A text around its characters from `start` to `end`, or the first of these."""
    end = min(end, start + MOST)
    left, right = _window(text, start, end)
    shown = text[left:right].replace("\n", " ")
    return shown, start - left, end - left


def characters(part: Part, span: Span) -> tuple[str, int, int]:
    """Which text of `part` holds the places `span`, and between which of its characters."""
    start, end = _where(part, span[0])
    if span[1] - span[0] > 1:
        end = _where(part, span[1] - 1)[1]
    return part.texts[part.folded.text_of(span[0])], start, end


def _where(part: Part, place: int) -> Span:
    """Between which characters of its text one place is."""
    at = part.folded.text_of(place)
    run, inside, places = part.folded.run_of(place)
    start, end = part.characters[at][run]
    whole = part.texts[at][start:end]
    if whole.isascii() and whole.isalnum():  # one word, as most are
        return start, end
    first, last = _inside(whole, places)[inside]
    return start + first, start + last


@lru_cache(maxsize=_KEPT)
def _inside(run: str, places: int) -> Sequence[tuple[int, int]]:
    """Where in a run its places are; the whole run for each where that cannot be told."""
    found = token_spans(run)
    apart = [word for start, end in found for word in words(run[start:end])]
    whole = [word for word in words(run) if "-" not in word and "'" not in word]
    if len(found) == places and apart == whole:  # not so where "x\u00ad½" becomes "x1⁄2"
        return found
    return [(0, len(run))] * places


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Which characters of `text` to show around those from `start` to `end`: one paragraph's."""
    first = text.rfind(PARAGRAPHS, 0, start)
    first = 0 if first < 0 else first + len(PARAGRAPHS)
    last = text.find(PARAGRAPHS, end)
    last = len(text) if last < 0 else last
    left, right = max(first, start - AROUND), min(last, end + AROUND)
    while first < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < last and not text[right].isspace():
        right -= 1
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
