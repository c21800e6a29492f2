"""How what was found on a new site is shown."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.cli.surveyed import plain, settings_of, shown
from crawler.model import Found, Inlet, InletKind, Moment, PageState, Precision
from crawler.pipeline.proposal import proposal
from crawler.pipeline.survey import Door, Survey
from crawler.settings import load
from tests.builders import an_article

ZONE = "Asia/Jakarta"
FEED = Inlet(InletKind.FEED, "https://contoh.id/feed")


def a_survey() -> Survey:
    day = Moment(datetime.fromisoformat("2026-11-22T00:00:00+07:00"), Precision.DAY)
    return Survey(
        url="https://contoh.id/",
        doors=(Door(FEED, (Found(url="https://contoh.id/berita/1/a"),)),),
        articles=(
            an_article(title="Judul \x1b[31mmerah\u202e", published=day),
            an_article(title="", paragraphs=(), state=PageState.EMPTY),
        ),
    )


def test_what_strangers_wrote_turns_no_terminal() -> None:
    seen = a_survey()
    said = shown(seen, proposal(seen, (), ZONE, polls=96), ZONE)
    assert "1. Judul [31mmerah\n     2026-11-22 · no author · " in said
    assert "2. (no headline)\n     no date · no author · 0 characters, empty\n" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.endswith("    language: id\n")


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ([], "how often it publishes has to be learned: too few dates are stated; asked every ~15 min"),
        ([*range(0, 1440, 36)], "about 40 articles a day, most between "),
        ([*range(360, 1320, 24)], "articles a day, most between 06:00 and 21:00; asked every ~7 min"),
        ([*range(0, 7 * 1440, 1440)], "about 1.0 articles a day; asked every ~50 min"),
        ([*range(30, 7 * 1440, 1440)], "about 1.0 articles a day, most between 00:00 and 01:00; asked every ~50 min"),
    ],
)  # fmt: skip
def test_how_often_it_publishes_and_is_asked_is_one_line(times: list[int], said: str) -> None:
    midnight = datetime.fromisoformat("2026-11-15T00:00:00+07:00")
    found = tuple(
        Found(
            url=f"https://contoh.id/berita/{minute}/a",
            published=midnight + timedelta(minutes=minute),
        )
        for minute in times
    )
    seen = replace(a_survey(), doors=(Door(FEED, found or a_survey().doors[0].found),))
    (line,) = [
        line
        for line in shown(seen, proposal(seen, (), ZONE, polls=96), ZONE).splitlines()
        if "asked every" in line
    ]
    assert said in line


def test_without_a_configuration_its_defaults_count(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "all.yaml").write_text("sources: []\n", encoding="utf-8")
    settings = load(tmp_path / "config", environ={}, base=tmp_path).settings
    usual = settings_of(None)
    assert (settings.polls, settings.timezone) == (usual.polls, usual.timezone)
    assert (usual.polls, usual.timezone) == (96, "Asia/Jakarta")
    assert settings.user_agent == usual.user_agent


def test_programs_are_told_the_same() -> None:
    seen = a_survey()
    told = plain(seen, proposal(seen, (), ZONE, polls=96), ZONE)
    assert told["source"] == {
        "name": "contoh",
        "url": "https://contoh.id/",
        "feeds": [FEED.url],
        "language": "id",
    }
    assert told["inlets"] == [{"kind": "feed", "url": FEED.url, "links": 1}]
    assert (told["rhythm"], told["every_seconds"]) == (None, 900)
