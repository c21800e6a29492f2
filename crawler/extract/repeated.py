"""Text that stands on many articles of one host: known by fingerprints, and left out.

The memory of the host says which fingerprints those are (`boilerplate.learned`); here a page's
blocks are held against them, and what the page itself teaches is put together.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from crawler.boilerplate import LENGTHS
from crawler.extract.blocks import BREAK, Block

MOST = 32  # blocks of one article that are remembered: first ones, last ones, short ones
HEARTS = 3
_FIRST, _LAST = 6, 14
_PARAGRAPH = 80  # characters: an article has one block of so many
_LISTED = frozenset({"li", "tr", "dd", "dt"})
_LINKED = 0.7  # of an item's text: it leads away, and is no part of a list of the article's


@dataclass(frozen=True, slots=True)
class Parted:
    """The blocks of a page: its own, and those that other articles of the host have too."""

    own: Sequence[Block]
    again: Sequence[Block] = ()


def part(blocks: Sequence[Block], known: Collection[int]) -> Parted:
    """Take the blocks whose fingerprints are `known` out of `blocks`.

    Never so many that no article would be left: then they are all its own.  An item of a list, a
    row and a heading above text that stays are of the article, however often they stand there.
    """
    if not known:
        return Parted(blocks)
    gone = [_is_plain(block) and fingerprint(block.text) in known for block in blocks]
    for place in range(len(blocks) - 1, -1, -1):
        below = gone[place + 1 : place + 2]
        if blocks[place].heading:
            gone[place] = below != [False] and fingerprint(blocks[place].text) in known
    own = [block for block, out in zip(blocks, gone, strict=True) if not out]
    again = [block for block, out in zip(blocks, gone, strict=True) if out]
    return Parted(own, again) if _is_enough(own, again) else Parted(blocks)


def _is_plain(block: Block) -> bool:
    if block.heading or len(block.text) > LENGTHS[-1]:
        return False
    return block.tag not in _LISTED or block.linked > _LINKED * len(block.text)


def _is_enough(own: Sequence[Block], again: Sequence[Block]) -> bool:
    """Whether there is an article in what is left."""
    if any(len(block.text) >= _PARAGRAPH and not block.heading for block in own):
        return True
    return _length(own) > _length(again)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def share(own: Sequence[str], again: Sequence[Block]) -> float:
    """How much of a page's text is `again`: 0 to 1."""
    out = _length(again)
    return out / (out + sum(map(len, own))) if out else 0.0


def remembered(own: Sequence[str], again: Sequence[Block]) -> tuple[int, ...]:
    """Fingerprints of the blocks by which others may be known again."""
    short = [text for text in own if len(text) <= LENGTHS[-1]]
    room = MOST - min(len(again), MOST // 2)
    if len(short) > room:
        inner = sorted(short[_FIRST:-_LAST], key=len)
        short = [*short[:_FIRST], *short[-_LAST:], *inner][:room]
    texts = [block.text for block in again[: MOST // 2]] + short
    return tuple(dict.fromkeys(map(fingerprint, texts)))


def hearts(own: Sequence[str]) -> tuple[int, ...]:
    """Fingerprints of the longest blocks of the text."""
    return tuple(map(fingerprint, sorted(own, key=len, reverse=True)[:HEARTS]))


def fingerprint(text: str) -> int:
    """64 bits of a block's text; the lowest two say how long it is: a place in `LENGTHS`."""
    told = text.replace(BREAK, "\n").encode("utf-8", "replace")
    digest = int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
    size = bisect_left(LENGTHS, len(text))
    return digest & ~3 | size
