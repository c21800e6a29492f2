"""Since when each rule asks what it asks: a rule tells of no article that was seen before."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlite_utils import Database

from crawler.rules import Rule
from crawler.rules.tidy import asked, asks_still, written
from crawler.store.rows import Row, insert, moment, rows, run


def instate(
    database: Database, rules: Iterable[Rule], resting: Collection[str], now: int
) -> dict[str, datetime]:
    """Note what each rule asks; since when, by its name, it has asked that.

    A rule that is new or asks something else does so from `now` on; one that rests keeps its
    time; one that is gone is forgotten.  The first rules of a store that is older than this
    memory are as old as the store: an upgrade is no edit.
    """
    known = {row["name"]: row for row in rows(database, "select * from rules", {})}
    old = run(database, "delete from facts where name = 'rules'", {}).rowcount > 0
    found = {}
    for rule in rules:
        before = known.pop(rule.name, None)
        if before is None or before["text"] != written(rule) or before["since"] > now:
            before = _noted(database, rule, before, 0 if old else now)
        found[rule.name] = moment(before["since"])
    for name in known.keys() - set(resting):
        run(database, "delete from rules where name = :name", {"name": name})
    return found


def _noted(database: Database, rule: Rule, before: Row | None, now: int) -> Row:
    """What is kept of a rule that is new, or written otherwise than before."""
    asks, since = asked(rule), now
    if before is not None and asks_still(rule, before["asks"]):
        since = min(before["since"], now)  # the clock may have been set back
    row = {"name": rule.name, "text": written(rule), "asks": asks, "since": since}
    columns = ", ".join(f"{column} = excluded.{column}" for column in row)
    insert(database, "rules", row, f"on conflict (name) do update set {columns}")
    return row
