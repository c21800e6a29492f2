"""The clock above each entry of a live report: it says when that was written, and is none of it.

Set as a paragraph like all others it is of the text: agencies part their updates so.
"""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Block
from crawler.extract.feet import LISTED
from crawler.extract.words import is_sentence

_LONGEST = 40  # characters of a stamp
_PROSE = 60  # characters of a sentence that tells something: an entry has one
_FEWEST = 2  # stamps: one alone may be of the text
_DAY = (
    r"(?:[^\W\d_]{3,9},? )?\d{1,2}[./ ](?:\d{1,2}|[^\W\d_]{3,9})\.?(?:[./ ](?:19|20)?\d\d)?,? ?"
)
_ZONE = r"(?: ?\(?(?:wib|wita|wit|utc|gmt|cet|cest|bst|ist|edt|est|pdt|pst|uhr)\)?)"
_STAMP = re.compile(
    rf"\W*(?:{_DAY}[|•·-]? ?)?(?:pukul |pkl\.? |jam |at )?"
    rf"(?:\d{{1,2}} ?[.:h] ?\d\d(?: ?[ap]\.?m\b\.?)?|\d{{1,2}} ?[ap]\.?m\b\.?){_ZONE}?\W*"
    r"|\W*\d{1,3} ?(?:detik|menit|jam|hari|seconds?|minutes?|mins?|m|hours?|hrs?|h|days?|d)"
    r"(?: yang)? (?:lalu|ago)\W*",
    re.IGNORECASE,
)


def without(blocks: list[Block]) -> list[Block]:
    """The blocks without the stamps of a live report: each above prose, and several of them."""
    stamps = [at for at, block in enumerate(blocks) if _is_stamp(block)]
    if len(stamps) < _FEWEST:
        return blocks
    above = {
        at
        for at, following in zip(stamps, (*stamps[1:], len(blocks)), strict=True)
        if _tells(blocks[at + 1 : following])
    }
    if 2 * len(above) <= len(stamps) or len(above) < _FEWEST:  # a programme, a timetable
        return blocks
    return [block for at, block in enumerate(blocks) if at not in above]


def _is_stamp(block: Block) -> bool:
    if (block.tag == "p" and not block.faint) or block.tag in LISTED:
        return False
    return len(block.text) <= _LONGEST and _STAMP.fullmatch(block.text) is not None


def _tells(entry: Sequence[Block]) -> bool:
    return any(len(block.text) >= _PROSE and is_sentence(block.text) for block in entry)
