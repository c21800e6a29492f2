"""Channels as a store sees them: what they want, and how a try ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from crawler.message import compose
from crawler.model import (
    Alert,
    Circuit,
    Delivery,
    Failure,
    Fault,
    Manners,
    Outcome,
    Step,
    Tried,
    Urgency,
)
from crawler.outbox.attempts import conclude
from crawler.store import SqliteStore
from tests.builders import NOON, a_filing
from tests.store.world import LEASE, filing, telling

DOWN = Failure(fault=Fault.LATER, problem="HTTP 500")
REFUSED = Failure(fault=Fault.REFUSED, problem="HTTP 400")
GONE = Failure(fault=Fault.GONE, problem="HTTP 410")
PLAIN: Mapping[str, Manners] = {"meja": Manners()}


def news(
    name: str, *, rule: str = "banjir", urgency: Urgency = Urgency.NORMAL, channel: str = "meja"
) -> Alert:
    """An alert with a message that can be read, and one delivery: `evt_name`."""
    body = compose(
        "article.matched",
        alert=f"al_{name}",
        rule=rule,
        urgency=urgency,
        filing=a_filing(),
        story="st",
        first=True,
        outlets=1,
        matches=(),
        now=NOON,
    )
    delivery = Delivery(id=f"evt_{name}", channel=channel, body=body)
    return Alert(
        id=f"al_{name}",
        type="article.matched",
        rule=rule,
        urgency=urgency,
        deliveries=(delivery,),
    )


async def raised(
    store: SqliteStore,
    *names: str,
    now: datetime = NOON,
    urgency: Urgency = Urgency.NORMAL,
    story: str | None = None,
    rule: str = "banjir",
    channel: str = "meja",
) -> None:
    """File an article for each of `names`, with an alert; each a story of its own, or one `story`."""
    for name in names:
        alert = news(name, urgency=urgency, rule=rule, channel=channel)
        each = filing(abs(hash(name)) % 10**12, fingerprint=f"text {name}")
        await store.file(each, now, telling(alert, story=story or f"st {name}"))


async def taken(
    store: SqliteStore, now: datetime, channels: Mapping[str, Manners] = PLAIN
) -> list[str]:
    """Ids of the deliveries that go out now."""
    jobs = await store.take(now, LEASE, {Step.DELIVER: 100}, channels)
    return [job.key for job in jobs]


async def fail(
    store: SqliteStore, key: str, now: datetime, failure: Failure = DOWN
) -> Outcome | None:
    """A try fails in this way."""

    def decide(tried: Tried, circuit: Circuit) -> Outcome:
        return conclude(tried, failure, circuit, now, dice=0.5)

    return await store.undelivered(key, failure.problem, now, decide)


async def states(store: SqliteStore) -> dict[str, str]:
    """The state of every delivery, by its id, in the order they were made."""
    sql = "select id, state from deliveries order by seq"
    return dict(store._writer._connection.execute(sql).fetchall())


async def drained(
    store: SqliteStore,
    now: datetime,
    channels: Mapping[str, Manners],
    *,
    beats: int,
    beat: timedelta = timedelta(seconds=1),
) -> Sequence[tuple[datetime, str]]:
    """What goes out in so many beats, each taken by the receiver at once."""
    sent = []
    for number in range(beats):
        at = now + beat * number
        for key in await taken(store, at, channels):
            await store.delivered(key, at)
            sent.append((at, key))
    return sent
