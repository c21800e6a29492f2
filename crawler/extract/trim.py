"""Which of the blocks in the article's element are the article."""

import re
from collections import Counter
from collections.abc import Sequence

from crawler.extract.blocks import BREAK, Block
from crawler.extract.promotion import is_about_cookies, is_credit, is_promotion
from crawler.extract.words import fold, is_sentence

_PROSE = 60  # characters: a shorter first line is a label, a byline, a date


_HEAD = re.compile(  # a date, a time, a length of reading: of a line above the first paragraph
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\bmin(?:ute)?s?\b(?: read)?", re.IGNORECASE
)


def trim(blocks: Sequence[Block], title: str) -> list[str]:
    """The text of the article's own blocks, in reading order."""
    kept = _after_title(blocks, fold(title))
    told = Counter(fold(block.text) for block in kept)
    title_key = fold(title)
    kept = [
        block
        for block in kept
        if not is_promotion(block.text, block.linked)
        and not (told[key := fold(block.text)] > 2 and len(block.text) < 200)
        and key != title_key
        and (key or "_" in block.text)
        and not is_credit(block.text)
        and not (is_about_cookies(block.text) and "cookie" not in title_key)
        and not (block.faint and len(block.text) < _PROSE and not is_sentence(block.text))
    ]
    kept = _without_foot(_without_head(_each_once(kept)))
    return [block.text.replace(BREAK, "\n") for block in kept]


def _each_once(blocks: list[Block]) -> list[Block]:
    """Without paragraphs that were there before: some pages hold their text twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if len(block.text) < _PROSE or block.text not in seen:
            kept.append(block)
        seen.add(block.text)
    return kept


def _after_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """What follows the headline, where that stands among the blocks."""
    if not title:
        return blocks
    at = next((n for n, b in enumerate(blocks) if fold(b.text) == title), None)
    if at is None:
        return blocks
    before = sum(len(block.text) for block in blocks[:at])
    after = sum(len(block.text) for block in blocks[at + 1 :])
    return blocks[at + 1 :] if before < after else blocks


def _without_head(blocks: list[Block]) -> list[Block]:
    """Without labels, bylines and dates above the first paragraph."""
    at = next((n for n, b in enumerate(blocks) if len(b.text) >= _PROSE and not b.heading), 0)
    return [b for n, b in enumerate(blocks[:at]) if _opens(b, last=n == at - 1)] + blocks[at:]


def _opens(block: Block, *, last: bool) -> bool:
    """Whether a block above the first paragraph is of the article all the same."""
    if block.tag == "li" or (block.heading and last):
        return True
    if _HEAD.search(block.text):
        return False
    return len(block.text) >= 30 and (is_sentence(block.text) or block.tag == "p")


def _without_foot(blocks: list[Block]) -> list[Block]:
    """Without headings and labels below the last paragraph."""
    end = len(blocks)
    while end > 1 and (
        blocks[end - 1].heading
        or (
            len(blocks[end - 1].text) < 40
            and not is_sentence(blocks[end - 1].text)
            and blocks[end - 1].tag not in ("li", "tr")
        )
    ):
        end -= 1
    return blocks[:end]
