import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from crawler.engine.local import WAITING, LocalEngine
from crawler.errors import StoreBusy
from crawler.model import Job, Step

BEAT = {Step.TICK: timedelta(milliseconds=20)}


async def nothing(_: str) -> Sequence[Job]:
    return []


def run(engine: LocalEngine, **given: object) -> "asyncio.Task[None]":
    steps = {step: given.get(step.value, nothing) for step in Step}
    return asyncio.create_task(engine.run(steps, BEAT, timedelta(seconds=1)))  # type: ignore[arg-type]  # a test's steps come by name


async def test_a_slow_page_does_not_keep_an_alert_waiting() -> None:
    engine, sent = LocalEngine({Step.READ: 1}), asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        return [Job(Step.READ, "slow"), Job(Step.DELIVER, "alert")]

    async def read(_: str) -> Sequence[Job]:
        await asyncio.Event().wait()
        return []

    async def deliver(_: str) -> Sequence[Job]:
        sent.set()
        return []

    running = run(engine, tick=tick, read=read, deliver=deliver)
    await asyncio.wait_for(sent.wait(), 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_job_that_found_the_store_busy_is_done_again_soon() -> None:
    engine, times, done = LocalEngine({}), 0, asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        return [] if times else [Job(Step.READ, "p")]

    async def read(_: str) -> Sequence[Job]:
        nonlocal times
        times += 1
        if times == 1:
            raise StoreBusy("locked")
        done.set()
        return []

    running = run(engine, tick=tick, read=read)
    await asyncio.wait_for(done.wait(), 5)
    engine.stop()
    await asyncio.wait_for(running, 5)


async def test_stopping_finishes_what_is_in_hand_and_starts_nothing_more() -> None:
    engine, begun, done = LocalEngine({Step.READ: 1}), asyncio.Event(), []

    async def tick(_: str) -> Sequence[Job]:
        return [Job(Step.READ, "first"), Job(Step.READ, "second")]

    async def read(key: str) -> Sequence[Job]:
        begun.set()
        await asyncio.sleep(0.1)
        done.append(key)
        return [Job(Step.DELIVER, "never")]

    async def deliver(key: str) -> Sequence[Job]:
        done.append(key)
        return []

    running = run(engine, tick=tick, read=read, deliver=deliver)
    await asyncio.wait_for(begun.wait(), 5)
    engine.stop()
    assert engine.room() == {}
    await asyncio.wait_for(running, 5)
    assert done == ["first"]


async def test_work_that_does_not_end_is_cut_off_after_the_grace() -> None:
    engine, begun = LocalEngine({}), asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        begun.set()
        await asyncio.Event().wait()
        return []

    steps = dict.fromkeys(Step, nothing) | {Step.TICK: tick}
    running = asyncio.create_task(engine.run(steps, BEAT, timedelta(milliseconds=50)))
    await asyncio.wait_for(begun.wait(), 5)
    engine.stop()
    await asyncio.wait_for(running, 5)


async def test_there_is_room_for_as_much_as_the_workers_can_soon_do() -> None:
    assert LocalEngine({Step.READ: 3}).room()[Step.READ] == 3 * WAITING


async def test_a_beat_at_the_moment_of_the_end_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("WARNING", logger="apscheduler")
    engine = LocalEngine({})
    running = run(engine)
    engine.stop()
    await asyncio.wait_for(running, 5)
    assert caplog.messages == []
