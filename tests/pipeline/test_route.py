"""The route of an article, with a real store, a made web and a turned clock."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import pipeline
from crawler.errors import ReaderDied, Refused, Rejected, Undelivered, Unreachable
from crawler.model import Inlet, InletKind, Job, Step
from crawler.store import open_store
from tests.builders import a_source
from tests.pipeline.world import FEED, SENTENCES, Inbox, Small, a_feed, a_story, a_world

ONE = "https://contoh.id/berita/100001/banjir-di-hulu"
TWO = "https://contoh.id/berita/100002/banjir-di-hilir"
PAGES = {
    FEED: a_feed(ONE, TWO),
    ONE: a_story("Banjir di hulu"),
    TWO: a_story("Rapat di kota", "Rapat dewan kota dibuka pada Senin pagi di gedung lama."),
}


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


async def test_a_delivery_that_failed_is_tried_again_with_the_same_bytes(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        tried: list[tuple[str, bytes]] = []
        send = small.inbox.send

        class Busy(Inbox):
            async def send(self, message: object) -> None:
                tried.append((message.id, message.body))  # type: ignore[attr-defined]  # a Message
                if len(tried) < 3:
                    raise Undelivered("busy") if len(tried) == 1 else Rejected("HTTP 400")
                await send(message)  # type: ignore[arg-type]  # a Message

        small.world.plan = replace(small.world.plan, channels={"meja": Busy()})
        await small.settle()
        for _ in range(3):
            await small.settle(minutes=10)
        assert len(tried) == 3
        assert len(set(tried)) == 1
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_delivery_is_given_up_after_a_week_and_stays_to_be_seen(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.inbox.errors += [Undelivered("down")] * 100
        await small.settle()
        for _ in range(20):
            await small.settle(hours=12)
        assert (await small.store.shelf.status()).deliveries == {"given up": 1}


async def test_a_channel_that_was_removed_and_came_back_gets_what_waited(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, channels={}) as small:
        await small.settle()
        small.world.plan = replace(small.world.plan, channels={"meja": small.inbox})
        await small.settle(hours=2)
        assert small.inbox.titles == ["Banjir di hulu"]


# first polls


async def test_what_stood_in_the_list_at_the_first_poll_is_remembered_not_told(
    tmp_path: Path,
) -> None:
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(minutes=5))
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        small.web.pages[FEED] = a_feed(TWO)
        await small.settle()
        assert small.web.asked == [FEED]
        small.web.pages[FEED] = a_feed(ONE, TWO)
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert TWO not in small.web.asked


async def test_an_inlet_that_is_read_for_the_first_time_late_floods_nobody(
    tmp_path: Path,
) -> None:
    sitemap = "https://contoh.id/feed2"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, sitemap)),
        every=timedelta(minutes=5),
    )
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        small.web.pages[FEED] = a_feed(TWO)
        small.web.pages[sitemap] = Unreachable(sitemap, "timeout", "no answer in time")
        await small.settle()
        small.web.pages[sitemap] = a_feed(ONE)
        await small.settle(minutes=5)
        assert small.inbox.titles == []


# inlets


async def test_one_failing_inlet_does_not_stop_the_others(tmp_path: Path) -> None:
    gone = "https://contoh.id/gone"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, gone), Inlet(InletKind.FEED, FEED)), remember_first=False
    )
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        states = (await small.store.memory("contoh")).inlets
        assert [state.failures for state in states] == [1, 0]
        assert "404" in states[0].problem


async def test_feeds_are_found_from_the_home_page(tmp_path: Path) -> None:
    home = b'<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head></html>'
    source = a_source(remember_first=False)
    pages = PAGES | {"https://contoh.id/": home}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        await small.settle(minutes=20)
        assert small.web.asked.count("https://contoh.id/") == 1, (
            "it is not looked for each time"
        )


async def test_a_list_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.web.etags = True
        await small.settle()
        await small.settle(minutes=5)
        memory = await small.store.memory("contoh")
        assert (memory.quiet, memory.failures) == (1, 0)
        assert len(small.inbox.messages) == 1


async def test_a_source_that_fails_is_asked_less_often_and_recovers(tmp_path: Path) -> None:
    async with a_world(tmp_path, {FEED: Unreachable(FEED, "http_500", "500")} | {}) as small:
        for _ in range(60):
            await small.settle(minutes=1)
        assert 3 <= len(small.web.asked) <= 6
        memory = await small.store.memory("contoh")
        assert memory.failures == len(small.web.asked)
        small.web.pages |= PAGES
        await small.settle(hours=7)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert (await small.store.memory("contoh")).failures == 0


async def test_a_host_that_asks_for_rest_gets_it(tmp_path: Path) -> None:
    busy = Unreachable(
        ONE, "http_429", "429", retry_after=timedelta(minutes=30), host_wide=True
    )
    async with a_world(tmp_path, PAGES | {ONE: busy}) as small:
        await small.settle()
        asked = len(small.web.asked)
        await small.settle(minutes=4)
        assert len(small.web.asked) == asked
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(minutes=40)
        assert small.inbox.titles == ["Banjir di hulu"]


# pages


async def read_state(small: Small) -> dict[str, int]:
    return dict((await small.store.shelf.status()).pages)


@pytest.mark.parametrize(
    "error",
    [
        Unreachable(ONE, "timeout", "no answer in time"),
        Refused(ONE, "not_found", "404"),
        ReaderDied("it took longer than 5 s"),
    ],
)
async def test_a_page_that_cannot_be_read_now_is_read_later(
    tmp_path: Path, error: Exception
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        if isinstance(error, ReaderDied):
            small.reading.deaths.append(error)
        else:
            small.web.pages[ONE] = error  # type: ignore[assignment]  # one of the errors above
        await small.settle()
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(hours=1)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_page_that_kills_its_reader_twice_is_set_aside_and_listed(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: PAGES[ONE]}) as small:
        small.reading.deaths += [ReaderDied("out of memory")] * 5
        for _ in range(5):
            await small.settle(hours=2)
        assert len(small.reading.deaths) == 3
        (aside,) = await small.store.shelf.aside()
        assert (aside.url, aside.crashes) == (ONE, 2)
        assert "out of memory" in aside.problem


async def test_a_page_that_may_not_be_asked_for_is_set_aside_at_once(tmp_path: Path) -> None:
    refused = Refused(ONE, "robots", "its robots.txt forbids it")
    async with a_world(tmp_path, PAGES | {ONE: refused}) as small:
        await small.settle()
        await small.settle(hours=12)
        assert small.web.asked.count(ONE) == 1
        (aside,) = await small.store.shelf.aside()
        assert "robots" in aside.problem


async def test_a_page_without_an_article_is_tried_again_and_never_matched(
    tmp_path: Path,
) -> None:
    shell = b"<html><head><title>banjir</title></head><body><nav><a href=/>banjir</a></nav></body></html>"
    async with a_world(tmp_path, PAGES | {ONE: shell}) as small:
        await small.settle()
        assert small.inbox.titles == []
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(minutes=10)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_pages_of_a_source_that_was_removed_are_set_aside(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        steps = pipeline.steps(small.world)
        (poll,) = await steps[Step.TICK]("")
        await steps[Step.POLL](poll.key)
        small.world.plan = replace(small.world.plan, sources={})
        await small.settle(hours=1)
        assert (await read_state(small)).get("aside") == 2


async def test_two_copies_filed_at_the_same_moment_are_one_story_and_one_alert(
    tmp_path: Path,
) -> None:
    pages = {FEED: a_feed(ONE, "https://lain.id/b/300001/banjir"), ONE: PAGES[ONE]}
    pages["https://lain.id/b/300001/banjir"] = a_story("Banjir di hulu", *SENTENCES)
    async with a_world(tmp_path, pages) as small:
        steps = pipeline.steps(small.world)
        (poll,) = await steps[Step.TICK]("")
        jobs = await steps[Step.POLL](poll.key)
        assert len(jobs) == 2
        await asyncio.gather(*(steps[job.step](job.key) for job in jobs))
        status = await small.store.shelf.status()
        assert (status.articles, status.stories, status.alerts) == (2, 1, 1)


async def test_pruning_forgets_articles_and_not_that_they_were_seen(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        await small.settle()
        small.clock += timedelta(days=91)
        await pipeline.steps(small.world)[Step.PRUNE]("")
        assert (await small.store.shelf.status()).articles == 0
        await small.settle(minutes=1)
        assert len(small.inbox.messages) == 1
        assert Job(Step.PRUNE) == Job(Step.PRUNE, "")
