"""What makes one text a copy of another: half of the shorter one stands in the longer.

An agency's report is printed whole, cut, or with a paragraph of one's own; so what counts is
containment, the share of the smaller text's shingles, and not resemblance.  What a host says in all
its articles is no part of a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crawler.dedup.shingles import (
    LEAST,
    NONE,
    UNSAID,
    WORDS,
    Hashes,
    Said,
    distinct,
    shared,
    shingles,
    without,
)

COPY = 0.5  # of the smaller text's shingles: from here on it is a copy
SHADE = 8  # bits a shingle; one that is missing seems to be there one time in nine


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """What of an article can be copied."""

    ordered: Hashes  # its shingles in order, without what its host always says
    distinct: Hashes

    def __len__(self) -> int:
        """How many distinct shingles there are; 0 where the text is too short to tell."""
        return len(self.distinct)


def text(paragraphs: Sequence[str], said: Said = UNSAID) -> Text:
    """The text of an article whose host always says what is in `said`, which does not count."""
    return told(shingles(paragraphs), said)


def told(found: Hashes, said: Said) -> Text:
    """`text`, where the shingles were `found` already."""
    own = without(found, said)
    if len(own) < len(found) and len(own) <= LEAST - WORDS:
        own = NONE
    return Text(own, distinct(own))


def containment(one: Text, other: Text) -> float:
    """The share of the smaller text's distinct shingles that the other has too."""
    smaller = min(len(one), len(other))
    return shared(one.distinct, other.distinct) / smaller if smaller else 0.0


def shade(whole: Text) -> bytes:
    """A byte for each shingle, by which to see that another text is not in this one.

    A Bloom filter with a single hash: B. Bloom, "Space/time trade-offs in hash coding", 1970.
    """
    bits = np.zeros(SHADE * len(whole), np.bool_)
    bits[whole.distinct % np.uint64(max(len(bits), 1))] = True
    return np.packbits(bits).tobytes()


def may_hold(shaded: bytes, part: Text) -> bool:
    """Whether the text that `shaded` is the shade of may have half of `part`; never wrongly no."""
    bits = np.unpackbits(np.frombuffer(shaded, np.uint8))
    if not len(bits):
        return False
    there = np.count_nonzero(bits[part.distinct % np.uint64(len(bits))])
    return bool(there >= COPY * len(part))
