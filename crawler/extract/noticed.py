"""What is noticed of a page beside its article: for the memory of its host, and where to go on."""

from collections.abc import Iterable, Iterator, Sequence

from crawler.extract import hints, pictures, repeated
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.model import Further, Noticed


def notice(
    paragraphs: Sequence[str],
    parted: repeated.Parted,
    hinted: hints.Hints,
    further: Further,
    stated: Iterable[str] = (),
) -> Noticed:
    """All of it as one value; `paragraphs` are those of the article, `parted` all blocks there."""
    return Noticed(
        blocks=repeated.remembered(paragraphs, parted.again),
        hearts=repeated.hearts(paragraphs),
        repeated=repeated.share(paragraphs, parted.again),
        hints=tuple(hinted.tried),
        missed=tuple(hinted.missed),
        further=further,
        addresses=tuple(dict.fromkeys(stated)),
    )


def addresses(meta: Meta, data: LinkedData, base: str) -> Iterator[str]:
    """Every address that a page at `base` says is its own."""
    for claimed in (meta.canonical, meta.first(("og:url",)), data.address):
        address = pictures.address(claimed, base) if claimed else None
        if address is not None:
            yield address
