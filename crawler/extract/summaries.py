"""Summaries that a machine wrote of the article, in a box above or below its text.

A label says so ("Ringkasan AI", "AI-generated key points").  Under it stands a list, or a paragraph
where the text has not begun or is over; a note that a machine wrote it ends a longer box.
"""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Block
from crawler.extract.feet import LISTED
from crawler.extract.words import is_sentence

_LABEL, _NOTED = 80, 160  # characters of a label, of a note
_PROSE = 60  # characters of a sentence of the text
_MOST = 8  # blocks in a box
_SHARE = 0.3  # of all text: what a box can have
_MACHINE = (
    r"(?:a\.?i\b\.?|ki|ia|kecerdasan buatan|artificial intelligence|künstlicher intelligenz"
    r"|chatgpt|gpt(?:-\d\w*)?|gemini|copilot|claude)"
)
_SUMMARY = (
    r"(?:ringkasan|rangkuman|intisari|poin(?:-poin)? (?:penting|utama|kunci)|summary|key (?:takeaways|points)"
    r"|takeaways|highlights|tl;?dr|zusammenfassung|résumé|resumen|samenvatting|riassunto|resumo)"
)
_MADE = (
    r"(?:(?:ini )?(?:dibuat|dihasilkan|disusun|dirangkum|diringkas)(?: secara otomatis)?"
    r"|(?:is |was |were )?(?:automatically )?(?:generated|created|written|made|powered)|erstellt|généré|generado)"
)
_BY = r"(?:(?:oleh|dengan|menggunakan|memakai|by|with|using|via|mit|von|par|por|con)(?: bantuan| the help of| hilfe von)?)"
_BEGINS = re.compile(rf"\W*(?:{_SUMMARY}|{_MACHINE}\b|{_MADE}|rangkum)", re.IGNORECASE)
_HEAD = re.compile(
    rf"\W*(?:{_MACHINE}[\s-]{{1,3}}(?:generated |assisted )?{_SUMMARY}|{_SUMMARY}(?: (?:artikel|berita|ini|artículo))*"
    rf"\W{{1,3}}(?:{_MADE} )?(?:{_BY} )?{_MACHINE}|{_SUMMARY}\W{{1,3}}{_MACHINE}[\s-]generated|(?:{_MADE} (?:{_BY} )?)?{_MACHINE}[\s-]generated|(?:di)?rangkum (?:{_BY} )?{_MACHINE})\W*(?:beta\W*)?",
    re.IGNORECASE,
)
_PEOPLES = re.compile(rf"\W*{_SUMMARY}(?: (?:artikel|berita|ini))*\W*", re.IGNORECASE)
_NOTE = re.compile(
    rf"\W*(?:disclaimer\W{{1,3}})?(?:(?:this |the )?(?:{_SUMMARY}|konten|content|teks|text) )?{_MADE} (?:{_BY} )?{_MACHINE}\W*"
    rf"(?:(?:dan|and|then|lalu|und)?\W*(?:reviewed|checked|edited|diperiksa|ditinjau|disunting|geprüft)\b.{{0,40}})?",
    re.IGNORECASE,
)


def without(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the boxes that machines filled."""
    labels = [at for at, block in enumerate(blocks) if _may_label(block.text)]
    most = _SHARE * sum(map(_length, blocks)) if labels else 0
    gone: set[int] = set()
    for at in labels:
        end = _end(blocks, at)
        if at not in gone and sum(map(_length, blocks[at:end])) <= most:
            gone.update(range(at, end))
    return [block for at, block in enumerate(blocks) if at not in gone] if gone else blocks


def _may_label(text: str) -> bool:
    return len(text) <= _LABEL and _BEGINS.match(text) is not None


def _end(blocks: Sequence[Block], at: int) -> int:
    """Where the box is over that is labelled at `at`; right there where none is."""
    label = blocks[at].text
    by_machine = _HEAD.fullmatch(label) is not None
    if not (by_machine or _PEOPLES.fullmatch(label)):
        return at
    for end in range(at + 1, min(at + 1 + _MOST, len(blocks))):
        if len(blocks[end].text) <= _NOTED and _NOTE.fullmatch(blocks[end].text):
            return end + 1
    return _unnoted(blocks, at) if by_machine else at


def _unnoted(blocks: Sequence[Block], at: int) -> int:
    """Where a box is over that no note ends: with a list, or with a paragraph around the text."""
    end = at + 1
    while end < len(blocks) and blocks[end].tag in LISTED:
        end += 1
    if end > at + 1:
        return end
    begun = any(map(_is_prose, blocks[:at]))
    over = not (blocks[at].heading or any(map(_is_prose, blocks[at + 2 :])))
    return at + 2 if end < len(blocks) and (over or not begun) else at


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and is_sentence(block.text) and not block.heading


def _length(block: Block) -> int:
    return len(block.text)
