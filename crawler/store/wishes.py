"""What a person asks for beside a running daemon: send again, be quiet.

Each is one short transaction, and never moves the log into the database: that is the daemon's.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from crawler.store.database import PATIENCE, checked_reader, in_words
from crawler.store.deliveries import muted
from crawler.store.digests import undo
from crawler.store.folder import DATABASE
from crawler.store.rows import Row, insert, rows, run, stamp

R = TypeVar("R")

ENDED = "('given up', 'parked')"


async def beside(folder: Path, work: Callable[[Database], R]) -> R:
    """Do `work` in the database of `folder`, whoever else has it open; what came of it.

    Raises StoreUnusable where there is no database of ours, StoreBusy where it cannot just now.
    """
    return await asyncio.to_thread(_beside, folder / DATABASE, work)


def _beside(path: Path, work: Callable[[Database], R]) -> R:
    checked_reader(path).close()
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    with closing(connection):
        try:
            for pragma in ("foreign_keys = on", "wal_autocheckpoint = 0", "synchronous = full"):
                connection.execute(f"pragma {pragma}")
            connection.execute("begin immediate")
            result = work(Database(connection))
            connection.execute("commit")
        except sqlite3.Error as error:
            raise in_words(error, str(path)) from error
    return result


# An alert stands for its deliveries, what is in a digest for the digest, a digest for its parts.
MEANT = """
    select distinct said.id, said.state, said.channel from deliveries as this
    join deliveries as said on said.id = coalesce(this.digest, this.id)
    where this.id = :key or this.alert = :key or (this.kind = 'digest' and this.story = :key)
    order by said.seq
"""


def meant(database: Database, key: str) -> list[Row]:
    """The deliveries that `key` means: id, state, channel."""
    return rows(database, MEANT, {"key": key})


def lost(database: Database, channel: str | None = None) -> list[Row]:
    """All deliveries that were given up or parked, of one channel or of all: id, channel."""
    sql = f"""
        select id, channel from deliveries where state in {ENDED}
        and (:channel is null or channel = :channel) order by seq
    """
    return rows(database, sql, {"channel": channel})


def awaited(database: Database, rule: str) -> bool:
    """Whether something that `rule` found is still to be told, or it is silenced."""
    sql = """
        select 1 from alerts join deliveries as this on this.alert = alerts.id
        left join deliveries as said on said.id = this.digest
        where alerts.rule = :rule and coalesce(this.due, said.due) is not null
        union all select 1 from silences where rule = :rule limit 1
    """
    return bool(rows(database, sql, {"rule": rule}))


def replay(database: Database, keys: Sequence[str], now: datetime) -> int:
    """Send again what was given up or parked, under the same ids and with the same bytes; how many."""
    count, names = 0, set()
    for key in keys:
        for row in rows(database, "select channel from deliveries where id = :id", {"id": key}):
            changed = run(
                database,
                "update deliveries set state = 'waiting', due = :now, since = :now, failing = null,"
                " failures = 0, tried = null, ended = null, held = ''"
                f" where id = :id and state in {ENDED}",
                {"id": key, "now": stamp(now)},
            ).rowcount
            if changed:
                count += 1
                names.add(row["channel"])
    for name in sorted(names):  # whoever sends again has reason to think that it is wanted
        run(
            database,
            "update channels set parked = null, free = null where name = :name",
            {"name": name},
        )
    return count


def silence(database: Database, rule: str, until: datetime, now: datetime) -> int:
    """Tell nothing that `rule` finds before `until`, nor what it has found and is not told yet.

    How many deliveries were skipped: what was tried in vain too, alone or in a digest.  The rest of
    such a digest is told in another one, for no id has two bodies; a receiver that took it without
    saying so knows its news by their ids.  A time that has passed ends a silence.
    """
    at = stamp(until)
    if until <= now:
        run(database, "delete from silences where rule = :rule", {"rule": rule})
        return 0
    insert(
        database,
        "silences",
        {"rule": rule, "until": at, "asked": stamp(now)},
        "on conflict (rule) do update set until = excluded.until, asked = excluded.asked",
    )
    values = {"rule": rule, "why": muted(at), "now": stamp(now)}
    digests = [row["digest"] for row in rows(database, NAMING, values)]
    for key in digests:  # the rest of it is gathered anew
        run(database, INSTEAD, values | {"key": key})
        undo(database, key, stamp(now))
    return run(database, SKIPPED, values).rowcount


NAMING = """
    select distinct this.digest from deliveries as this join deliveries as said on said.id = this.digest
    where said.state = 'waiting'
    and this.alert in (select id from alerts where rule = :rule)
"""
INSTEAD = """
    update deliveries set state = 'skipped', due = null, ended = :now,
    problem = 'told without what is ' || :why || '; before: ' || problem
    where id = :key and attempts > 0
"""
SKIPPED = """
    update deliveries set state = 'skipped', due = null, ended = :now,
    problem = iif(problem = '', :why, :why || '; before: ' || problem)
    where state = 'waiting' and alert in (select id from alerts where rule = :rule)
"""
