"""The engine of `kliping once` and of tests: run these jobs and what follows, then stop."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping

from crawler.model import Job, Step
from crawler.ports import Take


async def drain(
    steps: Mapping[Step, Take], jobs: Iterable[Job], workers: int = 1
) -> Counter[Step]:
    """Run `jobs` and all that follow from them, `workers` at a time; how many of each step.

    First come, first served.  A step that raises stops it: whoever called is there to see.
    """
    waiting: asyncio.Queue[Job] = asyncio.Queue()
    done: Counter[Step] = Counter()
    held: set[Job] = set()

    def put(followers: Iterable[Job]) -> None:
        for job in followers:
            if job not in held:
                held.add(job)
                waiting.put_nowait(job)

    async def work() -> None:
        while True:
            job = await waiting.get()
            put(await steps[job.step](job.key))
            held.discard(job)
            done[job.step] += 1
            waiting.task_done()

    put(jobs)
    crew = [asyncio.create_task(work()) for _ in range(workers)]
    end = asyncio.create_task(waiting.join())
    try:
        ended, _ = await asyncio.wait([end, *crew], return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()
    finally:
        for task in (end, *crew):
            task.cancel()
        await asyncio.gather(end, *crew, return_exceptions=True)
    return done
