"""The text of an element, as the blocks a reader sees: paragraphs, headings, items, rows.

    element --Outline--> its nodes in page order, with lengths --_Walk--> blocks

The outline is made in one pass over the nodes, because asking the tree for the text or the
links of each element anew is what costs time; all questions are then answered by numbers.
"""

import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract import promotion, tables
from crawler.extract.asides import INLAID, Asides
from crawler.extract.markup import FURNITURE, HEADINGS, INLINE_IDS, TEXT, ids, words
from crawler.extract.outline import IN_LINK, PICTURE, SLANTED, Outline
from crawler.extract.words import is_sentence, tidy

BREAK = "\v"  # stands for a `<br>` in the text of a block
_NEVER = ids("nav", "figcaption", "footer", "hr", "img", "picture", "input")
(_BR,), (_LABEL,), (_TR,) = map(ids, ("br", "label", "tr"))
_ENOUGH = 0.4  # of all text: where less is left, names have misled
_HIDDEN = ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.screenreader,.u-visually-hidden"
_STYLED = 'span[style*="display"],span[hidden],strong[style*="display"],b[style*="display"]'
_UNSEEN = 80  # characters: what is hidden within a line and longer is text that a click shows
_CAPTION = 300  # characters: what is longer is text, though a picture stands above it
_SPACES = " \t\n\r\f\xa0"
_BREAKS = re.compile(" ?\v[ \xa0\u200b\ufeff]*(?=\v)| ?\v ?")
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
    """The blocks within `root`, in reading order.

    Takes what is hidden off the tree, and puts line ends around what stands on its own lines.
    """
    hidden = []
    for node in root.css(f"{_HIDDEN},{_STYLED}"):  # at once: twice takes twice the time
        attributes = node.attributes
        style = (attributes.get("style") or "").replace(" ", "")
        if "display:block" in style:
            node.insert_before(node.parser.create_node("br"))
            node.insert_after(node.parser.create_node("br"))
        elif "display:none" in style or "hidden" in attributes:
            if len(node.text(deep=True)) <= _UNSEEN:
                hidden.append(node)
        elif "display:" not in style:
            hidden.append(node)
    for node in hidden:
        node.decompose(recursive=False)  # what is in it goes with it
    outline = Outline(root)
    walk = _Walk(outline, by_name=True)
    if empty := walk.empty_names():
        walk = _Walk(outline, by_name=True, empty=empty)
    if sum(len(block.text) for block in walk.found) < _ENOUGH * walk.asides.total:
        walk = _Walk(outline, by_name=False)
    return walk.found


class _Walk:
    """One way through an outline, gathering inline text until a block ends."""

    def __init__(
        self, outline: Outline, *, by_name: bool, empty: frozenset[str] = frozenset()
    ) -> None:
        self.outline = outline
        self.empty = empty  # names that say nothing on this page
        # What was entered and is named like furniture: its number, these names.
        self.furnished: list[tuple[int, frozenset[str]]] = []
        self.asides = Asides(outline, by_name=by_name)
        self.found: list[Block] = []
        self.buffer: list[str] = []
        self.linked = False  # whether a link is in the gathered text
        self.block = 0  # number of the element that the gathered text is of
        self.below = False  # whether nothing was said since the last picture
        self.shown = 0  # number of the block that the last picture is in
        self.under = False  # whether the gathered text stands right under a picture
        self.plain = False  # whether some of it is upright
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
                    self.text(texts[number], block, outline.within[number])
            elif kind == _BR:
                self.text(BREAK, block, 0)
            elif kind == _LABEL and outline.links[number]:
                number = outline.last[number]  # of a box to be ticked: "I agree to …"
            elif kind in INLAID and self.asides.holds_inlaid(number, kind, below=self.below):
                self.below = False
                number = outline.last[number]
            elif kind in PICTURE and not self.parts(number):
                self.below, self.shown = True, block
            elif kind not in INLINE_IDS and self.parts(number):
                if self.buffer:
                    self.end()
                if self.enter(number, faint=self.faint[block]):
                    blocks[number] = number
                else:
                    number = outline.last[number]
            number += 1
        if self.buffer:
            self.end()

    def parts(self, number: int) -> bool:
        """Whether an element parts the text: one unknown to HTML does not, within a line."""
        above = self.outline.above[number]
        return self.outline.kinds[above] not in INLINE_IDS or self.outline.holds[above]

    def text(self, text: str, block: int, inside: int) -> None:
        if block != self.block:
            if self.buffer:
                self.end()
            self.block = block
        elif text == BREAK and self.buffer and self.buffer[-1].strip(" \t\n\r") == BREAK:
            self.end()
            return
        if inside & IN_LINK and (link := text.strip(_SPACES)):
            self.linked = True
            text = text.replace(link, f"{promotion.OPEN}{link}{promotion.CLOSE}", 1)
        self.buffer.append(text)
        if text != BREAK and not text.isspace():
            self.under = self.under or self.below
            self.plain = self.plain or not inside & SLANTED
            self.below = False

    def enter(self, number: int, *, faint: bool) -> bool:
        """Whether a block element is gone into; a row of data is taken here, as a whole."""
        kind, gap = self.outline.kinds[number], self.gap
        if kind in PICTURE:  # a figure with text has its caption
            self.below, self.shown = (
                not self.outline.lengths[number],
                self.outline.above[number],
            )
        elif self.outline.lengths[number]:
            self.gap = True  # until it is gone into
        if kind in _NEVER:
            return False
        attributes = self.outline.nodes[number].attributes
        names = words(attributes) - self.empty if self.empty else words(attributes)
        if self.asides.holds(number, attributes, names) or (kind == _TR and self.row(number)):
            return False
        self.gap = gap
        named = names & FURNITURE
        self.faint[number] = faint or bool(named)
        if named:
            self.furnished.append((number, named))
        return True

    def empty_names(self) -> frozenset[str]:
        """Names of furniture under which most of the text stands: on this page they say nothing."""
        half = sum(len(block.text) for block in self.found) / 2
        if sum(len(block.text) for block in self.found if block.faint) <= half:
            return frozenset()
        under: Counter[str] = Counter()
        for number, names in self.furnished:
            under.update(dict.fromkeys(names, self.outline.lengths[number]))
        return frozenset(name for name, length in under.items() if length > half)

    def row(self, number: int) -> bool:
        """Whether an element is a row of data; it is taken as one block then."""
        text = tables.row(self.outline, number)
        if text is None:
            return False
        self.gap = False
        self.found.append(Block(text, "tr", self.outline.links[number]))
        return True

    def end(self) -> None:
        """What was gathered is a block, or several, if there is anything to see in it."""
        text = "".join(self.buffer)
        if text and not text.isspace() and not (self.under and self.is_caption(text)):
            tag = self.outline.nodes[self.block].tag or ""
            tag = "div" if self.block == 0 and tag != "pre" else tag
            faint = self.faint[self.block]
            if tag == "pre":
                text = text.replace("\n", BREAK)
            for part in _parted(tidy(text)):
                told, linked = _without_calls(part) if self.linked else (part, 0)
                if told:
                    self.found.append(Block(told, tag, linked, faint, self.gap))
                self.gap = not told
        self.buffer.clear()
        self.linked = self.under = self.plain = False

    def is_caption(self, text: str) -> bool:
        """Whether what was gathered right under a picture is its caption: slanted or centred."""
        if len(text) > _CAPTION:
            return False
        together = self.block == self.shown
        if not self.plain:
            return together or not is_sentence(text)
        block = self.outline.nodes[self.block]
        if self.block == 0 or block.tag == "center":
            return self.block != 0
        attributes = block.attributes
        told = f"{attributes.get('align')} {attributes.get('style')} {attributes.get('class')}"
        return "center" in told and (together or len(text) < _CAPTION // 2)


def _without_calls(part: str) -> tuple[str, int]:
    """A text with signs around its links without these and without calls; the length of links."""
    told = promotion.without_calls(part.replace(promotion.CLOSE + promotion.OPEN, ""))
    return promotion.unmarked(told), promotion.told_in_links(told)


def _parted(text: str) -> list[str]:
    """The parts of a text between double breaks, lines trimmed."""
    if BREAK not in text and "\u2029" not in text:
        return [text.strip(" ")]
    return [part.strip(" \v") for part in _PARTING.split(_BREAKS.sub(BREAK, text))]
