"""What stands below the text of an article: who had a hand in it, when it changed, what follows."""

import re
from collections.abc import Collection

from crawler.extract.blocks import Block
from crawler.extract.heads import LINE, introduces, is_signature
from crawler.extract.letters import leave
from crawler.extract.words import is_sentence

LISTED = frozenset({"li", "tr", "dd", "dt"})
SPOKEN = "dd"  # stands for the tag of what is said in a dialogue
LONG = 200  # characters: a longer block says something, however often it stands there
WORDS = 3  # spaces: a last line with so many words may be a sentence without its full stop
_FOOT_SHARE = 0.2  # of all text: what a foot can have at most; more is text without full stops
_TAIL = 5  # blocks: above them nobody is named who had a hand in the text
_SHORT = 40  # characters: a last line that is no sentence is a label
_STATED = re.compile(r"[^\W\d_][^:]{1,30}:\s*\S")  # a score, a number to call, an hour
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DATE = re.compile(  # a date, a time, a length of reading
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b(?:min(?:ut\w{0,2})?s?|menit)\b", re.IGNORECASE
)
_FOOT = re.compile(  # who else had a hand in it, when it was changed, where more is
    r"\s*\W?(?:(?:additional )?(?:reporting|writing|editing) (?:by|from)\b"
    r"|.{3,60} contributed (?:reporting|to this)|(?:last )?(?:updated|diperbarui)\b.{0,60}$"
    r"|with (?:reports?|files|additional reporting) (?:from|by)\b|first published\b"
    r"|this (?:story|article) (?:was|has been) (?:originally )?(?:published|updated|corrected)"
    r"|mit (?:material|agenturen|informationen) |(?:la rédaction )?avec (?:l['’])?(?:afp|agences?)\b"
    r"|con información de|dengan (?:laporan|bantuan) dari|.{0,200}\b(?:contact|reach|email|follow) (?:him|her|them) (?:at|on|by)\b"
    r"|citation:|explore further|责编|责任编辑|aus dem .{3,20} von\b|copyright\W{0,3}(?:$|\d|©|\(c\))|©"
    r"|[(\[][^\W\d_]{2,5}(?:[/.,*-]{1,2}[^\W\d_]{2,5}){0,3}[)\]]\W*$"
    r"|\((?-i:[A-Z][\w.]*(?: [A-Z][\w.]*){1,3}|[A-Z][\w.]+(?:/[A-Z][\w.]+){1,2})\)$)",
    re.IGNORECASE,
)
_HELPED = re.compile(r".{3,60} contributed (?:reporting|to this)", re.IGNORECASE)
_BY = re.compile(
    r"\s*\W?(?:editor|penyunting|redaktur|pewarta|reporter|penulis|sumber|foto|tags?|topik|kategori)\s*:\s*",
    re.IGNORECASE,
)


def without_foot(blocks: list[Block], names: Collection[str]) -> list[Block]:
    """Without headings, labels, credits and the authors' lives below the last paragraph."""
    at = leave(blocks)
    if at is not None:
        signed = [one for one in blocks[at:] if not (_is_label(one) or one.linked)]
        return blocks[:at] + signed
    end = len(blocks)
    while end > 1 and _is_of_foot(blocks[end - 1], names):
        end -= 1
    gone = sum(map(_length, blocks[end:]))
    if gone > _FOOT_SHARE * sum(map(_length, blocks)):
        end = len(blocks)
    tail = max(end - _TAIL, min(end, 1))
    return blocks[:tail] + [block for block in blocks[tail:end] if not _is_label(block)]


def without_labels(blocks: list[Block]) -> list[Block]:
    """Without credits, links and what is filed below the last line, which itself may be short."""
    end = len(blocks)
    while end > 1 and _is_below(blocks[end - 1]):
        end -= 1
    tail = max(end - _TAIL, min(end, 1))
    return blocks[:tail] + [block for block in blocks[tail:end] if not _is_label(block)]


def _is_below(block: Block) -> bool:
    return block.faint or block.linked > 0 or _is_label(block)


def _is_label(block: Block) -> bool:
    """Whether a line near the end says who had a hand in it, or what it is filed under."""
    text = block.text
    if len(text) >= LINE or block.tag in LISTED:
        return False
    if is_sentence(text):
        return _HELPED.match(text) is not None
    return is_signed(text) or _FOOT.match(text) is not None


def _is_of_foot(block: Block, names: Collection[str]) -> bool:
    """Whether a block below the text closes it, or tells of its authors; no answer does."""
    text = block.text
    return block.tag != SPOKEN and (
        _closes(block) or introduces(text, names) or is_signature(text, names)
    )


def _length(block: Block) -> int:
    return len(block.text)


def _closes(block: Block) -> bool:
    """Whether a block below the text is no longer of the article."""
    text = block.text
    if len(text) < LONG and (_FOOT.match(text) or is_signed(text)):
        return True
    if block.heading and len(text) < LINE:
        return True
    if len(text) < _SHORT and text.endswith(":"):
        return True  # nothing stands below it
    if is_sentence(text) or block.tag in LISTED:
        return False
    if block.tag == "p" and not (block.faint or block.linked or text.isupper()):
        if _STATED.match(text) and not _YEAR.search(text):
            return False
        if text.count(" ") >= WORDS:
            return DATE.search(text) is not None and len(text) < LINE
    return len(text) < _SHORT or (
        len(text) < LINE and (block.faint or block.linked > 0 or DATE.search(text) is not None)
    )


def is_signed(text: str) -> bool:
    """Whether a line names who had a hand in it; what goes on in small letters is a sentence."""
    by = _BY.match(text)
    if by is None:
        return False
    return not (is_sentence(text) and text[by.end() : by.end() + 1].islower())
