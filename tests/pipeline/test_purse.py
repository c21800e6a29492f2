"""What a poll costs."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import Inlet, InletKind, Memory, Pace, Subscription
from crawler.pipeline.purse import AGAIN, Purse, offset
from crawler.store import SqliteStore, open_store
from tests.builders import NOON, a_source, after
from tests.pipeline.world import FEED, PAGES, a_feed, a_world

FIXED = a_source(name="tetap", every=timedelta(minutes=5))


def adaptive(*names: str) -> dict[str, object]:
    return {name: a_source(name=name) for name in names}


async def keep(store: SqliteStore, name: str, level: float) -> None:
    """Have it that a source is known to publish so many articles a day."""
    memory = Memory(pace=Pace(until=1.0, posts=level * 100, units=100.0))
    await store.keep_poll(name, lambda _: (memory, NOON), now=NOON)


async def test_sources_that_publish_more_make_polls_dearer_for_all(tmp_path: Path) -> None:
    sources = {name: a_source(name=name) for name in ("a", "b")}
    prices = []
    async with open_store(tmp_path) as store:
        await store.sync(sources, NOON)
        for level in (1, 10, 100):
            await keep(store, "a", level)
            purse = Purse()
            await purse.settle(store, sources, 96, NOON)
            prices.append(purse.ledger.price)
    assert prices == sorted(prices)
    assert prices[-1] > 5 * prices[0]


async def test_sources_of_a_fixed_interval_take_nothing_from_the_others(
    tmp_path: Path,
) -> None:
    one = a_source(name="a")
    alone, beside = Purse(), Purse()
    async with open_store(tmp_path) as store:
        await store.sync(["a", "tetap"], NOON)
        await keep(store, "tetap", 1000)
        await alone.settle(store, {"a": one}, 96, NOON)
        await beside.settle(store, {"a": one, "tetap": FIXED}, 96, NOON)
    assert alone.ledger.price == beside.ledger.price
    assert beside.ledger.all_of.sources == 1


async def test_the_price_is_worked_out_once_an_hour_and_when_the_plan_changes(
    tmp_path: Path,
) -> None:
    sources = {"a": a_source(name="a")}
    purse = Purse()
    async with open_store(tmp_path) as store:
        await store.sync(sources, NOON)
        await purse.settle(store, sources, 96, NOON)
        assert purse.stale(sources, 96, after(minutes=10)), "nothing is known of it yet"
        await keep(store, "a", 10)
        await purse.settle(store, sources, 96, NOON + AGAIN)
        assert not purse.stale(sources, 96, after(hours=1.9))
        assert purse.stale(sources, 96, NOON + 2 * AGAIN)
        assert purse.stale(sources, 96, after(hours=-1)), "the clock was set back"
        assert purse.stale(sources, 48, after(hours=1.5))
        assert purse.stale(dict(sources), 96, after(hours=1.5))


async def test_one_source_that_fails_for_ever_is_no_reason_to_work_it_out_more_often(
    tmp_path: Path,
) -> None:
    sources = {name: a_source(name=name) for name in "abcdefghijkl"}
    purse = Purse()
    async with open_store(tmp_path) as store:
        await store.sync(sources, NOON)
        for name in list(sources)[1:]:
            await keep(store, name, 10)
        await purse.settle(store, sources, 96, NOON)
        assert purse.ledger.all_of.unknown == 1
        assert not purse.stale(sources, 96, after(minutes=50))


async def test_without_adaptive_sources_there_is_nothing_to_work_out(tmp_path: Path) -> None:
    purse = Purse()
    async with open_store(tmp_path) as store:
        for sources in ({}, {"tetap": FIXED}):
            await purse.settle(store, sources, 96, NOON)
            assert purse.ledger.all_of.sources == 0


async def test_polls_of_adaptive_sources_are_counted(tmp_path: Path) -> None:
    inlets = (Inlet(InletKind.FEED, FEED),)
    sources = {
        "contoh": a_source(inlets=inlets),
        "tetap": a_source(name="tetap", inlets=inlets, every=timedelta(minutes=5)),
    }
    pages = {**PAGES, FEED: a_feed()}
    async with a_world(tmp_path, pages, sources=sources) as small:
        await small.settle()
        assert small.world.purse.taken == 1
        for _ in range(12 * 24):
            await small.settle(minutes=5)
        taken = small.web.asked.count(FEED)
        assert taken - 12 * 24 == pytest.approx(96, rel=0.35)


def test_the_clock_of_a_source_is_that_of_its_zone() -> None:
    assert offset("Asia/Jakarta", NOON) == timedelta(hours=7)
    assert offset("Asia/Kolkata", NOON) == timedelta(hours=5.5)
    summer = NOON.replace(month=7)
    assert offset("Europe/Berlin", NOON) != offset("Europe/Berlin", summer)


async def test_a_poll_that_a_hub_called_for_is_none_less_of_those_that_come_anyway(
    tmp_path: Path,
) -> None:
    sources = {"contoh": a_source(inlets=(Inlet(InletKind.FEED, FEED),))}
    one = Subscription(
        key="k",
        secret="s",
        callback="https://kliping.example.org/push/k",
        source="contoh",
        inlet=FEED,
        hub="https://hub.example/",
        topic=FEED,
        due=NOON,
    )
    async with a_world(tmp_path, {**PAGES, FEED: a_feed()}, sources=sources) as small:
        await small.store.subscriptions.tend(lambda _, __: [one])
        await small.settle()
        small.clock += timedelta(seconds=20)
        await small.store.subscriptions.hear("k", small.clock, timedelta(seconds=30))
        await small.settle()
        assert small.web.asked.count(FEED) == 2
        assert small.world.purse.taken == 1
