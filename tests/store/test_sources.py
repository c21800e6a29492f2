from crawler.model import Found, Inlet, InletKind, InletState, Memory
from crawler.store import SqliteStore
from crawler.store.rows import stamp
from crawler.store.sources import unknown
from tests.builders import NOON, after
from tests.store.world import filing, key, links, poll, telling, url


async def test_links_noted_today_do_not_reach_the_writer(store: SqliteStore) -> None:
    await poll(store, links(1, 2))
    await store.file(filing(3), NOON, telling())

    async def left(hours: float) -> list[str]:
        now, found = stamp(after(hours=hours)), links(1, 2, 3, 4)
        looked = await store._snapshots.read(lambda db: unknown(db, found, now, {}))
        return [link.key for link in looked]

    assert await left(23) == [key(4)]
    assert await left(24) == [key(1), key(2), key(3), key(4)]
    await poll(store, links(1), after(hours=24))
    assert await left(24) == [key(2), key(3), key(4)]


async def test_an_inlet_named_twice_is_kept_once(store: SqliteStore) -> None:
    state = InletState(inlet=Inlet(InletKind.FEED, url(1)))
    await store.keep_poll("a", lambda _: (Memory(inlets=(state, state)), NOON), now=NOON)
    assert (await store.memory("a")).inlets == (state,)


async def test_addresses_that_nobody_can_read_hurt_no_other_link(store: SqliteStore) -> None:
    odd = [
        "http://[::1",
        "http://contoh.id:99999/x",
        "",
        "http://",
        "http://a\ud800.id/\udfff",
        "é",
    ]
    kept = await poll(store, [*(Found(url=each) for each in odd), *links(1)])
    assert kept.new >= 2
    assert "contoh.id" in kept.hosts
    assert (await poll(store, [*(Found(url=each) for each in odd), *links(1)])).new == 0


async def test_ten_thousand_links_are_kept_at_once(store: SqliteStore) -> None:
    assert (await poll(store, links(*range(10_000)))).new == 10_000
    assert (await poll(store, links(*range(10_001)), after(minutes=1))).new == 1
