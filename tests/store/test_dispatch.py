from collections.abc import Collection
from datetime import datetime, timedelta

from crawler.model import Failure, Limit, Manners, Urgency
from crawler.outbox.circuit import IN_FLIGHT, OPENS
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.courier import (
    DOWN,
    GONE,
    PLAIN,
    REFUSED,
    drained,
    fail,
    raised,
    states,
    taken,
)


async def broken(store: SqliteStore, count: int = 10) -> None:
    await raised(store, *map(str, range(count)))
    for _ in range(OPENS // IN_FLIGHT + 1):
        for key in await taken(store, NOON):
            await fail(store, key, NOON)


async def test_of_a_channel_that_is_down_one_is_tried_at_a_time_and_never_the_same(
    store: SqliteStore,
) -> None:
    await broken(store)
    now, tried = NOON, []
    for _ in range(12):
        keys: list[str] = []
        while not keys:
            now += timedelta(seconds=5)
            keys = await taken(store, now)
        assert len(keys) == 1
        assert await taken(store, now) == []
        await fail(store, keys[0], now)
        tried += keys
    assert len(set(tried)) == 10


async def test_when_one_passes_all_are_due(store: SqliteStore) -> None:
    await broken(store)
    (key,) = await taken(store, after(minutes=1))
    await store.delivered(key, after(minutes=1))
    sent = await drained(store, after(minutes=1), PLAIN, beats=3)
    assert len(sent) == 9
    assert set((await states(store)).values()) == {"delivered"}


async def test_a_channel_that_is_down_costs_others_nothing(store: SqliteStore) -> None:
    await broken(store)
    await raised(store, "lain", channel="lain")
    assert "evt_lain" in await taken(store, NOON, {"meja": Manners(), "lain": Manners()})


async def test_of_a_channel_that_is_down_an_urgent_one_is_tried_next_and_then_each_second_time(
    store: SqliteStore,
) -> None:
    await broken(store)
    chat = {"meja": Manners(limits=(Limit(20, timedelta(minutes=1)),))}
    await raised(store, "fire", urgency=Urgency.URGENT, now=after(minutes=1))
    now, tried = after(minutes=1), list[str]()
    while len(tried) < 12:
        now += timedelta(seconds=5)
        for key in await taken(store, now, chat):
            await fail(store, key, now)
            tried.append(key)
    assert tried[::2] == ["evt_fire"] * 6
    assert len(set(tried[1::2])) == 6


async def test_a_message_that_is_refused_holds_up_its_own_story_only(
    store: SqliteStore,
) -> None:
    await raised(store, "poison", "next", story="st")
    await raised(store, *map(str, range(20)))
    sent: list[str] = []
    for second in range(120):
        now = after(seconds=second)
        for key in await taken(store, now):
            if key == "evt_poison":
                await fail(store, key, now, REFUSED)
            else:
                await store.delivered(key, now)
                sent.append(key)
    assert sorted(sent) == sorted(f"evt_{number}" for number in range(20))


async def test_what_is_gone_is_parked_with_all_that_waits_and_all_that_comes(
    store: SqliteStore,
) -> None:
    await raised(store, *"abcdef")
    first, *_ = await taken(store, NOON)
    await fail(store, first, NOON, GONE)
    assert list((await states(store)).values()).count("parked") == 3  # three are under way
    await raised(store, "late", now=after(hours=1))
    assert await taken(store, after(hours=1)) == []
    assert list((await states(store)).values()) == ["parked"] * 7


async def test_a_channel_that_leads_elsewhere_starts_afresh(store: SqliteStore) -> None:
    old, new = Manners(target="old"), Manners(target="new")
    await raised(store, "a")
    (key,) = await taken(store, NOON, {"meja": old})
    await fail(store, key, NOON, GONE)
    await raised(store, "b")
    assert await taken(store, after(minutes=1), {"meja": old}) == []
    assert await taken(store, after(minutes=2), {"meja": new}) == ["evt_a", "evt_b"]


async def test_a_channel_that_is_not_there_is_sent_nothing(store: SqliteStore) -> None:
    await raised(store, "a")
    assert await taken(store, NOON, {}) == []
    assert await taken(store, NOON) == ["evt_a"]


async def test_what_waits_for_a_channel_that_went_is_given_up_after_a_week(
    store: SqliteStore,
) -> None:
    await raised(store, "a", "b")
    assert await store.orphans(["meja"], after(days=1), after(days=8)) == 0
    assert (
        await store.orphans(["lain"], after(days=1), after(days=8)) == 0
    )  # missing since then
    assert await store.orphans(["meja"], after(days=8), after(days=15)) == 0
    assert await store.orphans(["lain"], after(days=9), after(days=16)) == 0
    assert await store.orphans(["lain"], after(days=15), after(days=22)) == 0
    assert await store.orphans(["lain"], after(days=16), after(days=23)) == 2
    assert set((await states(store)).values()) == {"given up"}


async def test_the_pace_is_kept_on_every_beat(store: SqliteStore) -> None:
    await raised(store, *map(str, range(10)))
    sent = await drained(store, NOON, {"meja": Manners(pace=timedelta(seconds=1))}, beats=8)
    assert [at for at, _ in sent] == [after(seconds=second) for second in range(8)]
    assert await store.held_up(after(seconds=7))
    assert not await store.held_up(after(minutes=1))


async def test_what_is_urgent_overtakes_a_backlog(store: SqliteStore) -> None:
    await raised(store, *map(str, range(10)))
    await raised(store, "fire", urgency=Urgency.URGENT)
    assert "evt_fire" in await taken(store, NOON)


async def test_no_limit_is_outrun_by_what_is_tried_again(store: SqliteStore) -> None:
    few = {"meja": Manners(limits=(Limit(3, timedelta(minutes=1)),))}
    await raised(store, *map(str, range(3)))
    for key in await taken(store, NOON, few):
        await fail(store, key, NOON)
    sent = await drained(store, after(seconds=10), few, beats=20)
    assert len(sent) == 3


async def struggling(
    store: SqliteStore,
    now: datetime,
    until: datetime,
    *,
    well: Collection[str] = (),
    failure: Failure = DOWN,
) -> None:
    """All that is tried meanwhile fails, but for what is `well`."""
    while now < until:
        for key in await taken(store, now):
            if key in well:
                await store.delivered(key, now)
            else:
                await fail(store, key, now, failure)
        now += timedelta(minutes=31)


async def test_all_that_waited_for_a_channel_that_failed_for_a_week_is_given_up_with_it(
    store: SqliteStore,
) -> None:
    await broken(store)
    await struggling(store, NOON, after(days=3))
    await raised(store, "young", now=after(days=3))
    await struggling(store, after(days=3), after(days=6, hours=23))
    assert set((await states(store)).values()) == {"waiting"}
    await struggling(store, after(days=6, hours=23), after(days=7, hours=2))
    found = await states(store)
    assert found["evt_young"] == "waiting"
    assert list(found.values()).count("given up") == 10


async def test_a_clock_that_jumps_gives_nothing_up(store: SqliteStore) -> None:
    await broken(store)
    await struggling(store, NOON, after(days=1))
    await raised(store, "late", now=after(days=1))
    jumped = timedelta(days=400)
    await struggling(store, after(days=1) + jumped, after(days=6, hours=22) + jumped)
    assert set((await states(store)).values()) == {"waiting"}
    await struggling(store, after(days=6, hours=22) + jumped, after(days=7, hours=1) + jumped)
    found = await states(store)
    assert found.pop("evt_late") == "waiting"
    assert set(found.values()) == {"given up"}


async def test_a_message_that_is_refused_is_given_up_after_a_week_of_tries_only(
    store: SqliteStore,
) -> None:
    await raised(store, "poison")
    jumped, tries = timedelta(days=30), 0
    for day in range(10):
        now = after(days=day) + jumped * (day >= 4)  # the machine slept for a month
        await raised(store, str(day), now=now)
        await struggling(
            store, now, now + timedelta(days=1), well=[f"evt_{day}"], failure=REFUSED
        )
        tries += (await states(store))["evt_poison"] == "waiting"
    assert 7 <= tries <= 8


async def test_what_a_channel_that_rested_was_not_sent_did_not_fail(store: SqliteStore) -> None:
    await raised(store, "a", "b")
    for key in await taken(store, NOON):
        await fail(store, key, NOON)
    for hour in range(0, 24 * 9, 12):
        assert await taken(store, after(hours=hour), {}) == []
    for key in await taken(store, after(days=9)):
        await fail(store, key, after(days=9))
    assert set((await states(store)).values()) == {"waiting"}


async def test_of_a_channel_that_went_nobody_hears_that_it_fails(store: SqliteStore) -> None:
    await broken(store)
    assert list((await store.shelf.status()).channels) == ["meja"]
    await store.orphans(["lain"], after(days=-7), NOON)
    assert (await store.shelf.status()).channels == {}
    await store.orphans(["meja"], after(days=-7), NOON)
    assert list((await store.shelf.status()).channels) == ["meja"]
