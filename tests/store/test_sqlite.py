import asyncio
from pathlib import Path
from threading import Event

import pytest
from sqlite_utils import Database

from crawler.errors import StoreBusy
from crawler.ports import Store
from crawler.store import DATABASE, SqliteStore, open_store
from tests.builders import NOON
from tests.store.world import filing, links, poll, telling


def log(folder: Path) -> Path:
    return folder / f"{DATABASE}-wal"


def test_it_is_a_store(tmp_path: Path) -> None:
    async def opened() -> None:
        async with open_store(tmp_path) as store:
            _: Store = store  # mypy holds it against the protocol

    asyncio.run(opened())


async def test_a_checkpoint_empties_the_log(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await poll(store, links(*range(500)))
        assert log(tmp_path).stat().st_size > 0
        await store.checkpoint()
        assert log(tmp_path).stat().st_size == 0
    assert not log(tmp_path).exists()


async def test_a_checkpoint_waits_for_nobody_who_looks_for_long(store: SqliteStore) -> None:
    started, release = Event(), Event()

    def look(database: Database) -> bool:
        database.execute("select count(*) from pages").fetchall()
        started.set()
        return release.wait(10)

    await poll(store, links(1))
    store._writer._connection.execute("pragma busy_timeout = 50")
    looking = asyncio.create_task(store._snapshots.read(look))
    assert await asyncio.to_thread(started.wait, 10)
    await poll(store, links(2))
    with pytest.raises(StoreBusy, match="log is being read"):
        await store.checkpoint()
    release.set()
    assert await looking
    await store.checkpoint()


async def test_sixteen_at_once_lose_nothing_and_get_in_nobodys_way(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:

        async def worker(which: int) -> None:
            for number in range(which, 320, 16):
                await poll(store, links(number), source=f"s{which}")
                assert await store.file(filing(number), NOON, telling()) is not None

        await asyncio.gather(*(worker(which) for which in range(16)))
    async with open_store(tmp_path) as store:
        status = await store.shelf.status()
        assert (status.articles, status.pages) == (320, {"done": 320})


async def test_work_under_way_when_it_is_closed_is_finished(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        filed = [asyncio.create_task(store.file(filing(n), NOON, telling())) for n in range(50)]
        await asyncio.sleep(0)
    assert all(await asyncio.gather(*filed))
    with pytest.raises(StoreBusy):
        await store.recover()
    with pytest.raises(StoreBusy):
        await store.page("x")
