"""How each channel does: read and kept in the transaction that sends or settles."""

import json
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from crawler.model import Circuit
from crawler.outbox.attempts import slept
from crawler.store.rows import (
    MICROSECOND,
    Row,
    insert,
    maybe_moment,
    maybe_stamp,
    rows,
    run,
    stamp,
)

COLUMNS = (
    *("failures", "failed", "failing", "struck", "opened"),
    *("free", "parked", "passed", "problem"),
)


def circuit(database: Database, channel: str) -> Circuit:
    """How `channel` does; well, where nothing is known of it."""
    for row in rows(database, "select * from channels where name = :name", {"name": channel}):
        return circuit_of(row)
    return Circuit()


def circuit_of(row: Row) -> Circuit:
    """A row of `channels`."""
    return Circuit(
        failures=row["failures"],
        failed=tuple(json.loads(row["failed"])),
        failing=maybe_moment(row["failing"]),
        struck=maybe_moment(row["struck"]),
        opened=maybe_moment(row["opened"]),
        free=maybe_moment(row["free"]),
        parked=maybe_moment(row["parked"]),
        passed=maybe_moment(row["passed"]),
        problem=row["problem"],
    )


def keep(database: Database, channel: str, circuit: Circuit) -> None:
    """Keep how `channel` does."""
    row: Row = {
        "failures": circuit.failures,
        "failed": json.dumps(circuit.failed),
        "failing": maybe_stamp(circuit.failing),
        "struck": maybe_stamp(circuit.struck),
        "opened": maybe_stamp(circuit.opened),
        "free": maybe_stamp(circuit.free),
        "parked": maybe_stamp(circuit.parked),
        "passed": maybe_stamp(circuit.passed),
        "problem": circuit.problem,
    }
    again = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
    insert(
        database,
        "channels",
        {"name": channel, **row},
        f"on conflict (name) do update set {again}",
    )


def parked(database: Database, channel: str, circuit: Circuit, now: int) -> None:
    """Park all that waits for a channel that wants nothing any more."""
    run(
        database,
        "update deliveries set state = 'parked', due = null, taken = null, problem = :problem,"
        " ended = :now where channel = :channel"
        " and (state = 'waiting' or state = 'sending' and due <= :now)",
        {"channel": channel, "problem": circuit.problem, "now": now},
    )


def unparked(database: Database, channel: str, now: int) -> None:
    """Send what was parked again."""
    run(
        database,
        "update deliveries set state = 'waiting', due = :now, since = :now, failing = null,"
        " failures = 0, problem = '', ended = null where channel = :channel and state = 'parked'",
        {"channel": channel, "now": now},
    )


def aimed(database: Database, channel: str, target: str, now: int) -> Circuit:
    """How `channel` does, which leads to `target`; with another one than before it starts afresh."""
    sql = "select * from channels where name = :name"
    for row in rows(database, sql, {"name": channel}):
        known = circuit_of(row)
        if target in {"", row["target"]}:
            return known
        if row["target"]:
            fresh = Circuit(passed=known.passed)
            keep(database, channel, fresh)
            unparked(database, channel, now)
            known = fresh
        break
    else:
        known = Circuit()
    insert(
        database,
        "channels",
        {"name": channel, "target": target},
        "on conflict (name) do update set target = excluded.target",
    )
    return known


def closed(database: Database, channel: str, now: int) -> None:
    """Make due what failed while the circuit was open."""
    run(
        database,
        "update deliveries set due = :now where channel = :channel and state = 'waiting'"
        " and failing is not null and due > :now",
        {"channel": channel, "now": now},
    )


def awake(database: Database, channel: str, circuit: Circuit, now: datetime) -> Circuit:
    """The circuit, later by the time in which nothing was tried; so is all that waited before it."""
    gap = slept(circuit.struck, now)
    if not gap or circuit.failing is None:
        return circuit
    values = {"channel": channel, "gap": gap // MICROSECOND, "now": stamp(now)}
    run(database, LATER, values)
    opened = None if circuit.opened is None else circuit.opened + gap
    return replace(circuit, failing=circuit.failing + gap, struck=now, opened=opened)


LATER = """
    update deliveries set failing = min(:now, failing + :gap), tried = min(:now, tried + :gap),
    since = min(:now, coalesce(since, created) + :gap)
    where channel = :channel and due is not null
"""


def given_up(database: Database, channel: str, circuit: Circuit, before: int, now: int) -> None:
    """Give up what has waited since `before` for a channel that has failed all that time."""
    if circuit.failing is None:
        return
    run(
        database,
        "update deliveries set state = 'given up', due = null, problem = :problem, ended = :now"
        " where channel = :channel and state = 'waiting'"
        " and max(coalesce(failing, since, created), :failing) <= :before",
        {
            "channel": channel,
            "problem": circuit.problem,
            "failing": maybe_stamp(circuit.failing),
            "before": before,
            "now": now,
        },
    )


def spent(database: Database, channel: str) -> int | None:
    """Up to when the pace of `channel` is used up."""
    sql = "select spent from channels where name = :name"
    for row in rows(database, sql, {"name": channel}):
        return None if row["spent"] is None else int(row["spent"])
    return None


def spend(database: Database, channel: str, until: int) -> None:
    """Use the pace up to `until`."""
    insert(
        database,
        "channels",
        {"name": channel, "spent": until},
        "on conflict (name) do update set spent = excluded.spent",
    )


def held_up(database: Database, now: int) -> bool:
    """Whether something is due that only the pace of its channel keeps back for a moment."""
    sql = """
        select 1 from channels where spent > :now and parked is null
        and (free is null or free <= :now) and exists (
            select 1 from deliveries where channel = channels.name and due <= :now
            and coalesce(held, '') = ''
        )
    """
    return bool(run(database, sql, {"now": now}).fetchall())
