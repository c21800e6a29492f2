from datetime import timedelta

from crawler.model import Memory, Standing, Trouble, Word
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.courier import GONE, fail, raised
from tests.store.world import undelivered

WEEK = timedelta(days=7)


async def standing(store: SqliteStore, word: Word | None = None) -> Standing:
    seen: list[Standing] = []

    def conclude(found: Standing) -> Word:
        seen.append(found)
        return word or Word()

    await store.mind(after(days=30), WEEK, conclude)
    return seen[0]


async def test_what_does_well_is_not_even_looked_at(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    assert await standing(store) == Standing()


async def test_sources_and_channels_that_fail_are_signs(store: SqliteStore) -> None:
    await store.sync(["contoh"], NOON)
    failing = Memory(polled=NOON, failures=3, problem="timeout")
    await store.keep_poll("contoh", lambda _: (failing, after(days=1)), now=NOON)
    await raised(store, "a", "b")
    await fail(store, "evt_a", after(minutes=1))
    source, channel = (await standing(store)).signs
    assert (source.kind, source.name, source.failures, source.since) == (
        "source",
        "contoh",
        3,
        NOON,
    )
    assert (channel.kind, channel.name, channel.failures) == ("channel", "meja", 1)
    assert (channel.since, channel.problem) == (after(minutes=1), "HTTP 500")
    await fail(store, "evt_b", after(minutes=2), GONE)
    *_, channel = (await standing(store)).signs
    assert channel.failures > 100


async def test_what_is_remembered_of_trouble_is_kept_and_dropped(store: SqliteStore) -> None:
    trouble = Trouble(since=NOON, told=after(minutes=1), relapses=2, problem="timeout")
    await standing(store, Word(troubles={("source", "contoh"): trouble}))
    assert (await standing(store)).troubles == {("source", "contoh"): trouble}
    await standing(store, Word(troubles={("source", "contoh"): None}))
    assert (await standing(store)).troubles == {}


async def test_what_was_given_up_is_counted_once(store: SqliteStore) -> None:
    await raised(store, "a", "b")
    for key in ("evt_a", "evt_b"):
        await undelivered(store, key, "HTTP 500", None)
    assert (await standing(store)).given_up == {"meja": (2, "HTTP 500")}
    told = Trouble(since=NOON, told=after(days=30))
    await standing(store, Word(troubles={("given up", "meja"): told}))
    assert (await standing(store)).given_up == {}


async def test_the_figures_are_taken_when_a_heartbeat_is_due(store: SqliteStore) -> None:
    await raised(store, "a")
    await standing(store, Word(troubles={("heartbeat", ""): Trouble(since=after(days=29))}))
    assert (await standing(store)).figures == {}
    await standing(store, Word(troubles={("heartbeat", ""): Trouble(since=NOON)}))
    found = await standing(store)
    assert found.figures == {
        "sources": 0,
        "failing": 0,
        "articles": 1,
        "alerts": 1,
        "waiting": 1,
    }
