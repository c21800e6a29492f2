import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.store import rekeying
from crawler.store.database import opened
from crawler.store.rekeying import rekey

OLD = "contoh.id/berita/1234567/judul-yang-lama"
NEW = "contoh.id/berita/1234567"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(opened(tmp_path / "kliping.db")) as database:
        yield database


def page(database: Database, key: str) -> None:
    sql = "insert into pages (key, url, host, source, first_seen, seen, state) values"
    database.execute(
        f"{sql} (?, ?, 'contoh.id', 'contoh', 1, 1, 'done')", [key, f"https://{key}"]
    )


def name(database: Database, key: str, article: str) -> None:
    database.execute("insert into names (name, article, seen) values (?, ?, 1)", [key, article])


def all_of(database: Database, sql: str) -> list[tuple[object, ...]]:
    return database.execute(sql).fetchall()


def test_a_page_has_the_key_that_its_address_has_today(database: Database) -> None:
    page(database, OLD)
    name(database, OLD, "a1")
    name(database, "contoh.id/tentang", "a2")
    assert rekey(database) == 2
    assert all_of(database, "select key from pages") == [(NEW,)]
    known = [(NEW, "a1"), ("contoh.id/tentang", "a2")]
    assert all_of(database, "select name, article from names order by name") == known
    assert rekey(database) == 0


def test_of_two_that_have_one_key_by_now_one_stays(database: Database) -> None:
    for key, article in ((OLD, "a2"), (NEW, "a1"), (f"{NEW}/judul-lain", "a3")):
        page(database, key)
        name(database, key, article)
    assert rekey(database) == 4
    assert all_of(database, "select key from pages") == [(NEW,)]
    assert all_of(database, "select name, article from names") == [(NEW, "a1")]


def test_any_number_is_done(database: Database) -> None:
    count = rekeying.BATCH + 5
    for number in range(count):
        name(database, f"contoh.id/berita/{1_000_000 + number}/judul-lama", "a")
    assert rekey(database) == count


@pytest.mark.parametrize(("step", "before"), [("005_keys", 4), ("016_keys", 15)])
def test_a_store_with_old_keys_gets_new_ones_when_it_is_opened(
    tmp_path: Path, step: str, before: int
) -> None:
    path = tmp_path / "kliping.db"
    with closing(opened(path)) as database:
        page(database, OLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("delete from _sqlite_migrations where name = ?", [step])
        connection.execute(f"pragma user_version = {before}")
    with closing(opened(path)) as database:
        assert all_of(database, "select key from pages") == [(NEW,)]
