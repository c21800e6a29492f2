import asyncio
import sqlite3
from pathlib import Path
from threading import Barrier

import pytest
from sqlite_utils import Database

from crawler.errors import StoreBusy, StoreUnusable
from crawler.store import SqliteStore
from crawler.store.snapshots import READERS, Snapshots
from tests.builders import NOON


def names(database: Database) -> list[str]:
    return [name for (name,) in database.execute("select name from sources order by name")]


async def test_a_look_sees_all_that_was_answered_before(store: SqliteStore) -> None:
    for number in range(50):
        await store.sync([f"{each:02}" for each in range(number + 1)], NOON)
        assert len(await store._snapshots.read(names)) == number + 1


async def test_one_look_sees_one_state_whatever_is_written_meanwhile(
    store: SqliteStore,
) -> None:
    await store.sync(["a"], NOON)
    loop = asyncio.get_running_loop()

    def slow(database: Database) -> tuple[list[str], list[str]]:
        before = names(database)
        asyncio.run_coroutine_threadsafe(store.sync(["a", "b"], NOON), loop).result(10)
        return before, names(database)

    assert await store._snapshots.read(slow) == (["a"], ["a"])
    assert await store._snapshots.read(names) == ["a", "b"]


async def test_looks_go_on_beside_each_other(store: SqliteStore) -> None:
    together = Barrier(READERS, timeout=10)
    await asyncio.gather(
        *(store._snapshots.read(lambda _: together.wait()) for _ in range(READERS))
    )


async def test_connections_are_used_again(store: SqliteStore) -> None:
    for _ in range(20):
        await asyncio.gather(*(store._snapshots.read(names) for _ in range(10)))
    assert len(store._snapshots._idle) <= READERS


async def test_a_look_that_fails_leaves_its_connection_usable(store: SqliteStore) -> None:
    def broken(database: Database) -> None:
        names(database)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store._snapshots.read(broken)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await store._snapshots.read(lambda db: db.execute("select 1 from nowhere"))
    with pytest.raises(StoreBusy, match="cannot be written"):
        await store._snapshots.read(lambda db: db.execute("delete from sources"))
    assert await store._snapshots.read(names) == []


async def test_nothing_is_read_after_closing(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "kliping.db")
    with pytest.raises(StoreUnusable, match="no database yet"):
        await snapshots.read(names)
    await snapshots.close()
    with pytest.raises(StoreBusy, match="closed"):
        await snapshots.read(names)
