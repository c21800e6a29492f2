import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from crawler.engine.local import RELIEFS, WAITING, LocalEngine
from crawler.errors import StoreBusy
from crawler.model import Job, Step

HASTY = timedelta(milliseconds=20)
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


@pytest.mark.parametrize("step", [Step.READ, Step.POLL])
async def test_a_slow_page_does_not_keep_quick_ones_waiting(step: Step) -> None:
    engine, done, slow = LocalEngine({step: 2}, HASTY), asyncio.Event(), asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        held = [Job(step, f"slow {at}") for at in range(6)]
        return [] if done.is_set() else [*held, Job(step, "quick")]

    async def work(key: str) -> Sequence[Job]:
        if key == "quick":
            done.set()
        else:
            await slow.wait()
        return []

    running = run(engine, tick=tick, **{step.value: work})
    await asyncio.wait_for(done.wait(), 5)
    assert engine.room()[step] == 2 * WAITING, "the slow ones take no room"
    slow.set()
    engine.stop()
    await asyncio.wait_for(running, 5)


async def test_there_are_only_so_many_reliefs_and_none_stays() -> None:
    engine, inside, most = LocalEngine({Step.READ: 2}, HASTY), 0, 0
    full, over = asyncio.Event(), asyncio.Event()

    async def tick(_: str) -> Sequence[Job]:
        return [] if over.is_set() else [Job(Step.READ, str(at)) for at in range(50)]

    async def read(_: str) -> Sequence[Job]:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if most == 2 * (1 + RELIEFS):
            full.set()
        if not over.is_set():
            await asyncio.sleep(0.1)
        inside -= 1
        return []

    running = run(engine, tick=tick, read=read)
    await asyncio.wait_for(full.wait(), 5)
    await asyncio.sleep(0.3)  # in which there would be more
    assert most == 2 * (1 + RELIEFS)
    over.set()
    engine.stop()
    await asyncio.wait_for(running, 5)
    assert engine._slow == set()


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
