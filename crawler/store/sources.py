"""Sources: which are watched, what is remembered of each, and the links that a poll found."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlite_utils import Database

from crawler.dedup.urls import host, identity
from crawler.model import Found, Kept, Memory
from crawler.store import paces, parameters, watching
from crawler.store.rows import (
    inlet_of,
    inlet_row,
    insert,
    maybe_moment,
    maybe_stamp,
    plain,
    rows,
    run,
    stamp,
    stated,
)

Watched = Mapping[str, datetime]  # a link's URL -> since when a list that holds it is watched
DAY = timedelta(days=1) // timedelta(microseconds=1)  # how exactly "last listed" is kept


class Link(NamedTuple):
    """A link with what it is known by."""

    key: str
    host: str
    found: Found
    before: (
        str  # the key that it had before parameters of its host were learned to mean nothing
    )


def sync(database: Database, names: frozenset[str], now: int) -> None:
    """Make exactly `names` be polled; those that are new or come back, now."""
    watched = dict(run(database, "select name, due from sources", {}).fetchall())
    for name in sorted(names - watched.keys()):
        insert(database, "sources", {"name": name, "due": now})
    for name, due in watched.items():
        if name in names and due is None:
            _set_due(database, name, now)
        elif name not in names and due is not None:
            _set_due(database, name, None)


def _set_due(database: Database, name: str, due: int | None) -> None:
    run(
        database,
        "update sources set due = :due, taken = null where name = :name",
        {"due": due, "name": name},
    )


INLETS = """
    select inlets.*, (
        select max(heard) from subscriptions
        where subscriptions.source = inlets.source and subscriptions.inlet = inlets.url
    ) as pushed
    from inlets where source = :name order by place
"""


def memory(database: Database, name: str) -> Memory:
    """What is remembered of the source `name`."""
    known = rows(database, "select * from sources where name = :name", {"name": name})
    inlets = rows(database, INLETS, {"name": name})
    for row in known:
        return Memory(
            inlets=tuple(inlet_of(inlet) for inlet in inlets),
            polled=maybe_moment(row["polled"]),
            probed=maybe_moment(row["probed"]),
            failures=row["failures"],
            quiet=row["quiet"],
            problem=row["problem"],
            gaps=watching.gaps(database, name),
            rhythm=watching.rhythm_of(row),
            pace=paces.pace_of(row["pace"]),
            news=maybe_moment(row["news"]),
            silence=watching.silence_of(row),
        )
    return Memory()


def unknown(
    database: Database, found: Iterable[Found], now: int, watched: Watched
) -> list[Link]:
    """Those of `found` that the writer must look at: news, or not noted as listed for a day.

    Reading this beforehand keeps the many links that every poll shows again from the one writer.
    """
    links: dict[str, Link] = {}
    meaningless: dict[str, frozenset[str]] = {}  # parameters, by host
    for each in found:
        url = plain(each.url)
        name = host(url)
        if name not in meaningless:
            meaningless[name] = parameters.meaningless(database, name, now)
        link = Link(identity(url, meaningless[name]), name, each, identity(url))
        links.setdefault(link.key, link)
    return [
        link
        for link in links.values()
        if _seen(database, link) <= now - DAY or _sleeps(database, link, watched)
    ]


def _sleeps(database: Database, link: Link, watched: Watched) -> bool:
    """Whether a link is only known, from a later time than a list that holds it is watched."""
    since = watched.get(link.found.url)
    if since is None:
        return False
    sql = (
        "select 1 from pages where key = :key and state = 'remembered' and first_seen > :since"
    )
    values = {"key": link.key, "since": stamp(since)}
    return run(database, sql, values).fetchone() is not None


def _seen(database: Database, link: Link) -> int:
    """When a link was last listed; long ago where it never was."""
    seen = NEVER
    for key in {link.key, link.before}:
        ((at,),) = run(
            database,
            "select max(ifnull((select seen from names where name = :key and not claimed), :never),"
            " ifnull((select seen from pages where key = :key), :never))",
            {"key": key, "never": NEVER},
        ).fetchall()
        seen = max(seen, int(at))
    return seen


NEVER = -(1 << 62)  # earlier than any time


def keep_memory(database: Database, name: str, memory: Memory, due: int) -> None:
    """Keep how a poll ended.  A source that rests by now goes on resting."""
    values = {
        "name": name,
        "polled": maybe_stamp(memory.polled),
        "probed": maybe_stamp(memory.probed),
        "failures": memory.failures,
        "quiet": memory.quiet,
        "problem": memory.problem,
        "pace": paces.packed(memory.pace),
        **watching.row(memory),
    }
    update = ", ".join(f"{column} = :{column}" for column in values if column != "name")
    insert(database, "sources", values, f"on conflict (name) do update set {update}")
    run(
        database,
        "update sources set due = min(:due, ifnull(called, :due)), called = null, taken = null"
        " where name = :name and due is not null",
        {"name": name, "due": due},
    )
    _keep_inlets(database, name, memory)
    watching.keep_gaps(database, name, memory.gaps)


def _keep_inlets(database: Database, name: str, memory: Memory) -> None:
    run(database, "delete from inlets where source = :name", {"name": name})
    for place, state in enumerate(memory.inlets):
        insert(
            database,
            "inlets",
            {"source": name, "place": place, **inlet_row(state)},
            "on conflict (source, kind, url) do nothing",
        )


def keep_links(
    database: Database, source: str, links: Iterable[Link], now: int, watched: Watched
) -> tuple[Kept, list[Found]]:
    """Keep links that are new as pages, due now; those not in `watched` only as known.

    Return what came of it, and the links that were new.
    """
    new: list[Found] = []
    hosts: dict[str, None] = {}
    for link in links:
        if _sleeps(database, link, watched):
            run(database, "delete from pages where key = :key", {"key": link.key})
        elif _noted(database, link, now):
            continue
        new.append(link.found)
        remembered = link.found.url not in watched
        insert(database, "pages", _page_row(source, link, now, remembered=remembered))
        if not remembered:
            hosts[link.host] = None
            watching.keep_yield(database, source, link.found, now)
    return Kept(len(new), tuple(hosts)), new


def _noted(database: Database, link: Link, now: int) -> bool:
    """Whether a link is known, under an article's name or as a page; noted as listed today."""
    known = 0
    for key in {link.key, link.before}:
        for sql in (
            "update names set seen = max(seen, :now) where name = :key and not claimed",
            "update pages set seen = max(seen, :now) where key = :key",
        ):
            known += run(database, sql, {"key": key, "now": now}).rowcount
    return known > 0


def _page_row(source: str, link: Link, now: int, *, remembered: bool) -> dict[str, object]:
    told = not remembered  # of one that is only remembered, the key is enough
    return {
        "key": link.key,
        "url": link.found.url,
        "host": link.host,
        "source": source,
        "title": link.found.title if told else None,
        "summary": link.found.summary if told else None,
        "published": stated(link.found.published) if told else None,
        "inlet": link.found.inlet if told else None,
        "first_seen": now,
        "seen": now,
        "state": "remembered" if remembered else "waiting",
        "due": None if remembered else now,
    }
