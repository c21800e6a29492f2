"""Which of the blocks in the article's element are the article."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from crawler.extract.blocks import BREAK, Block
from crawler.extract.bylines import is_labelled
from crawler.extract.heads import LINE, holds, introduces, is_dateline, is_signature
from crawler.extract.promotion import is_about_cookies, is_credit, is_promotion
from crawler.extract.words import fold, is_sentence

_PROSE = 60  # characters: a shorter first line is a label, a byline, a date
_LONG = 200  # characters: a longer block says something, however often it stands there
_OFTEN = 3  # times: a short block that is there so often is furniture
_COMPARED = 500  # blocks: of a longer text not each is looked for in all others
_QUOTE = 400  # characters: what is longer and told twice is told twice
_MARKS = " \"'“”„«»‘’‹›"
_HEAD = 6  # blocks: below them no byline or date is looked for
_FOOT_SHARE = 0.2  # of all text: what a foot can have at most; more is text without full stops
_SIGNS = 40  # characters of a headline that are no letters, beside as many as there are letters
_SAYING = re.compile(r"[^\W_]")
_LISTED = frozenset({"li", "tr", "dd", "dt"})
_DATE = re.compile(  # a date, a time, a length of reading
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\bmin(?:ute)?s?\b(?: read)?", re.IGNORECASE
)
_FOOT = re.compile(  # who else had a hand in it, when it was changed, where more is
    r"\s*\W?(?:(?:additional )?(?:reporting|writing|editing) (?:by|from)\b"
    r"|.{3,60} contributed (?:reporting|to this)|(?:last )?(?:updated|diperbarui)\b.{0,60}$"
    r"|with (?:reports?|files|additional reporting) (?:from|by)\b|first published\b"
    r"|this (?:story|article) (?:was|has been) (?:originally )?(?:published|updated|corrected)"
    r"|citation:|explore further|责编|责任编辑|aus dem .{3,20} von\b|copyright\b|©"
    r"|(?:editor|penyunting|redaktur|pewarta|reporter|penulis|sumber|foto)\s*:)",
    re.IGNORECASE,
)


def trim(blocks: Sequence[Block], title: str, names: Collection[str] = ()) -> list[str]:
    """The text of the article's own blocks, in reading order; `names` are its authors'."""
    key = fold(title)
    after = _after_title(_with_title_apart(blocks, key), key)
    told = Counter(block.text for block in after if len(block.text) < _LONG)
    kept = [block for block in after if _is_own(block, key, told)]
    kept = _without_quotes(_each_once(kept))
    kept = _without_bylines(_without_head(kept, key), names)
    kept = _without_foot(kept, names)
    return [block.text.replace(BREAK, "\n") for block in _without_idle_headings(kept)]


def _is_own(block: Block, title: str, told: Counter[str]) -> bool:
    """Whether a block, looked at alone, can be of the article."""
    text = block.text
    if _SAYING.search(text) is None:
        return "_" in text  # a line of underscores parts the text; other signs are ornament
    if _says(text, title) or is_promotion(text, block.linked) or is_credit(text):
        return False
    if told[text] >= _OFTEN and block.tag not in _LISTED and not _is_said(text):
        return False
    if block.faint and len(text) < _PROSE and not is_sentence(text):
        return False
    return "cookie" in title or not is_about_cookies(text)


def _is_said(text: str) -> bool:
    """Whether a text may well be said again and again, as a question in interviews is."""
    return len(text) >= _PROSE and is_sentence(text)


def _says(text: str, key: str) -> bool:
    """Whether `text` says what was folded to `key`; few texts are alike enough to be folded."""
    if not len(key) <= len(text) < 2 * len(key) + _SIGNS:
        return False
    first = _SAYING.search(text)
    return first is not None and key.startswith(first[0].lower()) and fold(text) == key


def _each_once(blocks: list[Block]) -> list[Block]:
    """Without paragraphs that were there before: some pages hold their text twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if len(block.text) < _PROSE or block.text not in seen or block.text.endswith("?"):
            kept.append(block)
        seen.add(block.text)
    return kept


def _with_title_apart(blocks: Sequence[Block], title: str) -> list[Block]:
    """`blocks`, a head of several lines under the headline parted into its lines."""
    parted: list[Block] = []
    for block in blocks:
        first, *rest = block.text.split(BREAK)
        if rest and _says(first, title):
            parted += [replace(block, text=line) for line in (first, *rest)]
        else:
            parted.append(block)
    return parted


def _after_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """What follows the headline, where that stands among the blocks."""
    if not title:
        return blocks
    at = next((n for n, b in enumerate(blocks) if _says(b.text, title)), None)
    if at is None:
        return blocks
    before = sum(len(block.text) for block in blocks[:at])
    after = sum(len(block.text) for block in blocks[at + 1 :])
    return blocks[at + 1 :] if before < after else blocks


def _without_quotes(blocks: list[Block]) -> list[Block]:
    """Without what is printed large beside the text that it is taken from."""
    if len(blocks) > _COMPARED:
        return blocks
    whole = "\n".join(block.text for block in blocks).replace("\xa0", " ")
    texts = [block.text.replace("\xa0", " ").strip(_MARKS) for block in blocks]
    copies = Counter(texts)
    return [
        block
        for block, text in zip(blocks, texts, strict=True)
        if not (_may_be_drawn(block, text) and whole.count(text) > copies[text])
    ]


def _may_be_drawn(block: Block, text: str) -> bool:
    return _PROSE <= len(text) < _QUOTE and block.tag not in _LISTED and not block.heading


def _without_head(blocks: list[Block], title: str) -> list[Block]:
    """Without labels, bylines, dates and a longer headline above the first paragraph."""
    at = next((n for n, block in enumerate(blocks) if _is_paragraph(block, title)), 0)
    return [
        block
        for n, block in enumerate(blocks[:at])
        if _opens(block, last=n == at - 1) and not _is_title(block, title)
    ] + blocks[at:]


def _is_title(block: Block, title: str) -> bool:
    return block.tag != "p" and holds(block.text, title)


def _without_bylines(blocks: list[Block], names: Collection[str]) -> list[Block]:
    """Without bylines and dates between the standfirst and the text."""
    return [
        block
        for n, block in enumerate(blocks)
        if n >= _HEAD
        or block.tag in _LISTED
        or not (is_dateline(block.text) or is_signature(block.text, names))
    ]


def _is_paragraph(block: Block, title: str) -> bool:
    text = block.text
    if len(text) < _PROSE or block.heading or _is_title(block, title):
        return False
    return len(text) > LINE or not (
        is_labelled(text) or (_DATE.search(text) and not is_sentence(text))
    )


def _opens(block: Block, *, last: bool) -> bool:
    """Whether a block above the first paragraph is of the article all the same."""
    text = block.text
    if block.tag in _LISTED or (block.heading and last):
        return True
    if _DATE.search(text) or is_labelled(text):
        return False
    return len(text) >= 30 and (
        is_sentence(text) or block.tag == "p" or (block.tag == "h2" and len(text) >= _PROSE)
    )


def _without_foot(blocks: list[Block], names: Collection[str]) -> list[Block]:
    """Without headings, labels, credits and the authors' lives below the last paragraph."""
    end = len(blocks)
    while end > 1 and (_closes(blocks[end - 1]) or _is_author(blocks[end - 1].text, names)):
        end -= 1
    gone = sum(map(_length, blocks[end:]))
    return blocks if gone > _FOOT_SHARE * sum(map(_length, blocks)) else blocks[:end]


def _is_author(text: str, names: Collection[str]) -> bool:
    return introduces(text, names) or is_signature(text, names)


def _length(block: Block) -> int:
    return len(block.text)


def _closes(block: Block) -> bool:
    """Whether a block below the text is no longer of the article."""
    text = block.text
    if _FOOT.match(text) and len(text) < _LONG:
        return True
    if block.heading and len(text) < LINE:
        return True
    if is_sentence(text) or block.tag in _LISTED:
        return False
    return len(text) < 40 or (
        len(text) < LINE and (block.faint or block.linked > 0 or _DATE.search(text) is not None)
    )


def _without_idle_headings(blocks: list[Block]) -> list[Block]:
    """Without headings of what was taken away: the next block is a heading of the same level."""
    following: list[Block | None] = [*blocks[1:], None]
    return [
        block
        for block, after in zip(blocks, following, strict=False)
        if not (
            block.heading
            and after is not None
            and after.tag == block.tag
            and len(block.text) < LINE
            and not is_sentence(block.text)
        )
    ]
