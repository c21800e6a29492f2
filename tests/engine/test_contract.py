"""What every engine promises; see `ports.Engine`.  A new one is a line in `ENGINES`."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import pytest

from crawler.engine.local import LocalEngine
from crawler.model import Job, Step
from crawler.ports import Engine, Take

Make = Callable[[], Engine]
ENGINES: Mapping[str, Make] = {"local": lambda: LocalEngine({Step.READ: 4})}
BEAT = {Step.TICK: timedelta(milliseconds=20)}


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


async def nothing(_: str) -> Sequence[Job]:
    return []


def run(engine: Engine, **given: Take) -> "asyncio.Task[None]":
    steps = {step: given.get(step.value, nothing) for step in Step}
    return asyncio.create_task(engine.run(steps, BEAT))


async def ended(running: "asyncio.Task[None]") -> None:
    """An engine runs until it is cancelled."""
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_what_a_step_returns_is_done_next(make: Make) -> None:
    told = asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        return [Job(Step.POLL, "a")]

    async def poll(key: str) -> Sequence[Job]:
        assert key == "a"
        told.set()
        return []

    running = run(make(), tick=tick, poll=poll)
    await asyncio.wait_for(told.wait(), 5)
    await ended(running)


async def test_the_same_job_is_not_done_twice_at_once(make: Make) -> None:
    at_once = most = times = 0
    enough = asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        return [Job(Step.READ, "p")] * 3

    async def read(_: str) -> Sequence[Job]:
        nonlocal at_once, most, times
        at_once, times = at_once + 1, times + 1
        most = max(most, at_once)
        await asyncio.sleep(0.03)
        at_once -= 1
        if times == 3:
            enough.set()
        return []

    running = run(make(), tick=tick, read=read)
    await asyncio.wait_for(enough.wait(), 5)
    await ended(running)
    assert most == 1


async def test_a_step_that_raises_does_not_stop_the_engine(make: Make) -> None:
    times, again = 0, asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        nonlocal times
        times += 1
        if times == 3:
            again.set()
        raise ZeroDivisionError("a bug")

    running = run(make(), tick=tick)
    await asyncio.wait_for(again.wait(), 5)
    await ended(running)
