"""The store in one SQLite file, through sqlite-utils: `ports.Store`, and a shelf to look at it.

What changes something goes to the one writer; what only looks goes to a snapshot, which sees
all that was answered before it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from crawler.errors import StoreBusy
from crawler.model import (
    NO_VALIDATORS,
    Article,
    Circuit,
    Drift,
    Figures,
    Filing,
    Found,
    Heard,
    Job,
    Kept,
    Known,
    Look,
    Manners,
    Memory,
    Message,
    Outcome,
    Pace,
    Page,
    RobotsFile,
    Standing,
    Step,
    Tried,
    Validators,
    Verdict,
    Word,
)
from crawler.ports import NOTHING
from crawler.rules import Rule
from crawler.store import (
    backlog,
    circuits,
    copies,
    dates,
    deliveries,
    dispatch,
    filing as filings,
    habits,
    outcomes,
    paces,
    parameters,
    pruning,
    revisits,
    robots,
    rules as ruled,
    search,
    sources as polled,
    takes,
    troubles,
)
from crawler.store.database import opened
from crawler.store.folder import DATABASE, prepared
from crawler.store.rows import maybe_stamp, stamp
from crawler.store.shelf import Shelf
from crawler.store.snapshots import Snapshots
from crawler.store.subscriptions import Subscriptions
from crawler.store.writer import Writer

R = TypeVar("R")

TAKES = {
    Step.READ: takes.reads,
    Step.POLL: takes.polls,
    Step.REVISIT: revisits.take,
}
PRUNES: tuple[Callable[[Database, int], int], ...] = (
    *(pruning.fingerprints, pruning.stories, pruning.pages),
    *(habits.prune, copies.prune, parameters.prune, deliveries.prune, revisits.prune),
)


@asynccontextmanager
async def open_store(folder: Path) -> "AsyncIterator[SqliteStore]":
    """The store in `folder`, made where it is missing; closed with all that was asked of it done.

    Whoever opens it holds the folder's `lock`.  Raises StoreUnusable, with nothing changed, where
    the file cannot be used; StoreBusy where it cannot just now.
    """
    path = prepared(folder) / DATABASE
    store = SqliteStore(Writer(await asyncio.to_thread(opened, path), str(path)), path)
    try:
        yield store
    finally:
        await store.close()


class SqliteStore:
    """A `ports.Store` in the file at `path`; made by `open_store`."""

    def __init__(self, writer: Writer, path: Path) -> None:
        self._writer = writer
        self._snapshots = Snapshots(path)
        self._memory = filings.Memory()  # the writer's: no other thread touches it
        self.shelf = Shelf(self._snapshots)
        self.subscriptions = Subscriptions(writer, self._snapshots)

    async def close(self) -> None:
        """Finish what was asked, and let go of the file."""
        await self._snapshots.close()
        await self._writer.close()

    # what is due

    async def recover(self) -> int:
        """As in `ports.Store`."""
        return await self._writer.run(takes.recover)

    async def take(
        self,
        now: datetime,
        lease: timedelta,
        room: Mapping[Step, int],
        channels: Mapping[str, Manners] | None = None,
    ) -> list[Job]:
        """As in `ports.Store`."""
        at, until = stamp(now), stamp(now + lease)
        wanted = {step: max(0, room.get(step, 0)) for step in Step}

        def taken(database: Database) -> list[Job]:
            out = wanted[Step.DELIVER]
            jobs = dispatch.deliveries(database, now, lease, out, channels) if out else []
            for step, take in TAKES.items():
                if wanted[step]:
                    jobs += take(database, at, until, wanted[step])
            return jobs

        return await self._writer.run(taken)

    async def follow(self, hosts: Iterable[str], now: datetime, lease: timedelta) -> list[Job]:
        """As in `ports.Store`."""
        at, until, each = stamp(now), stamp(now + lease), tuple(dict.fromkeys(hosts))
        return await self._writer.run(lambda db: takes.follow(db, each, at, until))

    async def pull_in(self, now: datetime, latest: datetime) -> int:
        """As in `ports.Store`."""
        return await self._writer.run(lambda db: takes.pull_in(db, stamp(now), stamp(latest)))

    # sources

    async def sync(self, sources: Iterable[str], now: datetime) -> None:
        """As in `ports.Store`."""
        names, at = frozenset(sources), stamp(now)
        await self._writer.run(lambda db: polled.sync(db, names, at))

    async def instate(
        self, rules: Iterable[Rule], resting: Iterable[str], now: datetime
    ) -> Mapping[str, datetime]:
        """As in `ports.Store`."""
        each, kept, at = tuple(rules), frozenset(resting), stamp(now)
        return await self._writer.run(lambda db: ruled.instate(db, each, kept, at))

    async def memory(self, source: str) -> Memory:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: polled.memory(db, source))

    async def paces(self, weigh: Callable[[Iterable[tuple[str, Pace]]], R]) -> R:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: weigh(paces.watched(db)))

    async def keep_poll(
        self,
        source: str,
        conclude: Callable[[Sequence[Found]], tuple[Memory, datetime]],
        *,
        found: Iterable[Found] = (),
        now: datetime,
        watched: Mapping[str, datetime] = NOTHING,
    ) -> Kept:
        """As in `ports.Store`."""
        listed, at = tuple(found), stamp(now)
        links = await self._snapshots.read(lambda db: polled.unknown(db, listed, at, watched))
        late = await self._snapshots.read(lambda db: dates.moved(db, listed, at))

        def keep(database: Database) -> Kept:
            kept, new = polled.keep_links(database, source, links, at, watched)
            dates.keep(database, late, at)
            memory, due = conclude(new)
            polled.keep_memory(database, source, memory, stamp(due))
            return kept

        return await self._writer.run(keep)

    # pages

    async def page(self, key: str) -> Page | None:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: outcomes.page(db, key))

    async def file(
        self, filing: Filing, now: datetime, decide: Callable[[Known], Verdict]
    ) -> Verdict | None:
        """As in `ports.Store`."""
        at, told, memory = stamp(now), filings.taught(filing), self._memory

        def filed(database: Database) -> Verdict | None:
            verdict = filings.file(database, memory, told, at, decide)
            revisits.plan(database, filing, verdict)
            return verdict

        return await self._writer.run(filed)

    async def look(self, key: str) -> Look | None:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: revisits.look(db, key))

    async def looked(
        self,
        key: str,
        due: datetime | None,
        validators: Validators = NO_VALIDATORS,
        *,
        counts: bool = True,
        missing: bool = False,
    ) -> None:
        """As in `ports.Store`."""
        at = maybe_stamp(due)
        await self._writer.run(
            lambda db: revisits.looked(db, key, at, validators, counts=counts, missing=missing)
        )

    async def revise(
        self,
        filing: Filing,
        now: datetime,
        decide: Callable[[Heard], Verdict],
        *,
        replaces: Article | None,
    ) -> Verdict | None:
        """As in `ports.Store`."""
        at, told, memory = stamp(now), filings.taught(filing), self._memory
        return await self._writer.run(
            lambda db: revisits.revise(db, memory, told, at, decide, replaces=replaces)
        )

    async def repeated(self, host: str) -> frozenset[int]:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: habits.repeated(db, host))

    async def watch(
        self,
        host: str,
        source: str,
        now: datetime,
        conclude: Callable[[Figures], tuple[Figures, tuple[Drift, ...]]],
    ) -> tuple[Drift, ...]:
        """As in `ports.Store`."""
        at = stamp(now)

        def concluded(database: Database) -> tuple[Drift, ...]:
            figures, drifts = conclude(habits.figures(database, host))
            habits.keep_figures(database, host, source, figures, at)
            return drifts

        return await self._writer.run(concluded)

    async def unread(
        self,
        key: str,
        problem: str,
        until: datetime | None,
        *,
        crashed: bool = False,
        tried: bool = True,
    ) -> None:
        """As in `ports.Store`."""
        at = maybe_stamp(until)
        await self._writer.run(
            lambda db: outcomes.unread(db, key, problem, at, crashed=crashed, tried=tried)
        )

    async def rest(self, host: str, until: datetime) -> None:
        """As in `ports.Store`."""
        at = stamp(until)
        await self._writer.run(lambda db: outcomes.rest(db, host, at))

    async def resting(self, now: datetime) -> Mapping[str, datetime]:
        """As in `ports.Hosts`."""
        return await self._snapshots.read(lambda db: robots.resting(db, now))

    async def robots(self, origin: str) -> RobotsFile | None:
        """As in `ports.Hosts`."""
        return await self._snapshots.read(lambda db: robots.recall(db, origin))

    async def keep_robots(self, origin: str, file: RobotsFile) -> None:
        """As in `ports.Hosts`."""
        await self._writer.run(lambda db: robots.keep(db, origin, file))

    # deliveries

    async def delivery(self, key: str) -> tuple[str, Message] | None:
        """As in `ports.Store`."""
        return await self._snapshots.read(lambda db: deliveries.delivery(db, key))

    async def delivered(self, key: str, now: datetime) -> None:
        """As in `ports.Store`."""
        await self._writer.run(lambda db: deliveries.delivered(db, key, now))

    async def undelivered(
        self,
        key: str,
        problem: str,
        now: datetime,
        conclude: Callable[[Tried, Circuit], Outcome],
    ) -> Outcome | None:
        """As in `ports.Store`."""
        return await self._writer.run(
            lambda db: deliveries.failed(db, key, problem, now, conclude)
        )

    async def put_back(self, key: str, now: datetime) -> None:
        """As in `ports.Store`."""
        at = stamp(now)
        await self._writer.run(lambda db: deliveries.put_back(db, key, at))

    async def held_up(self, now: datetime) -> bool:
        """As in `ports.Store`."""
        at = stamp(now)
        return await self._snapshots.read(lambda db: circuits.held_up(db, at))

    async def mind(
        self,
        now: datetime,
        beat: timedelta,
        conclude: Callable[[Standing], Word],
    ) -> int:
        """As in `ports.Store`."""
        return await self._writer.run(lambda db: troubles.mind(db, now, beat, conclude))

    async def orphans(self, known: Iterable[str], before: datetime, now: datetime) -> int:
        """As in `ports.Store`."""
        names, old, at = frozenset(known), stamp(before), stamp(now)
        return await self._writer.run(lambda db: dispatch.orphans(db, names, old, at))

    # upkeep

    async def prune(self, articles: datetime, seen: datetime) -> int:
        """As in `ports.Store`; in many short transactions, so that others get their turn."""
        old, forgotten = stamp(articles), stamp(seen)
        dropped = await self._until_nothing(pruning.articles, old)
        await self._until_nothing(self._memory.window.prune, old)
        window = self._memory.window
        await self._until_nothing(lambda db, at: backlog.fill(db, at, window), old)
        for prune in PRUNES:
            await self._until_nothing(prune, old)
        await self._until_nothing(pruning.seen, forgotten)
        await self._until_nothing(search.fill, old)
        await self._writer.run(lambda db: search.tighten(db, dropped))
        await self._until_nothing(pruning.give_back, old)
        return dropped

    async def _until_nothing(self, prune: Callable[[Database, int], int], before: int) -> int:
        total = 0
        while batch := await self._writer.run(lambda db: prune(db, before)):
            total += batch
        return total

    async def checkpoint(self) -> None:
        """Move the write-ahead log into the database and empty it: hourly, and when closing.

        Raises StoreBusy where a reader still looks at what is in the log.
        """

        def moved(database: Database) -> None:
            rows = database.execute("pragma wal_checkpoint(truncate)").fetchall()
            if rows[0][0]:
                raise StoreBusy("the log is being read; it is emptied the next time")

        await self._writer.run(moved, alone=True)
