"""What is due: taken by one, put off by a lease, and taken back after a crash.

Everything here goes through indexes on what waits, by host: its cost follows the number of hosts
with something waiting, not the number of rows.  Deliveries are taken by `dispatch`.
"""

from collections.abc import Iterable

from sqlite_utils import Database

from crawler.model import Job, Step
from crawler.store.rows import run

READ_AT_ONCE = 4  # pages of one source, however many hosts it links to


TAKE_BACK = """
    update sources set due = taken, taken = null where taken is not null;
    update pages set due = taken, taken = null where taken is not null;
    update deliveries set due = taken, taken = null, state = 'waiting' where taken is not null;
    update revisits set due = taken, taken = null where taken is not null
"""


def recover(database: Database) -> int:
    """Make due again what an earlier run had taken; return how many."""
    return sum(run(database, sql, {}).rowcount for sql in TAKE_BACK.split(";"))


PULL_IN = """
    update sources set due = :now, taken = null where due > :latest;
    update pages set due = :now, taken = null where due > :latest;
    update deliveries set due = :now, taken = null, state = 'waiting' where due > :latest;
    update revisits set due = :now, taken = null where due > :latest;
    update hosts set free = :now where free > :latest;
    update subscriptions set heard = null where heard > :latest;
    update channels set free = :now where free > :latest;
    update channels set free = :now where free > :now and exists (
        select 1 from deliveries where channel = channels.name and due is not null and tried > :now
    );
    update deliveries set due = :now + max(0, due - tried), tried = :now,
        failing = min(failing, :now)
    where due is not null and tried > :now and taken is null;
    update deliveries set due = :now, held = iif(held > '', null, held)
    where due > :now and created > :now and attempts = 0 and taken is null
"""
# What was made or tried later than now is of a clock that was set back since: what was kept until
# a time is sorted anew, what was tried waits as long as it was to, what was to go at once goes.


def pull_in(database: Database, now: int, latest: int) -> int:
    """Make due what is due after `latest`; return how many."""
    values = {"now": now, "latest": latest}
    return sum(run(database, sql, values).rowcount for sql in PULL_IN.split(";"))


def polls(database: Database, now: int, until: int, room: int) -> list[Job]:
    """Take sources that are due, oldest first."""
    due = run(
        database,
        "select name from sources where due <= :now order by due limit :room",
        {"now": now, "room": room},
    ).fetchall()
    for (name,) in due:
        run(
            database,
            "update sources set taken = due, due = :until where name = :name",
            {"until": until, "name": name},
        )
    return [Job(Step.POLL, name) for (name,) in due]


# Each host with something waiting, found by stepping from one to the next in the index.
WAITING_HOSTS = """
    with recursive waiting (host) as (
        select min(host) from pages where due is not null
        union all
        select (select min(host) from pages where due is not null and host > waiting.host)
        from waiting where waiting.host is not null
    )
    select host, (
        select min(due) from pages where due is not null and pages.host = waiting.host
    ) as oldest
    from waiting
    where waiting.host is not null and oldest <= :now
    order by oldest
"""
BUSY_HOST = """
    select exists (select 1 from hosts where host = :host and free > :now)
        or exists (select 1 from pages where host = :host and taken is not null and due > :now)
"""
NEXT_PAGE = """
    select key, source from pages where host = :host and due <= :now order by due, rowid limit 1
"""
BUSY_SOURCE = """
    select count(*) >= :most from pages
    where source = :source and taken is not null and due > :now
"""


def reads(database: Database, now: int, until: int, room: int) -> list[Job]:
    """Take one page each of hosts that neither rest nor are being read, oldest first."""
    jobs: list[Job] = []
    if room:
        for host, _ in run(database, WAITING_HOSTS, {"now": now}).fetchall():
            jobs += _read(database, host, now, until)
            if len(jobs) == room:
                break
    return jobs


def follow(database: Database, hosts: Iterable[str], now: int, until: int) -> list[Job]:
    """Take the next page of each of `hosts`, by the same rules."""
    return [job for host in hosts for job in _read(database, host, now, until)]


def _read(database: Database, host: str, now: int, until: int) -> list[Job]:
    ((busy,),) = run(database, BUSY_HOST, {"host": host, "now": now}).fetchall()
    if busy:
        return []
    for key, source in run(database, NEXT_PAGE, {"host": host, "now": now}).fetchall():
        values = {"source": source, "most": READ_AT_ONCE, "now": now}
        ((busy,),) = run(database, BUSY_SOURCE, values).fetchall()
        if busy:
            return []
        run(
            database,
            "update pages set taken = due, due = :until where key = :key",
            {"until": until, "key": key},
        )
        return [Job(Step.READ, key)]
    return []
