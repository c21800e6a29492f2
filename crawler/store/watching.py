"""How watching the sources goes: rhythms, silences, gaps, and what each inlet showed first."""

from array import array
from collections.abc import Sequence
from datetime import timedelta

from sqlite_utils import Database

from crawler.model import WEEK, Found, Gap, Memory, Rhythm, Silence
from crawler.store.rows import (
    Row,
    insert,
    maybe_moment,
    maybe_stamp,
    moment,
    rows,
    run,
    stamp,
)

GAPS = 5  # latest ones kept of a source
LATE = timedelta(days=2)  # a link found later was not late, but old

# Of sources: new links and hours watched by hour of the week (`model.Rhythm`), the last poll that
# found something new, when it was noticed to be silent (null: it is not), and the likely cause.
# Of inlets: when "not modified" was held against the whole list, how often it was a lie, and the
# last list.  Of pages: the url of the inlet that showed it first.
WATCHING = """
alter table sources add column counts blob not null default x'';
alter table sources add column hours blob not null default x'';
alter table sources add column news integer;
alter table sources add column silent integer;
alter table sources add column cause text not null default '';
alter table inlets add column checked integer;
alter table inlets add column lies integer not null default 0;
alter table inlets add column listed blob not null default x'';
alter table pages add column inlet text;

create table gaps (
    seq integer primary key,
    source text not null,
    inlet text not null,                   -- url
    began integer not null,
    ended integer not null,
    noticed integer not null,
    pages integer not null,                -- older pages looked at
    filled integer not null                -- 1: they led back to what was known
) strict;
create index gaps_source on gaps (source, seq);

create table yields (
    source text not null,
    inlet text not null,                   -- url
    links integer not null,                -- that it showed before any other
    dated integer not null,                -- of these, with a time of publication
    lag real not null,                     -- seconds from publication to our first sight, summed
    primary key (source, inlet)
) strict, without rowid
"""


def row(memory: Memory) -> Row:
    """The columns of `sources` that hold rhythm and silence."""
    return {
        "counts": array("f", memory.rhythm.counts).tobytes(),
        "hours": array("f", memory.rhythm.hours).tobytes(),
        "news": maybe_stamp(memory.news),
        "silent": None if memory.silence is None else stamp(memory.silence.noticed),
        "cause": "" if memory.silence is None else memory.silence.cause,
    }


def rhythm_of(row: Row) -> Rhythm:
    """The rhythm in a row of `sources`."""
    return Rhythm(_floats(row["counts"]), _floats(row["hours"]))


def gaps(database: Database, name: str) -> tuple[Gap, ...]:
    """The latest gaps in what was seen of the source `name`, newest first."""
    sql = "select * from gaps where source = :name order by seq desc limit :most"
    return tuple(map(gap_of, rows(database, sql, {"name": name, "most": GAPS})))


def gap_of(row: Row) -> Gap:
    """A row of `gaps`."""
    return Gap(
        inlet=row["inlet"],
        began=moment(row["began"]),
        ended=moment(row["ended"]),
        noticed=moment(row["noticed"]),
        pages=row["pages"],
        filled=bool(row["filled"]),
    )


def silence_of(row: Row) -> Silence | None:
    """The silence in a row of `sources`."""
    if row["silent"] is None:
        return None
    noticed = moment(row["silent"])
    return Silence(maybe_moment(row["news"]) or noticed, noticed, row["cause"])


def _floats(kept: bytes) -> tuple[float, ...]:
    return tuple(array("f", kept)) or (0.0,) * WEEK


def keep_gaps(database: Database, name: str, latest: Sequence[Gap]) -> None:
    """Keep those of the `latest` gaps that are new, and of all that there are the latest."""
    known = set(gaps(database, name))
    for gap in reversed(latest):
        if gap not in known:
            values = {
                "source": name,
                "inlet": gap.inlet,
                "began": stamp(gap.began),
                "ended": stamp(gap.ended),
                "noticed": stamp(gap.noticed),
                "pages": gap.pages,
                "filled": int(gap.filled),
            }
            insert(database, "gaps", values)
    run(
        database,
        "delete from gaps where source = :name and seq <= (select seq from gaps"
        " where source = :name order by seq desc limit 1 offset :most)",
        {"name": name, "most": GAPS},
    )


def keep_yield(database: Database, source: str, found: Found, now: int) -> None:
    """Count a link for the inlet that showed it first, and how long after it appeared."""
    if found.inlet is None:
        return
    lag = None if found.published is None else (now - stamp(found.published)) / 1_000_000
    dated = lag is not None and 0 <= lag <= LATE.total_seconds()
    run(
        database,
        "insert into yields values (:source, :inlet, 1, :dated, :lag)"
        " on conflict (source, inlet) do update set links = links + 1,"
        " dated = dated + excluded.dated, lag = lag + excluded.lag",
        {
            "source": source,
            "inlet": found.inlet,
            "dated": int(dated),
            "lag": (lag or 0.0) if dated else 0.0,
        },
    )
