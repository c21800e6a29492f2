"""Pages made to do harm end in an article or a typed error, within the deadline; the pool lives on.

The quick half of `benchmarks/hostile.py`, which makes them larger and more.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from crawler.article_text import Text
from crawler.errors import ReaderDied, Unreadable
from crawler.model import Article, Brief, Site
from crawler.readers.pool import Pool
from tests.extract.makes import MAKES
from tests.extract.pages import NOW, PROSE, URL, a_page, a_reply
from tests.readers.hostile import SELECTORS, mutated, pages

DEADLINE = timedelta(seconds=5)
HINTS = 4
GRACE = 5.0  # seconds that a busy machine may take to kill a process and to start another

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="memory and time of processes are limited as Linux does"
)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool(2, deadline=DEADLINE) as pool:
        yield pool


async def read(pool: Pool, page: bytes, site: Site | None = None) -> Article | str:
    """What comes of a page, in time: an article, or the error."""
    async with asyncio.timeout(DEADLINE.total_seconds() + GRACE):
        try:
            return await pool.article(Brief(url=URL, site=site), a_reply(page))
        except (Unreadable, ReaderDied) as error:
            return str(error)


async def test_no_page_that_was_made_to_do_harm_does_any(pool: Pool) -> None:
    good = await read(pool, a_page().encode())
    read_, bugs = 0, []
    for name, page in pages(700):
        found = await read(pool, page)
        read_ += isinstance(found, Article)
        if isinstance(found, str) and "while reading" in found:  # a bug of ours, met by chance
            bugs.append((name, found))
    assert bugs == []
    assert read_ > 60  # most can be read all the same
    assert await read(pool, a_page().encode()) == good


async def test_pages_with_chance_damage_are_read_or_refused(pool: Pool) -> None:
    dice = Random(20261122)
    text = Text(
        title="Pasar Lama Dibuka Lagi",
        authors=("Ani Contoh",),
        published=NOW,
        pictures=("Pasar lama", "Pasar lama pada pagi hari."),
        paragraphs=PROSE,
        comments=("Semoga ramai.",),
    )
    whole = [make(text).encode() for make in MAKES.values()]
    bugs = []
    for number in range(200):
        page = mutated(whole[number % len(whole)], dice)
        found = await read(pool, page)
        if isinstance(found, str) and "while reading" in found:
            bugs.append((number, found))
    assert bugs == []


async def test_no_selector_of_a_hint_does_harm(pool: Pool) -> None:
    plain = await read(pool, a_page().encode())
    assert isinstance(plain, Article)
    refused = 0
    for selector in SELECTORS:
        site = Site(
            host="x", title=selector, author=selector, published=selector, content=selector
        )
        started = time.perf_counter()
        found = await read(pool, a_page().encode(), site)
        assert isinstance(found, Article), (selector[:50], found)
        assert time.perf_counter() - started < DEADLINE.total_seconds()
        if len(found.noticed.missed) == HINTS:
            refused += 1
            assert found == plain
    assert refused > len(SELECTORS) // 2
