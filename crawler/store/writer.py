"""The one connection that writes, on a thread of its own, many operations to a commit.

    run(work) ──> queue ──> begin immediate
                              savepoint  work 1  release
                              savepoint  work 2  rollback     what one raises undoes only its own
                            commit ──────────────────────> every caller gets its answer

A commit waits for the disk, and SQLite has one writer anyway.  So whatever comes in while one
commit waits goes together into the next: nobody is answered before the disk has it, and the
disk is asked a few times a second, not once an article.  (Group commit: D. DeWitt and others,
"Implementation Techniques for Main Memory Database Systems", SIGMOD 1984.)
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlite_utils import Database

from crawler.errors import StoreBusy
from crawler.store.database import in_words

R = TypeVar("R")

GROUP = 64  # operations to one commit: bounds how long one of them waits for the others
ROOM = 1024  # operations that may wait in the queue; further callers wait for room


@dataclass(slots=True)
class _Order:
    """An operation, and where its answer goes."""

    work: Callable[[Database], Any]
    answer: Future[Any] = field(default_factory=Future)
    alone: bool = False  # outside of any transaction: a checkpoint


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How an operation ended; its caller learns of it after the commit."""

    order: _Order
    result: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.error is None:
            self.order.answer.set_result(self.result)
        else:
            self.order.answer.set_exception(self.error)


class Writer:
    """Runs operations on `database`, which is its own from now on; `place` is for messages."""

    def __init__(self, database: Database, place: str) -> None:
        self._database, self._place = database, place
        self._connection: sqlite3.Connection = database.conn
        self._queue: SimpleQueue[_Order | None] = SimpleQueue()  # None: the end
        self._held: list[_Order | None] = []  # taken from the queue, for its own turn
        self._room = asyncio.Semaphore(ROOM)
        self._closed = False
        self._thread = Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Database], R], *, alone: bool = False) -> R:
        """What `work` returns, once it is on the disk.

        What it raises undoes it and no other operation.  Raises StoreBusy where nothing could be
        kept.
        """
        async with self._room:
            if self._closed:
                raise StoreBusy(f"{self._place}: the store is closed; nothing was kept")
            order = _Order(work, alone=alone)
            self._queue.put(order)
            result: R = await asyncio.wrap_future(order.answer)
            return result

    async def close(self) -> None:
        """Finish what was ordered, move the log into the database, and let go of the file."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        while group := self._gathered():
            wanted = [o for o in group if o.answer.set_running_or_notify_cancel()]
            alone = any(order.alone for order in wanted)
            for outcome in self._alone(wanted) if alone else self._together(wanted):
                outcome.tell()
        self._let_go()

    def _gathered(self) -> list[_Order]:
        """Wait for an order; it and those behind it that can go with it.  Empty: the end."""
        first = self._held.pop() if self._held else self._queue.get()
        group = [] if first is None else [first]
        while first is not None and not first.alone and len(group) < GROUP:
            try:
                order = self._queue.get_nowait()
            except Empty:
                break
            if order is None or order.alone:
                self._held.append(order)
                break
            group.append(order)
        return group

    def _together(self, group: list[_Order]) -> list[_Outcome]:
        """One transaction for all; where it cannot be committed, nothing of any of them is kept."""
        try:
            self._connection.execute("begin immediate")
            outcomes = [self._one(order) for order in group]
            self._connection.execute("commit")
            self._at_rest()
        except (sqlite3.Error, RuntimeError) as error:
            self._undo()
            return [_Outcome(order, error=self._meaning(error)) for order in group]
        return outcomes

    def _one(self, order: _Order) -> _Outcome:
        self._connection.execute("savepoint operation")
        try:
            outcome = _Outcome(order, result=order.work(self._database))
        except BaseException as error:
            if not self._connection.in_transaction:  # SQLite gave up all of it: disk full, I/O
                raise _lost(error) from error
            self._connection.execute("rollback to operation")
            outcome = _Outcome(order, error=self._meaning(error))
        self._connection.execute("release operation")
        return outcome

    def _alone(self, orders: list[_Order]) -> list[_Outcome]:
        """Run orders outside of any transaction."""
        outcomes = []
        for order in orders:
            try:
                result = order.work(self._database)
                self._at_rest()
            except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
                self._undo()
                outcomes.append(_Outcome(order, error=self._meaning(error)))
            else:
                outcomes.append(_Outcome(order, result=result))
        return outcomes

    def _meaning(self, error: BaseException) -> BaseException:
        """A new exception for each caller: one shared by several would mix their tracebacks."""
        if not isinstance(error, sqlite3.Error):
            return error
        meant = in_words(error, self._place)
        if meant is not error:
            meant.__cause__ = error
        return meant

    def _at_rest(self) -> None:
        if self._connection.in_transaction:  # it would swallow every later write
            raise RuntimeError("an operation left its transaction open")

    def _undo(self) -> None:
        with suppress(
            sqlite3.Error
        ):  # what is left open makes the next `begin` fail, and this run again
            if self._connection.in_transaction:
                self._connection.execute("rollback")

    def _let_go(self) -> None:
        with suppress(sqlite3.Error):  # the log then stays, and is read at the next start
            self._connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        self._database.close()


def _lost(error: BaseException) -> BaseException:
    """Why the transaction is gone: what SQLite said, or that an operation ended it itself."""
    if isinstance(error, sqlite3.Error):
        return error
    return RuntimeError(f"an operation ended the transaction it was part of: {error!r}")
