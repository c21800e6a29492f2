"""Articles that are looked at again."""

import json
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Refused, Unreachable
from crawler.model import Tell
from crawler.rules import Ruleset
from tests.builders import a_rule
from tests.pipeline.world import FEED, ONE, SENTENCES, Small, a_feed, a_story, a_world

RULES = Ruleset(
    [
        a_rule("banjir", tell=Tell.UPDATES),
        a_rule("perahu OR gempa", name="kata", tell=Tell.UPDATES),
        a_rule("banjir", name="diam"),
    ]
)
TITLE = "Banjir di hulu"
PAGES = {FEED: a_feed(ONE), ONE: a_story(TITLE)}
LATER = ({"minutes": 16}, {"minutes": 50}, {"hours": 6}, {"hours": 20}, {"days": 2})


def told(small: Small) -> list[tuple[str, str, list[list[str]]]]:
    """Type, rule and changes of each message."""
    found = [json.loads(message.body) for message in small.inbox.messages]
    return [
        (
            each["type"],
            each["data"]["rule"],
            [[c["field"], c["was"], c["now"]] for c in each["data"].get("changes", [])],
        )
        for each in found
    ]


async def first(small: Small) -> None:
    await small.settle()
    assert sorted(rule for _, rule, _ in told(small)) == ["banjir", "diam", "kata"]
    small.inbox.messages.clear()


async def test_another_headline_is_told_once_to_who_wants_updates(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = a_story("Banjir di hulu surut")
        for later in LATER:
            await small.settle(**later)
        change = [["title", TITLE, "Banjir di hulu surut"]]
        assert told(small) == [
            ("article.updated", "banjir", change),
            ("article.updated", "kata", change),
        ]
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.title == "Banjir di hulu surut"


async def test_a_word_of_a_rule_that_comes_or_goes_is_told_to_that_rule(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        more = (SENTENCES[0], "Petugas datang setelah gempa terasa di pagi hari.", SENTENCES[2])
        small.web.pages[ONE] = a_story(TITLE, *more)
        await small.settle(minutes=16)
        ((kind, rule, changes),) = told(small)
        assert (kind, rule) == ("article.updated", "kata")
        words, text = changes
        assert words == ["matches", "perahu", "gempa"]
        assert text[0] == "body"
        assert "perahu" in text[1]
        assert "gempa" in text[2]


async def test_a_rule_that_matches_only_now_is_told_as_of_a_new_article(tmp_path: Path) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor")])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES, "Longsor menutup jalan desa.")
        await small.settle(minutes=16)
        assert told(small) == [("article.matched", "longsor", [])]
        for later in LATER[1:]:
            await small.settle(**later)
        assert len(told(small)) == 1


@pytest.mark.parametrize(
    ("problem", "updates"),
    [
        (Refused(ONE, "not_found", "404"), 2),
        (Refused(ONE, "gone", "410"), 2),
        (Refused(ONE, "forbidden", "403"), 0),
        (Unreachable(ONE, "timeout", "no answer"), 0),
    ],
)
async def test_an_article_that_was_taken_down_is_told_once(
    tmp_path: Path, problem: KlipingError, updates: int
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = problem
        for later in LATER:
            await small.settle(**later)
        assert [kind for kind, _, _ in told(small)] == ["article.updated"] * updates
        assert all(changes[0][0] == "page" for _, _, changes in told(small))
        assert (await small.store.shelf.status()).articles == 1


async def test_a_page_is_looked_at_five_times_with_what_the_server_gave_for_it(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        small.web.etags = True
        await first(small)
        for later in (*LATER, {"days": 9}):
            await small.settle(**later)
        assert small.web.asked.count(ONE) == 6
        assert told(small) == []


async def test_what_is_no_news_on_a_page_is_told_to_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        for number, later in enumerate(LATER):
            extra = (f"Baca juga: Harga cabai naik {number}", f"{number * 37} 2026")
            small.web.pages[ONE] = a_story(TITLE, *SENTENCES, *extra)
            await small.settle(**later)
        assert told(small) == []


async def test_a_short_article_that_only_gets_shorter_is_kept_as_it_was(tmp_path: Path) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor")])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES[:2])
        await small.settle(minutes=16)
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.paragraphs == SENTENCES
