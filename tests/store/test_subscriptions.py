"""What is remembered of subscriptions at hubs, and what a hub's word does to a source."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.model import Hubs, Inlet, InletKind, InletState, Memory, Step, Subscription
from crawler.store import SqliteStore, open_store, schema
from crawler.store.database import opened
from tests.builders import NOON, after
from tests.store.world import LEASE, founded, jobs

FEED, HUB = "https://contoh.id/feed", "https://hub.example/"
ONE = Subscription(
    key="k" * 43,
    secret="rahasia",
    callback="https://kliping.example.org/push/" + "k" * 43,
    source="contoh",
    inlet=FEED,
    hub=HUB,
    topic=FEED,
    due=NOON,
)
TWO = replace(ONE, key="m" * 43, inlet=f"{FEED}/dua", due=after(minutes=1))
GAP = timedelta(seconds=30)
POLLS = {Step.POLL: 100}


async def kept(store: SqliteStore, *each: Subscription) -> None:
    await store.subscriptions.tend(lambda _, __: each)


async def all_of(
    store: SqliteStore,
) -> tuple[Mapping[tuple[str, str], Hubs], Sequence[Subscription]]:
    seen: list[tuple[Mapping[tuple[str, str], Hubs], Sequence[Subscription]]] = []

    def look(
        named: Mapping[tuple[str, str], Hubs], known: tuple[Subscription, ...]
    ) -> tuple[Subscription, ...]:
        seen.append((named, known))
        return ()

    await store.subscriptions.tend(look)
    return seen[0]


async def polled(
    store: SqliteStore, due: datetime, *, now: datetime = NOON, failures: int = 0
) -> None:
    """A poll of `contoh` ends: it read its feed, which names a hub."""
    hubs = Hubs((HUB,), FEED)
    state = InletState(inlet=Inlet(InletKind.FEED, FEED), read=now, hubs=hubs)
    memory = Memory(inlets=(state,), polled=now, failures=failures)
    await store.keep_poll("contoh", lambda _: (memory, due), now=now)


async def test_a_subscription_comes_back_as_it_was_kept_and_after_a_restart(
    tmp_path: Path,
) -> None:
    whole = replace(
        ONE,
        ending=True,
        pending="unsubscribe",
        until=after(days=9),
        failures=2,
        problem="nobody there",
        heard=after(minutes=1),
    )
    for expected in (ONE, whole):
        async with open_store(tmp_path) as store:
            await kept(store, expected, TWO)
        async with open_store(tmp_path) as store:
            assert await store.subscriptions.find(ONE.key) == expected
            assert (await all_of(store))[1] == (expected, TWO)


async def test_those_that_are_due_are_told_oldest_first(store: SqliteStore) -> None:
    await kept(store, TWO, ONE)
    assert await store.subscriptions.due(NOON, 9) == [ONE.key]
    assert await store.subscriptions.due(after(minutes=1), 9) == [ONE.key, TWO.key]
    assert await store.subscriptions.due(after(minutes=1), 1) == [ONE.key]


async def test_what_is_concluded_of_a_subscription_is_kept_and_none_drops_it(
    store: SqliteStore,
) -> None:
    await kept(store, ONE)
    asked = replace(ONE, pending="subscribe")
    assert await store.subscriptions.amend(ONE.key, lambda _: asked) == asked
    assert await store.subscriptions.find(ONE.key) == asked
    assert await store.subscriptions.amend(ONE.key, lambda _: None) is None
    assert await store.subscriptions.find(ONE.key) is None
    assert await store.subscriptions.amend(ONE.key, lambda _: pytest.fail("it is gone")) is None


async def test_hubs_are_those_of_lists_of_sources_that_are_watched(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(hours=1))
    assert (await all_of(store))[0] == {("contoh", FEED): Hubs((HUB,), FEED)}
    await store.sync([], NOON)
    assert (await all_of(store))[0] == {}


async def test_a_hub_s_word_makes_its_source_due_and_its_inlet_pushed(
    store: SqliteStore,
) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(hours=1))
    await kept(store, ONE)
    assert await store.take(after(minutes=5), LEASE, POLLS) == []
    assert await store.subscriptions.hear(ONE.key, after(minutes=5), GAP)
    (state,) = (await store.memory("contoh")).inlets
    assert state.pushed == after(minutes=5)
    assert await store.take(after(minutes=5), LEASE, POLLS) == jobs(Step.POLL, "contoh")


async def test_a_hub_s_word_never_puts_a_poll_off(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(seconds=10))
    await kept(store, ONE, TWO)
    assert await store.subscriptions.hear(ONE.key, NOON, GAP)
    assert await store.subscriptions.hear(TWO.key, after(seconds=5), GAP)
    assert await store.take(NOON, LEASE, POLLS) == jobs(Step.POLL, "contoh")


async def test_a_hundred_words_are_one_poll_in_half_a_minute_and_the_last_is_not_lost(
    store: SqliteStore,
) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(hours=1))
    await kept(store, ONE, TWO)
    polls = []
    for second in range(100):
        now = after(seconds=second)
        for each in (ONE, TWO):
            await store.subscriptions.hear(each.key, now, GAP)
        if await store.take(now, LEASE, POLLS):
            polls.append(second)
            await polled(store, after(hours=1), now=now)
    assert polls == [0, 30, 60, 90]
    assert await store.take(after(seconds=120), LEASE, POLLS)


async def test_a_word_that_comes_during_a_poll_is_heard_after_it(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    await kept(store, ONE)
    assert await store.take(NOON, LEASE, POLLS) == jobs(Step.POLL, "contoh")
    assert await store.subscriptions.hear(ONE.key, after(seconds=1), GAP)
    assert await store.take(after(seconds=40), LEASE, POLLS) == []
    await polled(store, after(hours=1), now=after(seconds=2))
    (state,) = (await store.memory("contoh")).inlets
    assert state.pushed is not None
    assert state.read is not None
    assert state.pushed > state.read
    assert await store.take(after(seconds=30), LEASE, POLLS) == []
    assert await store.take(after(seconds=31), LEASE, POLLS) == jobs(Step.POLL, "contoh")
    await polled(store, after(hours=1), now=after(seconds=32))
    assert await store.take(after(minutes=59), LEASE, POLLS) == []


@pytest.mark.parametrize(
    ("watched", "failures", "key"),
    [(False, 0, ONE.key), (True, 3, ONE.key), (True, 0, "x" * 43)],
    ids=["one that rests", "one that fails", "no such subscription"],
)
async def test_a_word_changes_nothing_for(
    store: SqliteStore, *, watched: bool, failures: int, key: str
) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(hours=1), failures=failures)
    await store.sync(["contoh"] if watched else [], NOON)
    await kept(store, ONE)
    assert not await store.subscriptions.hear(key, NOON, GAP)
    assert await store.take(after(minutes=59), LEASE, POLLS) == []


async def test_after_a_clock_was_set_back_words_are_heard_again(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    await kept(store, replace(ONE, heard=after(days=365)))
    await polled(store, after(hours=1))
    assert await store.subscriptions.hear(ONE.key, NOON, GAP)
    assert await store.take(NOON, LEASE, POLLS) == jobs(Step.POLL, "contoh")


async def test_what_is_shown_of_a_subscription_tells_no_secret(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    await polled(store, after(hours=1))
    await kept(store, replace(ONE, until=after(days=9)), replace(TWO, ending=True))
    (health,) = await store.shelf.sources(NOON)
    assert [each.inlet for each in health.pushed] == [FEED]
    assert ONE.key not in repr(health)
    assert ONE.secret not in repr(health)
    assert ONE.secret not in repr(ONE)
    status = await store.shelf.status()
    assert (status.pushed, status.hubs) == (1, 1)


def test_a_database_of_before_gets_the_table_and_keeps_its_lists(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    with closing(founded(path)) as connection:
        connection.execute("insert into sources (name, due) values ('contoh', 1)")
        connection.execute(
            "insert into inlets (source, place, kind, url) values ('contoh', 0, 'feed', ?)",
            [FEED],
        )
    with closing(opened(path)) as database:
        assert schema.version(database) == schema.NEWEST
        assert database.execute("select hubs from inlets").fetchall() == [(None,)]
        assert database.execute("select count(*) from subscriptions").fetchone() == (0,)
