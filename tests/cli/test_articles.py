"""`articles` and `show`."""

import asyncio
import json
from pathlib import Path

from crawler.model import Tell
from crawler.rules import Ruleset
from tests.builders import a_rule
from tests.cli.command import configured, kliping
from tests.cli.conftest import ONE, TWO
from tests.pipeline.world import FEED, SENTENCES, a_feed, a_story, a_world

FIRST = a_story("Banjir di hulu", SENTENCES[0])


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


def test_an_article_says_by_which_addresses_it_is_known_and_why(folder: Path) -> None:
    said = kliping("show", ONE, "--why", folder=folder).stderr
    assert f"the link that led to it: {ONE}" in said
    assert "known as " in said
    (line,) = kliping("show", ONE, "--json", folder=folder).stdout.splitlines()
    told = json.loads(line)
    assert [name["why"] for name in told["names"]][:1] == ["found"]
    assert (told["copy_of"], told["contained"], told["origin"]) == (None, None, "")
    assert len(told["networks"]) == 1


def test_an_article_that_was_changed_says_what_it_said_before(tmp_path: Path) -> None:
    place = configured(tmp_path)
    rules = Ruleset([a_rule("banjir", tell=Tell.UPDATES)])

    async def change() -> None:
        async with a_world(
            place / "state", {FEED: a_feed(ONE), ONE: FIRST}, rules=rules
        ) as small:
            await small.settle()
            small.web.pages[ONE] = a_story(
                "Banjir surut", SENTENCES[0].replace("tiga", "empat")
            )
            await small.settle(minutes=16)

    asyncio.run(change())
    shown = kliping("show", ONE, "--versions", folder=place)
    assert shown.stdout.startswith("Banjir surut\n")
    for line in (
        "changed once, last seen ",
        "told by banjir as article.updated: meja ",
        "until 2026-11-22T12:16+00:00 it said:\n  title: Banjir di hulu\n    now: Banjir surut\n",
        "  body: rumah warga di tiga kelurahan.\n    now: rumah warga di empat kelurahan.\n",
    ):
        assert line in shown.stderr
    assert "it said:" not in kliping("show", ONE, folder=place).stderr
    assert "banjir (article.updated)" in kliping("alerts", folder=place).stdout
    (version,) = json.loads(kliping("show", ONE, "--json", folder=place).stdout)["versions"]
    assert version["title"] == "Banjir di hulu"


def test_what_was_told_is_shown_with_the_words_that_answered(folder: Path) -> None:
    assert (
        "  banjir in its title: [Banjir] di hulu" in kliping("show", ONE, folder=folder).stderr
    )
    (line,) = kliping("alerts", "--json", folder=folder).stdout.splitlines()
    match = json.loads(line)["matches"][0]
    assert (match["term"], match["field"], match["start"], match["end"]) == (
        "banjir",
        "title",
        0,
        6,
    )
