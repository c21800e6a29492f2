import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from crawler.fetch.fault import Fault
from crawler.fetch.manners import MISSED_FOR, Manners

SECOND = timedelta(seconds=1)


@dataclass
class Clock:
    """A clock that sleeping turns."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Visitor:
    """Takes turns and notes when they began and ended."""

    manners: Manners
    clock: Clock
    turns: list[tuple[str, str, float, float]] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=dict)

    async def visit(
        self, who: str, place: str = "a:80", gap: timedelta = SECOND, takes: float = 0.25
    ) -> None:
        async with self.manners.turn(place, gap):
            self.inside[place] = self.inside.get(place, 0) + 1
            try:
                assert self.inside[place] == 1
                began = self.clock()
                await self.clock.sleep(takes)
            finally:
                self.inside[place] -= 1
        self.turns.append((who, place, began, self.clock()))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visitor(clock: Clock) -> Visitor:
    return Visitor(Manners(clock, clock.sleep), clock)


async def test_the_first_request_does_not_wait(visitor: Visitor, clock: Clock) -> None:
    await visitor.visit("a", takes=0)
    assert clock.now == 1000.0


async def test_one_at_a_time_in_order_with_a_gap_after_each_answer(visitor: Visitor) -> None:
    await asyncio.gather(*(visitor.visit(str(n)) for n in range(20)))
    assert [who for who, *_ in visitor.turns] == [str(n) for n in range(20)]
    for (_, _, _, ended), (_, _, began, _) in zip(
        visitor.turns, visitor.turns[1:], strict=False
    ):
        assert began - ended == pytest.approx(1.0)


async def test_each_request_leaves_its_own_gap(visitor: Visitor) -> None:
    await visitor.visit("a")
    await visitor.visit("b", gap=timedelta(seconds=30))
    await visitor.visit("c", gap=timedelta(0))
    (_, _, _, a), (_, _, b, b_end), (_, _, c, _) = visitor.turns
    assert b - a == pytest.approx(30)
    assert c - b_end == pytest.approx(0)


async def test_hosts_do_not_wait_for_each_other(clock: Clock) -> None:
    manners = Manners(clock, clock.sleep)
    async with (
        manners.turn("a:80", SECOND),
        manners.turn("a:81", SECOND),
        manners.turn("b:80", SECOND),
    ):
        assert clock.slept == []


async def test_time_that_passed_anyway_counts(visitor: Visitor, clock: Clock) -> None:
    await visitor.visit("a", takes=0)
    clock.now += 0.75
    await visitor.visit("b", takes=0)
    assert clock.slept[1:2] == [pytest.approx(0.25)]


async def test_a_failed_request_is_an_answer_too(visitor: Visitor, clock: Clock) -> None:
    async def fails() -> None:
        async with visitor.manners.turn("a:80", SECOND):
            clock.now += 5
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    ended = clock.now
    await visitor.visit("b")
    assert visitor.turns[0][2] == pytest.approx(ended + 1)


async def test_a_host_that_asked_for_rest_is_left_alone(visitor: Visitor, clock: Clock) -> None:
    visitor.manners.rest("a:80", timedelta(seconds=60))
    clock.now += 20
    with pytest.raises(Fault) as raised:
        await visitor.visit("a")
    assert (raised.value.code, raised.value.host_wide) == ("resting", True)
    assert raised.value.retry_after == timedelta(seconds=40)
    assert clock.slept == []
    await visitor.visit("b", place="b:80")
    clock.now += 41
    await visitor.visit("c")


async def test_a_short_rest_is_waited_for(visitor: Visitor) -> None:
    visitor.manners.rest("a:80", timedelta(seconds=4))
    await visitor.visit("a")
    assert visitor.turns[0][2] == pytest.approx(1004.0)


async def test_those_in_line_hear_of_the_rest_at_once(visitor: Visitor) -> None:
    async def first() -> None:
        async with visitor.manners.turn("a:80", SECOND):
            await asyncio.sleep(0)
            visitor.manners.rest("a:80", timedelta(hours=1))

    outcomes = await asyncio.gather(
        first(), *(visitor.visit(str(n)) for n in range(50)), return_exceptions=True
    )
    assert all(isinstance(outcome, Fault) for outcome in outcomes[1:])
    assert visitor.turns == []


async def test_a_rest_of_no_time_is_none(visitor: Visitor) -> None:
    visitor.manners.rest("a:80", timedelta(seconds=60))
    visitor.manners.rest("a:80", timedelta(0))
    await visitor.visit("a")


async def test_who_leaves_the_line_does_not_stop_it(visitor: Visitor) -> None:
    waits = [asyncio.ensure_future(visitor.visit(str(n))) for n in range(10)]
    await asyncio.sleep(0)
    for wait in waits[::2]:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    assert [who for who, *_ in visitor.turns] == ["1", "3", "5", "7", "9"]


async def test_remembers_only_so_many_hosts_and_those_that_rest_longest(clock: Clock) -> None:
    manners = Manners(clock, clock.sleep, hosts=100)
    manners.rest("tired:80", timedelta(hours=1))
    async with manners.turn("used:80", SECOND):
        for n in range(1000):
            async with manners.turn(f"h{n}:80", SECOND):
                pass
        assert len(manners._hosts) == 100
        late = asyncio.ensure_future(_turn(manners, "used:80"))
        await asyncio.sleep(0)
        assert not late.done()
    await late
    with pytest.raises(Fault):
        await _turn(manners, "tired:80")


async def test_when_all_rest_the_oldest_is_forgotten(clock: Clock) -> None:
    manners = Manners(clock, clock.sleep, hosts=10)
    for n in range(100):
        manners.rest(f"h{n}:80", timedelta(hours=1))
    assert list(manners._hosts) == [f"h{n}:80" for n in range(90, 100)]


async def _turn(manners: Manners, place: str) -> None:
    async with manners.turn(place, SECOND):
        pass


async def test_a_host_that_could_not_be_connected_to_is_left_for_a_moment(
    visitor: Visitor, clock: Clock
) -> None:
    async def fails(code: str) -> str:
        with pytest.raises(Fault) as raised:
            async with visitor.manners.turn("a:80", SECOND):
                raise Fault(code, "nobody there")
        return raised.value.problem

    assert await fails("connect") == "nobody there"
    with pytest.raises(Fault, match="a moment ago") as raised:
        await visitor.visit("b")
    assert raised.value.code == "connect"
    await visitor.visit("c", place="elsewhere:80")
    clock.now += MISSED_FOR.total_seconds()
    await visitor.visit("d")
    assert await fails("timeout") == "nobody there"
    await visitor.visit("e")  # it answered, if not in time
    assert [who for who, *_ in visitor.turns] == ["c", "d", "e"]


async def test_those_in_line_hear_at_once_that_there_is_no_way_in(visitor: Visitor) -> None:
    begun = asyncio.Event()

    async def first() -> None:
        async with visitor.manners.turn("a:80", SECOND):
            begun.set()
            await asyncio.sleep(0)
            raise Fault("dns", "no such name")

    waiting = [asyncio.create_task(visitor.visit(who)) for who in "bcd"]
    ends = await asyncio.gather(first(), *waiting, return_exceptions=True)
    told = [str(end) for end in ends if isinstance(end, Fault)]
    assert begun.is_set()
    assert len(told) >= 1
    assert all("no such name" in each for each in told)
