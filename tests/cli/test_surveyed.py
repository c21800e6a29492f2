"""How what was found on a new site is shown."""

from datetime import datetime

from crawler.cli.surveyed import plain, shown
from crawler.model import Found, Inlet, InletKind, Moment, PageState, Precision
from crawler.pipeline.proposal import proposal
from crawler.pipeline.survey import Door, Survey
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
    said = shown(seen, proposal(seen, (), ZONE), ZONE)
    assert "1. Judul [31mmerah\n     2026-11-22 · no author · " in said
    assert "2. (no headline)\n     no date · no author · 0 characters, empty\n" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.endswith("    language: id\n")


def test_programs_are_told_the_same() -> None:
    seen = a_survey()
    told = plain(seen, proposal(seen, (), ZONE), ZONE)
    assert told["source"] == {
        "name": "contoh",
        "url": "https://contoh.id/",
        "feeds": [FEED.url],
        "language": "id",
    }
    assert told["inlets"] == [{"kind": "feed", "url": FEED.url, "links": 1}]
