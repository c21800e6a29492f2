"""What was read at addresses that differ in one parameter only, and what was learned of it."""

from datetime import timedelta

from sqlite_utils import Database

from crawler.dedup.parameters import LASTS, Sight, means_nothing
from crawler.dedup.urls import host, variations
from crawler.model import Filing
from crawler.store.rows import MICROSECOND, insert, run

MOST = 400  # sights of one host that are kept
KEPT = timedelta(days=60)
LONGEST = 200  # characters of a value
BATCH = 200


def meaningless(database: Database, name: str, now: int) -> frozenset[str]:
    """Parameters that change no text of the host `name`."""
    sql = "select name from meaningless where host = :host and seen > :since"
    found = run(database, sql, {"host": name, "since": now - LASTS // MICROSECOND})
    return frozenset(parameter for (parameter,) in found)


def learn(database: Database, filing: Filing, now: int) -> None:
    """Take in what an article's address says of its parameters."""
    if not filing.fingerprint or "?" not in filing.found:
        return
    name = host(filing.found)
    known = meaningless(database, name, now)
    for parameter, value, address in variations(filing.found, known):
        row = {
            "host": name,
            "name": parameter,
            "address": address,
            "value": value[:LONGEST],
            "text": filing.fingerprint,
            "seen": now,
        }
        sql = "on conflict (host, name, address, value) do update set text = excluded.text"
        insert(database, "parameters", row, sql)
        _conclude(database, name, parameter, now)
    _bound(database, name)


def _conclude(database: Database, name: str, parameter: str, now: int) -> None:
    values = {"host": name, "name": parameter}
    sql = "select address, value, text from parameters where host = :host and name = :name"
    if means_nothing(Sight(*found) for found in run(database, sql, values)):
        update = "on conflict (host, name) do update set seen = excluded.seen"
        insert(database, "meaningless", {**values, "seen": now}, update)
        run(database, "delete from parameters where host = :host and name = :name", values)


def _bound(database: Database, name: str) -> None:
    sql = """
        delete from parameters where host = :host and seen < (
            select seen from parameters where host = :host order by seen desc
            limit 1 offset :most
        )
    """
    run(database, sql, {"host": name, "most": MOST})


def prune(database: Database, _: int) -> int:
    """Drop a batch of what was seen long before the latest."""
    sql = """
        delete from parameters where (host, name, address, value) in (
            select host, name, address, value from parameters
            where seen < (select max(seen) from parameters) - :kept limit :batch
        )
    """
    return run(database, sql, {"kept": KEPT // MICROSECOND, "batch": BATCH}).rowcount
