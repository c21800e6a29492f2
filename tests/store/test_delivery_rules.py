"""The rules of deliveries, held against a model that is too simple to be wrong."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st

from crawler.model import Step
from crawler.outbox.circuit import IN_FLIGHT
from crawler.store import SqliteStore, open_store
from tests.builders import NOON
from tests.store.world import LEASE, alert, filing, telling, undelivered


@dataclass
class Row:
    """A delivery; `due` is None once it is done with, `taken` holds while someone makes it."""

    id: str
    channel: int
    story: int
    due: datetime | None
    taken: datetime | None = None


@dataclass
class Model:
    """All deliveries in the order they were made."""

    rows: list[Row] = field(default_factory=list)
    now: datetime = NOON

    def take(self, room: int) -> list[str]:
        eligible = [row for row in self.rows if self.is_due(row) and not self.waits(row)]
        taken: list[Row] = []
        for row in sorted(eligible, key=lambda row: row.due or NOON):
            busy = sum(self.in_flight(other, row.channel) for other in self.rows)
            if len(taken) < room and busy < IN_FLIGHT:
                taken.append(row)
                row.taken, row.due = row.due, self.now + LEASE
        return [row.id for row in taken]

    def is_due(self, row: Row) -> bool:
        return row.due is not None and row.due <= self.now

    def in_flight(self, row: Row, channel: int) -> bool:
        out = row.channel == channel and row.taken is not None
        return out and row.due is not None and row.due > self.now

    def waits(self, row: Row) -> bool:
        earlier = self.rows[: self.rows.index(row)]
        return any(
            other.due is not None and (other.channel, other.story) == (row.channel, row.story)
            for other in earlier
        )


Act = tuple[str, int, int]
ACTS = st.one_of(
    st.tuples(st.just("file"), st.integers(0, 2), st.integers(0, 1)),  # story, channel
    st.tuples(st.just("file"), st.integers(3, 9), st.just(0)),
    st.tuples(st.just("take"), st.integers(0, 9), st.just(0)),  # room
    st.tuples(st.just("deliver"), st.integers(0, 9), st.just(0)),  # which of those taken
    st.tuples(
        st.just("fail"), st.integers(0, 9), st.integers(-1, 20)
    ),  # …, minutes; -1: give up
    st.tuples(st.just("wait"), st.integers(0, 15), st.just(0)),  # minutes
    st.tuples(st.just("crash"), st.just(0), st.just(0)),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ACTS, max_size=50))
def test_deliveries_keep_to_their_rules_whatever_happens(acts: list[Act]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(lived(Path(folder), acts))


async def lived(folder: Path, acts: list[Act]) -> None:
    model = Model()
    async with open_store(folder) as store:
        store._writer._connection.execute("pragma synchronous = off")  # only to be quick
        for act in acts:
            await done(store, model, act)
        assert sum((await store.shelf.status()).deliveries.values()) == len(model.rows)


async def done(store: SqliteStore, model: Model, act: Act) -> None:
    name, first, second = act
    out = [row for row in model.rows if row.taken is not None]
    match name:
        case "file":
            await filed(store, model, story=first, channel=second)
        case "take":
            jobs = await store.take(model.now, LEASE, {Step.DELIVER: first})
            assert [job.key for job in jobs] == model.take(first)
        case "wait":
            model.now += timedelta(minutes=first)
        case "crash":
            assert await store.recover() == len(out)
            for row in out:
                row.due, row.taken = row.taken, None
        case _ if out:
            row = out[first % len(out)]
            failed = name == "fail"
            until = model.now + timedelta(minutes=second) if failed and second >= 0 else None
            if failed:
                await undelivered(store, row.id, "503", until)
            else:
                await store.delivered(row.id, model.now)
            assert (await store.delivery(row.id) is None) == (until is None)
            row.due, row.taken = until, None


async def filed(store: SqliteStore, model: Model, *, story: int, channel: int) -> None:
    number = len(model.rows)
    raised = alert(str(number), (str(channel),))
    each = filing(number, fingerprint=f"story {story}")
    await store.file(each, model.now, telling(raised, story=f"st {story}"))
    (delivery,) = raised.deliveries
    model.rows.append(Row(delivery.id, channel, story, model.now))
