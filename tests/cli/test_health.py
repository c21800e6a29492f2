"""`sources`, `status`."""

import asyncio
import json
from functools import partial
from pathlib import Path

from crawler import drift
from crawler.model import Drift, Figures
from crawler.store import open_store
from tests.builders import NOON, a_source, an_article
from tests.cli.command import configured, kliping


def test_health_counts_and_lists_what_was_set_aside(folder: Path) -> None:
    shown = kliping("sources", folder=folder).stdout
    assert "contoh" in shown
    assert "robots.txt forbids" in shown
    status = json.loads(kliping("status", "--json", folder=folder).stdout)
    assert (status["articles"], status["alerts"]) == (2, 1)
    assert status["deliveries"] == {"delivered": 1}
    assert "2 of 2 stories" in kliping("status", folder=folder).stdout


def test_a_folder_without_a_store_is_74(tmp_path: Path) -> None:
    said = kliping("status", folder=configured(tmp_path), code=74).stderr
    assert "kliping run" in said


def test_a_host_whose_pages_have_changed_is_shown_with_a_page_that_shows_it(
    tmp_path: Path,
) -> None:
    place = configured(tmp_path)

    def watched(
        after: tuple[Figures, tuple[Drift, ...]], _: Figures
    ) -> tuple[Figures, tuple[Drift, ...]]:
        return after

    async def fill() -> None:
        figures = Figures()
        async with open_store(place / "state") as store:
            await store.sync([a_source().name], NOON)
            for number in range(60):
                url, title = f"https://kota.example/{number}", "Judul" if number < 40 else ""
                seen = drift.seen(an_article(url=url, title=title), figures)
                figures, _ = drift.after(figures, "kota.example", seen, NOON)
                await store.watch(
                    "kota.example", "contoh", NOON, partial(watched, (figures, ()))
                )

    asyncio.run(fill())
    shown = kliping("sources", folder=place).stdout
    assert "kota.example: titles are missing, since" in shown
    assert "as on https://kota.example/5" in shown
    (line,) = kliping("sources", "--json", folder=place).stdout.splitlines()
    (host,) = json.loads(line)["hosts"]
    assert (host["pages"], host["length"], host["language"]) == (60, 176, "id")
    assert 0.1 < host["failing"]["title"] < 0.5
    assert host["failing"]["authors"] == 1
    status = json.loads(kliping("status", "--json", folder=place).stdout)
    assert status["changed"] == 1
