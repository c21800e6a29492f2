"""Which blocks of text a host puts on its articles, whatever they tell: learned by counting.

A block is such a one when it stood on several of the articles that are remembered of the host, and
on a good part of them.  What may be an article's own text needs more evidence the longer it is.
Articles that tell the same (a copy, an update, the parts of a series) count as one: what they
share is their story.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.fold import words
from crawler.model import Trace

ARTICLES = 40  # of one host that are remembered, the latest
LENGTHS = (120, 300, 700)  # characters: longer blocks are nobody's boilerplate
NEEDED = (3, 6, 10)  # articles that a block of up to so many characters must have stood on
SHARE = 0.25  # of the articles that are remembered
SAME_TITLE = 2 / 3  # of the words of the shorter: "Harga emas hari ini" is told each day


def learned(traces: Iterable[Trace]) -> frozenset[int]:
    """Fingerprints of the blocks that are boilerplate."""
    apart = different(traces)
    least = SHARE * len(apart)
    counts = Counter(block for trace in apart for block in set(trace.blocks))
    return frozenset(
        block
        for block, count in counts.items()
        if block & 3 < len(NEEDED) and count >= max(NEEDED[block & 3], least)
    )


def different(traces: Iterable[Trace]) -> Sequence[Trace]:
    """Those that tell something else than all before them."""
    kept: list[tuple[Trace, frozenset[str]]] = []
    for trace in traces:
        title = frozenset(words(trace.title))
        if not any(_is_echo(trace, title, other, named) for other, named in kept):
            kept.append((trace, title))
    return [trace for trace, _ in kept]


def _is_echo(trace: Trace, title: frozenset[str], other: Trace, named: frozenset[str]) -> bool:
    """Whether two articles share nearly a whole headline, or most of their long blocks."""
    if len(title & named) > SAME_TITLE * min(len(title), len(named)):
        return True
    common = len(set(trace.hearts) & set(other.hearts))
    return common * 2 > min(len(trace.hearts), len(other.hearts))
