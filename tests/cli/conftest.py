"""A store with two articles, told of and looked at by the tests of commands that look."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Refused
from tests.cli.command import configured
from tests.pipeline.world import FEED, a_feed, a_story, a_world

ONE = "https://contoh.id/berita/100001/banjir-di-hulu"
TWO = "https://contoh.id/berita/100002/rapat-di-kota"
GONE = "https://contoh.id/berita/100003/tertutup"
PAGES: dict[str, bytes | KlipingError] = {
    FEED: a_feed(ONE, TWO, GONE),
    ONE: a_story("Banjir di hulu"),
    TWO: a_story(
        "Rapat \x1b[31mdi kota",
        "Rapat dewan kota tentang anggaran tahun depan dibuka pada Senin pagi di gedung lama di alun-alun.",
    ),
    GONE: Refused(GONE, "robots", "its robots.txt forbids it"),
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = configured(tmp_path_factory.mktemp("kept"))

    async def fill() -> None:
        async with a_world(place / "state", PAGES) as small:
            small.clock = datetime.now(UTC)
            await small.store.sync(small.world.plan.sources, small.clock)
            await small.settle()

    asyncio.run(fill())
    return place
