"""The headline, by vote among the witnesses: page, JSON-LD, Open Graph, the window's title."""

import re
from collections.abc import Iterable, Sequence

from crawler.extract.words import clean, fold

_TAIL = re.compile(r"\s+[|\-–—•·»:/]\s+|\s*[|»]\s*")
_LONGEST = 500  # characters


def choose(
    *, page: Sequence[str], headline: str, shared: Sequence[str], window: str, site: str
) -> str:
    """The title most witnesses tell; empty where none does.

    `page` are its h1 elements, `shared` what Open Graph and its kin say, `window` the text of
    `<title>`.  Where the witnesses differ, what the reader sees counts most.
    """
    window_key = fold(window)
    best, most = "", 0.0
    for weight, text in _witnesses(page, headline, shared, site):
        key = fold(text)
        if not key:
            continue
        votes = weight
        for other_weight, other in _witnesses(page, headline, shared, site):
            if fold(other) == key:
                votes += other_weight
        if key in window_key:
            votes += 1.0
        if votes > most:
            best, most = text, votes
    return (best or without_site(window, site))[:_LONGEST]


def _witnesses(
    page: Sequence[str], headline: str, shared: Sequence[str], site: str
) -> Iterable[tuple[float, str]]:
    for text in page:
        yield 1.2, text
    if headline:
        yield 1.1, without_site(headline, site)
    for text in shared:
        yield 0.9, without_site(text, site)


def without_site(title: str, site: str) -> str:
    """`title` without the name of the site that stands behind it.

    >>> without_site("Pasar dibuka lagi - Kota Contoh", "Kota Contoh")
    'Pasar dibuka lagi'
    """
    parts = list(_TAIL.finditer(title))
    if not parts:
        return title
    last = parts[-1]
    tail = fold(title[last.end() :])
    name = fold(site)
    if name and tail and (tail in name or name in tail) and last.start() > 0:
        return clean(title[: last.start()])
    return title
