"""The database file: looked at before it is touched, opened with our settings, errors in words.

Settings and their reasons: sqlite.org/pragma.html, sqlite.org/howtocorrupt.html.  Only one
connection of the daemon writes and makes checkpoints; with two, SQLite before 3.51.3 can lose
committed pages when a write-ahead log starts over.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import structlog
from sqlite_utils import Database

from crawler.errors import StoreBusy, StoreError, StoreUnusable
from crawler.store import schema, search

log = structlog.get_logger(__name__)

MAGIC = b"SQLite format 3\0"
OLDEST = (3, 37)  # of SQLite: strict tables
PATIENCE = 5.0  # seconds to wait for another process that holds the lock
SMALL = (
    64 * 1024 * 1024
)  # bytes; a database up to this is checked whole whenever it is opened …
LARGE = 1024 * 1024 * 1024  # … and one up to this after a stop that left its log behind
EVERYWHERE = (
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma mmap_size = 0",
    "pragma temp_store = memory",
)
WRITER = (
    "pragma synchronous = full",  # a commit that was answered outlives a power cut
    "pragma foreign_keys = on",
    "pragma journal_size_limit = 67108864",
    "pragma cache_size = -16000",  # 16 MiB
    "pragma wal_autocheckpoint = 1000",
)
READER = ("pragma query_only = on", "pragma wal_autocheckpoint = 0")

LATER = {  # primary result codes after which asking again is right, and how to say so
    sqlite3.SQLITE_BUSY: "another process is writing",
    sqlite3.SQLITE_LOCKED: "another process is writing",
    sqlite3.SQLITE_PROTOCOL: "another process is writing",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should",
    sqlite3.SQLITE_CANTOPEN: "a file of it cannot be opened",
    sqlite3.SQLITE_READONLY: "it cannot be written",
    sqlite3.SQLITE_PERM: "it cannot be written",
}
NEVER = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
AT_ONCE = {  # what asking again mends while running, but not at the start
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
}


def opened(path: Path) -> Database:
    """The database at `path` for its one writer, made where it is missing, in our newest schema.

    Raises StoreUnusable before anything in the file is changed; StoreBusy where another process
    holds it or the disk is full.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreUnusable(
            f"{path}: this Python comes with SQLite {sqlite3.sqlite_version}; Kliping needs "
            f"{'.'.join(map(str, OLDEST))} or newer; use a newer Python"
        )
    _made(path)
    with _at_start(path):
        _looked_at(path)
        database = _connected(path, "rw")
        try:
            _set_up(database, path)
            _migrate(database, path)
            search.prepare(database)
        except BaseException:
            database.close()
            raise
    return database


def _migrate(database: Database, path: Path) -> None:
    """Bring the tables up to date, and say so where there is something in them: it may take a while."""
    if 0 < schema.version(database) < schema.NEWEST:
        log.info(
            "bringing the database up to date: half a minute for 100,000 articles",
            path=str(path),
        )
    schema.apply(database)


def reader(path: Path) -> Database:
    """A connection that only reads.

    Raises StoreUnusable where there is nothing to read, and what SQLite raises.
    """
    if not path.exists():
        raise _none_yet(path)
    database = _connected(path, "ro")
    try:
        for pragma in READER:
            database.execute(pragma)
    except BaseException:
        database.close()
        raise
    return database


def checked_reader(path: Path) -> Database:
    """A connection that only reads, to a file that was made sure to be ours and of our schema."""
    with _at_start(path):
        database = reader(path)
        try:
            _signed(path)
            _begun(path, database)
            _ours(path, database)
            _up_to_date(path, database)
        except BaseException:
            database.close()
            raise
    return database


def in_words(error: sqlite3.Error, place: str, *, starting: bool = False) -> Exception:
    """The error of our tree that `error` means; `error` itself where it is a mistake of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in NEVER:
        return _damaged(place, str(error))
    if primary in LATER and starting and primary in AT_ONCE:
        return StoreUnusable(
            f"{place}: {LATER[primary]} ({error}); let this user read and write the state folder "
            "and all files in it, or name another one (settings.state, --state)"
        )
    if primary in LATER:
        return StoreBusy(
            f"{place}: {LATER[primary]} ({error}); nothing was kept, try again",
            full=primary == sqlite3.SQLITE_FULL,
        )
    return error


@contextmanager
def _at_start(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreUnusable(
            f"{path}: {reason}; name another folder (settings.state)"
        ) from error
    except sqlite3.Error as error:
        meant = in_words(error, str(path), starting=True)
        if meant is error:
            raise
        raise meant from error


def _connected(path: Path, mode: str) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,  # handed over from thread to thread, used by one at a time
    )
    try:
        for pragma in EVERYWHERE:
            connection.execute(pragma)
        return Database(connection, recursive_triggers=False, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def _made(path: Path) -> None:
    """Make an empty file that is its owner's only; SQLite's further files take its mode over."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreUnusable(
            f"{path}: cannot be opened for writing: {error.strerror}; let this user write in the "
            "state folder, or name another one (settings.state, --state)"
        ) from error


def _looked_at(path: Path) -> None:
    """Make sure that the file is fresh or ours, not newer than we are, and whole."""
    size = path.stat().st_size
    if size == 0:
        return
    _signed(path)
    log = path.with_name(path.name + "-wal")
    left_behind = log.exists() and log.stat().st_size > 0
    with closing(_connected(path, "ro")) as database:
        if not _fresh(database):
            _ours(path, database)
        if size <= SMALL:
            _whole(path, database, "integrity_check")
        elif size <= LARGE and left_behind:
            _whole(path, database, "quick_check")


def _signed(path: Path) -> None:
    """Make sure that the file is one of SQLite's, if it holds anything."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) not in {MAGIC, b""}:
            raise _foreign(path)


def _fresh(database: Database) -> bool:
    """Whether nothing was put into the file yet: a start that was cut off leaves it so."""
    return _single(database, "pragma application_id") == 0 and not _single(
        database, "select count(*) from sqlite_master"
    )


def _begun(path: Path, database: Database) -> None:
    if _fresh(database):
        raise _none_yet(path)


def _ours(path: Path, database: Database) -> None:
    if _single(database, "pragma application_id") != schema.APPLICATION:
        raise _foreign(path)
    version = schema.version(database)
    if version > schema.NEWEST:
        raise StoreUnusable(
            f"{path}: the database is of a newer Kliping (its schema is {version}, this program "
            f"knows up to {schema.NEWEST}); install that version again, or name another folder "
            "(settings.state, --state). Nothing was changed"
        )


def _up_to_date(path: Path, database: Database) -> None:
    if schema.version(database) < schema.NEWEST:
        raise StoreUnusable(
            f"{path}: the database is of an older Kliping; `kliping run` brings it up to date"
        )


def _whole(path: Path, database: Database, check: str) -> None:
    found = _single(database, f"pragma {check}(1)")
    if found != "ok":
        raise _damaged(str(path), str(found))


def _set_up(database: Database, path: Path) -> None:
    if not _single(database, "select count(*) from pragma_module_list where name = 'fts5'"):
        raise StoreUnusable(
            f"{path}: the SQLite of this Python cannot search text (it lacks FTS5); use a Python "
            "whose sqlite3 has it, as those of python.org, Debian and Homebrew do"
        )
    if _fresh(database):  # the first has no effect once a page is written, so it goes first
        database.execute("pragma auto_vacuum = incremental")
        database.execute(f"pragma application_id = {schema.APPLICATION}")
    if _single(database, "pragma journal_mode = wal") != "wal":
        raise StoreUnusable(
            f"{path}: this file system cannot share memory between processes; put the state "
            "folder on a local disk (settings.state, --state)"
        )
    for pragma in WRITER:
        database.execute(pragma)


def _single(database: Database, sql: str) -> object:
    row = database.execute(sql).fetchone()
    return None if row is None else row[0]


def _none_yet(path: Path) -> StoreUnusable:
    return StoreUnusable(
        f"{path}: there is no database yet; `kliping run` makes it, or name the right folder "
        "(settings.state, --state)"
    )


def _foreign(path: Path) -> StoreUnusable:
    return StoreUnusable(
        f"{path}: this is no database of Kliping; move it away, or name another folder "
        "(settings.state, --state). Nothing was changed"
    )


def _damaged(place: str, found: str) -> StoreUnusable:
    first = " ".join(found.split())[:200]
    return StoreUnusable(
        f"{place}: the database is damaged ({first}); stop Kliping, keep a copy of the file, and "
        f"put back a backup, save what can be read (sqlite3 {place} .recover), or move it away "
        "to start afresh"
    )
