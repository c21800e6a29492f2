"""The route of an article, with a real store, a made web and a turned clock."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from crawler import pipeline
from crawler.model import Inlet, InletKind, Step
from crawler.store import open_store
from tests.builders import a_source
from tests.pipeline.world import FEED, ONE, PAGES, SENTENCES, TWO, a_feed, a_story, a_world

THREE = "https://contoh.id/berita/100003/banjir-lagi"


async def test_an_article_goes_from_feed_to_inbox_in_one_turn(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        assert await small.settle() == 1, "nothing more is due"


async def test_nothing_is_told_twice_however_often_it_is_listed(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        await small.settle()
        small.web.pages[FEED] = a_feed(ONE + "?utm_source=rss", TWO + "/")
        await small.settle(minutes=5)
        assert len(small.inbox.messages) == 1
        assert small.web.asked.count(ONE) == 1


async def test_a_story_that_two_sites_tell_word_for_word_is_told_once(tmp_path: Path) -> None:
    lain = a_source(
        name="lain",
        inlets=(Inlet(InletKind.FEED, "https://lain.id/feed"),),
        remember_first=False,
        network="contoh",
    )
    pages = PAGES | {
        "https://lain.id/feed": a_feed("https://lain.id/x/200001/banjir"),
        "https://lain.id/x/200001/banjir": a_story("Banjir di hulu"),
    }
    async with a_world(tmp_path, pages) as small:
        sources = {**small.world.plan.sources, "lain": lain}
        small.world.plan = replace(small.world.plan, sources=sources)
        await small.store.sync(sources, small.clock)
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_second_newsroom_with_the_same_text_is_an_update(tmp_path: Path) -> None:
    lain = a_source(
        name="lain",
        inlets=(Inlet(InletKind.FEED, "https://lain.id/feed"),),
        remember_first=False,
    )
    pages = PAGES | {
        "https://lain.id/feed": a_feed("https://lain.id/x/200001/banjir"),
        "https://lain.id/x/200001/banjir": a_story("Banjir di hulu"),
    }
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        sources = {**small.world.plan.sources, "lain": lain}
        small.world.plan = replace(small.world.plan, sources=sources)
        await small.store.sync(sources, small.clock)
        await small.settle(minutes=1)
        kinds = [json.loads(message.body)["type"] for message in small.inbox.messages]
        assert kinds == ["article.matched", "story.updated"]


async def test_what_a_crash_left_comes_due_again(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        steps = pipeline.steps(small.world)
        (poll,) = await steps[Step.TICK]("")
        assert await steps[Step.POLL](poll.key), "a page is taken, and forgotten here"
    async with open_store(tmp_path) as store:
        assert await store.recover() > 0
    async with a_world(tmp_path, PAGES) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_lease_that_ran_out_is_taken_again_without_a_restart(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        steps = pipeline.steps(small.world)
        (poll,) = await steps[Step.TICK]("")
        await steps[Step.POLL](poll.key)
        await small.settle(hours=1)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_clock_that_was_set_back_stops_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.clock += timedelta(days=30)
        small.web.pages[FEED] = a_feed(TWO)
        await small.settle()
        small.clock -= timedelta(days=30)
        small.web.pages[FEED] = a_feed(ONE, TWO)
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_rule_that_was_changed_tells_only_what_is_seen_afterwards(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        later = {"banjir": small.clock + timedelta(minutes=1)}
        small.world.plan = replace(small.world.plan, since=later)
        await small.settle()
        assert small.inbox.titles == []
        (one,) = await small.store.shelf.find(ONE)
        dossier = await small.store.shelf.article(one)
        assert dossier is not None
        assert dossier.skips == (("banjir", "seen before the rule asked this"),)
        small.web.pages |= {
            FEED: a_feed(ONE, TWO, THREE),
            THREE: a_story("Banjir lagi", *reversed(SENTENCES)),
        }
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir lagi"]


async def test_a_clock_that_was_set_back_lets_no_rule_wait_for_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.world.plan = replace(small.world.plan, since={"banjir": small.clock})
        small.world.ticked = small.clock
        small.clock -= timedelta(days=30)
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
