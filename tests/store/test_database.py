import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.errors import StoreBusy, StoreError, StoreUnusable
from crawler.store import open_shelf, open_store
from crawler.store.database import checked_reader, in_words, opened, reader
from crawler.store.schema import APPLICATION, NEWEST
from tests.builders import NOON
from tests.store.world import alert, filing, links, poll, telling


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kliping.db"


def single(database: object, name: str) -> object:
    (row,) = database.execute(f"pragma {name}").fetchall()  # type: ignore[attr-defined] # either
    return row[0]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("journal_size_limit", 64 * 1024 * 1024),
        ("cell_size_check", 1),
        ("trusted_schema", 0),
        ("auto_vacuum", 2),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("wal_autocheckpoint", 1000),
        ("query_only", 0),
        ("application_id", APPLICATION),
        ("user_version", NEWEST),
    ],
)
def test_the_writer_works_with(path: Path, pragma: str, value: object) -> None:
    with closing(opened(path)) as database:
        assert single(database, pragma) == value


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("query_only", 1), ("wal_autocheckpoint", 0), ("trusted_schema", 0), ("mmap_size", 0)],
)
def test_readers_work_with(path: Path, pragma: str, value: object) -> None:
    opened(path).close()
    with closing(reader(path)) as database:
        assert single(database, pragma) == value


def test_readers_cannot_write(path: Path) -> None:
    opened(path).close()
    with closing(reader(path)) as database, pytest.raises(sqlite3.OperationalError):
        database.execute("delete from sources")


def test_all_files_are_their_owners_only(path: Path) -> None:
    with closing(opened(path)) as database:
        database.execute("insert into sources (name) values ('a')")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(("kliping.db", "kliping.db-wal", "kliping.db-shm"), 0o600)


@pytest.mark.parametrize("name", ["a b", "50% #1?", "è—犬", "mode=ro"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    opened(folder / "kliping.db").close()
    assert [file.name for file in folder.iterdir()] == ["kliping.db"]


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table theirs (x)")


def of_a_newer_version(path: Path) -> None:
    opened(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {NEWEST + 1}")


def with_a_newer_step(path: Path) -> None:
    opened(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('kliping', '999_later', '2030-01-01')"
        )
        connection.commit()


def cut_short(path: Path) -> None:
    opened(path).close()
    path.write_bytes(path.read_bytes()[:-5000])


def with_a_page_of_zeros(path: Path) -> None:
    opened(path).close()
    content = bytearray(path.read_bytes())
    content[8192:12288] = bytes(4096)
    path.write_bytes(content)


def no_database(path: Path) -> None:
    path.write_text("Harga cabai naik lagi.\n" * 40)


def a_few_bytes(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


UNUSABLE = [
    (of_another_program, "no database of Kliping"),
    (of_a_newer_version, "of a newer Kliping"),
    (with_a_newer_step, "of a newer Kliping"),
    (cut_short, "damaged"),
    (with_a_page_of_zeros, "damaged"),
    (no_database, "no database of Kliping"),
    (a_few_bytes, "damaged"),
]


@pytest.mark.parametrize(("make", "problem"), UNUSABLE)
async def test_what_cannot_be_used_is_said_with_place_and_mend_and_left_as_it_is(
    path: Path, make: Callable[[Path], None], problem: str
) -> None:
    make(path)
    before = digest(path)
    for attempt in (open_store(path.parent), open_shelf(path.parent)):
        with pytest.raises(StoreUnusable, match=problem) as caught:
            async with attempt:
                pass
        assert str(path) in str(caught.value)
        assert "; " in str(caught.value)  # what to do follows what is wrong
    assert digest(path) == before


@pytest.mark.parametrize("size", [0, 4096])
def test_a_start_that_was_cut_off_before_the_first_table_is_begun_again(
    path: Path, size: int
) -> None:
    path.touch()
    if size:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("pragma auto_vacuum = incremental")
            connection.execute("pragma journal_mode = wal")
    assert path.stat().st_size == size
    with closing(opened(path)) as database:
        assert single(database, "user_version") == NEWEST
        assert single(database, "auto_vacuum") == 2


async def test_there_is_nothing_to_look_at_before_the_first_run(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no database yet; `kliping run` makes it"):
        async with open_shelf(tmp_path / "state"):
            pass
    assert not (tmp_path / "state").exists()


def test_a_database_that_is_just_being_made_is_none_yet(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreUnusable, match="no database yet"):
        checked_reader(path)


def test_looking_never_brings_an_older_database_up_to_date(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma application_id = {APPLICATION}")
    with pytest.raises(StoreUnusable, match="older Kliping; `kliping run` brings it up to"):
        checked_reader(path)


@pytest.mark.parametrize("seed", range(20))
async def test_a_changed_byte_is_found_or_does_no_harm(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    async with open_store(path.parent) as store:
        await poll(store, links(*range(50)))
        for number in range(20):
            await store.file(filing(number), NOON, telling(alert(str(number))))
    flip(path, dice)
    before = digest(path)
    try:
        async with open_store(path.parent) as store:
            await store.shelf.status()
            assert len([stored async for stored in store.shelf.articles()]) == 20
    except StoreUnusable:
        assert digest(path) == before


def flip(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


async def test_another_process_that_holds_the_lock_for_a_second_is_waited_for(
    path: Path,
) -> None:
    async with open_store(path.parent) as store:
        holder = exclusive(path, seconds=1)
        started = time.monotonic()
        await store.sync(["a"], NOON)
        assert 0.3 < time.monotonic() - started < 20
        assert holder.wait(30) == 0


async def test_what_cannot_be_written_for_long_is_busy_and_can_still_be_read(
    path: Path,
) -> None:
    async with open_store(path.parent) as store:
        await store.sync(["a"], NOON)
        store._writer._connection.execute("pragma busy_timeout = 50")
        holder = exclusive(path, seconds=30)
        with pytest.raises(StoreBusy, match="another process is writing"):
            await store.sync(["b"], NOON)
        assert [health.name for health in await store.shelf.sources(NOON)] == ["a"]
        holder.kill()
        holder.wait()
        await store.sync(["b"], NOON)


def exclusive(path: Path, seconds: float) -> subprocess.Popen[bytes]:
    """Another process that holds the write lock of `path`, from now on."""
    code = (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('begin exclusive')\n"
        "print('held', flush=True)\n"
        "time.sleep(float(sys.argv[2]))\n"
        "c.execute('commit')\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(seconds)], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"held\n"
    return holder


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreUnusable, match="cannot be opened for writing"):
        opened(folder / "kliping.db")


def test_a_folder_in_place_of_the_file_is_said_to_be_so(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreUnusable, match="cannot be opened for writing: Is a directory"):
        opened(path)


@pytest.mark.parametrize(
    ("code", "starting", "meant"),
    [
        (sqlite3.SQLITE_BUSY, False, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, False, StoreBusy),
        (sqlite3.SQLITE_FULL, False, StoreBusy),
        (sqlite3.SQLITE_FULL, True, StoreBusy),
        (sqlite3.SQLITE_IOERR_WRITE, False, StoreBusy),
        (sqlite3.SQLITE_READONLY, False, StoreBusy),
        (sqlite3.SQLITE_READONLY, True, StoreUnusable),
        (sqlite3.SQLITE_CANTOPEN, True, StoreUnusable),
        (sqlite3.SQLITE_CORRUPT_INDEX, False, StoreUnusable),
        (sqlite3.SQLITE_NOTADB, True, StoreUnusable),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, False, sqlite3.OperationalError),
        (None, False, sqlite3.OperationalError),
    ],
)
def test_errors_say_what_the_caller_can_do(
    code: int | None, starting: bool, meant: type[Exception]
) -> None:
    error = sqlite3.OperationalError("sesuatu")
    if code is not None:
        error.sqlite_errorcode = code
    found = in_words(error, "state/kliping.db", starting=starting)
    assert type(found) is meant
    if isinstance(found, StoreError):
        assert str(found).startswith("state/kliping.db: ")
        assert "(sesuatu)" in str(found)
