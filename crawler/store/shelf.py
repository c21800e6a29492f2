"""Looking at what is kept: articles, alerts and their deliveries, health, counts.

    async with open_shelf(folder) as shelf:      beside a running daemon, or without one
        async for stored in shelf.articles(query): …

Every method looks once and briefly; what yields many rows looks again for each batch of them.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from crawler.dedup.urls import identity
from crawler.model import Source
from crawler.rules import Node, Rule
from crawler.rules.alone import Alone
from crawler.store import schema, search, told
from crawler.store.database import checked_reader
from crawler.store.folder import DATABASE
from crawler.store.names import names
from crawler.store.rows import Row, maybe_moment, maybe_stamp, moment, plain, rows, stamp
from crawler.store.sights import (
    Aside,
    Dossier,
    Health,
    Ruled,
    Sending,
    Status,
    Stored,
    Told,
    health_of,
    host_of,
    stored_of,
    telling_of,
)
from crawler.store.snapshots import Snapshots
from crawler.store.versions import versions

BATCH = 200  # articles read in one look
DAY = timedelta(days=1)


@asynccontextmanager
async def open_shelf(folder: Path) -> "AsyncIterator[Shelf]":
    """What is kept in `folder`, for looking only.

    Raises StoreUnusable where there is no database, or it is not ours, damaged, or not of our
    schema.
    """
    path = folder / DATABASE
    database = await asyncio.to_thread(checked_reader, path)
    database.close()
    snapshots = Snapshots(path)
    try:
        yield Shelf(snapshots)
    finally:
        await snapshots.close()


class Shelf:
    """Everything that is kept, for looking; made by `open_shelf` and by the store."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    async def find(self, reference: str, limit: int = 10) -> list[str]:
        """Ids of stored articles that `reference` may mean: an id, how ids begin, or an address."""
        return await self._snapshots.read(lambda db: _find(db, plain(reference), limit))

    async def article(self, key: str) -> Dossier | None:
        """All that is known of the article with the id `key`."""
        return await self._snapshots.read(lambda db: _dossier(db, key))

    async def candidates(
        self,
        query: Node | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        source: str | None = None,
    ) -> list[str]:
        """Ids of stored articles that may answer `query`, newest first.

        First seen at or after `since` and before `until`, by `source`.  What does not answer may
        be among them; what does, is.
        """
        limits: Row = {
            "since": maybe_stamp(since),
            "until": maybe_stamp(until),
            "source": source,
        }
        return await self._snapshots.read(lambda db: search.candidates(db, query, limits))

    async def stored(self, keys: Sequence[str]) -> AsyncGenerator[Stored, None]:
        """The articles with these ids, in this order; those that are gone by now are left out."""
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            found = await self._snapshots.read(partial(_articles, keys=batch))
            for key in batch:
                if key in found:
                    yield stored_of(found[key])

    async def articles(
        self,
        query: Node | None = None,
        *,
        since: datetime | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> AsyncGenerator[Stored, None]:
        """Stored articles that answer `query`, newest first, at most `limit`; None: any article."""
        left = sys.maxsize if limit is None else limit
        rule = None if query is None else Rule(name="", text="", query=query, channels=())
        alone = None if rule is None else Alone(rule)
        keys = await self.candidates(query, since=since, source=source)
        async with aclosing(self.stored(keys)) as kept:
            async for one in kept:
                if left <= 0:
                    return
                own = Source(name=one.source, url="")
                if alone is None or alone.answers(one.article, own):
                    left -= 1
                    yield one

    async def reach(self, since: datetime) -> tuple[datetime | None, int]:
        """When the first article at or after `since` was first seen, and how many there are."""
        sql = "select min(first_seen) as first, count(*) as n from articles where first_seen >= :at"
        (row,) = await self._snapshots.read(lambda db: rows(db, sql, {"at": stamp(since)}))
        return maybe_moment(row["first"]), row["n"]

    async def stories(self, keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Of each story, by its id, the articles in the order they were filed: id and network."""
        wanted = list(keys)
        found: dict[str, list[tuple[str, str]]] = {key: [] for key in wanted}
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            for row in await self._snapshots.read(partial(_filed, stories=batch)):
                found[row["story"]].append((row["id"], row["network"]))
        return found

    async def rules(self, since: datetime) -> dict[str, Ruled]:
        """What is known of each rule, by its name; hits are counted from `since` on."""
        return await self._snapshots.read(lambda db: _ruled(db, stamp(since)))

    async def sources(self, now: datetime) -> list[Health]:
        """How each source does, by name; those that rest too."""
        day = stamp(now - DAY)
        return await self._snapshots.read(lambda db: _sources(db, day))

    async def aside(self, source: str | None = None, limit: int = 1000) -> list[Aside]:
        """Pages that were set aside, newest first, and why."""
        values = {"source": source, "limit": limit}
        found = await self._snapshots.read(lambda db: rows(db, ASIDE, values))
        return [Aside(**row | {"first_seen": moment(row["first_seen"])}) for row in found]

    async def status(self) -> Status:
        """How much there is of everything, and what waits longest."""
        return await self._snapshots.read(lambda db: _status(db, self._snapshots.path))

    async def alerts(self, limit: int = 50, state: str | None = None) -> list[Told]:
        """Alerts, newest first; with `state`, those that have a delivery in it."""
        return await self._snapshots.read(
            lambda db: told.alerts(db, told.RECENT, {"state": state, "limit": limit})
        )

    async def alert(self, key: str) -> Told | None:
        """One alert by its id."""
        sql = f"{told.ALERTS} where alerts.id = :id"
        found = await self._snapshots.read(lambda db: told.alerts(db, sql, {"id": key}))
        return found[0] if found else None

    async def sendings(self, key: str) -> tuple[str | None, list[Sending]]:
        """What `key` stands for, with every try that is kept: the alert, and its deliveries.

        `key` is the id of an alert, of a delivery or of a digest; the deliveries of digests that
        name one of them are among them.
        """
        return await self._snapshots.read(lambda db: told.sendings(db, key))


def _find(database: Database, reference: str, limit: int) -> list[str]:
    sql = """
        select id from articles where id = :reference
        union
        select id from articles join names on names.article = articles.id where name = :name
    """
    values: Row = {"reference": reference, "name": identity(reference), "limit": limit}
    exact = rows(database, sql, values)
    if not exact and reference:
        values["end"] = reference + "\U0010ffff"
        sql = "select id from articles where id >= :reference and id < :end limit :limit"
        exact = rows(database, sql, values)
    return [row["id"] for row in exact]


def _dossier(database: Database, key: str) -> Dossier | None:
    for row in rows(database, "select * from articles where id = :id", {"id": key}):
        values = {"id": key, "story": row["story"]}
        others = rows(database, OTHERS, values)
        skips = rows(
            database, "select rule, reason from skips where article = :id order by rule", values
        )
        return Dossier(
            stored=stored_of(row),
            others=tuple(telling_of(other) for other in others),
            alerts=tuple(
                told.alerts(database, f"{told.ALERTS} where alerts.article = :id", values)
            ),
            skips=tuple((skip["rule"], skip["reason"]) for skip in skips),
            story=tuple(told.alerts(database, told.OF_STORY, values)),
            names=names(database, key),
            versions=versions(database, key),
        )
    return None


OTHERS = """
    select id, source, network, url, title, first_seen, copy_of, origin, published,
        published_precision
    from articles where story = :story and id != :id order by first_seen
"""


def _articles(database: Database, keys: Sequence[str]) -> dict[str, Row]:
    names, among = _among(keys)
    found = rows(database, f"select * from articles where id in ({among})", names)
    return {row["id"]: row for row in found}


def _filed(database: Database, stories: Sequence[str]) -> list[Row]:
    names, among = _among(stories)
    sql = f"""
        select id, network, story from articles where story in ({among})
        order by stored_at, first_seen, id
    """
    return rows(database, sql, names)


def _among(keys: Sequence[str]) -> tuple[dict[str, str], str]:
    """Parameters for these values, and their places in a statement."""
    names = {f"key{number}": key for number, key in enumerate(keys)}
    return names, ", ".join(f":{name}" for name in names)


RULED = """
    select rule, max(since) as since, sum(hits) as hits, max(told) as told, max(asks) as asks from (
        select name as rule, since, 0 as hits, null as told, asks from rules
        union all
        select rule, null, count(distinct case when created >= :since then article end),
            max(created), null
        from alerts group by rule
        union all
        select rule, null, count(*), null, null from skips where created >= :since group by rule
    ) group by rule
"""


def _ruled(database: Database, since: int) -> dict[str, Ruled]:
    return {
        row["rule"]: Ruled(
            since=maybe_moment(row["since"]),
            asks=row["asks"],
            hits=row["hits"],
            told=maybe_moment(row["told"]),
        )
        for row in rows(database, RULED, {"since": since})
    }


HEALTH = """
    select sources.*,
        (select max(first_seen) from articles where source = sources.name) as newest,
        (select count(*) from articles
         where source = sources.name and first_seen >= :day) as day,
        (select count(*) from pages where source = sources.name and due is not null) as waiting,
        (select count(*) from pages where source = sources.name and state = 'aside') as aside
    from sources order by name
"""


def _sources(database: Database, day: int) -> list[Health]:
    of = {name: rows(database, sql, {}) for name, sql in OF_SOURCES.items()}
    return [
        health_of(
            row,
            **{
                name: [each for each in found if each["source"] == row["name"]]
                for name, found in of.items()
            },
        )
        for row in rows(database, HEALTH, {"day": day})
    ]


OF_SOURCES = {
    "inlets": "select * from inlets order by source, place",
    "hosts": "select * from habits order by source, articles desc",
    "yields": "select * from yields order by links desc",
    "gaps": "select * from gaps order by seq desc",
    "pushed": "select * from subscriptions where not ending order by inlet",
}
ASIDE = """
    select key, url, source, first_seen, attempts, crashes, problem from pages
    where state = 'aside' and (:source is null or source = :source)
    order by first_seen desc limit :limit
"""


def _status(database: Database, path: Path) -> Status:
    def counts(table: str) -> dict[str, int]:
        found = rows(database, f"select state, count(*) as n from {table} group by state", {})
        return {row["state"]: row["n"] for row in found}

    (totals,) = rows(
        database,
        "select (select count(*) from articles) as articles,"
        " (select count(*) from stories) as stories,"
        " (select count(*) from alerts) as alerts,"
        " (select min(created) from deliveries where due is not null) as oldest,"
        " (select count(*) from inlets where hubs is not null) as hubs,"
        " (select count(*) from subscriptions where not ending and until is not null) as pushed",
        {},
    )
    return Status(
        pages=counts("pages"),
        articles=totals["articles"],
        stories=totals["stories"],
        alerts=totals["alerts"],
        deliveries=counts("deliveries"),
        channels={row["name"]: _trouble(row) for row in rows(database, TROUBLED, {})},
        silences={
            row["rule"]: moment(row["until"])
            for row in rows(database, "select * from silences order by rule", {})
        },
        oldest_waiting=None if totals["oldest"] is None else moment(totals["oldest"]),
        changed=sum(
            bool(host_of(row).changes) for row in rows(database, "select * from habits", {})
        ),
        hubs=totals["hubs"],
        pushed=totals["pushed"],
        size=_size(path),
        version=schema.version(database),
    )


TROUBLED = """
    select * from channels where missing is null
    and (parked is not null or opened is not null or failing is not null) order by name
"""


def _trouble(row: Row) -> str:
    if row["parked"] is not None:
        return f"parked since {_iso(row['parked'])}: {row['problem']}"
    return f"failing since {_iso(row['failing'])}: {row['problem']}"


def _iso(stamped: int) -> str:
    return moment(stamped).isoformat(timespec="minutes")


def _size(path: Path) -> int:
    """Bytes on the disk, the write-ahead log with them."""
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
