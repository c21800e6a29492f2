"""What is remembered of hosts over restarts."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.model import RobotsFile
from crawler.store import SqliteStore, robots
from crawler.store.database import opened
from tests.builders import NOON, after
from tests.store.world import founded

ORIGIN = "https://contoh.id:443"
GOOD = RobotsFile(
    url=f"{ORIGIN}/robots.txt",
    body=b"User-agent: *\nDisallow: /cari\n" * 400,
    read=NOON,
    due=after(hours=24),
)
BAD = RobotsFile(
    url=f"{ORIGIN}/robots.txt", due=after(hours=25), failures=3, problem="http_503"
)


async def test_a_file_comes_back_as_it_was_kept(store: SqliteStore) -> None:
    assert await store.robots(ORIGIN) is None
    for file in (BAD, GOOD):
        await store.keep_robots(ORIGIN, file)
        assert await store.robots(ORIGIN) == file
    assert await store.robots("http://contoh.id:80") is None


async def test_a_failure_leaves_the_good_copy_as_it_was(store: SqliteStore) -> None:
    await store.keep_robots(ORIGIN, GOOD)
    await store.keep_robots(ORIGIN, BAD)
    kept = await store.robots(ORIGIN)
    assert kept is not None
    assert (kept.body, kept.read) == (GOOD.body, GOOD.read)
    assert (kept.due, kept.failures, kept.problem) == (BAD.due, 3, "http_503")


async def test_a_file_that_allows_all_is_not_one_that_is_missing(store: SqliteStore) -> None:
    empty = RobotsFile(url=GOOD.url, body=b"", read=NOON, due=NOON)
    await store.keep_robots(ORIGIN, empty)
    assert await store.robots(ORIGIN) == empty


async def test_hosts_that_rest_are_known_until_they_do_no_longer(store: SqliteStore) -> None:
    await store.rest("contoh.id", after(minutes=5))
    await store.rest("lain.id:8080", after(minutes=1))
    assert await store.resting(NOON) == {
        "contoh.id": after(minutes=5),
        "lain.id:8080": after(minutes=1),
    }
    assert await store.resting(after(minutes=2)) == {"contoh.id": after(minutes=5)}


async def test_files_of_sites_that_nobody_asks_any_more_are_forgotten(
    store: SqliteStore,
) -> None:
    await store.keep_robots(ORIGIN, GOOD)
    await store.prune(NOON, GOOD.due)
    assert await store.robots(ORIGIN) is not None
    await store.prune(NOON, GOOD.due + timedelta(seconds=1))
    assert await store.robots(ORIGIN) is None


@pytest.mark.parametrize("count", [3])
def test_an_older_database_gets_room_for_them(tmp_path: Path, count: int) -> None:
    path = tmp_path / "kliping.db"
    founded(path).close()
    with closing(opened(path)) as database:
        assert isinstance(database, Database)
        for number in range(count):
            robots.keep(database, f"https://{number}.id:443", GOOD)
        assert robots.forget(database, 2**60, 2) == 2
