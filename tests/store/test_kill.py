"""What a killed daemon leaves behind: everything that it was told is kept, and nothing in part."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.model import Step
from crawler.store import DATABASE, open_store
from tests.builders import NOON
from tests.store.world import LEASE, ROOM, alert, filing, key, links, poll, telling

ROOT = Path(__file__).resolve().parent.parent.parent


async def work(folder: Path) -> None:
    """File articles from eight tasks, and say of each once it is kept; until killed."""
    async with open_store(folder) as store:
        await store.recover()
        begun = (await store.shelf.status()).articles

        async def file(number: int) -> None:
            await poll(store, links(number), source=f"s{number}")
            each = filing(number)
            await store.file(each, NOON, telling(alert(str(number), ("a", "b"))))
            print(number, flush=True)  # noqa: T201 - the parent listens

        print("begun", flush=True)  # noqa: T201 - the parent listens
        for hundred in range(begun // 100 + 1, 10_000):
            numbers = range(hundred * 100, hundred * 100 + 100)
            for eight in range(0, 100, 8):
                await asyncio.gather(*(file(each) for each in numbers[eight : eight + 8]))
                await store.take(NOON, LEASE, ROOM)


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1])))


def killed(folder: Path, after: float) -> set[int]:
    """Let a process work on `folder` and kill it; what it said to be kept."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.store.test_kill", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert worker.stdout is not None
    with worker.stdout as said:
        assert said.readline() == "begun\n"
        first = said.readline()  # however long that takes a busy machine
        time.sleep(after)  # so that it is killed at no chosen moment
        worker.kill()
        assert worker.wait() == -signal.SIGKILL
        return {int(line) for line in (first, *said) if line.endswith("\n")}


@pytest.mark.parametrize("seed", range(5))
async def test_what_was_answered_outlives_a_kill_at_any_moment(
    tmp_path: Path, seed: int
) -> None:
    kept = await asyncio.to_thread(killed, tmp_path, random.Random(seed).uniform(0.05, 0.5))
    assert kept
    assert problems(tmp_path / DATABASE) == []
    async with open_store(tmp_path) as store:
        await store.recover()
        stored = {each.id async for each in store.shelf.articles()}
        assert stored >= {filing(number).id for number in kept}
        told = await store.shelf.alerts(limit=100_000)
        assert {alert.article for alert in told} == stored
        assert all(len(alert.deliveries) == 2 for alert in told)
        assert {sent.state for alert in told for sent in alert.deliveries} == {"waiting"}
        for number in kept:
            assert await store.page(key(number)) is None
        assert len(await store.take(NOON, LEASE, {Step.DELIVER: 100})) == 8


def problems(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        checked = [row[0] for row in connection.execute("pragma integrity_check")]
        broken = connection.execute("pragma foreign_key_check").fetchall()
    return [each for each in checked if each != "ok"] + [str(each) for each in broken]
