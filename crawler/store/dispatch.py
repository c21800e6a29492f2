"""Which deliveries go out now: a few of each channel that wants some, in the order of each story.

Its cost follows the number of channels with something waiting, not the number of deliveries.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from crawler.model import Job, Manners, Step
from crawler.outbox.circuit import allowance, room as room_of, spend
from crawler.outbox.holding import free, still
from crawler.store import circuits, digests
from crawler.store.rows import maybe_moment, run, stamp

Due = tuple[int, int, str]  # due, seq, id
PLAIN = Manners()

WAITING_CHANNELS = """
    with recursive waiting (channel) as (
        select min(channel) from deliveries where due is not null
        union all
        select (select min(channel) from deliveries
                where due is not null and channel > waiting.channel)
        from waiting where waiting.channel is not null
    )
    select channel, (
        select count(*) from deliveries as sent
        where sent.channel = waiting.channel and sent.taken is not null and sent.due > :now
    ) from waiting where waiting.channel is not null
"""
# Of those that want nothing any more, each is looked at: it may lead elsewhere by now.
PARKED = "select name, 0 from channels where parked is not null"
# The earlier one of a story goes first, whenever it is due, and so does the digest that names it;
# what has no story waits for none.
IN_ORDER = """
    not exists (
        select 1 from deliveries as earlier
        where earlier.channel = this.channel and earlier.story = this.story
        and earlier.seq < this.seq and earlier.due is not null
    ) and not exists (
        select 1 from deliveries as named join deliveries as said on said.id = named.digest
        where named.channel = this.channel and named.story = this.story
        and named.digest is not null and named.seq < this.seq and said.due is not null
    )
"""
GOES = """
    (held = '' or attempts > 0 or (held is null and not :sorts))
    and (urgency = 'urgent' or not :quiet)
"""
# What is `behind` waits for an earlier one of its story, see `turns`: it need not be looked at.
DUE = f"""
    select due, seq, id from deliveries as this
    where channel = :channel and due <= :now and behind = 0
    and {GOES} and {{which}} and {IN_ORDER}
    order by due, seq limit :room
"""
URGENT, ANY = DUE.format(which="urgency = 'urgent'"), DUE.format(which="true")
DIGESTS = DUE.format(which="kind = 'digest'")
# Of a channel that is down: each time another one, for it may be the message that is at fault, and
# each second time an urgent one, while there is any.
PROBE = f"""
    select due, seq, id from deliveries as this
    where channel = :channel and due is not null and behind = 0 and (taken is null or due <= :now)
    and {GOES} and {{which}} and {IN_ORDER}
    order by tried, seq limit 1
"""
PROBES = {which: PROBE.format(which=f"urgency {which} 'urgent'") for which in ("=", "<")}
LAST = """
    select urgency from deliveries where channel = :channel and due is not null
    order by tried desc limit 1
"""


def deliveries(
    database: Database,
    now: datetime,
    lease: timedelta,
    room: int,
    channels: Mapping[str, Manners] | None,
) -> list[Job]:
    """Take deliveries that are due, oldest first; see `ports.Store.take`."""
    due: list[tuple[Due, str]] = []
    parked = dict(run(database, PARKED, {}).fetchall())
    waiting = dict(run(database, WAITING_CHANNELS, {"now": stamp(now)}).fetchall())
    for name, in_flight in (parked | waiting).items():
        if channels is None or name in channels:
            manners = PLAIN if channels is None else channels[name]
            due += [(each, name) for each in _of(database, name, manners, in_flight, now)]
    taken = sorted(due)[:room]
    for (_, _, key), _ in taken:
        run(
            database,
            "update deliveries set taken = due, due = :until, state = 'sending' where id = :id",
            {"until": stamp(now + lease), "id": key},
        )
    for name in dict.fromkeys(name for _, name in taken):
        manners = PLAIN if channels is None else channels[name]
        _spend(database, name, manners, now, sum(name == each for _, each in taken))
    return [Job(Step.DELIVER, key) for (_, _, key), _ in taken]


def _of(
    database: Database, channel: str, manners: Manners, in_flight: int, now: datetime
) -> list[Due]:
    """What may be sent to a channel now."""
    circuit = circuits.aimed(database, channel, manners.target, stamp(now))
    if circuit.parked is not None:
        circuits.parked(database, channel, circuit, stamp(now))
    room = room_of(circuit, now, in_flight)
    if room == 0:
        return []
    digests.sort(database, channel, manners, now)
    if circuit.opened is None:
        digests.gather(database, channel, manners, now)
    used = digests.used_up(database, channel, manners.limits, now)
    least = free(manners.limits, used, urgent=True)
    rest = free(manners.limits, used, urgent=False)
    room = min(room, _allowance(database, channel, manners, now))
    quiet = still(manners, now) is not None
    values = {
        "channel": channel,
        "now": stamp(now),
        "sorts": manners.sorts,
        "quiet": quiet,
    }
    if circuit.opened is not None:
        if probe := _probe(database, values, room):
            return probe
        digests.gather(database, channel, manners, now)
        return _probe(database, values, room)
    if least is not None:
        room = min(room, least)
    first = _found(database, URGENT, values, room)
    if not quiet:  # what is beyond a reader's limit is in the digest: that comes in any case
        first += _found(database, DIGESTS, values, room)
        first += _found(database, ANY, values, room if rest is None else min(room, rest))
    return list(dict.fromkeys(first))[:room]


def _probe(database: Database, values: Mapping[str, object], room: int) -> list[Due]:
    """The one that is tried of a channel that is down, if any is left to try."""
    last = run(database, LAST, {"channel": values["channel"]}).fetchall()
    for which in ("<", "=") if last == [("urgent",)] else ("=", "<"):
        if found := _found(database, PROBES[which], values, room):
            return found
    return []


def _found(database: Database, sql: str, values: Mapping[str, object], room: int) -> list[Due]:
    return run(database, sql, {**values, "room": room}).fetchall() if room > 0 else []


def _allowance(database: Database, channel: str, manners: Manners, now: datetime) -> int:
    if not manners.pace:
        return allowance(None, now, manners.pace, manners.burst)
    spent = maybe_moment(circuits.spent(database, channel))
    return allowance(spent, now, manners.pace, manners.burst)


def _spend(
    database: Database, channel: str, manners: Manners, now: datetime, count: int
) -> None:
    if manners.pace:
        spent = maybe_moment(circuits.spent(database, channel))
        until = spend(spent, now, manners.pace, manners.burst, count)
        circuits.spend(database, channel, stamp(until))


MISSING = """
    insert into channels (name, missing) values (:name, :now)
    on conflict (name) do update set missing = coalesce(missing, excluded.missing)
"""


def orphans(database: Database, known: Collection[str], before: int, now: int) -> int:
    """Give up what waits for channels that are not `known`, nor were since `before`; how many."""
    kept = {name for (name,) in run(database, "select name from channels", {}).fetchall()}
    waiting = {name for name, _ in run(database, WAITING_CHANNELS, {"now": now}).fetchall()}
    given = 0
    for name in sorted(kept | waiting):
        if name in known:
            sql = (
                "update channels set missing = null where name = :name and missing is not null"
            )
            run(database, sql, {"name": name})
            continue
        run(database, MISSING, {"name": name, "now": now})
        given += run(
            database,
            "update deliveries set state = 'given up', due = null, problem = :problem,"
            " ended = :now where channel = :channel and state = 'waiting' and exists ("
            " select 1 from channels where name = :channel and missing <= :before)",
            {
                "channel": name,
                "problem": f"the channel {name!r} is no longer configured",
                "before": before,
                "now": now,
            },
        ).rowcount
    return given
