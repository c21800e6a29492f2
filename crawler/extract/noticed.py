"""What is noticed of a page beside its article: for the memory of its host, and where to go on."""

from collections.abc import Sequence

from crawler.extract import hints, repeated
from crawler.model import Further, Noticed


def notice(
    paragraphs: Sequence[str], parted: repeated.Parted, hinted: hints.Hints, further: Further
) -> Noticed:
    """All of it as one value; `paragraphs` are those of the article, `parted` all blocks there."""
    return Noticed(
        blocks=repeated.remembered(paragraphs, parted.again),
        hearts=repeated.hearts(paragraphs),
        repeated=repeated.share(paragraphs, parted.again),
        hints=tuple(hinted.tried),
        missed=tuple(hinted.missed),
        further=further,
    )
