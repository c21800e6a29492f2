import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st

from crawler.model import Kept
from crawler.store import SqliteStore, open_store
from crawler.store.pruning import BATCH
from tests.builders import NOON, after
from tests.store.world import alert, filing, links, poll, telling, undelivered


def count(store: SqliteStore, table: str) -> int:
    (row,) = store._writer._connection.execute(f"select count(*) from {table}").fetchall()
    return int(row[0])


async def test_more_than_one_batch_is_dropped_and_the_disk_gets_its_space_back(
    store: SqliteStore,
) -> None:
    many = BATCH * 4 + 3
    await asyncio.gather(
        *(store.file(filing(n), NOON, telling(story=f"st{n}")) for n in range(many))
    )
    await store.file(filing(many, first_seen=after(days=100)), NOON, telling())
    await store.checkpoint()
    before = (await store.shelf.status()).size
    assert await store.prune(after(days=90), after(days=-300)) == many
    await store.checkpoint()
    assert (await store.shelf.status()).size < before / 2
    left = [count(store, table) for table in ("articles", "stories", "fingerprints", "names")]
    assert left == [1, 1, 1, many + 1]


async def test_all_of_a_story_goes_together_when_nothing_can_join_it(
    store: SqliteStore,
) -> None:
    await store.file(filing(1), NOON, telling(alert("x", ("a", "b"))))
    await store.file(filing(2, first_seen=after(days=60)), NOON, telling(story="later"))
    for channel in ("a", "b"):
        await store.delivered(f"evt_x_{channel}", NOON)
    await store.prune(after(days=30), after(days=-300))
    tables = ("stories", "story_networks", "alerts", "deliveries", "fingerprints", "articles")
    assert [count(store, table) for table in tables] == [1, 1, 0, 0, 1, 1]


async def test_pages_of_dropped_articles_are_known_by_their_names_alone(
    store: SqliteStore,
) -> None:
    await poll(store, links(1, 2))
    await store.file(filing(1), NOON, telling())
    await store.prune(after(days=90), after(days=-300))
    assert count(store, "pages") == 1
    assert await poll(store, links(1, 2), after(days=91)) == Kept(0, ())


async def test_hosts_that_rest_no_longer_are_forgotten(store: SqliteStore) -> None:
    await store.rest("a.id", NOON)
    await store.rest("b.id", after(days=500))
    await store.prune(NOON, after(days=1))
    assert count(store, "hosts") == 1


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["open", "sent", "lost", "none"]), max_size=12),
    st.integers(-1, 13),
    st.integers(-1, 13),
)
def test_nothing_open_is_ever_dropped(fates: list[str], articles: int, seen: int) -> None:
    asyncio.run(pruned(fates, articles, seen))


async def pruned(fates: list[str], articles: int, seen: int) -> None:
    with TemporaryDirectory() as folder:
        async with open_store(Path(folder)) as store:
            for number, fate in enumerate(fates):
                raised = () if fate == "none" else (alert(str(number)),)
                each = filing(number, first_seen=after(days=number))
                await store.file(each, NOON, telling(*raised))
                if fate == "sent":
                    await store.delivered(f"evt_{number}_meja", NOON)
                if fate == "lost":
                    await undelivered(store, f"evt_{number}_meja", "410", None)
            gone = await store.prune(after(days=articles), after(days=seen))
            old = range(len(fates))[: max(articles, 0)]
            assert gone == sum(fates[number] != "open" for number in old)
            for number, fate in enumerate(fates):
                found = await store.delivery(f"evt_{number}_meja")
                assert (found is not None) == (fate == "open")
            assert await store.prune(after(days=articles), after(days=seen)) == 0
            broken = store._writer._connection.execute("pragma foreign_key_check").fetchall()
            assert broken == []
