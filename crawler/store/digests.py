"""What a channel keeps for a digest, and the digest that names it all, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import inf

from sqlite_utils import Database

from crawler.dedup.identity import short_id
from crawler.message.compose import digest, size
from crawler.model import Fresh, Hold, Limit, Manners
from crawler.outbox import holding
from crawler.store.rows import Row, insert, maybe_moment, moment, rows, run, stamp

BATCH = 1_000  # deliveries that are sorted at a time
MOST = 5_000  # that become a digest at a time; the rest a moment later
LARGEST = 250_000  # bytes of the items of one part; receivers refuse bodies without bounds


def sort(database: Database, channel: str, manners: Manners, now: datetime) -> None:
    """Say of what is new for `channel` whether it may go or is kept."""
    if manners.sorts:
        _sort(database, channel, manners, now)
    until = holding.still(manners, now)
    if until is not None:
        values = {"channel": channel, "now": stamp(now), "until": stamp(until)}
        for sql in QUIET.split(";"):
            run(database, sql, values)


# In quiet hours; what was tried is to stay as it is, so it waits alone (see `dispatch.GOES`).
QUIET = """
    update deliveries set due = :until where channel = :channel and held > ''
    and due <= :now and urgency != 'urgent';
    update deliveries set held = 'quiet', due = :until where channel = :channel and held = ''
    and due is not null and urgency != 'urgent' and attempts = 0 and taken is null
    and kind = 'alert'
"""
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
    waiting, urgent = _going(database, channel, manners.limits)
    holds = holding.held(
        manners,
        fresh,
        [count + more for count, more in zip(sent, waiting, strict=True)],
        _gathering(database, channel),
        now,
        by_urgent=[count + more for count, more in zip(sent, urgent, strict=True)],
    )
    for one in fresh:
        hold = holds.get(one.id)
        due = stamp(now) if hold is None else stamp(hold.until)
        run(
            database,
            "update deliveries set held = :held, due = :due where id = :id",
            {"id": one.id, "held": "" if hold is None else hold.reason, "due": due},
        )
        if one.story is not None:
            _release(database, channel, one, hold, due)


RELEASE = """
    update deliveries set held = '', due = :due where channel = :channel
    and story = :story and held > '' and due is not null
    and seq < (select seq from deliveries where id = :id)
"""
SOONER = """
    update deliveries set due = min(due, :due) where channel = :channel
    and story = :story and held > '' and due is not null
    and seq < (select seq from deliveries where id = :id)
"""
# What an urgent one waits for is as urgent: what is earlier in its story, and each digest that
# names something of it, with the parts before it.
PROMOTE = """
    update deliveries set urgency = 'urgent' where channel = :channel
    and story = :story and due is not null and urgency != 'urgent'
    and seq < (select seq from deliveries where id = :id);
    update deliveries set urgency = 'urgent' where channel = :channel and due is not null
    and urgency != 'urgent' and kind = 'digest' and story in (
        select said.story from deliveries as named join deliveries as said on said.id = named.digest
        where named.channel = :channel and named.story = :story and named.digest is not null
        and said.due is not null
    )
"""


def _release(database: Database, channel: str, one: Fresh, hold: Hold | None, due: int) -> None:
    """Let go what is earlier in a story, now that something later of it goes: it is in order."""
    values = {"channel": channel, "story": one.story, "id": one.id, "due": due}
    if hold is None:
        run(database, RELEASE, values)
    elif one.urgent:
        run(database, SOONER, values)
    if one.urgent:
        for sql in PROMOTE.split(";"):
            run(database, sql, values)


# What is urgent keeps to the limits of the service only, and a digest is one for the reader.
USED = """
    select count(*), count(distinct iif(urgency = 'urgent', null, iif(kind = 'digest', story, id)))
    from (
        select id, kind, story, urgency from deliveries where channel = :channel
        and delivered_at > :after and delivered_at <= :now
        union all
        select id, kind, story, urgency from deliveries
        where channel = :channel and taken is not null
    )
"""


def used_up(
    database: Database, channel: str, limits: Sequence[Limit], now: datetime
) -> list[int]:
    """How much of each limit is used by what went out within its time, or is on its way."""
    used = []
    for limit in limits:
        span = {"channel": channel, "now": stamp(now), "after": stamp(now - limit.per)}
        each, plain = run(database, USED, span).fetchone()
        used.append(int(each if limit.urgent else plain))
    return used


GOING = """
    select count(*), total(kind != 'digest') from (
        select kind from deliveries indexed by deliveries_going
        where channel = :channel and held = '' and due is not null and taken is null
        and {which} limit :most
    )
"""
URGENT, PLAIN = (GOING.format(which=f"urgency {is_} 'urgent'") for is_ in ("=", "<"))


def _going(
    database: Database, channel: str, limits: Sequence[Limit]
) -> tuple[list[int], list[int]]:
    """How many deliveries that count for each limit may go, and wait only for their turn.

    And how many of these are urgent.  It counts no further than it takes to use up every limit.
    """
    most = max((limit.number for limit in limits), default=0)
    values = {"channel": channel, "most": most}
    urgent, _ = map(int, run(database, URGENT, values).fetchone())
    others, plain = map(int, run(database, PLAIN, values).fetchone())
    waiting = [urgent + others if limit.urgent else plain for limit in limits]
    return waiting, [urgent if limit.urgent else 0 for limit in limits]


def _gathering(database: Database, channel: str) -> datetime | None:
    """Until when deliveries are kept back because there are too many."""
    sql = """
        select max(due) as due from deliveries
        where channel = :channel and held > '' and held = 'many' and due is not null
    """
    (row,) = rows(database, sql, {"channel": channel})
    return maybe_moment(row["due"])


KEPT = """
    select id, seq, story from deliveries
    where channel = :channel and held > '' and due <= :now and seq > :after
    and (urgency = 'urgent' or not :quiet) order by seq limit :most
"""
# What waits for an earlier one of its story, or for a digest that names one, is not named yet.
WAITS = """
    select min(seq) from (
        select seq from deliveries
        where channel = :channel and story = :story and due is not null
        and not (held > '' and due <= :now and (urgency = 'urgent' or not :quiet))
        union all
        select 0 from deliveries as named join deliveries as said on said.id = named.digest
        where named.channel = :channel and named.story = :story
        and named.digest is not null and said.due is not null
    )
"""


def _ready(database: Database, values: Row) -> list[str]:
    """Ids of what is to be named now, in the order they were made; each story is looked at once."""
    ready, waits, after = list[str](), dict[str | None, float]({None: inf}), 0
    while len(ready) < MOST:
        kept = rows(database, KEPT, values | {"after": after, "most": MOST})
        for row in kept:
            if row["story"] not in waits:
                ((first,),) = run(database, WAITS, values | {"story": row["story"]}).fetchall()
                waits[row["story"]] = inf if first is None else first
            if row["seq"] < waits[row["story"]]:
                ready.append(row["id"])
        if len(kept) < MOST:
            break
        after = kept[-1]["seq"]
    return ready[:MOST]


def gather(database: Database, channel: str, manners: Manners, now: datetime) -> None:
    """Make the digests that are due of what was kept for `channel`."""
    quiet = holding.still(manners, now) is not None
    values = {"channel": channel, "now": stamp(now), "quiet": quiet}
    ready = _ready(database, values)
    if not ready:
        return
    about = f"di_{short_id('digest', channel, *ready)}"
    parts = list(_parted(_all(database, ready), max(1, manners.holds)))
    for number, part in enumerate(parts, 1):
        _enter(database, channel, about, part, now, number=number, parts=len(parts))


def _enter(
    database: Database,
    channel: str,
    about: str,
    said: Sequence[Row],
    now: datetime,
    *,
    number: int = 1,
    parts: int = 1,
    urgency: str = "normal",
) -> None:
    """Keep a digest of these deliveries, or a part of one; its parts, as of one story, go in order."""
    key = "evt_" + short_id("digest", channel, about.removeprefix("di_"), str(number))
    body = digest(
        [(row["id"], row["body"]) for row in said],
        digest=about,
        reason=said[0]["held"] or "many",
        since=moment(min(row["created"] for row in said)),
        until=now,
        now=now,
        part=number,
        parts=parts,
    )
    urgent = "urgent" in {urgency, *(row["urgency"] for row in said)}
    part: Row = {
        "id": key,
        "kind": "digest",
        "channel": channel,
        "story": about,
        "urgency": "urgent" if urgent else "normal",
        "body": body,
        "state": "waiting",
        "due": stamp(now),
        "held": "",
        "created": stamp(now),
    }
    insert(database, "deliveries", part)
    for row in said:
        run(database, NAMED, {"digest": key, "now": stamp(now), "id": row["id"]})


NAMED = """
    update deliveries set state = 'in digest', digest = :digest, due = null, ended = :now
    where id = :id
"""


def _parted(held: Iterable[Row], holds: int) -> Iterator[list[Row]]:
    """What one digest cannot name, or would be too large with, comes in several."""
    part, left = list[Row](), LARGEST
    for row in held:
        left -= size(row["id"], row["body"])
        if part and (len(part) >= holds or left < 0):
            yield part
            part, left = [], LARGEST - size(row["id"], row["body"])
        part.append(row)
    yield part


def _all(database: Database, keys: Iterable[str]) -> Iterator[Row]:
    for key in keys:
        yield from rows(database, "select * from deliveries where id = :id", {"id": key})


def split(database: Database, refused: Row, now: datetime) -> None:
    """Tell what a digest names that its receiver refuses in two; of one story, each for itself.

    Stories stay whole, so that what cannot be told holds up its own story only, and in order: what
    later parts name is gathered anew once that is told.
    """
    for row in rows(database, LATER, {"id": refused["id"]}):
        undo(database, row["id"], stamp(now))
    sql = "select * from deliveries where digest = :id order by seq"
    named = rows(database, sql, {"id": refused["id"]})
    stories = list(dict.fromkeys(row["story"] or row["id"] for row in named))
    if len(stories) <= 1:
        values = {"id": refused["id"], "now": stamp(now), "urgency": refused["urgency"]}
        run(database, ALONE, values)
        return
    early = frozenset(stories[: len(stories) // 2])
    for side in (True, False):
        about = f"di_{short_id('half', refused['id'], str(side))}"
        half = [row for row in named if ((row["story"] or row["id"]) in early) is side]
        _enter(database, refused["channel"], about, half, now, urgency=refused["urgency"])


def undo(database: Database, key: str, now: int) -> None:
    """Let what a digest names that nobody has tried be gathered anew."""
    run(database, UNDONE, {"key": key, "now": now})
    run(database, "delete from deliveries where id = :key and attempts = 0", {"key": key})


# Untried parts from the first one on that goes on with a story of this one.
LATER = """
    select later.id from deliveries as this join deliveries as later
    on later.channel = this.channel and later.story = this.story and later.seq > this.seq
    where this.id = :id and later.kind = 'digest' and later.due is not null and later.attempts = 0
    and later.taken is null and later.seq >= (
        select min(said.seq) from deliveries as named join deliveries as said on said.id = named.digest
        where named.channel = this.channel and named.digest is not null
        and named.story in (select story from deliveries where digest = this.id)
        and said.story = this.story and said.seq > this.seq
    )
"""
UNDONE = """
    update deliveries set state = 'waiting', due = :now, ended = null, digest = null,
    held = iif(held > '', held, 'many') where digest = :key
"""
ALONE = """
    update deliveries set state = 'waiting', due = :now, digest = null, ended = null, held = '',
    urgency = iif(:urgency = 'urgent', 'urgent', urgency) where digest = :id
"""
