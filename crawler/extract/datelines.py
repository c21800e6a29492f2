"""The dates that a page shows its readers, the one of publication first.

It stands by the headline, mostly alone on its line or with a name; a date further away belongs
to another article, a comment or an event, and counts only where the page shows no other day.
What a sentence, a caption, a heading of a part or a box of other articles tells is none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.markup import HEADINGS, INLINE
from crawler.extract.nearness import Texts, around, depths, is_beside, is_captioning
from crawler.extract.words import clean, is_sentence

CHANGED = re.compile(
    r"diperbarui|diperbaharui|updated?\b|modified|aktualisiert|geändert|stand:|mis à jour|modifié"
    r"|actualizado|aggiornato|atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret|güncelle"
    r"|обновлен|оновлен|copyright|©",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"published|publié|publicado|pubblicato|veröffentlicht|erstellt|terbit|tayang|posted|gepubliceerd"
    r"|publicerad|publisert|yayın|опубликован",
    re.IGNORECASE,
)
_LABELS = re.compile(
    rf"\W*(?:{_PUBLISHED.pattern}|tanggal|datum|date|data|fecha)\b", re.IGNORECASE
)
_DAY = r"\d(?:\d{3}|[./-] ?[01]?\d[./-] ?\d\d\b)"  # one first sign: it is quickly looked for
_CLOCK = r"(?<![\d.,])\d{1,2} ?[:.h시] ?\d\d(?![.\d])|\d ?(?:[ap]\.?m\b|uhr\b)"
_WORDED = re.compile(  # in small letters, which is quicker to search
    r"lalu\b|ago\b|hari ini|kemarin|today|yesterday|baru saja|just now"
)
_NUMBER = re.compile(r"\d")
_HAS_DAY = re.compile(_DAY)
_HAS_CLOCK = re.compile(_CLOCK, re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_OPENS = re.compile(
    r"\s*(?:\((\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4})\)|(\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4})\s?[-–—:|]\s)"
)
_EVENT = re.compile(r"\d{4}\)?\s?:\s+[^\W\d_]")  # 12 Januari 2020: banjir
_FIRST = re.compile(  # a line that begins with a day, or its weekday
    r"\W*(?:[^\W\d_]{2,10}\W{1,2})?\d{1,4}\W{0,2}[^\W_]{1,12}\W{1,2}\d{1,4}(?!\d)"
)
_SURE = re.compile(  # a line that begins with a day, its weekday or month: nothing else is dated
    r"\W*(?:(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"\W{1,3})?(?:\d|[^\W\d_]{3,9}\.? \d{1,2},? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…][\"'”’)]*$")
_HALVES = re.compile(r"[ap]\.\s?m\.$", re.IGNORECASE)
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-ÖØ-Þ]{3,}(?![^\W_])")
_COUNTED = frozenset({
    "yang", "lalu", "ago", "hari", "jam", "menit", "detik", "pukul", "days", "hours", "minutes",
    "day", "hour", "minute", "wib", "wita", "wit", "uhr", "baru", "saja",
})  # fmt: skip
_TELLING = 2  # words in small letters that a sentence has and a dateline has not
_PARTS = HEADINGS - {"h1"} | {"li"}
_HEADS = HEADINGS - {"h5", "h6"}  # the smallest are used for the looks of a line, too
_BARE = 20  # letters of a date alone, with its weekday and zone
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "td", "dd"})
_DEEP = (
    2  # sentences of prose below the headline: from here on it is the text; one is a standfirst
)
_LINE = 100  # characters: a longer text is no dateline
_MOSTLY_DATE = 60  # characters: a longer line may well be a caption that tells a date
_FEW = 40  # letters beside the date: a name, a weekday, a label
_WIDE = "\u2e80"  # from here on a letter counts as three
_LABEL = 30  # characters of a text that can be the label of the next one
_MOST = 60  # far datelines that are looked at


def near(texts: Texts, headlines: Sequence[int]) -> Iterator[str]:
    """What may be the date of publication, the nearest to the headline first.

    A line in a `<time>` element is given as machines are told it, then as people are.
    """
    opening = None
    deep = depths(texts, headlines, most=_DEEP)
    for at in around(texts, headlines):
        if deep.get(at, 0) >= _DEEP or (deep.get(at) and _is_part(*texts[at])):
            continue
        node, text = texts[at][0], texts[at][1].strip()
        if len(text) >= _LINE:
            opening = opening or _OPENS.match(text)
        elif _is_dated(text) and not (_is_changed(texts, at) or _is_told(node, text)):
            line = _published(_whole(node, text))
            if line is not None:
                if stamp := _stamp(node):
                    yield stamp
                if _is_dateline(line) and not _is_telling(line):
                    yield line
    if opening is not None:
        yield opening[1] or opening[2]


def _is_dated(text: str) -> bool:
    """Whether a text tells a day or a time, be it in words."""
    if _NUMBER.search(text) and (_HAS_DAY.search(text) or _HAS_CLOCK.search(text)):
        return True
    return _WORDED.search(text.lower()) is not None


def changed(texts: Texts, headlines: Sequence[int]) -> Iterator[str]:
    """What by the headline is said to be the date of a change, with its day."""
    for at in around(texts, headlines):
        line = texts[at][1].strip()
        if len(line) >= _LINE or not _HAS_DAY.search(line) or "©" in line:
            continue
        label = CHANGED.search(line)
        told = line[label.end() :] if label else line
        if (label or _is_changed(texts, at)) and _HAS_DAY.search(told):
            rest = _PUBLISHED.split(told)[0]
            if _HAS_DAY.search(rest) and not _is_telling(line):
                yield rest


def is_sure(line: str) -> bool:
    """Whether a line with a date tells of nothing else, or says that it is of publication."""
    return _SURE.match(line) is not None or _PUBLISHED.search(line) is not None


def far(texts: Texts, headlines: Sequence[int]) -> Iterator[str]:
    """The other short texts with a day in them, in page order."""
    deep = depths(texts, headlines, most=_DEEP)
    known = {at for at in around(texts, headlines) if deep.get(at, 0) < _DEEP}
    days = (
        line
        for at, line in _days(texts)
        if at not in known and not (_is_part(*texts[at]) or _is_told(texts[at][0], line))
    )
    return islice(days, _MOST)


def labelled(texts: Texts) -> Iterator[str]:
    """The days anywhere on the page that are said to be of publication."""
    for at, line in islice(_days(texts), _MOST):
        if _LABELS.match(line) or _LABELS.match(_label(texts, at)):
            yield line


def _label(texts: Texts, at: int) -> str:
    """The short text right before, where it may be a label; else empty."""
    before = texts[at - 1][1].strip() if at else ""
    return "" if len(before) >= _LABEL or _HAS_DAY.search(before) else before


def _days(texts: Texts) -> Iterator[tuple[int, str]]:
    for at, (_, text) in enumerate(texts):
        if _HAS_DAY.search(text) and len(line := text.strip()) < _MOSTLY_DATE:
            told = None if _is_changed(texts, at) else _published(line)
            if told and not is_sentence(told):
                yield at, told


def _is_part(node: LexborNode, text: str) -> bool:
    """Whether a text heads a part of the article, or is in a list and more than a date."""
    above = node.parent
    while above is not None and above.tag in INLINE:
        above = above.parent
    if above is None or above.tag not in _PARTS:
        return False
    return above.tag in _HEADS or len(_LETTER.findall(text)) > _BARE


def _is_told(node: LexborNode, line: str) -> bool:
    """Whether a short text with a date in it is of an event, a caption, another article."""
    if _EVENT.search(line) or is_beside(node) or _is_inside(node, line):
        return True
    return _FIRST.match(line) is None and is_captioning(node)


def _is_inside(node: LexborNode, line: str) -> bool:
    """Whether a text stands in the midst of a sentence, in an element of its own."""
    block = node.parent
    while block is not None and block.tag in INLINE:
        block = block.parent
    if block is None or block.tag not in _PARAGRAPHS or block.css_first("br") is not None:
        return False
    whole = clean(block.text(deep=True))
    return len(whole) > len(line) and not whole.startswith(line) and _is_telling(whole)


def _is_telling(line: str) -> bool:
    """Whether a line is a sentence: it ends like one, and has words that no dateline has."""
    end = line.rstrip()
    if _ENDS.search(end) is None or _HALVES.search(end):
        return False
    words: list[str] = _LOWER.findall(end)
    return sum(word not in _COUNTED for word in words) >= _TELLING


def _is_dateline(line: str) -> bool:
    """Whether a line is hardly more than a date; with a time of the day it may be longer."""
    if len(line) > _MOSTLY_DATE:
        return _is_timed(line) and not is_sentence(line)
    letters: list[str] = _LETTER.findall(line)
    return len(letters) + 2 * sum(letter >= _WIDE for letter in letters) <= _FEW


def _is_changed(texts: Texts, at: int) -> bool:
    """Whether the text before labels this one as the date of a change, or its element does."""
    around = texts[at][0].parent
    if around is not None and around.tag == "time" and is_change(around):
        return True
    return CHANGED.search(_label(texts, at)) is not None


def is_change(node: LexborNode) -> bool:
    """Whether a `<time>` is named for a change, beside the one of publication."""
    names = (node.attributes.get("class") or "").split()
    if "updated" not in names or "published" in names:
        return False
    return node.parent is not None and node.parent.css_first("time.published") is not None


def _published(line: str) -> str | None:
    """The part of a line that is not of a change; None where nothing is left."""
    changed = CHANGED.search(line)
    if changed is None:
        return line
    if _HAS_DAY.search(line, 0, changed.start()):
        return line[: changed.start()]
    published = _PUBLISHED.search(line, changed.end())
    return line[published.start() :] if published else None


def _whole(node: LexborNode, text: str) -> str:
    """The text, with the rest of its line where that makes it a day and a time.

    A date and its time often stand in elements of their own.
    """
    parent = node.parent
    for _ in range(2):
        if parent is None or _is_timed(text):
            break
        line = clean(parent.text(deep=True, separator=" "))
        if len(line) > _MOSTLY_DATE:
            break
        if _is_timed(line):
            return line
        parent = parent.parent
    return text


def _is_timed(line: str) -> bool:
    return bool(_HAS_DAY.search(line) and _HAS_CLOCK.search(line))


def _stamp(node: LexborNode) -> str | None:
    """What machines are told by the `<time>` that a text is in."""
    above = node.parent
    if above is not None and above.tag != "time":
        above = above.parent
    return (
        above.attributes.get("datetime") if above is not None and above.tag == "time" else None
    )
