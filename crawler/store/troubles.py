"""What operators hear of: how sources and channels do, what was given up, and that all is well."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlite_utils import Database

from crawler.model import Sign, Standing, Trouble, Word
from crawler.store import deliveries
from crawler.store.rows import Row, insert, maybe_moment, maybe_stamp, moment, rows, run, stamp

Conclude = Callable[[Standing], Word]

GIVEN_UP, HEARTBEAT = "given up", "heartbeat"  # kinds of what is remembered, beside signs' own
SOURCES = """
    select name, failures, polled, problem from sources where due is not null
    and (failures > 0 or exists (
        select 1 from troubles where kind = 'source' and troubles.name = sources.name
    ))
"""
# Of one that fails besides, failing is told; a silence that was told lasts until there is news.
SILENCES = """
    select name, news, cause, silent is not null and (failures = 0 or exists (
        select 1 from troubles where kind = 'silence' and name = sources.name
        and told is not null
    )) as silent
    from sources where due is not null and (silent is not null or exists (
        select 1 from troubles where kind = 'silence' and troubles.name = sources.name
    ))
"""
GAPS = """
    select source, min(began) as began, max(ended) as ended from gaps
    where not filled and noticed > coalesce(
        (select told from troubles where kind = 'gap' and name = gaps.source), 0
    ) and exists (select 1 from sources where name = gaps.source and due is not null)
    group by source
"""
CHANNELS = """
    select name, failures, failing, parked, problem from channels
    where missing is null and (failures > 0 or parked is not null or exists (
        select 1 from troubles where kind = 'channel' and troubles.name = channels.name
    ))
"""
# Of word to operators nobody is told that it was given up: that would never end.
LOST = """
    select channel, count(*) as n, max(problem) as problem from deliveries
    where state = 'given up' and kind != 'notice' and ended > coalesce(
        (select told from troubles where kind = 'given up' and name = channel), 0
    ) group by channel
"""
FIGURES = """
    select (select count(*) from sources where due is not null) as sources,
        (select count(*) from sources where due is not null and failures > 0) as failing,
        (select count(*) from articles where first_seen >= :since) as articles,
        (select count(*) from alerts where created >= :since) as alerts,
        (select count(*) from deliveries where due is not null) as waiting
"""


def mind(database: Database, now: datetime, beat: timedelta, conclude: Conclude) -> int:
    """Conclude from how everything does, and keep it; how much word there is for operators."""
    standing = _standing(database, now, beat)
    word = conclude(standing)
    deliveries.notify(database, word.notices, stamp(now))
    for (kind, name), trouble in word.troubles.items():
        _keep(database, kind, name, trouble)
    return len(word.notices)


def _standing(database: Database, now: datetime, beat: timedelta) -> Standing:
    troubles = {
        (row["kind"], row["name"]): _trouble_of(row)
        for row in rows(database, "select * from troubles", {})
    }
    last = troubles.get((HEARTBEAT, ""))
    figures: Row = {}
    if last is not None and now - last.since >= beat:
        (figures,) = rows(database, FIGURES, {"since": stamp(last.since)})
    return Standing(
        signs=(*_sources(database), *_silences(database), *_channels(database)),
        gaps={
            row["source"]: (moment(row["began"]), moment(row["ended"]))
            for row in rows(database, GAPS, {})
        },
        troubles=troubles,
        given_up={
            row["channel"]: (row["n"], row["problem"]) for row in rows(database, LOST, {})
        },
        beaten=None if last is None else last.since,
        figures=figures,
    )


def _sources(database: Database) -> list[Sign]:
    return [
        Sign(
            kind="source",
            name=row["name"],
            failures=row["failures"],
            since=maybe_moment(row["polled"]),
            problem=row["problem"],
        )
        for row in rows(database, SOURCES, {})
    ]


def _silences(database: Database) -> list[Sign]:
    return [
        Sign(
            kind="silence",
            name=row["name"],
            failures=row["silent"] * 1_000,  # it was waited for long enough before it was noted
            since=maybe_moment(row["news"]),
            problem=row["cause"],
        )
        for row in rows(database, SILENCES, {})
    ]


def _channels(database: Database) -> list[Sign]:
    return [
        Sign(
            kind="channel",
            name=row["name"],
            # What wants nothing any more has failed for good.
            failures=row["failures"] + (row["parked"] is not None) * 1_000,
            since=maybe_moment(row["failing"]) or maybe_moment(row["parked"]),
            problem=row["problem"],
        )
        for row in rows(database, CHANNELS, {})
    ]


def _trouble_of(row: Row) -> Trouble:
    return Trouble(
        since=moment(row["since"]),
        told=maybe_moment(row["told"]),
        fine=maybe_moment(row["fine"]),
        relapses=row["relapses"],
        problem=row["problem"],
    )


def _keep(database: Database, kind: str, name: str, trouble: Trouble | None) -> None:
    key = {"kind": kind, "name": name}
    run(database, "delete from troubles where kind = :kind and name = :name", key)
    if trouble is not None:
        row: Row = {
            "since": stamp(trouble.since),
            "told": maybe_stamp(trouble.told),
            "fine": maybe_stamp(trouble.fine),
            "relapses": trouble.relapses,
            "problem": trouble.problem,
        }
        insert(database, "troubles", key | row)
