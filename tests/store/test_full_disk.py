"""A disk that is full: nothing in part, reading goes on, and all is well when there is room again."""

import asyncio
import resource
import subprocess
import sys
from pathlib import Path

from crawler.errors import StoreBusy
from crawler.model import Article, Step
from crawler.store import open_store
from tests.builders import NOON, an_article
from tests.store.world import LEASE, alert, filing, links, poll, telling

ROOT = Path(__file__).resolve().parent.parent.parent
ROOM = 600_000  # bytes that any one file may have


def long(number: int) -> Article:
    """An article of 5 kB like no other."""
    text = f"Air{number} naik. " * 400
    return an_article(paragraphs=(text,), text=text)


async def filed(folder: Path) -> None:
    """File articles till the disk is full, then go on with more room."""
    kept: list[int] = []
    refused = 0
    async with open_store(folder) as store:

        async def file(number: int) -> None:
            nonlocal refused
            try:
                await poll(store, links(number), source=f"s{number}")
                each = filing(number, article=long(number))
                await store.file(each, NOON, telling(alert(str(number))))
            except StoreBusy:
                refused += 1
            else:
                kept.append(number)

        await store.checkpoint()  # what making the tables took is not to count
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))
        for first in range(0, 400, 8):
            await asyncio.gather(*(file(number) for number in range(first, first + 8)))
        assert refused
        assert kept
        status = await store.shelf.status()
        assert (status.articles, status.deliveries) == (len(kept), {"waiting": len(kept)})

        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
        refused = 0
        await asyncio.gather(*(file(number) for number in range(1000, 1100)))
        assert refused == 0
        assert len(await store.take(NOON, LEASE, {Step.DELIVER: 9})) == 4
        await store.checkpoint()
    async with open_store(folder) as store:
        assert {stored.id async for stored in store.shelf.articles()} == {
            filing(number).id for number in kept
        }


def test_a_disk_that_is_full_loses_nothing_and_keeps_nothing_in_part(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.test_full_disk", str(tmp_path)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ended.returncode, ended.stderr) == (0, "")


if __name__ == "__main__":
    asyncio.run(filed(Path(sys.argv[1])))
