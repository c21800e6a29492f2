"""Reading: short looks at one state of the database, on a few connections that cannot write.

In WAL mode readers never wait for the writer, nor it for them.  A look is short: a long one would
keep the log from being moved into the database.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from crawler.errors import StoreBusy
from crawler.store.database import in_words, reader

R = TypeVar("R")

READERS = 3


class Snapshots:
    """Runs questions to the database at `path`, each on one state of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._idle: deque[Database] = deque()
        self._closed = False

    async def read(self, look: Callable[[Database], R]) -> R:
        """What `look` returns; it sees everything that was answered before.  May raise StoreBusy."""
        if self._closed:
            raise StoreBusy(f"{self.path}: the store is closed")
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._looked, look
        )

    async def close(self) -> None:
        """Finish what was asked, and let go of the file."""
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        while self._idle:
            self._idle.pop().close()

    def _looked(self, look: Callable[[Database], R]) -> R:
        try:
            database = self._idle.pop() if self._idle else reader(self.path)
            try:
                return _at_one_moment(database, look)
            finally:
                self._idle.append(database)
        except sqlite3.Error as error:
            meant = in_words(error, str(self.path))
            if meant is error:
                raise
            raise meant from error


def _at_one_moment(database: Database, look: Callable[[Database], R]) -> R:
    database.conn.execute("begin")
    try:
        return look(database)
    finally:
        if database.conn.in_transaction:
            database.conn.execute("rollback")
