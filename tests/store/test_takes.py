import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from crawler.model import Job, Manners, Memory, Step
from crawler.outbox.circuit import IN_FLIGHT
from crawler.outbox.hours import clock
from crawler.store import SqliteStore, copies, dispatch, stories
from crawler.store.takes import READ_AT_ONCE
from tests.builders import NOON, after
from tests.store.courier import fail, raised, taken
from tests.store.world import (
    LEASE,
    ROOM,
    alert,
    filing,
    links,
    once,
    poll,
    telling,
    undelivered,
)


@contextmanager
def listening(store: SqliteStore) -> Iterator[set[str]]:
    """Every statement that the writer runs meanwhile."""
    said: set[str] = set()
    connection = store._writer._connection
    connection.set_trace_callback(said.add)
    try:
        yield said
    finally:
        connection.set_trace_callback(None)


def whole_tables_read(store: SqliteStore, said: set[str]) -> list[str]:
    """The steps of the plans of `said` that read a table of ours, or all of an index on it.

    An index on what waits or is taken may be read whole: it holds nothing else.
    """
    run = store._writer._connection.execute
    tables = [name for (name,) in run("select name from sqlite_master where type = 'table'")]
    partial = "select name from sqlite_master where type = 'index' and sql like '%) where %'"
    small = tuple(f"USING {kind}INDEX {name}" for (name,) in run(partial) for kind in KINDS)
    found = []
    for sql in sorted(said):
        if sql.lower().startswith(("begin", "commit", "savepoint", "release", "--")):
            continue
        for *_, step in run(f"explain query plan {sql}"):
            if step.startswith(tuple(f"SCAN {table}" for table in tables)):
                found += [] if step.endswith(small) else [f"{step}: {sql}"]
    return found


KINDS = ("", "COVERING ")


async def test_no_step_on_the_way_reads_a_whole_table(store: SqliteStore) -> None:
    with listening(store) as said:
        await store.sync(["contoh", "lain"], NOON)
        await poll(store, [*links(1, 2), *links(3, host="lain.id")])
        await store.take(NOON, LEASE, ROOM)
        await store.unread("contoh.id/berita/1", "timeout", after(minutes=1))
        await store.rest("lain.id", after(minutes=1))
        await store.follow(["contoh.id", "lain.id"], NOON, LEASE)
        for number in (1, 2, 2):
            each = filing(number, fingerprint="same")
            await store.file(each, NOON, telling(alert(str(number), ("a", "b")), story="st"))
        taken = await store.take(NOON, LEASE, ROOM)
        assert len(taken) == 2
        await store.delivered("evt_1_a", NOON)
        await undelivered(store, "evt_1_b", "503", NOON)
        await store.recover()
        await poll(store, links(1, 2, 4), after(days=2))
    assert len(said) > 30
    sources = "select name, due from sources"  # all of them are compared with the configuration
    channels = dispatch.PARKED  # all of them are told from the few that want nothing any more
    once = {copies.COUNTED, copies.STORED, stories.LOAD}  # when the first article comes
    assert whole_tables_read(store, said - {sources, channels, *once}) == []


async def test_a_plan_that_reads_a_whole_table_is_noticed(store: SqliteStore) -> None:
    with listening(store) as said:
        store._writer._connection.execute("select * from pages where title = 'x'")
    assert len(whole_tables_read(store, said)) == 1


async def test_oldest_due_first_among_hosts_and_pages(store: SqliteStore) -> None:
    await poll(store, links(1, host="b.id"), NOON)
    await poll(store, links(2, host="a.id"), after(seconds=1))
    await poll(store, links(3, host="c.id"), after(seconds=-1))
    taken = await store.take(after(minutes=1), LEASE, {Step.READ: 2})
    assert taken == [Job(Step.READ, "c.id/berita/3"), Job(Step.READ, "b.id/berita/1")]


async def test_links_of_one_poll_are_read_in_the_order_they_were_listed(
    store: SqliteStore,
) -> None:
    await poll(store, links(5, 3, 9, 1))
    order = []
    for _ in range(4):
        (job,) = await store.follow(["contoh.id"], NOON, LEASE)
        order.append(int(job.key.rpartition("/")[2]))
        await store.unread(job.key, "gone", None)
    assert order == [5, 3, 9, 1]


async def test_a_lease_that_ended_is_not_counted_as_in_flight(store: SqliteStore) -> None:
    for number in range(IN_FLIGHT * 2):
        await store.file(filing(number), NOON, telling(alert(str(number))))
    first = await store.take(NOON, LEASE, ROOM)
    second = await store.take(NOON + LEASE, LEASE, ROOM)
    assert len(first) == len(second) == IN_FLIGHT


async def test_every_story_is_told_once_however_two_daemons_work_would_cross(
    store: SqliteStore,
) -> None:
    each = filing(1)
    ends = await asyncio.gather(*(store.file(each, NOON, once(each)) for _ in range(20)))
    assert sum(end is not None for end in ends) == 1
    assert len(await store.take(NOON, LEASE, ROOM)) == 1


async def test_sources_that_were_put_off_are_taken_when_their_time_comes(
    store: SqliteStore,
) -> None:
    await store.sync(["a"], NOON)
    await store.keep_poll("a", lambda _: (Memory(), after(hours=1)), now=NOON)
    assert await store.take(after(minutes=59), LEASE, ROOM) == []
    assert await store.take(after(minutes=60), LEASE, ROOM) == [Job(Step.POLL, "a")]


async def test_a_source_that_links_to_many_hosts_leaves_room_for_others(
    store: SqliteStore,
) -> None:
    await store.sync(["contoh", "lain"], NOON)
    for number in range(READ_AT_ONCE + 3):
        await poll(store, links(number, host=f"host{number}.id"))
    await poll(store, links(99, host="lain.id"), source="lain")
    room = {Step.READ: 20}
    taken = [job.key for job in await store.take(NOON, LEASE, room)]
    assert len(taken) == READ_AT_ONCE + 1
    assert any(key.startswith("lain.id") for key in taken)


async def test_what_lies_too_far_ahead_is_pulled_in(store: SqliteStore) -> None:
    await store.sync(["contoh"], after(days=30))
    assert await store.take(NOON, LEASE, ROOM) == []
    assert await store.pull_in(NOON, after(days=31)) == 0
    assert await store.pull_in(NOON, after(days=1)) == 1
    assert await store.take(NOON, LEASE, ROOM) == [Job(Step.POLL, "contoh")]


async def test_what_was_to_go_at_once_goes_though_the_clock_is_set_back(
    store: SqliteStore,
) -> None:
    await raised(store, "tried", "new")
    await fail(store, "evt_tried", NOON)
    back = after(hours=-6)
    await store.pull_in(back, back + timedelta(hours=29))
    assert await taken(store, back) == ["evt_new"]
    assert await taken(store, back + timedelta(minutes=1)) == ["evt_tried"]


async def test_what_waits_for_its_time_waits_on_though_the_clock_is_set_back(
    store: SqliteStore,
) -> None:
    evening = {"meja": Manners(timezone="UTC", digest=(clock("13:00"),))}
    await raised(store, "a")
    await taken(store, NOON, evening)
    back = after(hours=-6)
    await store.pull_in(back, back + timedelta(hours=29))
    assert await taken(store, back, evening) == []
    assert await taken(store, after(minutes=59), evening) == []
    assert len(await taken(store, after(hours=1), evening)) == 1
