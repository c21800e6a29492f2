"""`articles`, `show`, `sources`, `status`, `alerts`: over a store with two articles in it."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Refused
from tests.cli.command import configured, kliping
from tests.pipeline.world import FEED, a_feed, a_story, a_world

ONE = "https://contoh.id/berita/100001/banjir-di-hulu"
TWO = "https://contoh.id/berita/100002/rapat-di-kota"
GONE = "https://contoh.id/berita/100003/tertutup"
PAGES: dict[str, bytes | KlipingError] = {
    FEED: a_feed(ONE, TWO, GONE),
    ONE: a_story("Banjir di hulu"),
    TWO: a_story(
        "Rapat \x1b[31mdi kota", "Rapat dewan kota dibuka pada Senin pagi di gedung lama."
    ),
    GONE: Refused(GONE, "robots", "its robots.txt forbids it"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = configured(tmp_path_factory.mktemp("kept"))

    async def fill() -> None:
        async with a_world(place / "state", PAGES) as small:
            small.clock = datetime.now(UTC)
            await small.store.sync(small.world.plan.sources, small.clock)
            await small.settle()

    asyncio.run(fill())
    return place


def test_articles_are_listed_and_found_by_a_query(folder: Path) -> None:
    assert len(kliping("articles", folder=folder).stdout.splitlines()) == 3
    found = kliping("articles", "banjir AND NOT rapat", "--since", "1h", folder=folder).stdout
    assert "Banjir di hulu" in found
    assert "Rapat" not in found


def test_what_a_page_says_cannot_turn_the_terminal(folder: Path) -> None:
    assert "\x1b" not in kliping("articles", folder=folder).stdout


def test_articles_as_json_are_one_a_line(folder: Path) -> None:
    lines = kliping("articles", "--json", "--limit", "0", folder=folder).stdout.splitlines()
    assert {json.loads(line)["url"] for line in lines} == {ONE, TWO}


def test_a_query_that_cannot_be_read_points_at_the_place(folder: Path) -> None:
    said = kliping("articles", "(banjir", folder=folder, code=1).stderr
    assert "(banjir" in said
    assert "^" in said


def test_an_article_is_shown_by_id_beginning_or_address(folder: Path) -> None:
    line = kliping("articles", "banjir", "--json", folder=folder).stdout
    key = json.loads(line)["id"]
    for reference in (key, key[:6], ONE, ONE + "?utm_source=x"):
        shown = kliping("show", reference, folder=folder)
        assert shown.stdout.startswith("Banjir di hulu\n\nLaporan: -\n")
        assert "told by banjir: meja delivered" in shown.stderr
    assert "zzz" in kliping("show", "zzz", folder=folder, code=1).stderr


def test_health_counts_and_lists_what_was_set_aside(folder: Path) -> None:
    shown = kliping("sources", folder=folder).stdout
    assert "contoh" in shown
    assert "robots.txt forbids" in shown
    status = json.loads(kliping("status", "--json", folder=folder).stdout)
    assert (status["articles"], status["alerts"]) == (2, 1)
    assert status["deliveries"] == {"delivered": 1}
    assert "2 of 2 stories" in kliping("status", folder=folder).stdout


def test_alerts_are_listed_with_where_they_went(folder: Path) -> None:
    assert "meja delivered" in kliping("alerts", folder=folder).stdout
    (line,) = kliping("alerts", "--json", folder=folder).stdout.splitlines()
    assert json.loads(line)["rule"] == "banjir"
    assert kliping("alerts", "--given-up", "--json", folder=folder).stdout == ""


def test_a_folder_without_a_store_is_74(tmp_path: Path) -> None:
    said = kliping("status", folder=configured(tmp_path), code=74).stderr
    assert "kliping run" in said
