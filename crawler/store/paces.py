"""How much each source publishes, and when: `model.Pace`, in some 300 bytes a source."""

from array import array
from collections.abc import Iterator

from sqlite_utils import Database

from crawler.model import Pace
from crawler.store.rows import run

# Seven numbers, then posts by hour of the day and what was due, and both by day of the week.
# An inlet's wish is how long, in microseconds, its server wishes an answer to stand.
PACES = """
alter table sources add column pace blob not null default x'';
alter table inlets add column wish integer
"""
_WHOLE = 7  # numbers that are kept to the last digit: clocks and sums
_PARTS = (24, 24, 7, 7)
_SIZE = 8 * _WHOLE + 4 * sum(_PARTS)  # bytes


def packed(pace: Pace) -> bytes:
    """A pace as it is kept; nothing of one of which nothing is learned."""
    if pace.until is None:
        return b""
    sums = (pace.posts, pace.units, pace.today, pace.passed)
    whole = (pace.until, pace.rate, pace.nights, *sums)
    parts = (*pace.hours, *pace.hours_due, *pace.week, *pace.week_due)
    return array("d", whole).tobytes() + array("f", parts).tobytes()


def pace_of(kept: bytes) -> Pace:
    """A pace that was kept; an empty one where nothing was, or by another program."""
    if len(kept) != _SIZE:
        return Pace()
    until, rate, nights, posts, units, today, passed = array("d", kept[: 8 * _WHOLE])
    parts, groups, start = array("f", kept[8 * _WHOLE :]), [], 0
    for size in _PARTS:
        groups.append(tuple(parts[start : start + size]))
        start += size
    hours, hours_due, week, week_due = groups
    return Pace(
        until=until,
        rate=rate,
        nights=int(nights),
        posts=posts,
        units=units,
        today=today,
        passed=passed,
        hours=hours,
        hours_due=hours_due,
        week=week,
        week_due=week_due,
    )


def watched(database: Database) -> Iterator[tuple[str, Pace]]:
    """Every source that is watched, one after the other."""
    for name, kept in run(database, "select name, pace from sources where due is not null", {}):
        yield name, pace_of(kept)
