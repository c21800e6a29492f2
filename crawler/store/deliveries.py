"""Deliveries: how each comes to be, what came of each try, and how it ended."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlite_utils import Database

from crawler.model import Alert, Circuit, Delivery, Message, Notice, Outcome, Tried
from crawler.outbox.attempts import GIVEN_UP, failing_since
from crawler.outbox.circuit import passed
from crawler.store import circuits, digests
from crawler.store.rows import Row, insert, maybe_moment, maybe_stamp, moment, rows, run, stamp

Conclude = Callable[[Tried, Circuit], Outcome]

TRIES = 50  # of one delivery that are kept: the first, and the latest
SPLIT = "told in smaller ones, for it was refused"  # of a digest
TAKEN = "taken"  # what is kept of a try that a receiver said yes to


def enter(database: Database, alert: Alert, story: str | None, now: int) -> None:
    """Keep the deliveries of an alert; ids and bodies that are kept already never change.

    What a silence holds for is skipped, and says so.
    """
    until = silenced(database, alert.rule, now)
    for delivery in alert.deliveries:
        row = _row(delivery, now) | {
            "alert": alert.id,
            "story": story,
            "urgency": alert.urgency.value,
        }
        if until is not None:
            row |= {"state": "skipped", "due": None, "ended": now, "problem": muted(until)}
        insert(database, "deliveries", row, "on conflict (id) do nothing")


def notify(database: Database, notices: Iterable[Notice], now: int) -> None:
    """Keep word for operators, to be sent like any other."""
    for notice in notices:
        row = _row(notice, now) | {
            "kind": "notice",
            "story": notice.story,
            "urgency": "urgent" if notice.urgent else "normal",
        }
        insert(database, "deliveries", row, "on conflict (id) do nothing")


def _row(delivery: Delivery | Notice, now: int) -> Row:
    return {
        "id": delivery.id,
        "channel": delivery.channel,
        "body": delivery.body,
        "state": "waiting",
        "due": now,
        "created": now,
    }


def silenced(database: Database, rule: str, now: int) -> int | None:
    """Until when `rule` is to be quiet; None where it is not."""
    sql = "select until from silences where rule = :rule and until > :now"
    for (until,) in run(database, sql, {"rule": rule, "now": now}).fetchall():
        return int(until)
    return None


def muted(until: int) -> str:
    """Why something is skipped that a silence until then holds for."""
    return f"silenced until {moment(until).isoformat(timespec='minutes')}"


def delivery(database: Database, key: str) -> tuple[str, Message] | None:
    """The channel and the message of a delivery that is still to go out."""
    sql = "select * from deliveries where id = :id and due is not null"
    for row in rows(database, sql, {"id": key}):
        return row["channel"], Message(
            id=row["id"],
            body=row["body"],
            at=moment(row["created"]),
            attempts=row["attempts"],
        )
    return None


def delivered(database: Database, key: str, now: datetime) -> None:
    """A receiver took the delivery; the first time counts.  Its channel does well."""
    sql = "select * from deliveries where id = :id and state != 'delivered'"
    for row in rows(database, sql, {"id": key}):
        at, name = stamp(now), row["channel"]
        run(
            database,
            "update deliveries set due = null, taken = null, state = 'delivered', problem = '',"
            " attempts = attempts + 1, tried = :now, delivered_at = :now, ended = null,"
            " digest = null where id = :id",
            {"id": key, "now": at},
        )
        _note(database, row, TAKEN, at)
        before = circuits.circuit(database, name)
        circuits.keep(database, name, passed(before, now))
        if before.opened is not None:
            circuits.closed(database, name, at)


STILL = "from deliveries where id = :id and due is not null"


def failed(
    database: Database, key: str, problem: str, now: datetime, conclude: Conclude
) -> Outcome | None:
    """A try failed: conclude from it; what was delivered or given up meanwhile stays so."""
    at = stamp(now)
    for (name,) in run(database, f"select channel {STILL}", {"id": key}).fetchall():
        before = circuits.awake(database, name, circuits.circuit(database, name), now)
        (row,) = rows(database, f"select * {STILL}", {"id": key})
        since = _failing(row, before, now)
        tried = Tried(
            id=key,
            failures=row["failures"],
            failing=since,
            digest=row["kind"] == "digest",
            urgent=row["urgency"] == "urgent",
        )
        outcome = conclude(tried, before)
        _settle(database, row, problem, outcome, since=since or now, at=at)
        _note(database, row, problem, at)
        if outcome.circuit != before:
            circuits.keep(database, name, outcome.circuit)
        if outcome.state == "skipped":
            digests.split(database, row, now)
        if outcome.circuit.parked is not None:
            circuits.parked(database, name, outcome.circuit, at)
        elif outcome.state == "given up" and outcome.circuit.opened is not None:
            circuits.given_up(database, name, outcome.circuit, stamp(now - GIVEN_UP), at)
        return outcome
    return None


def _failing(row: Row, circuit: Circuit, now: datetime) -> datetime | None:
    """Since when a delivery could not go out: it, or whatever was tried of its channel before it."""
    if row["failing"] is not None:
        return failing_since(moment(row["failing"]), maybe_moment(row["tried"]), circuit, now)
    if circuit.opened is None or circuit.failing is None:
        return None
    waits = moment(row["created"] if row["since"] is None else row["since"])
    return min(now, max(waits, circuit.failing))


def _settle(
    database: Database, row: Row, problem: str, outcome: Outcome, *, since: datetime, at: int
) -> None:
    run(
        database,
        "update deliveries set due = :due, taken = null, problem = :problem, state = :state,"
        " attempts = attempts + 1, failures = failures + :counted, tried = :at,"
        " failing = :since, ended = iif(:due is null, :at, null)"
        " where id = :id",
        {
            "id": row["id"],
            "due": maybe_stamp(outcome.until),
            "problem": f"{SPLIT}: {problem}" if outcome.state == "skipped" else problem,
            "state": outcome.state,
            "counted": int(outcome.counted),
            "since": stamp(since),
            "at": at,
        },
    )


def put_back(database: Database, key: str, now: int) -> None:
    """Let a delivery wait as if nobody had taken it."""
    run(
        database,
        "update deliveries set due = :now, taken = null, state = 'waiting'"
        " where id = :id and due is not null",
        {"id": key, "now": now},
    )


def _note(database: Database, row: Row, answer: str, at: int) -> None:
    number = row["attempts"] + 1
    about = {"delivery": row["id"], "number": number, "at": at, "answer": answer}
    insert(database, "tries", about, "on conflict (delivery, number) do nothing")
    run(
        database,
        "delete from tries where delivery = :delivery and number > 1 and number <= :old",
        {"delivery": row["id"], "old": number - TRIES + 1},
    )


def prune(database: Database, before: int, batch: int = 200) -> int:
    """Drop digests and word to operators that ended before `before`."""
    return run(
        database,
        "delete from deliveries where seq in (select seq from deliveries where alert is null"
        " and created < :before and due is null limit :batch)",
        {"before": before, "batch": batch},
    ).rowcount
