"""Subscriptions at hubs, and what a hub's word does: a source is due sooner (`ports.Subscriptions`).

A hub's word is kept as the time from which its list is to be asked: that of an earlier word and of
a poll under way is waited out, so that no hub can make us hammer, and none is lost.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from crawler.model import Hubs, Named, Subscription
from crawler.store.rows import (
    MICROSECOND,
    Row,
    hubs_of,
    insert,
    maybe_moment,
    maybe_stamp,
    moment,
    rows,
    run,
    stamp,
)
from crawler.store.snapshots import Snapshots
from crawler.store.writer import Writer

# Of inlets: a JSON list, its topic first, then the hubs.  Of sources: when it is to be polled
# because of a hub's word that came while it was being polled.
SUBSCRIPTIONS = """
alter table inlets add column hubs text;
create index inlets_hubs on inlets (source) where hubs is not null;
alter table sources add column called integer;

create table subscriptions (
    key text primary key,                  -- the end of its callback's path
    secret text not null,
    callback text not null,                -- url
    source text not null,
    inlet text not null,                   -- url
    hub text not null,                     -- url
    topic text not null,                   -- url
    ending integer not null,               -- 1: not wanted any more
    pending text,                          -- what the hub has not confirmed: subscribe, unsubscribe
    until integer,                         -- end of the lease; null: none was granted
    due integer not null,                  -- ask the hub (again)
    failures integer not null,
    problem text not null,
    heard integer                          -- its list has changed, and may be asked from then on
) strict, without rowid;
create index subscriptions_source on subscriptions (source, inlet);
create index subscriptions_due on subscriptions (due)
"""


class Subscriptions:
    """The subscriptions in a store; see `ports.Subscriptions`."""

    def __init__(self, writer: Writer, snapshots: Snapshots) -> None:
        self._writer, self._snapshots = writer, snapshots

    async def tend(
        self, conclude: Callable[[Named, tuple[Subscription, ...]], Iterable[Subscription]]
    ) -> None:
        """As in `ports.Subscriptions`."""

        def tended(database: Database) -> None:
            known = tuple(map(of, rows(database, "select * from subscriptions", {})))
            for after in conclude(named(database), known):
                _keep(database, after)

        await self._writer.run(tended)

    async def due(self, now: datetime, most: int) -> list[str]:
        """As in `ports.Subscriptions`."""
        sql = "select key from subscriptions where due <= :now order by due limit :most"
        values = {"now": stamp(now), "most": most}
        found = await self._snapshots.read(lambda db: rows(db, sql, values))
        return [row["key"] for row in found]

    async def find(self, key: str) -> Subscription | None:
        """As in `ports.Subscriptions`."""
        return await self._snapshots.read(lambda db: _find(db, key))

    async def amend(
        self, key: str, conclude: Callable[[Subscription], Subscription | None]
    ) -> Subscription | None:
        """As in `ports.Subscriptions`."""

        def amended(database: Database) -> Subscription | None:
            before = _find(database, key)
            if before is None:
                return None
            after = conclude(before)
            if after is None:
                run(database, "delete from subscriptions where key = :key", {"key": key})
            elif after != before:
                _keep(database, after)
            return after

        return await self._writer.run(amended)

    async def hear(self, key: str, now: datetime, gap: timedelta) -> bool:
        """As in `ports.Subscriptions`."""
        return await self._writer.run(lambda db: _hear(db, key, now, gap))


def named(database: Database) -> dict[tuple[str, str], Hubs]:
    """The hubs of every list that names some, of sources that are watched."""
    sql = """
        select source, url, hubs from inlets
        where hubs is not null and exists (
            select 1 from sources where name = inlets.source and due is not null
        )
    """
    return {(r["source"], r["url"]): hubs_of(r["hubs"]) for r in rows(database, sql, {})}


def of(row: Row) -> Subscription:
    """A row of `subscriptions`."""
    return Subscription(
        key=row["key"],
        secret=row["secret"],
        callback=row["callback"],
        source=row["source"],
        inlet=row["inlet"],
        hub=row["hub"],
        topic=row["topic"],
        ending=bool(row["ending"]),
        pending=row["pending"],
        until=maybe_moment(row["until"]),
        due=moment(row["due"]),
        failures=row["failures"],
        problem=row["problem"],
        heard=maybe_moment(row["heard"]),
    )


def _keep(database: Database, one: Subscription) -> None:
    values: Row = {
        "key": one.key,
        "secret": one.secret,
        "callback": one.callback,
        "source": one.source,
        "inlet": one.inlet,
        "hub": one.hub,
        "topic": one.topic,
        "ending": int(one.ending),
        "pending": one.pending,
        "until": maybe_stamp(one.until),
        "due": stamp(one.due),
        "failures": one.failures,
        "problem": one.problem,
        "heard": maybe_stamp(one.heard),
    }
    update = ", ".join(f"{column} = :{column}" for column in values if column != "key")
    insert(database, "subscriptions", values, f"on conflict (key) do update set {update}")


def _find(database: Database, key: str) -> Subscription | None:
    for row in rows(database, "select * from subscriptions where key = :key", {"key": key}):
        return of(row)
    return None


HEARD = """
    select due, taken, failures, (
        select max(heard) from subscriptions where source = sources.name and heard <= :latest
    ) as heard
    from sources where name = :source and due is not null
"""  # what was heard later than that is of a clock that was set back since


def _hear(database: Database, key: str, now: datetime, gap: timedelta) -> bool:
    one, at, wait = _find(database, key), stamp(now), gap // MICROSECOND
    source_of: Row = {"source": one.source if one else None, "latest": at + wait}
    known = rows(database, HEARD, source_of)
    if one is None or not known:
        return False
    (source,) = known
    when = _when(at, wait, source)
    run(
        database,
        "update subscriptions set heard = :when where key = :key",
        {"when": when, "key": key},
    )
    polling = source["taken"] is not None
    if source["failures"] and not polling:  # it is left alone for as long as that asks for
        return False
    change = (
        "called = min(:when, ifnull(called, :when))" if polling else "due = min(due, :when)"
    )
    run(
        database,
        f"update sources set {change} where name = :source",
        {"when": when, "source": one.source},
    )
    return one.heard is None or when != stamp(one.heard)


def _when(at: int, wait: int, source: Row) -> int:
    """From when on a source may be polled that a hub has called for at `at`."""
    last, polling = source["heard"], source["taken"] is not None
    if not polling and source["due"] <= at:
        return at
    if last is None:
        last = at if polling else at - wait  # one under way may have read it before the change
    return int(last) if last > at else max(at, int(last) + wait)
