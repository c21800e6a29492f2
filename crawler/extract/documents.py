"""Documents that a page gives in full: a ruling, a decree, a circular.

Their first and last lines look like labels ("PUTUSAN", "Hakim Ketua") and are of the text.  What
tells a document is the line with its number.
"""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Block
from crawler.extract.words import is_sentence

_LONGEST = 80  # characters of a line with a number, and of the kind of document above it
_NUMBER = re.compile(
    r"(?:(?:putusan|perkara|surat|keputusan|peraturan|case|docket)\s)?(?:nomor|no\.?|number)\s?[:.]?\s"
    r"(?:[\w.()-]*\d[\w.()-]*\s?/\s?[\w./() -]+|\d+\s(?:tahun|of)\s(?:19|20)\d\d)",
    re.IGNORECASE,
)
_INITIALS = frozenset("NnPpSsKkCcDd")  # of such a line: a quick look before the search


def begins(blocks: Sequence[Block]) -> int | None:
    """Where a document begins: with its kind above the line of its number, or with that line.

    Within a text the number alone may head what is told of the document.
    """
    for at, block in enumerate(blocks):
        if (
            block.text[:1] in _INITIALS
            and _is_line(block)
            and _NUMBER.fullmatch(block.text.strip())
        ):
            if at and _is_kind(blocks[at - 1]):
                return at - 1
            if not any(map(_is_prose, blocks[:at])):
                return at
    return None


def _is_prose(block: Block) -> bool:
    return len(block.text) > _LONGEST and is_sentence(block.text)


def _is_line(block: Block) -> bool:
    return len(block.text) <= _LONGEST and not (block.linked or block.faint)


def _is_kind(block: Block) -> bool:
    return _is_line(block) and block.text.isupper()
