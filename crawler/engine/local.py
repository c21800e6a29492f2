"""Everything in one process: APScheduler keeps the beats, asyncio workers take the steps.

Each step has a lane of its own, a queue with workers, so that slow sites never keep an alert
waiting.  Nor other sites: a worker that is held up by one is relieved by another, so that as many
as the lane has are always free for what is quick.  What waits here is in memory; what matters is in
the store.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from crawler.errors import StoreBusy
from crawler.model import Job, Step
from crawler.ports import Take

log = structlog.get_logger(__name__)

BUSY = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 10, 20))  # then it comes due
SLOW = timedelta(seconds=0.5)  # a job that takes longer waits for a stranger, or for its turn
RELIEFS = 3  # for each worker, at most
# Steps that wait for strangers' sites; how many deliveries go out at once is the channels' affair.
RELIEVED = frozenset({Step.POLL, Step.READ, Step.REVISIT})
WAITING = 2  # jobs a worker that may wait in its lane: enough to keep it busy between two ticks


class LocalEngine:
    """An engine for one machine; a port's `Engine` that can also be stopped softly."""

    def __init__(self, lanes: Mapping[Step, int], slow: timedelta = SLOW) -> None:
        """`lanes` says how many workers each step has; a step not named has one.

        One whose job takes longer than `slow` is relieved.
        """
        self._patience = slow.total_seconds()
        self._lanes = {step: lanes.get(step, 1) for step in Step}
        self._queues: dict[Step, asyncio.Queue[Job]] = {step: asyncio.Queue() for step in Step}
        self._held: set[Job] = set()  # waiting or running: the same job is not put twice
        self._slow: set[Job] = set()  # running, their workers relieved
        self._crew: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._idle = asyncio.Event()

    def room(self) -> Mapping[Step, int]:
        """How many more jobs of each step it can take on; nothing once it is stopping."""
        if self._stopping.is_set():
            return {}
        held = Counter(job.step for job in self._held - self._slow)
        return {
            step: max(0, workers * WAITING - held[step])
            for step, workers in self._lanes.items()
        }

    def stop(self) -> None:
        """Take on nothing more; `run` ends when the work in hand is done."""
        self._stopping.set()

    async def run(
        self,
        steps: Mapping[Step, Take],
        beats: Mapping[Step, timedelta],
        grace: timedelta = timedelta(seconds=8),
    ) -> None:
        """Run until stopped, then at most `grace` longer, or until cancelled.

        What is cut off at the end of `grace` comes due again in the store.  See `ports.Engine`.
        """
        async with asyncio.TaskGroup() as group:
            for step, workers in self._lanes.items():
                for _ in range(workers):
                    self._hire(group, step, steps)
            with self._beating(beats):
                await self._stopping.wait()
            await self._finish(grace)
            for task in tuple(self._crew):
                task.cancel()

    @contextmanager
    def _beating(self, beats: Mapping[Step, timedelta]) -> Iterator[None]:
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            # It runs a beat at once, in the loop: one put off would be an error when it stops.
            executors={"default": DebugExecutor()},
            # Its defaults lose beats: a grace of one second, and a blocked loop skips runs.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for step, every in beats.items():
            scheduler.add_job(
                self._put,
                IntervalTrigger(seconds=every.total_seconds(), timezone=UTC),
                args=[Job(step)],
                next_run_time=datetime.now(UTC),
            )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)

    def _put(self, job: Job) -> None:
        if job not in self._held:
            self._held.add(job)
            self._idle.clear()
            self._queues[job.step].put_nowait(job)

    def _release(self, job: Job) -> None:
        self._held.discard(job)
        if not self._held:
            self._idle.set()

    def _hire(self, group: asyncio.TaskGroup, step: Step, steps: Mapping[Step, Take]) -> None:
        """One worker more for a lane."""
        task = group.create_task(self._work(group, step, steps))
        self._crew.add(task)
        task.add_done_callback(self._crew.discard)

    async def _work(
        self, group: asyncio.TaskGroup, step: Step, steps: Mapping[Step, Take]
    ) -> None:
        """Take jobs of one lane, until a job has taken so long that another stands in."""
        loop, relieved = asyncio.get_running_loop(), False
        while not relieved:
            job = await self._queues[step].get()
            relief = loop.call_later(self._patience, self._relieve, group, step, steps, job)
            try:
                followers = await self._taken(steps[step], job)
            finally:
                relief.cancel()
                relieved = job in self._slow
                self._slow.discard(job)
                self._release(job)
            if not self._stopping.is_set():
                for follower in followers:
                    self._put(follower)

    def _relieve(
        self, group: asyncio.TaskGroup, step: Step, steps: Mapping[Step, Take], job: Job
    ) -> None:
        """Have another worker stand in for the one that is held up by `job`."""
        slow = sum(one.step is step for one in self._slow)
        if (
            step in RELIEVED
            and slow < RELIEFS * self._lanes[step]
            and not self._stopping.is_set()
        ):
            self._slow.add(job)
            self._hire(group, step, steps)

    async def _taken(self, take: Take, job: Job) -> Sequence[Job]:
        """Take a step, again while the store is busy: waiting for its lease would be long."""
        for wait in BUSY:
            try:
                return await take(job.key)
            except StoreBusy as error:
                log.warning("store busy", step=job.step, key=job.key, problem=str(error))
                if self._stopping.is_set():
                    break
                await asyncio.sleep(wait.total_seconds())
            except Exception:
                log.exception("step failed", step=job.step, key=job.key)
                break
        return ()

    async def _finish(self, grace: timedelta) -> None:
        """Wait for the work in hand; what only waits in a lane is left to come due."""
        for queue in self._queues.values():
            while not queue.empty():
                self._release(queue.get_nowait())
        if self._held:
            with suppress(TimeoutError):
                async with asyncio.timeout(grace.total_seconds()):
                    await self._idle.wait()
