"""What every store promises (`ports.Store`).  Runs once for each implementation in conftest.py."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import NoReturn

import pytest

from crawler.model import (
    Found,
    Inlet,
    InletKind,
    InletState,
    Kept,
    Memory,
    Pace,
    Step,
    Validators,
)
from crawler.ports import Store
from tests.builders import NOON, a_rule, after
from tests.store.world import (
    LEASE,
    MINUTE,
    ROOM,
    alert,
    filing,
    jobs,
    key,
    links,
    poll,
    telling,
    undelivered,
    url,
)

POLLS, READS = {Step.POLL: 100}, {Step.READ: 100}

# sources


async def test_a_new_source_is_due_and_a_known_one_keeps_its_time(store: Store) -> None:
    await store.sync(["a"], NOON)
    await store.keep_poll("a", lambda _: (Memory(), after(minutes=1)), now=NOON)
    await store.sync(["a", "b"], NOON)
    assert await store.take(NOON, LEASE, POLLS) == jobs(Step.POLL, "b")
    assert await store.take(after(minutes=1), LEASE, POLLS) == jobs(Step.POLL, "a")


async def test_a_rule_is_as_old_as_what_it_asks(store: Store) -> None:
    rule, other = a_rule("banjir"), a_rule("banjir longsor")
    assert await store.instate([rule], [], NOON) == {"banjir": NOON}
    assert await store.instate([rule], [], after(hours=1)) == {"banjir": NOON}
    assert await store.instate([], ["banjir"], after(hours=2)) == {}
    assert await store.instate([rule], [], after(hours=3)) == {"banjir": NOON}
    assert await store.instate([other], [], after(hours=4)) == {"banjir": after(hours=4)}
    assert await store.instate([], [], after(hours=5)) == {}
    assert await store.instate([other], [], after(hours=6)) == {"banjir": after(hours=6)}


async def test_a_source_that_is_no_longer_named_rests_and_keeps_its_memory(
    store: Store,
) -> None:
    await store.sync(["a", "b"], NOON)
    await store.keep_poll("a", lambda _: (Memory(failures=3), NOON), now=NOON)
    await store.sync(["b"], NOON)
    assert await store.take(after(days=999), LEASE, POLLS) == jobs(Step.POLL, "b")
    assert await store.memory("a") == Memory(failures=3)
    await store.sync(["a"], after(days=2000))
    assert await store.take(after(days=2000), LEASE, POLLS) == jobs(Step.POLL, "a")


async def test_a_poll_that_ends_after_its_source_was_put_to_rest_does_not_wake_it(
    store: Store,
) -> None:
    await store.sync(["a"], NOON)
    await store.take(NOON, LEASE, POLLS)
    await store.sync([], NOON)
    await store.keep_poll("a", lambda _: (Memory(quiet=1), NOON), now=NOON)
    assert await store.take(after(days=999), LEASE, POLLS) == []
    assert await store.memory("a") == Memory(quiet=1)


async def test_memory_comes_back_as_it_was_kept(store: Store) -> None:
    def state(kind: InletKind, name: str) -> InletState:
        return InletState(
            inlet=Inlet(kind, url(1, name)),
            validators=Validators('W/"x"', "Sun, 22 Nov 2026 12:00:00 GMT"),
            first=after(days=-1),
            read=after(minutes=-1),
            failures=2,
            problem="timeout",
        )

    memory = Memory(
        inlets=(state(InletKind.SITEMAP, "b.id"), state(InletKind.FEED, "a.id")),
        polled=after(microseconds=1),
        probed=NOON,
        failures=4,
        quiet=5,
        problem="tidak ada jawaban",
    )
    for kept in (memory, Memory(inlets=memory.inlets[::-1]), Memory(), memory):
        await store.keep_poll("a", partial(concluding, kept), now=NOON)
        assert await store.memory("a") == kept


async def test_the_paces_of_all_sources_that_are_watched_can_be_weighed(store: Store) -> None:
    await store.sync(["a", "b", "c"], NOON)
    pace = Pace(until=5.25, nights=3, posts=0.1, hours=(0.5,) * 24)
    await store.keep_poll("b", partial(concluding, Memory(pace=pace)), now=NOON)
    await store.sync(["a", "b"], NOON)

    def listed(paces: Iterable[tuple[str, Pace]]) -> dict[str, Pace]:
        return dict(paces)

    assert await store.paces(listed) == {"a": Pace(), "b": pace}
    assert (await store.memory("b")).pace == pace


def concluding(memory: Memory, _: Sequence[Found]) -> tuple[Memory, datetime]:
    return memory, NOON


async def test_nothing_is_remembered_of_a_source_that_is_not_known(store: Store) -> None:
    assert await store.memory("nobody") == Memory()


# taking


async def test_what_is_due_is_taken_by_one_caller_until_its_lease_ends(store: Store) -> None:
    await store.sync(["a"], NOON)
    both = await asyncio.gather(*(store.take(NOON, LEASE, ROOM) for _ in range(2)))
    assert sorted(both, key=len) == [[], jobs(Step.POLL, "a")]
    assert await store.take(NOON + LEASE - MINUTE, LEASE, ROOM) == []
    assert await store.take(NOON + LEASE, LEASE, ROOM) == jobs(Step.POLL, "a")


async def test_take_gives_at_most_the_room_of_each_step_oldest_due_first(store: Store) -> None:
    await store.sync(["c"], NOON)
    await store.sync(["a", "b", "c"], after(minutes=1))
    later = after(minutes=2)
    assert await store.take(later, LEASE, {Step.POLL: 1, Step.READ: 5}) == jobs(Step.POLL, "c")
    assert await store.take(later, LEASE, {Step.POLL: 0, Step.TICK: 9}) == []
    assert await store.take(later, LEASE, {}) == []
    assert len(await store.take(later, LEASE, {Step.POLL: 9})) == 2


async def test_deliveries_are_taken_first_then_pages_then_sources(store: Store) -> None:
    await store.sync(["a"], NOON)
    await poll(store, links(1))
    await store.file(filing(2), NOON, telling(alert("x")))
    assert await store.take(NOON, LEASE, ROOM) == [
        *jobs(Step.DELIVER, "evt_x_meja"),
        *jobs(Step.READ, key(1)),
        *jobs(Step.POLL, "a"),
    ]


async def test_recovering_takes_back_every_lease_at_once(store: Store) -> None:
    await store.sync(["a"], NOON)
    await poll(store, links(1))
    await store.file(filing(2), NOON, telling(alert("x")))
    taken = await store.take(NOON, LEASE, ROOM)
    assert await store.recover() == 3
    assert await store.take(NOON, LEASE, ROOM) == taken
    await store.delivered("evt_x_meja", NOON)
    assert await store.recover() == 2
    assert await store.recover() == 0


# links and pages


async def test_links_not_seen_before_become_pages(store: Store) -> None:
    told = Found(url=url(2), title="Dua", summary="Ringkas", published=after(hours=-1))
    assert await poll(store, links(1)) == Kept(1, ("contoh.id",))
    assert await poll(store, [told, *links(1)], after(minutes=1), "b") == Kept(
        1, ("contoh.id",)
    )
    assert await poll(store, [told, *links(1)], after(minutes=2)) == Kept(0, ())
    page = await store.page(key(2))
    assert page is not None
    assert (page.found, page.source, page.first_seen) == (told, "b", after(minutes=1))
    assert (page.key, page.attempts, page.crashes) == (key(2), 0, 0)


async def test_two_spellings_of_an_address_are_one_page(store: Store) -> None:
    spelled = [Found(url=url(1)), Found(url="http://www.contoh.id/berita/1/?utm_source=x")]
    assert await poll(store, spelled) == Kept(1, ("contoh.id",))
    assert await poll(store, [Found(url="http://m.contoh.id/berita/1")]) == Kept(0, ())
    page = await store.page(key(1))
    assert page is not None
    assert page.found.url == url(1)


async def known(store: Store, *numbers: int, now: datetime = NOON) -> Kept:
    """Keep a poll of a list that is not watched yet."""
    return await store.keep_poll(
        "a", lambda new: (Memory(quiet=len(new)), after(days=1)), found=links(*numbers), now=now
    )


async def test_a_link_of_a_list_not_watched_yet_counts_as_new_but_is_never_read(
    store: Store,
) -> None:
    assert await known(store, 1, 2) == Kept(2, ())
    assert await store.memory("a") == Memory(quiet=2)
    assert await known(store, 1, 2, 3, now=after(days=2)) == Kept(1, ())
    assert await store.page(key(1)) is None
    assert await store.take(after(days=2), LEASE, READS) == []


@pytest.mark.parametrize(("minutes", "news"), [(-1, True), (0, False), (1, False)])
async def test_a_link_known_from_one_list_is_news_where_another_was_watched_before(
    store: Store, minutes: int, *, news: bool
) -> None:
    await known(store, 1)
    kept = await store.keep_poll(
        "a",
        lambda _: (Memory(), after(days=1)),
        found=links(1),
        now=after(hours=1),
        watched={url(1): after(minutes=minutes)},
    )
    assert kept == (Kept(1, ("contoh.id",)) if news else Kept(0, ()))
    assert (await store.page(key(1)) is not None) == news


async def test_links_of_a_poll_and_its_memory_are_kept_together_or_not_at_all(
    store: Store,
) -> None:
    def broken(_: Sequence[Found]) -> NoReturn:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.keep_poll("a", broken, found=links(1), now=NOON, watched={url(1): NOON})
    assert await store.page(key(1)) is None
    assert await poll(store, links(1)) == Kept(1, ("contoh.id",))


async def test_one_page_of_a_host_is_read_at_a_time(store: Store) -> None:
    await poll(store, [*links(1, 2), *links(3, host="lain.id")])
    assert await store.take(NOON, LEASE, READS) == jobs(Step.READ, key(1), key(3, "lain.id"))
    assert await store.take(NOON, LEASE, READS) == []
    assert await store.follow(["contoh.id"], NOON, LEASE) == []
    await store.unread(key(1), "timeout", after(hours=1))
    assert await store.follow(["contoh.id", "lain.id", "x.id"], NOON, LEASE) == jobs(
        Step.READ, key(2)
    )


async def test_a_host_asked_about_twice_gives_one_page(store: Store) -> None:
    await poll(store, links(1, 2))
    assert await store.follow(["contoh.id"] * 3, NOON, LEASE) == jobs(Step.READ, key(1))


async def test_a_page_whose_lease_ended_no_longer_holds_its_host(store: Store) -> None:
    await poll(store, links(1, 2))
    await store.take(NOON, LEASE, READS)
    assert await store.take(NOON + LEASE, LEASE, READS) == jobs(Step.READ, key(2))
    assert await store.take(NOON + LEASE * 2, LEASE, READS) == jobs(Step.READ, key(1))


async def test_no_page_of_a_resting_host_is_taken(store: Store) -> None:
    await poll(store, [*links(1), *links(2, host="lain.id")])
    await store.rest("contoh.id", after(hours=1))
    await store.rest("contoh.id", after(minutes=1))  # the longer wish stands
    assert await store.take(after(minutes=59), LEASE, READS) == jobs(
        Step.READ, key(2, "lain.id")
    )
    assert await store.follow(["contoh.id"], after(minutes=59), LEASE) == []
    assert await store.follow(["contoh.id"], after(hours=1), LEASE) == jobs(Step.READ, key(1))


async def test_busy_and_resting_hosts_take_no_room(store: Store) -> None:
    hosts = [f"h{number}.id" for number in range(8)]
    await poll(store, [link for host in hosts for link in links(1, 2, host=host)])
    for host in hosts[:4]:
        await store.rest(host, after(hours=1))
    assert len(await store.take(NOON, LEASE, {Step.READ: 2})) == 2
    assert len(await store.take(NOON, LEASE, {Step.READ: 9})) == 2


async def test_an_unread_page_comes_back_when_told_to(store: Store) -> None:
    await poll(store, links(1))
    await store.unread(key(1), "timeout", after(minutes=5))
    await store.unread(key(1), "crashed", after(minutes=6), crashed=True)
    assert await store.take(after(minutes=5), LEASE, READS) == []
    assert await store.take(after(minutes=6), LEASE, READS) == jobs(Step.READ, key(1))
    page = await store.page(key(1))
    assert page is not None
    assert (page.attempts, page.crashes) == (2, 1)


async def test_a_page_set_aside_stays_there(store: Store) -> None:
    await poll(store, links(1))
    await store.unread(key(1), "crashed twice", None, crashed=True)
    await store.unread(key(1), "a late answer", after(minutes=1))
    assert await store.page(key(1)) is None
    assert await poll(store, links(1)) == Kept(0, ())
    assert await store.take(after(days=9), LEASE, READS) == []


async def test_what_is_not_known_is_nobodys_business(store: Store) -> None:
    await store.unread("x", "?", NOON)
    await store.delivered("x", NOON)
    await undelivered(store, "x", "?", NOON)
    assert await store.page("x") is None
    assert await store.delivery("x") is None
    assert await store.take(NOON, LEASE, ROOM) == []
