"""What a channel keeps for a digest, and the digest that names it all, in one transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlite_utils import Database

from crawler.dedup.identity import short_id
from crawler.message.compose import digest
from crawler.model import Fresh, Limit, Manners
from crawler.outbox import holding
from crawler.store.rows import Row, insert, maybe_moment, moment, rows, run, stamp

BATCH = 1_000  # deliveries that are sorted at a time
MOST = 5_000  # that become a digest at a time; the rest a moment later
HOUR = timedelta(hours=1)


def sort(database: Database, channel: str, manners: Manners, now: datetime) -> None:
    """Say of what is new for `channel` whether it may go or is kept; make due digests."""
    if manners.sorts:
        _sort(database, channel, manners, now)
    until = holding.still(manners, now)
    if until is None:
        _gather(database, channel, manners, now)
    else:
        run(
            database,
            "update deliveries set due = :until where channel = :channel and held > ''"
            " and due <= :now",
            {"channel": channel, "now": stamp(now), "until": stamp(until)},
        )


FRESH = """
    select id, story, urgency from deliveries
    where channel = :channel and held is null and attempts = 0 and due <= :now
    and state = 'waiting' order by seq limit :batch
"""


def _sort(database: Database, channel: str, manners: Manners, now: datetime) -> None:
    values = {"channel": channel, "now": stamp(now), "batch": BATCH}
    fresh = [
        Fresh(row["id"], row["story"], row["urgency"] == "urgent")
        for row in rows(database, FRESH, values)
    ]
    if not fresh:
        return
    sent = used_up(database, channel, manners.limits, now)
    waiting, urgent = going(database, channel)
    holds = holding.held(
        manners,
        fresh,
        [count + waiting for count in sent],
        _gathering(database, channel),
        now,
        by_urgent=[count + urgent for count in sent],
    )
    for one in fresh:
        hold = holds.get(one.id)
        due = stamp(now) if hold is None else stamp(hold.until)
        run(
            database,
            "update deliveries set held = :held, due = :due where id = :id",
            {"id": one.id, "held": "" if hold is None else hold.reason, "due": due},
        )
        if hold is None and one.story is not None:
            _release(database, channel, one, stamp(now))


def _release(database: Database, channel: str, one: Fresh, now: int) -> None:
    """Let go what is kept back of a story, now that something later of it goes: it is in order."""
    run(
        database,
        "update deliveries set held = '', due = :now where channel = :channel"
        " and story = :story and held > '' and due is not null"
        " and seq < (select seq from deliveries where id = :id)",
        {"channel": channel, "story": one.story, "id": one.id, "now": now},
    )
    if one.urgent:  # what it waits for is as urgent
        run(
            database,
            "update deliveries set urgency = 'urgent' where channel = :channel"
            " and story = :story and due is not null"
            " and seq < (select seq from deliveries where id = :id)",
            {"channel": channel, "story": one.story, "id": one.id},
        )


def used_up(
    database: Database, channel: str, limits: Sequence[Limit], now: datetime
) -> list[int]:
    """How much of each limit is used by what went out within its time, or is on its way."""
    sql = """
        select (select count(*) from deliveries where channel = :channel
                and delivered_at > :after and delivered_at <= :now)
            + (select count(*) from deliveries where channel = :channel and taken is not null)
    """
    at = stamp(now)
    spans = [{"channel": channel, "now": at, "after": stamp(now - each.per)} for each in limits]
    return [int(run(database, sql, span).fetchone()[0]) for span in spans]


def going(database: Database, channel: str) -> tuple[int, int]:
    """How many deliveries may go, and wait only for their turn; and how many urgent ones."""
    sql = """
        select count(*), total(urgency = 'urgent') from deliveries
        where channel = :channel and due is not null and held = '' and taken is null
    """
    waiting, urgent = run(database, sql, {"channel": channel}).fetchone()
    return int(waiting), int(urgent)


def _gathering(database: Database, channel: str) -> datetime | None:
    """Until when deliveries are kept back because there are too many."""
    sql = """
        select max(due) as due from deliveries
        where channel = :channel and held > '' and held = 'many' and due is not null
    """
    (row,) = rows(database, sql, {"channel": channel})
    return maybe_moment(row["due"])


# What waits for an earlier one of its story, or for a digest that names one, is not named yet.
READY = """
    select id, seq, story, held, body, created from deliveries as this
    where channel = :channel and held > '' and due <= :now and not exists (
        select 1 from deliveries as earlier
        where earlier.channel = this.channel and earlier.story = this.story
        and earlier.seq < this.seq and earlier.due is not null
        and not (earlier.held > '' and earlier.due <= :now)
    ) and not exists (
        select 1 from deliveries as named join deliveries as said on said.id = named.digest
        where named.channel = this.channel and named.story = this.story
        and named.digest is not null and said.due is not null
    ) order by seq limit :most
"""


def _gather(database: Database, channel: str, manners: Manners, now: datetime) -> None:
    values = {"channel": channel, "now": stamp(now), "most": MOST}
    ready = rows(database, READY, values)
    if not ready:
        return
    about = short_id("digest", channel, *(row["id"] for row in ready))
    parts = list(_parted(ready, max(1, manners.holds)))
    for number, part in enumerate(parts, 1):
        key = "evt_" + short_id("digest", channel, about, str(number))
        body = digest(
            [(row["id"], row["body"]) for row in part],
            digest=f"di_{about}",
            reason=part[0]["held"],
            since=moment(min(row["created"] for row in part)),
            until=now,
            now=now,
            part=number,
            parts=len(parts),
        )
        _enter(
            database,
            {"id": key, "channel": channel, "story": f"di_{about}", "body": body},
            stamp(now),
        )
        for row in part:
            run(
                database,
                "update deliveries set state = 'in digest', digest = :digest, due = null,"
                " held = '', ended = :now where id = :id",
                {"digest": key, "now": stamp(now), "id": row["id"]},
            )


def _enter(database: Database, part: Row, now: int) -> None:
    """Keep a part of a digest; its parts, as of one story, go out in order."""
    about: Row = {"kind": "digest", "state": "waiting", "due": now, "held": "", "created": now}
    insert(database, "deliveries", part | about)


def _parted(ready: Sequence[Row], holds: int) -> Iterator[list[Row]]:
    """What one digest cannot name comes in several."""
    each = iter(ready)
    while part := list(islice(each, holds)):
        yield part
