"""The text of an element, as the blocks a reader sees: paragraphs, headings, items, rows.

    element --Outline--> its nodes in page order, with lengths --_Walk--> blocks

The outline is made in one pass over the nodes, because asking the tree for the text or the
links of each element anew is what costs time; all questions are then answered by numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract import promotion
from crawler.extract.markup import (
    CAPTIONS,
    COMMENTS,
    CONSENT,
    FURNITURE,
    HEADINGS,
    INLINE_IDS,
    PICTURES,
    TEXT,
    ids,
    words,
)
from crawler.extract.outline import IN_LINK, NEARLY_ALL, PICTURE, Outline
from crawler.extract.words import tidy

BREAK = "\v"  # stands for a `<br>` in the text of a block
_NEVER = ids("nav", "figcaption", "footer", "hr", "img", "picture", "input")
_ASIDES = ids("aside", "figure")
_CELLS = ids("td", "th")
(_A,), (_ARTICLE,), (_BR,), (_FORM,), (_P,), (_SMALL,), (_SPAN,), (_TR,) = map(
    ids, ("a", "article", "br", "form", "p", "small", "span", "tr")
)
_INLAID = frozenset({_A, _SMALL, _SPAN})
_STRANGE = COMMENTS | CONSENT
_LITTLE = 0.2  # of all text: what a name may take away
_ENOUGH = 0.4  # of all text: where less is left, names have misled
_CAPTION = 500  # characters: what is longer is text, whatever it is called
_CARD = 300  # characters: a linked headline with so little beside it is a teaser
_LABELLED = 0.4  # of a line: where so much is a link, the rest is its label
_SPAN_LINKS = 30  # characters of links behind a picture in a line
_SOME = 150  # characters of text beside links that are more than their labels
_HIDDEN = ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.screenreader,.u-visually-hidden"
_UNSEEN = frozenset({"hidden", "d-none", "is-hidden", "hide"})
_SPACES = " \t\n\r\f\xa0"
_BREAKS = re.compile(" ?\v ?")
_PARTING = re.compile("\v{2,}|\u2029")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text as the page has it."""

    text: str  # a BREAK in it is a `<br>`
    tag: str  # of the element it is the text of
    linked: int = 0  # characters of it that are links
    faint: bool = False  # its element is named like furniture
    gap: bool = False  # something that is no picture was left out right above it

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in HEADINGS


def read(root: LexborNode) -> list[Block]:
    """The blocks within `root`, in reading order.  Takes what is hidden off the tree."""
    for hidden in root.css(_HIDDEN):
        hidden.decompose()
    outline = Outline(root)
    walk = _Walk(outline, by_name=True)
    if sum(len(block.text) for block in walk.found) < _ENOUGH * walk.total:
        walk = _Walk(outline, by_name=False)
    return walk.found


class _Walk:
    """One way through an outline, gathering inline text until a block ends."""

    def __init__(self, outline: Outline, *, by_name: bool) -> None:
        self.outline = outline
        self.by_name = by_name
        self.found: list[Block] = []
        self.total = outline.lengths[0] or 1
        self.buffer: list[str] = []
        self.linked = False  # whether a link is in the gathered text
        self.block = 0  # number of the element that the gathered text is of
        self.below = False  # whether nothing was said since the last picture
        self.gap = False  # whether something was left out since the last block
        self.faint = {0: False}  # of each block that was entered
        self.through()

    def through(self) -> None:
        outline = self.outline
        kinds, above, texts = outline.kinds, outline.above, outline.texts
        blocks = [0] * len(kinds)  # the block that each node is in
        number, count = 1, len(kinds)
        while number < count:
            kind = kinds[number]
            block = blocks[number] = blocks[above[number]]
            if kind == TEXT:
                if self.buffer or texts[number].strip(" \t\n\r\f"):
                    linked = outline.within[number] & IN_LINK
                    self.text(texts[number], block, linked=linked != 0)
            elif kind == _BR:
                self.text(BREAK, block, linked=False)
            elif kind in _INLAID and self.is_inlaid(number, kind):
                self.below = False
                number = outline.last[number]
            elif kind in PICTURE and not self.parts(number):
                self.below = True
            elif kind not in INLINE_IDS and self.parts(number):
                if self.buffer:
                    self.end()
                if self.enter(number, faint=self.faint[block]):
                    blocks[number] = number
                else:
                    number = outline.last[number]
            number += 1
        self.end()

    def parts(self, number: int) -> bool:
        """Whether an element parts the text: one unknown to HTML does not, within a line."""
        above = self.outline.above[number]
        return self.outline.kinds[above] not in INLINE_IDS or self.outline.holds[above]

    def text(self, text: str, block: int, *, linked: bool) -> None:
        if block != self.block:
            self.end()
            self.block = block
        elif text == BREAK and self.buffer and self.buffer[-1].strip(" \t\n\r") == BREAK:
            self.end()
            return
        if linked and (link := text.strip(_SPACES)):
            self.linked = True
            text = text.replace(link, f"{promotion.OPEN}{link}{promotion.CLOSE}", 1)
        self.buffer.append(text)
        if text != BREAK:
            self.below = False

    def enter(self, number: int, *, faint: bool) -> bool:
        """Whether a block element is gone into; a row of data is taken here, as a whole."""
        kind, gap = self.outline.kinds[number], self.gap
        if kind in PICTURE:
            self.below = True
        elif self.outline.lengths[number]:
            self.gap = True  # until it is gone into
        if kind in _NEVER:
            return False
        attributes = self.outline.nodes[number].attributes
        names = words(attributes)
        if self.is_aside(number, attributes, names) or (kind == _TR and self.row(number)):
            return False
        self.gap = gap
        self.faint[number] = faint or not names.isdisjoint(FURNITURE)
        return True

    def row(self, number: int) -> bool:
        """A table's row as one block; False where its cells are layout, not data."""
        outline = self.outline
        inside = range(number + 1, outline.last[number] + 1)
        cells = [n for n in inside if outline.above[n] == number and outline.kinds[n] in _CELLS]
        if len(cells) < 2 or any(outline.holds[cell] for cell in cells):
            return False
        told = [self.cell(cell) for cell in cells]
        self.gap = False
        self.found.append(Block(" | ".join(told), "tr", outline.links[number]))
        return True

    def cell(self, number: int) -> str:
        kinds, texts = self.outline.kinds, self.outline.texts
        inside = range(number + 1, self.outline.last[number] + 1)
        text = tidy("".join(" " if kinds[n] == _BR else texts[n] for n in inside))
        return "" if text.isspace() else text.strip(" ")

    def is_aside(
        self, number: int, attributes: Mapping[str, str | None], names: frozenset[str]
    ) -> bool:
        """Whether an element stands beside the text and is not of it."""
        outline, kind = self.outline, self.outline.kinds[number]
        length, linked = outline.lengths[number], outline.links[number]
        strange = kind == _FORM or not names.isdisjoint(_STRANGE)
        if strange and length < NEARLY_ALL * self.total:
            self.total -= length
            return True
        if length > _LITTLE * self.total:
            return False
        if (kind in _ASIDES and self.by_name) or _is_unseen(attributes):
            return True
        least = 0.05 * length if kind == _P else _SOME
        if linked > 0.6 * length and length - linked < least:
            return True
        if linked and (kind == _ARTICLE or (length < _CARD and outline.headed[number])):
            return True
        if self.by_name and length < _CAPTION and self.is_caption(number, names):
            return True
        return (
            self.by_name
            and (outline.holds[number] or linked > _LABELLED * length)
            and not names.isdisjoint(FURNITURE)
        )

    def is_inlaid(self, number: int, kind: int) -> bool:
        """Whether an inline element is no part of the line: a card, small print, what pops up."""
        outline = self.outline
        if kind == _A:
            return outline.holds[number] and self.is_card(number)
        if kind == _SMALL:
            short = outline.lengths[number] < _CAPTION and not outline.holds[number]
            return self.below and short
        return outline.pictured[number] and self.is_popup(number)

    def is_card(self, number: int) -> bool:
        """Whether a link around blocks is a picture or a headline of another article."""
        outline = self.outline
        length = outline.lengths[number]
        return length < min(2 * _CARD, _LITTLE * self.total) and (
            outline.pictured[number] or outline.headed[number]
        )

    def is_popup(self, number: int) -> bool:
        """Whether a span within a line opens with a picture, and links go on: it pops up."""
        outline = self.outline
        for inside in range(number + 1, outline.last[number] + 1):
            if outline.kinds[inside] in PICTURE:
                return outline.links[number] > _SPAN_LINKS and not outline.holds[number]
            if outline.texts[inside].strip():
                return False
        return False

    def is_caption(self, number: int, names: frozenset[str]) -> bool:
        """Whether an element is a picture with what stands under it, or only the latter."""
        if not names.isdisjoint(CAPTIONS):
            return True
        return not names.isdisjoint(PICTURES) and (
            self.outline.pictured[number] or not self.outline.holds[number]
        )

    def end(self) -> None:
        """What was gathered is a block, or several, if there is anything to see in it."""
        text = "".join(self.buffer)
        if text and not text.isspace():
            tag = (self.outline.nodes[self.block].tag if self.block else "div") or ""
            faint = self.faint[self.block]
            for part in _parted(tidy(text)):
                told, linked = _without_calls(part) if self.linked else (part, 0)
                if told:
                    self.found.append(Block(told, tag, linked, faint, self.gap))
                self.gap = not told
        self.buffer.clear()
        self.linked = False


def _without_calls(part: str) -> tuple[str, int]:
    """A text with signs around its links without these and without calls; the length of links."""
    told = promotion.without_calls(part.replace(promotion.CLOSE + promotion.OPEN, ""))
    return promotion.unmarked(told), promotion.told_in_links(told)


def _is_unseen(attributes: Mapping[str, str | None]) -> bool:
    style = attributes.get("style")
    if "hidden" in attributes or (
        style is not None and "display:none" in style.replace(" ", "").lower()
    ):
        return True
    return not _UNSEEN.isdisjoint((attributes.get("class") or "").split())


def _parted(text: str) -> list[str]:
    """The parts of a text between double breaks, lines trimmed."""
    if BREAK not in text and "\u2029" not in text:
        return [text.strip(" ")]
    return [part.strip(" \v") for part in _PARTING.split(_BREAKS.sub(BREAK, text))]
