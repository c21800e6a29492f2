"""The keys of pages and names, made anew where the rules by which they are made have changed.

Otherwise every link that is still listed would be a new one once.
"""

from sqlite_utils import Database

from crawler.dedup.urls import identity
from crawler.store.rows import run

BATCH = 5000


def rekey(database: Database) -> int:
    """Give every page and every name the key that its address has today; how many changed.

    Of two that have one key by now, the one that has it already stays.
    """
    return sum(_rekey(database, table, column) for table, column in COLUMNS)


COLUMNS = (("pages", "key"), ("names", "name"))


def _rekey(database: Database, table: str, column: str) -> int:
    changed, last = 0, ""
    sql = f"select {column} from {table} where {column} > :last order by {column} limit :batch"
    while batch := run(database, sql, {"last": last, "batch": BATCH}).fetchall():
        for (old,) in batch:
            new = identity(f"https://{old}")
            if new != old:
                move = f"update or ignore {table} set {column} = :new where {column} = :old"
                run(database, move, {"new": new, "old": old})
                run(database, f"delete from {table} where {column} = :old", {"old": old})
                changed += 1
        last = batch[-1][0]
    return changed
