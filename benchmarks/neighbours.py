"""Do twenty sources that mean harm keep 180 others waiting, fill the memory, or hold up the loop?

    python -m benchmarks.neighbours                 without them, then with them; 90 s each
    python -m benchmarks.neighbours --seconds 40    shorter

The sites are those of neighbours_web.py, in a process of their own; the daemon is the real one, with
store, processes that read, and 16 workers, and polls each source every 15 seconds.  Printed, one JSON
object a run: how late polls and readings of the 180 began (seconds after they were due), how long the
loop was held up, and the most memory of the daemon's own process.  The last line says what the twenty
cost, and the program ends with 1 where polls of the others began over 2 s late at the 99th percentile,
the loop was held up for over 100 ms, or memory grew by over 64 MiB.
"""

import argparse
import asyncio
import json
import logging
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from crawler import app
from crawler.engine.local import LocalEngine
from crawler.model import Job, Step
from crawler.pipeline import World, steps
from crawler.settings import Configuration, load

EVERY = 15  # seconds between two polls of a source
SETTLING = 20.0  # seconds in which all are polled for the first time, and nothing is measured
LATE, HELD_UP, MEMORY = 2.0, 0.1, 64.0  # seconds, seconds, MiB: the goals
BEAT = 0.02


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed; 0 of none."""
    ordered = sorted(values)
    return (
        round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else 0.0
    )


def figures(values: Sequence[float]) -> dict[str, float]:
    """How many, and the ends of them."""
    return {
        "count": len(values),
        **{f"p{round(share * 100)}": percentile(values, share) for share in (0.5, 0.99)},
        "most": round(max(values, default=0.0), 3),
    }


class Watch:
    """How late the steps of the good sources begin."""

    def __init__(self, store: Path) -> None:
        self.store = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        self.due: dict[str, float] = {}  # by source, when it is to be polled next
        self.polls: list[float] = []
        self.reads: list[float] = []
        self.done: Counter[str] = Counter()
        self.open = False  # whether what happens counts

    async def poll(self, world: World, name: str) -> Sequence[Job]:
        """Poll, and note how late that was."""
        due = self.due.pop(name, None)
        if self.open and due is not None and name.startswith("baik"):
            self.polls.append(max(0.0, time.time() - due))
        try:
            return await steps(world)[Step.POLL](name)
        finally:
            row = self.store.execute(
                "select due from sources where name = ?", (name,)
            ).fetchone()
            if row is not None and row[0] is not None:
                self.due[name] = row[0] / 1e6
            self.done[f"polls of {name[:4]}"] += self.open

    async def read(self, world: World, key: str) -> Sequence[Job]:
        """Read a page, and note how long after it was found."""
        page = await world.store.page(key)
        if page is not None and self.open:
            self.done[f"pages of {page.source[:4]}"] += 1
            if page.source.startswith("baik") and page.attempts == 0:
                self.reads.append(time.time() - page.first_seen.timestamp())
        return await steps(world)[Step.READ](key)


async def beat(lags: list[float], busy: list[float]) -> None:
    """Note how much later than asked for the loop wakes, and what its thread computed meanwhile."""
    while True:
        began, used = time.perf_counter(), time.thread_time()
        await asyncio.sleep(BEAT)
        lags.append(max(0.0, time.perf_counter() - began - BEAT))
        busy.append(time.thread_time() - used)


async def run(configuration: Configuration, folder: Path, seconds: float) -> dict[str, object]:
    """Run the daemon for so long after it has settled; what was measured."""
    engine = LocalEngine(app._lanes(configuration))  # noqa: SLF001 -- those of the daemon
    async with app.opened(configuration, folder, engine.room) as (world, _):
        watch = Watch(folder / "kliping.db")
        wrapped = dict(steps(world)) | {
            Step.POLL: partial(watch.poll, world),
            Step.READ: partial(watch.read, world),
        }
        beats = {Step.TICK: app.TICK, Step.WATCH: app.WATCHING}
        lags: list[float] = []
        busy: list[float] = []
        work = asyncio.create_task(engine.run(wrapped, beats, timedelta(seconds=1)))
        await asyncio.sleep(SETTLING)
        beating = asyncio.create_task(beat(lags, busy))
        watch.open = True
        await asyncio.sleep(seconds)
        watch.open = False
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        engine.stop()
        await work
    return {
        "polls_late": figures(watch.polls),
        "reads_late": figures(watch.reads),
        "loop_late": figures(lags),
        "loop_busy": figures(busy),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        **watch.done,
    }


def configured(folder: Path, ports: dict[str, int], *, hostile: bool) -> Configuration:
    """The daemon's configuration: each site a source, and a rule that matches all."""
    chosen = {name: port for name, port in ports.items() if hostile or name.startswith("baik")}
    lines = [
        "settings:\n  allow_addresses: ['127.0.0.1']",
        "rules:\n  - {name: banjir, query: banjir, channels: [arsip]}",
        "channels:\n  - {name: arsip, kind: file, path: arsip.jsonl}",
        "sources:",
        *(
            f"  - {{name: '{name}', url: 'http://127.0.0.1:{port}/', every: {EVERY}s,"
            f" feeds: ['http://127.0.0.1:{port}/feed']}}"
            for name, port in chosen.items()
        ),
    ]
    (folder / "config").mkdir()
    (folder / "config" / "all.yaml").write_text("\n".join(lines))
    return load(folder / "config", environ={}, base=folder)


def phase(seconds: float, *, hostile: bool) -> None:
    """One run, in this process, beside a web of its own; prints what came of it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with (
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.neighbours_web"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as web,
        TemporaryDirectory() as folder,
    ):
        try:
            ports = json.loads(web.stdout.readline() if web.stdout else b"{}")
            configuration = configured(Path(folder), ports, hostile=hostile)
            told = asyncio.run(run(configuration, Path(folder) / "state", seconds))
        finally:
            web.terminate()
    print(json.dumps({"hostile": 20 if hostile else 0, **told}), flush=True)


def main() -> int:
    """Run both, each in a process of its own; 1 where a goal is missed."""
    reading = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reading.add_argument("--seconds", type=float, default=90.0)
    reading.add_argument("--phase", choices=["calm", "hostile"])
    told = reading.parse_args()
    if told.phase:
        phase(told.seconds, hostile=told.phase == "hostile")
        return 0
    runs = []
    for each in ("calm", "hostile"):
        command = [sys.executable, "-m", "benchmarks.neighbours", "--phase", each]
        came = subprocess.run(
            [*command, "--seconds", str(told.seconds)], stdout=subprocess.PIPE, check=True
        )
        print(came.stdout.decode().strip(), flush=True)
        runs.append(json.loads(came.stdout))
    calm, harm = runs
    grown = round(harm["memory_mib"] - calm["memory_mib"], 1)
    missed = [
        name
        for name, value, goal in (
            ("polls_late", harm["polls_late"]["p99"], LATE),
            ("reads_late", harm["reads_late"]["p99"], LATE),
            ("loop_busy", harm["loop_busy"]["p99"], HELD_UP),
            ("memory_mib", grown, MEMORY),
        )
        if value > goal
    ]
    print(json.dumps({"memory_grown_mib": grown, "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
