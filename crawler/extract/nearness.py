"""Which texts of a page are near its headline: there stand its date and its authors."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

_BELOW, _ABOVE = 40, 10  # texts after and before the headline
_HEADLINES = 4  # places of the headline that are looked around
_HOPS = 3  # elements up from a text to its heading

Texts = Sequence[tuple[LexborNode, str]]


def around(texts: Texts, headlines: Sequence[int]) -> list[int]:
    """The places of the texts around the headline, the nearest first.

    `headlines` are the places where the headline stands.  What is above it is further away.
    """
    distances: dict[int, int] = {}
    for anchor in _anchors(texts, headlines):
        for at in range(max(anchor - _ABOVE, 0), min(anchor + _BELOW, len(texts))):
            away = at - anchor if at > anchor else 3 * (anchor - at)
            if at != anchor:
                distances[at] = min(away, distances.get(at, away))
    return sorted(distances, key=distances.__getitem__)


def _anchors(texts: Texts, headlines: Sequence[int]) -> list[int]:
    """The places of the headline: where it is a heading, or else where any is."""
    headings = [at for at in headlines if within(texts[at][0], "h1")]
    found = headings or list(headlines)
    if not found:
        found = [at for at, (node, _) in enumerate(texts) if within(node, "h1")][-1:]
    return found[:_HEADLINES]


def within(node: LexborNode, tag: str) -> bool:
    """Whether a text is in an element of that kind, or nearly directly so."""
    above = node.parent
    for _ in range(_HOPS):
        if above is None:
            break
        if above.tag == tag:
            return True
        above = above.parent
    return False
