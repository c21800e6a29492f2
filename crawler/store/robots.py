"""What is remembered of hosts for those who ask them: the robots.txt of each origin, and rests.

A robots.txt of a few kilobytes packs to a tenth; that of ten thousand sites takes some megabytes.
"""

import zlib
from datetime import datetime

from sqlite_utils import Database

from crawler.model import RobotsFile
from crawler.store.rows import maybe_moment, moment, rows, run, stamp

ROBOTS = """
create table robots (
    origin text primary key,               -- scheme://host:port
    url text not null,                     -- where it was read, after redirects
    body blob,                             -- the last good copy, packed; null: there is none
    read integer,                          -- when that was read
    due integer not null,                  -- ask again then
    failures integer not null,             -- in a row
    problem text not null                  -- why the last one failed
) strict, without rowid
"""


def recall(database: Database, origin: str) -> RobotsFile | None:
    """What is remembered of an origin's robots.txt; None: it was never asked for."""
    for row in rows(
        database, "select * from robots where origin = :origin", {"origin": origin}
    ):
        return RobotsFile(
            url=row["url"],
            body=None if row["body"] is None else zlib.decompress(row["body"]),
            read=maybe_moment(row["read"]),
            due=moment(row["due"]),
            failures=row["failures"],
            problem=row["problem"],
        )
    return None


def keep(database: Database, origin: str, file: RobotsFile) -> None:
    """Keep how asking for it ended; where that gave no copy, the last good one stays."""
    values = {
        "origin": origin,
        "url": file.url,
        "body": None if file.body is None else zlib.compress(file.body),
        "read": None if file.read is None else stamp(file.read),
        "due": stamp(file.due),
        "failures": file.failures,
        "problem": file.problem,
    }
    fresh = "url = excluded.url, body = excluded.body, read = excluded.read,"
    run(
        database,
        f"""
        insert into robots values (:origin, :url, :body, :read, :due, :failures, :problem)
        on conflict (origin) do update set {fresh if file.body is not None else ""}
        due = excluded.due, failures = excluded.failures, problem = excluded.problem
        """,
        values,
    )


def resting(database: Database, now: datetime) -> dict[str, datetime]:
    """Hosts that asked for rest, each with the end of it."""
    found = rows(database, "select * from hosts where free > :now", {"now": stamp(now)})
    return {row["host"]: moment(row["free"]) for row in found}


def forget(database: Database, before: int, batch: int) -> int:
    """Forget files that were to be asked for again before `before`; how many."""
    sql = """
        delete from robots where origin in (
            select origin from robots where due < :before limit :batch
        )
    """
    return run(database, sql, {"before": before, "batch": batch}).rowcount
