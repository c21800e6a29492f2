"""Sites of forty makes, each given by its address alone: every article is read, nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest

from crawler.dedup.urls import identity
from crawler.errors import KlipingError, Refused
from tests.builders import a_source
from tests.discover.index_pages import PAGES, IndexPage
from tests.discover.more_index_pages import MORE
from tests.pipeline.world import a_feed, a_world

BASES = {"relative to a base": "https://www.kabar.example/asia/"}


def wanted(made: IndexPage) -> set[str]:
    base = BASES.get(made.make, made.url)
    return {identity(urljoin(base, link)) for link in made.articles}


async def read(folder: Path, made: IndexPage, **pages: bytes | KlipingError) -> set[str]:
    """What is asked for as an article of a site whose home page is `made`."""
    web = {made.url: made.html.encode()} | {
        urljoin(made.url, f"/{path}"): page for path, page in pages.items()
    }
    source = a_source(
        name="contoh", url=made.url, every=timedelta(minutes=2), remember_first=False
    )
    async with a_world(folder, web, sources={"contoh": replace(source, inlets=())}) as small:
        for _ in range(6):
            await small.settle(minutes=8)
        lists = {
            identity(state.inlet.url) for state in (await small.store.memory("contoh")).inlets
        }
        return {identity(url) for url in small.web.asked} - lists - {identity(made.url)}


@pytest.mark.parametrize("made", [*PAGES, *MORE], ids=lambda made: made.make)
async def test_every_article_of_a_site_is_read_and_nothing_else(
    tmp_path: Path, made: IndexPage
) -> None:
    assert await read(tmp_path, made) == wanted(made)


NAMED = '<link rel=alternate type="application/rss+xml" href="/umpan">'


@pytest.mark.parametrize(
    "feed",
    [
        Refused("https://www.kabar.example/umpan", "not_found", "HTTP 404"),
        b"<html><body>Halaman tidak ditemukan</body></html>",
    ],
    ids=["gone", "a page"],
)
async def test_a_site_whose_feed_never_works_is_read_by_its_home_page(
    tmp_path: Path, feed: bytes | KlipingError
) -> None:
    made = replace(PAGES[0], html=PAGES[0].html.replace("</head>", NAMED + "</head>"))
    assert await read(tmp_path, made, umpan=feed) == wanted(made)


async def test_a_site_whose_feed_works_is_read_by_that(tmp_path: Path) -> None:
    made = replace(PAGES[0], html=PAGES[0].html.replace("</head>", NAMED + "</head>"))
    only = "https://www.kabar.example/berita/481299/banjir-besar-di-kota-hulu"
    assert await read(tmp_path, made, umpan=a_feed(only)) == {identity(only)}
