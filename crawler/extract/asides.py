"""What stands beside the text of an article and is not of it: boxes, cards, captions, comments.

A name (a class or an id) never decides alone.  It tells what an element is for; whether it is that
shows in what it holds: links of their own, labels, a picture, or prose.
"""

import re
from collections.abc import Mapping

from crawler.extract.markup import (
    CAPTIONS,
    COMMENTS,
    CONSENT,
    DOUBTFUL,
    FURNITURE,
    LAST,
    PICTURES,
    SILENT_AMP,
    ids,
    words,
)
from crawler.extract.outline import IN_LINK, NEARLY_ALL, PICTURE, Outline
from crawler.extract.words import CUT, is_sentence

_LITTLE = 0.2  # of all text: what a name may take away
_CAPTION = 500  # characters: what is longer is text, whatever it is called
_CARD = 300  # characters: a linked headline with so little beside it is a teaser
_MOST, _ALL = 0.6, 0.95  # of the text of an element, of a table: with more links it leads away
_LED = 0.2  # of a box: with a link of so much it may lead to another article
_LABELLED = 0.4  # of a line: where so much is a link, the rest is its label
_SPAN_LINKS = 30  # characters of links behind a picture in a line
_SOME = 150  # characters of text beside links that are more than their labels
_TOLD = 60  # characters of sentences: with so many an element holds prose
_MOST_BELOW = 50  # paragraphs below an element that are looked at
_LINE = 25  # characters: a shorter text is a label, or a part of a sentence
_HEADLINE = 15  # characters: a link of so many that stands alone leads to another article
_UNSEEN = frozenset({"hidden", "d-none", "is-hidden", "hide"})
_SEEN = re.compile(  # on wide screens, or on narrow ones: `hidden md:block`, `d-none d-lg-flex`
    r"\b(?:xs|sm|md|lg|xl|2xl|xxl):(?:block|flex|grid|inline)|\bd-(?:sm|md|lg|xl|xxl)-(?!none)"
)
_CONSENT = re.compile(
    r"cookie|privacy|privasi|consent|persetujuan|datenschutz|einwillig|tracking|partner|consentement",
    re.IGNORECASE,
)
_OFFER = re.compile(  # of the site to its reader
    r"newsletter|subscri|sign up|berlangganan|abonn|suscri|iscriv|\binbox\b|e-?mail|commission|affiliate"
    r"|privatsphäre|inhalt|cookie|follow (?:us|me|him|her|them|@|\w+ on)|ikuti kami|our journalism|donat"
    r"|enjoyed this|\bjoin\b|\bcomments?\b|komentar|kommentar|whatsapp|telegram|google news|\bapp\b|©",
    re.IGNORECASE,
)
_HEADINGS = ids("h1", "h2", "h3", "h4", "h5", "h6")
_TABLED = ids("table", "tbody", "thead", "tfoot", "tr")
_FRAMED = ids("blockquote", "pre", "table")  # of the text, where they stand in a figure
_BOXES = ids("aside", "figure")
(_A,), (_ARTICLE,), (_FIGURE,), (_FORM,), (_P,), (_SMALL,), (_SPAN,), (_TABLE,) = map(
    ids, ("a", "article", "figure", "form", "p", "small", "span", "table")
)
INLAID = frozenset({_A, _SMALL, _SPAN})
_STRANGE = CONSENT | COMMENTS


class Asides:
    """Tells of each element of an outline whether it stands beside the text."""

    __slots__ = ("by_name", "outline", "total")

    def __init__(self, outline: Outline, *, by_name: bool) -> None:
        self.outline = outline
        self.by_name = by_name
        self.total = outline.lengths[0] or 1  # characters, without those of strange elements

    def holds(
        self, number: int, attributes: Mapping[str, str | None], names: frozenset[str]
    ) -> bool:
        """Whether a block element stands beside the text and is not of it."""
        outline, kind = self.outline, self.outline.kinds[number]
        length, linked = outline.lengths[number], outline.links[number]
        if length < NEARLY_ALL * self.total and self.is_strange(number, kind, names):
            self.total -= length
            return True
        if length > _LITTLE * self.total:
            return False
        if self.is_box(number, kind) or _is_unseen(attributes):
            return True
        least = 0.05 * length if kind == _P else _SOME
        if linked > _MOST * length and length - linked < least:
            # Names in standings are links.
            return linked > _ALL * length or not self.is_tabled(number, kind)
        if linked and (kind == _ARTICLE or (length < _CARD and outline.headed[number])):
            return True
        if _LED * length < linked and length < 2 * _CARD and self.is_teaser(number):
            return True
        if not self.by_name:
            return False
        if length < _CAPTION and self.is_caption(number, names):
            return True
        return (
            not names.isdisjoint(FURNITURE)
            and (outline.holds[number] or linked > _LABELLED * length)
            and not self.is_of_text(number, names)
        )

    def is_teaser(self, number: int) -> bool:
        """Whether an element holds a link that stands alone, and text that breaks off."""
        told = self.told(number).rstrip()
        return told.endswith(CUT) and self.outline.holds[number] and not self.is_prose(number)

    def is_of_text(self, number: int, names: frozenset[str]) -> bool:
        """Whether an element that is named like furniture is a part of the text all the same.

        It holds paragraphs and nothing else, does not speak to the reader of what the site
        offers, and the text goes on below it, unless the name is a word that means much else.
        """
        if not self.is_prose(number) or _OFFER.search(self.told(number)) is not None:
            return False
        return not names.isdisjoint(DOUBTFUL) or self.goes_on(number, FURNITURE)

    def is_strange(self, number: int, kind: int, names: frozenset[str]) -> bool:
        """Whether an element is a form, an advert, a notice of consent, or what readers wrote."""
        if kind == _FORM or (kind > LAST and self.outline.nodes[number].tag in SILENT_AMP):
            return True
        if names.isdisjoint(_STRANGE):
            return False
        named = COMMENTS if names.isdisjoint(CONSENT) else CONSENT
        if self.outline.lengths[number] > _LITTLE * self.total or not self.is_prose(number):
            return True
        if named is CONSENT and _CONSENT.search(self.told(number)) is not None:
            return True
        return not self.goes_on(number, named)

    def is_box(self, number: int, kind: int) -> bool:
        """Whether an element is set apart by what it is; text may well stand in a frame."""
        if kind not in _BOXES or not self.by_name:
            return False
        inside = slice(number + 1, self.outline.last[number] + 1)
        return kind != _FIGURE or _FRAMED.isdisjoint(self.outline.kinds[inside])

    def is_tabled(self, number: int, kind: int) -> bool:
        """Whether an element is of a table, or holds one."""
        inside = slice(number + 1, self.outline.last[number] + 1)
        return kind in _TABLED or _TABLE in self.outline.kinds[inside]

    def told(self, number: int) -> str:
        """All text within an element."""
        return " ".join(self.outline.texts[number : self.outline.last[number] + 1])

    def is_prose(self, number: int) -> bool:
        """Whether an element holds sentences, and no heading, picture or link that stands alone."""
        outline = self.outline
        if outline.pictured[number]:
            return False
        told, last = 0, ""
        for inside in range(number + 1, outline.last[number] + 1):
            kind, length = outline.kinds[inside], outline.lengths[inside]
            if kind in _HEADINGS:
                return False
            if kind == _A:
                if length >= _HEADLINE and outline.lengths[outline.above[inside]] == length:
                    return False
            elif outline.texts[inside] and not outline.within[inside] & IN_LINK:
                last = outline.texts[inside].strip() or last
                told += length if length >= _LINE else 0
        return told >= _TOLD and is_sentence(last) and not last.endswith(CUT)

    def goes_on(self, number: int, named: frozenset[str]) -> bool:
        """Whether the next prose below an element is in nothing that is `named` so, too."""
        outline, looked = self.outline, 0
        for below in range(outline.last[number] + 1, len(outline.texts)):
            if len(outline.texts[below]) < _TOLD or outline.within[below] & IN_LINK:
                continue
            above = outline.above[below]
            while above and words(outline.nodes[above].attributes).isdisjoint(named):
                above = outline.above[above]
            looked += 1
            if above == 0 or looked > _MOST_BELOW:
                return above == 0
        return False

    def holds_inlaid(self, number: int, kind: int, *, below: bool) -> bool:
        """Whether an inline element is no part of the line: a card, small print, what pops up.

        `below` a picture it may be what stands under that.
        """
        outline = self.outline
        if kind == _A:
            return outline.holds[number] and self.is_card(number)
        short = outline.lengths[number] < _CAPTION and not outline.holds[number]
        if kind == _SMALL:
            return below and short
        if below and short and not words(outline.nodes[number].attributes).isdisjoint(CAPTIONS):
            return True
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
        outline = self.outline
        if not names.isdisjoint(CAPTIONS):
            return names.isdisjoint(DOUBTFUL) or not self.is_prose(number)
        return not names.isdisjoint(PICTURES) and (
            outline.pictured[number] or not outline.holds[number]
        )


def _is_unseen(attributes: Mapping[str, str | None]) -> bool:
    if not attributes:
        return False
    style = attributes.get("style")
    if "hidden" in attributes or (
        style is not None and "display:none" in style.replace(" ", "").lower()
    ):
        return True
    names = attributes.get("class") or ""
    if "hid" not in names and "d-none" not in names:  # as all of _UNSEEN have it
        return False
    return not _UNSEEN.isdisjoint(names.split()) and _SEEN.search(names) is None
