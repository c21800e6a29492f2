"""Everything in one process: APScheduler keeps the beats, asyncio workers take the steps.

Each step has a lane of its own, a queue with workers, so that slow sites never keep an alert
waiting.  What waits here is in memory; what matters is in the store.
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
WAITING = 2  # jobs a worker that may wait in its lane: enough to keep it busy between two ticks


class LocalEngine:
    """An engine for one machine; a port's `Engine` that can also be stopped softly."""

    def __init__(self, lanes: Mapping[Step, int]) -> None:
        """`lanes` says how many workers each step has; a step not named has one."""
        self._lanes = {step: lanes.get(step, 1) for step in Step}
        self._queues: dict[Step, asyncio.Queue[Job]] = {step: asyncio.Queue() for step in Step}
        self._held: set[Job] = set()  # waiting or running: the same job is not put twice
        self._stopping = asyncio.Event()
        self._idle = asyncio.Event()

    def room(self) -> Mapping[Step, int]:
        """How many more jobs of each step it can take on; nothing once it is stopping."""
        if self._stopping.is_set():
            return {}
        held = Counter(job.step for job in self._held)
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
            crew = [
                group.create_task(self._work(step, steps))
                for step, workers in self._lanes.items()
                for _ in range(workers)
            ]
            with self._beating(beats):
                await self._stopping.wait()
            await self._finish(grace)
            for task in crew:
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

    async def _work(self, step: Step, steps: Mapping[Step, Take]) -> None:
        while True:
            job = await self._queues[step].get()
            try:
                followers = await self._taken(steps[step], job)
            finally:
                self._release(job)
            if not self._stopping.is_set():
                for follower in followers:
                    self._put(follower)

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
