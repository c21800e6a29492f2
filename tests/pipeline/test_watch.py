"""What operators hear."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from crawler import pipeline
from crawler.engine.once import drain
from crawler.errors import KlipingError, StoreBusy, Undelivered, Unreachable
from crawler.model import Answer, Inlet, InletKind, Job, Post, Source, Step
from crawler.pipeline import Push
from tests.builders import a_source
from tests.pipeline.world import FEED, PAGES, Inbox, Small, a_feed, a_world


def told(inbox: Inbox) -> list[str]:
    return [json.loads(message.body)["type"] for message in inbox.messages]


async def lives(small: Small, minutes: int) -> None:
    """So many minutes pass, with all that is done in them."""
    for _ in range(minutes):
        await small.settle(minutes=1)
        await drain(pipeline.steps(small.world), [Job(Step.WATCH)])
        await small.settle()


def heard_by(small: Small, *names: str) -> list[Inbox]:
    """More channels, all of them operators'."""
    boxes = [Inbox() for _ in names]
    channels = {**small.world.plan.channels, **dict(zip(names, boxes, strict=True))}
    small.world.plan = replace(small.world.plan, channels=channels, operators=names)
    return boxes


async def test_of_a_source_that_breaks_and_recovers_one_message_each_is_sent(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        (ops,) = heard_by(small, "ops")
        await lives(small, 5)
        page = small.web.pages[FEED]
        small.web.pages[FEED] = Unreachable(FEED, "http_500", "the server answered 500")
        await lives(small, 90)
        assert told(ops) == ["source.failing"]
        data = json.loads(ops.messages[0].body)["data"]
        assert data["source"] == "contoh"
        assert "500" in data["problem"]
        small.web.pages[FEED] = page
        await lives(small, 240)
        assert told(ops) == ["source.failing", "source.recovered"]


async def test_of_a_channel_that_is_down_the_other_operator_hears(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        first, second = heard_by(small, "first", "second")
        small.world.plan = replace(
            small.world.plan,
            channels={"meja": first, "second": second},
            operators=("meja", "second"),
        )
        first.errors += [Undelivered("down")] * 20
        await lives(small, 30)
        assert told(second) == ["channel.failing"]
        assert told(first) == []
        await lives(small, 120)
        assert told(second) == ["channel.failing", "channel.recovered"]
        assert told(first) == ["article.matched", "channel.recovered"]


async def test_what_was_given_up_is_told_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        (ops,) = heard_by(small, "ops")
        small.inbox.errors += [Undelivered("down")] * 1000
        await lives(small, 10)
        for _ in range(7):  # it is tried each day: what is not tried does not fail
            small.clock += timedelta(days=1)
            await lives(small, 10)
        assert told(ops).count("delivery.given_up") == 1
        (given,) = [m for m in ops.messages if b"delivery.given_up" in m.body]
        data = json.loads(given.body)["data"]
        assert (data["channel"], data["count"]) == ("meja", 1)


async def test_once_a_week_all_is_well(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        (ops,) = heard_by(small, "ops")
        for _ in range(15):
            await lives(small, 1)
            small.clock += timedelta(days=1)
        assert told(ops) == ["heartbeat"] * 2


async def test_a_full_disk_is_told_once_though_nothing_can_be_kept(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        (ops,) = heard_by(small, "ops")
        mind = small.store.mind
        no_room = [True]

        async def full(now: datetime, beat: timedelta, conclude: object) -> int:
            if no_room[0]:
                raise StoreBusy("the disk is full", full=True)
            return await mind(now, beat, conclude)  # type: ignore[arg-type]  # handed on

        small.store.mind = full  # type: ignore[method-assign]  # a disk that is full
        await lives(small, 3)
        assert told(ops) == ["disk.full"]
        no_room[0] = False
        await lives(small, 3)
        no_room[0] = True
        await lives(small, 3)
        assert told(ops) == ["disk.full"] * 2


async def test_without_operators_nobody_hears_anything(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.web.pages[FEED] = Unreachable(FEED, "http_500", "the server answered 500")
        await lives(small, 60)
        assert small.inbox.messages == []


async def test_a_silence_is_told_once_with_its_cause_and_once_that_it_is_over(
    tmp_path: Path,
) -> None:
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(hours=1))
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        (ops,) = heard_by(small, "ops")
        links: list[str] = []
        for hour in range(100):
            last = 100_000 + hour * 6
            links = [f"https://contoh.id/berita/{last - n}/a" for n in range(12)]
            small.web.pages[FEED] = a_feed(*links)
            await small.settle(hours=1)
        for _ in range(8):
            await small.settle(hours=1)
            await lives(small, 10)
        # Nor can its pages be read here, which is told besides.
        assert sorted(told(ops)) == ["source.failing", "source.silent"]
        silent = ops.messages[told(ops).index("source.silent")]
        data = json.loads(silent.body)["data"]
        assert (data["source"], data["problem"]) == ("contoh", "200, and no new links")
        small.web.pages[FEED] = Unreachable(FEED, "http_500", "the server answered 500")
        await lives(small, 70)
        small.web.pages[FEED] = a_feed("https://contoh.id/berita/300000/a", *links)
        await lives(small, 240)
        assert told(ops)[-1] == "source.recovered"
        assert told(ops).count("source.silent") == 1


async def test_a_gap_that_could_not_be_filled_is_told_once(tmp_path: Path) -> None:
    def feed(first: int) -> bytes:
        return a_feed(
            *(f"https://contoh.id/berita/{n}/a" for n in range(first, first - 20, -1))
        )

    async with a_world(tmp_path, {FEED: feed(100_100)}) as small:
        (ops,) = heard_by(small, "ops")
        await lives(small, 7)
        assert told(ops) == []
        small.web.pages[FEED] = feed(100_200)
        await lives(small, 30)
        assert told(ops) == ["source.gap"]
        data = json.loads(ops.messages[0].body)["data"]
        assert data["since"] < data["until"]


def three_sources() -> tuple[dict[str, bytes | KlipingError], dict[str, Source]]:
    """Feeds of three hosts, and the sources that are polled by them."""
    feeds = [f"https://{host}.id/feed" for host in ("satu", "dua", "tiga")]
    sources = {
        url: a_source(
            name=url,
            url=url,
            inlets=(Inlet(InletKind.FEED, url),),
            every=timedelta(minutes=1),
        )
        for url in feeds
    }
    return {url: a_feed(f"{url}/berita/100001/banjir") for url in feeds}, sources


async def test_our_own_outage_is_told_by_one_message_and_its_end_by_another(
    tmp_path: Path,
) -> None:
    pages, sources = three_sources()
    async with a_world(tmp_path, pages, sources=sources) as small:
        (ops,) = heard_by(small, "ops")
        await lives(small, 5)
        for url in sources:
            small.web.pages[url] = Unreachable(url, "connect", "no route to host")
        await lives(small, 90)
        assert told(ops) == ["network.failing"]
        data = json.loads(ops.messages[0].body)["data"]
        assert data["network"] == "network"
        assert "no source is blamed" in data["problem"]
        small.web.pages |= pages
        await lives(small, 60)
        assert told(ops) == ["network.failing", "network.recovered"]


async def test_an_address_that_cannot_be_had_is_told_and_so_is_that_it_can(
    tmp_path: Path,
) -> None:
    pages, sources = three_sources()
    async with a_world(tmp_path, pages, sources=sources) as small:
        (ops,) = heard_by(small, "ops")
        small.world.push = push = Push(
            public="https://kliping.example.org",
            kept=small.store.subscriptions,
            hub=Nobody(),
            place="127.0.0.1:8321",
        )
        await lives(small, 20)
        push.problem = "address already in use"
        await lives(small, 4)
        assert told(ops) == [], "it may be the daemon before, which is about to end"
        await lives(small, 20)
        assert told(ops) == ["address.failing"]
        data = json.loads(ops.messages[0].body)["data"]
        assert data["address"] == "127.0.0.1:8321"
        assert "in use" in data["problem"]
        push.problem = ""
        await lives(small, 30)
        assert told(ops) == ["address.failing", "address.recovered"]


class Nobody:
    """A hub that is not to be asked."""

    async def submit(self, post: Post) -> Answer:
        raise AssertionError(post)


async def test_hosts_that_fail_one_after_the_other_are_no_outage_of_ours(
    tmp_path: Path,
) -> None:
    pages, sources = three_sources()
    async with a_world(tmp_path, pages, sources=sources) as small:
        (ops,) = heard_by(small, "ops")
        for url in list(sources)[:2]:
            small.web.pages[url] = Unreachable(url, "connect", "no route to host")
        await lives(small, 90)
        assert told(ops) == ["source.failing"] * 2
