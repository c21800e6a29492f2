"""Which page of an article an address is, where the article is spread over several.

The page is told by a parameter (`?page=2`), by the end of the path (`/2`, `/halaman/2`, `/hal-2`)
or behind the headline (`judul-2.html`).  Another article may be called like that too, so an address
is only ever held against that of the article whose page it may be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.dedup import address as addresses, variants
from crawler.dedup.address import Address
from crawler.dedup.urls import identity, owner

_NAMES = variants.PAGING | frozenset(
    {"hlm", "laman", "pagina", "seite", "pageno", "page_no", "pagenum", "bagian"}
)
_DOUBTFUL = frozenset({"p", "pn", "part", "start"})  # parameters that often mean something else
_WORD = r"(?:page|halaman|laman|hal|hlm|seite|pagina|p)"
_SEGMENT = re.compile(rf"{_WORD}[-_]?(\d{{1,2}})(?:\.[a-z]{{3,5}})?", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?P<name>.+?)(?:[-_,]{_WORD}[-_]?|(?P<bare>[-_,]))(?P<number>\d{{1,2}})"
    r"(?P<ending>\.[a-z]{3,5})?",
    re.IGNORECASE,
)
_ALL_PAIRS = frozenset(
    f"{name}={value}" for name in _NAMES | {"p"} for value in ("all", "full", "semua")
) | (variants.VIEWS & {f"{name}={value}" for name in (
    *("single", "singlepage", "showpage", "showall", "view"),
) for value in ("1", "true", "all", "full")})  # fmt: skip

_CACHES = re.compile(
    r"ampproject\.org|bing-amp\.com|google\.[a-z]{2,3}(?:\.[a-z]{2})?"
)  # owners


@dataclass(frozen=True, slots=True)
class Place:
    """One page of an article."""

    number: int  # from 1 on, as the address has it; some sites count from 0
    sure: bool  # False: only where it stands in a pager; it may be another article


def place(url: str, article: str) -> Place | None:
    """Which page of the article at the address `article` is at `url`; None: none that it says.

    >>> place("https://example.org/a-b-c-d?page=2", "https://example.org/a-b-c-d")
    Place(number=2, sure=True)
    >>> place("https://example.org/a-b-c-d-2.html", "https://example.org/a-b-c-d.html").sure
    False
    >>> place("https://example.org/?p=13", "https://example.org/?p=12")
    """
    mine = _article(article)
    return next((told for key, told in _readings(url) if key == mine), None)


def number(url: str) -> int:
    """The number of the page at `url`; 1 where it does not say so beyond doubt."""
    told = place(url, url)
    return told.number if told is not None and told.sure else 1


def first(url: str) -> str:
    """The address of the first page of the article at `url`, as far as a parameter tells it.

    >>> first("https://example.org/banjir?page=2")
    'https://example.org/banjir'
    """
    return f"https://{_article(url)}"


def is_whole(url: str) -> bool:
    """Whether `url` asks for all pages of an article at once.

    >>> is_whole("https://example.org/a-b-c-d?page=all"), is_whole("https://example.org/all")
    (True, False)
    """
    address = addresses.read(url)
    if address is None:
        return False
    if any(f"{name}={value}".lower() in _ALL_PAIRS for name, value in address.pairs):
        return True
    *before, last = address.path or ("",)
    return last.lower() in variants.WHOLE and identity(url) == _key(
        replace(address, path=tuple(before))
    )


def is_own(url: str, page: str) -> bool:
    """Whether what `page` claims is at `url` may be followed: within its registrable domain.

    A known AMP cache stands for the site that it holds.

    >>> is_own("https://m.example.org/a", "https://www.example.org/a")
    True
    """
    if owner(url) == owner(page):
        return True
    return _CACHES.fullmatch(owner(url)) is not None and owner(_held(url)) == owner(_held(page))


def _held(url: str) -> str:
    """The address of the page itself, where `url` is that of a copy in an AMP cache."""
    address = addresses.read(url)
    return url if address is None else f"https://{address.key}"


@lru_cache(maxsize=256)  # each link of a page is held against the same article
def _article(url: str) -> str:
    """The key of the article at `url`, without a parameter that says which of its pages that is."""
    told = [key for key, place in _of_parameters(addresses.read(url)) if place.sure]
    return told[0] if told else identity(url)


def _readings(url: str) -> Iterator[tuple[str, Place]]:
    """The ways in which `url` may be read as a page of an article, with the key of that."""
    address = addresses.read(url)
    yield from _of_parameters(address)
    if address is not None and address.path:
        yield from _of_path(address, address.path[:-1], address.path[-1])


def _of_parameters(address: Address | None) -> Iterator[tuple[str, Place]]:
    for pair in () if address is None else address.pairs:
        name = pair[0].lower()
        if address and name in _NAMES | _DOUBTFUL and re.fullmatch(r"\d{1,2}", pair[1]):
            rest = tuple(each for each in address.pairs if each != pair)
            place = Place(int(pair[1]), sure=name in _NAMES)
            yield _key(replace(address, pairs=rest)), place


def _of_path(
    address: Address, before: tuple[str, ...], last: str
) -> Iterator[tuple[str, Place]]:
    if re.fullmatch(r"\d{1,2}", last):
        if before and before[-1].lower() in variants.PAGED | {"hlm", "laman"}:
            yield _key(replace(address, path=before[:-1])), Place(int(last), sure=True)
        yield _key(replace(address, path=before)), Place(int(last), sure=True)
    elif told := _SEGMENT.fullmatch(last):
        yield _key(replace(address, path=before)), Place(int(told[1]), sure=True)
    elif told := _BEHIND.fullmatch(last):
        name = told["name"] + (told["ending"] or "")
        sure = told["bare"] is None
        yield (
            _key(replace(address, path=(*before, name))),
            Place(int(told["number"]), sure=sure),
        )


def _key(address: Address) -> str:
    return identity(f"https://{address.key}")
