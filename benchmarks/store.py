"""How fast does the store take in articles, and how soon does it say what is due?

    python -m benchmarks.store                 5,000 articles, 100,000 waiting pages
    --articles N  --pages N  --tasks N         other sizes
    --folder DIR                               another disk than that of the temporary folder

Every article is committed with `synchronous=FULL`: it is on the disk before its task goes on.
Beside it the same articles one commit each, which is what the disk alone would allow.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from crawler.model import (
    Alert,
    Article,
    Claim,
    Delivery,
    Filing,
    Found,
    Known,
    Memory,
    Step,
    Verdict,
)
from crawler.store import SqliteStore, open_store
from tests.builders import NOON
from tests.store.world import LEASE

PARAGRAPH = (
    "Air sungai naik sejak dini hari dan merendam ratusan rumah warga di tiga kelurahan; "
    "petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa terdekat."
)
GOAL = 200  # articles a second


def a_filing(number: int) -> Filing:
    """An article of some 4 kB; every tenth repeats the text of the one before."""
    paragraphs = tuple(f"{PARAGRAPH} ({number}, {part})" for part in range(20))
    key = f"situs{number % 40}.id/berita/{number}"
    return Filing(
        id=f"{number:016x}",
        page=key,
        source=f"situs{number % 40}",
        network=f"jaringan{number % 10}",
        first_seen=NOON,
        claims=(Claim(f"{key}/amp", f"https://{key}/amp", "canonical"),),
        fingerprint=f"{number - (number % 10 == 9):032x}",
        article=Article(
            url=f"https://{key}",
            title=f"Banjir ke-{number}",
            paragraphs=paragraphs,
            text="\n\n".join(paragraphs),
        ),
    )


def deciding(filing: Filing) -> Callable[[Known], Verdict]:
    """Every fifth new story is told to two channels, with a body of 2 kB."""

    def decide(known: Known) -> Verdict:
        for copy in known.copies[:1]:
            return Verdict(story=copy.story.id, copy_of=copy.article)
        told = int(filing.id, 16) % 5 == 0
        deliveries = tuple(
            Delivery(id=f"evt_{filing.id}_{channel}", channel=channel, body=b"x" * 2000)
            for channel in ("meja", "arsip")
        )
        alert = Alert(
            id=f"al_{filing.id}", type="article.matched", rule="banjir", deliveries=deliveries
        )
        return Verdict(story=f"st_{filing.id}", alerts=(alert,) if told else ())

    return decide


async def in_tasks(
    tasks: int, count: int, act: Callable[[int], Awaitable[object]]
) -> list[float]:
    """Do `act` for each number below `count`, by so many tasks; seconds that each took."""
    took: list[float] = []
    numbers = iter(range(count))

    async def worker() -> None:
        for number in numbers:
            started = time.perf_counter()
            await act(number)
            took.append(time.perf_counter() - started)

    await asyncio.gather(*(worker() for _ in range(tasks)))
    return took


async def filing(folder: Path, count: int, tasks: int) -> dict[str, float]:
    """Articles a second through `file`, and how long one waits."""
    async with open_store(folder) as store:
        started = time.perf_counter()
        took = await in_tasks(
            tasks,
            count,
            lambda number: store.file(a_filing(number), NOON, deciding(a_filing(number))),
        )
        seconds = time.perf_counter() - started
        size = (await store.shelf.status()).size
    return {
        "tasks": tasks,
        "articles": count,
        "articles/s": round(count / seconds, 1),
        **milliseconds(took),
        "kB/article": round(size / count / 1000, 1),
    }


async def taking(folder: Path, pages: int) -> list[dict[str, float | str]]:
    """How long polls of many links, `take`, `follow` and a known poll last with many pages waiting."""
    async with open_store(folder) as store:
        hosts = 500
        batches = range(max(pages // 1000, 1))
        kept = await in_tasks(1, len(batches), lambda n: polled(store, listed(n, hosts)))
        rounds = 50
        known = await in_tasks(1, rounds, lambda _: polled(store, listed(0, hosts)))
        take = await in_tasks(
            1, rounds, lambda _: store.take(NOON, LEASE, {Step.READ: 16, Step.POLL: 16})
        )
        idle = await in_tasks(1, rounds, lambda _: store.take(NOON, LEASE, {Step.DELIVER: 64}))
        follow = await in_tasks(
            1, rounds, lambda number: store.follow([f"h{400 - number}.id"], NOON, LEASE)
        )
    return [
        {"step": "keep_poll, 1,000 new links", **milliseconds(kept)},
        {"step": "keep_poll, 1,000 known links", **milliseconds(known)},
        {"step": f"take 16 of {pages:,} pages, {hosts} hosts", **milliseconds(take)},
        {"step": "take, nothing to deliver", **milliseconds(idle)},
        {"step": "follow one host", **milliseconds(follow)},
    ]


def listed(batch: int, hosts: int) -> list[Found]:
    """A thousand links of so many hosts."""
    return [
        Found(url=f"https://h{number % hosts}.id/berita/{number}", title=PARAGRAPH)
        for number in range(batch * 1000, batch * 1000 + 1000)
    ]


async def polled(store: SqliteStore, found: list[Found]) -> object:
    return await store.keep_poll(
        "situs",
        lambda _: (Memory(), NOON),
        found=found,
        now=NOON,
        watched={link.url: NOON for link in found},
    )


def milliseconds(took: list[float]) -> dict[str, float]:
    """The median, the 99th percentile and the longest of `took`, which is in seconds."""
    ordered = sorted(took)
    return {
        "median ms": round(1000 * statistics.median(ordered), 2),
        "p99 ms": round(1000 * ordered[int(len(ordered) * 0.99)], 2),
        "max ms": round(1000 * ordered[-1], 2),
    }


def sync_milliseconds(folder: Path) -> float:
    """How long this disk takes for one `fsync`, in the median."""
    took = []
    with (folder / "probe").open("wb") as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - started)
    return round(1000 * statistics.median(took), 2)


def main() -> int:
    """Print one JSON object a line; 1 where the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--pages", type=int, default=100_000)
    options.add_argument("--tasks", type=int, default=16)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        folder = Path(made)
        print(json.dumps({"fsync ms": sync_milliseconds(folder)}))
        alone = asyncio.run(filing(folder / "alone", max(1, given.articles // 10), 1))
        print(json.dumps(alone))
        together = asyncio.run(filing(folder / "together", given.articles, given.tasks))
        print(json.dumps(together | {"goal": GOAL}))
        for row in asyncio.run(taking(folder / "pages", given.pages)):
            print(json.dumps(row))
    return 0 if together["articles/s"] >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
