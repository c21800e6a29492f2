"""Does every page made to do harm end in time, in an article or a typed error; does the pool live on?

    python -m benchmarks.hostile                  each way at three sizes, then 20,000 damaged pages
    python -m benchmarks.hostile --damaged 1000   fewer of those; --seed N draws others
    python -m benchmarks.hostile --sizes 1000     how often each harm is repeated

The pages are those of tests/readers/hostile.py; damaged ones are made from `corpora/articles` of the
folder that KLIPING_SHARED names, or from invented pages where there is none.  Printed, one JSON object
a line: how each size ended, the slowest pages, those that cost a process.  1 where a page took longer
than the deadline and a second, met a bug of ours, or where a good page was not read after it.
"""

import argparse
import asyncio
import gzip
import importlib.metadata
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from crawler.errors import ReaderDied, Unreadable
from crawler.model import Article, Brief
from crawler.readers.pool import Pool
from tests.extract.pages import URL, a_page, a_reply
from tests.readers.hostile import mutated, pages

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
DEADLINE = timedelta(seconds=5)
GRACE = 1.0  # seconds over the deadline for a process to be killed
SLOWEST = 5
Named = tuple[str, bytes]


async def ended(pool: Pool, page: bytes) -> tuple[str, str]:
    """How reading a page ended: in one word, and in full."""
    try:
        article = await pool.article(Brief(url=URL), a_reply(page))
    except (Unreadable, ReaderDied) as error:
        told = str(error)
        return ("bug" if "while reading" in told else type(error).__name__), told
    return f"article ({article.state})", ""


async def campaign(what: str, named: Iterable[Named]) -> bool:
    """Read every page, and after each a good one; whether all went as promised."""
    endings: Counter[str] = Counter()
    slow: list[tuple[float, str, int, str]] = []
    wrong: list[tuple[str, str]] = []
    async with Pool(2, deadline=DEADLINE) as pool:
        good = await read_good(pool)
        for name, page in named:
            started = time.perf_counter()
            ending, told = await ended(pool, page)
            took = time.perf_counter() - started
            endings[ending] += 1
            slow = sorted([*slow, (round(took, 2), name, len(page), ending)], reverse=True)[
                :SLOWEST
            ]
            if ending == "bug" or took > DEADLINE.total_seconds() + GRACE:
                wrong.append((name, told))
            if await read_good(pool) != good:
                wrong.append((name, "a good page was not read after it"))
    line = {"what": what, "pages": endings.total(), **endings, "slowest": slow, "wrong": wrong}
    print(json.dumps(line), flush=True)
    return not wrong


async def read_good(pool: Pool) -> Article:
    return await pool.article(Brief(url=URL), a_reply(a_page()))


def damaged(count: int, seed: int) -> Iterator[Named]:
    """Pages with chance damage."""
    dice = random.Random(seed)
    files = sorted((SHARED / "corpora" / "articles" / "pages").glob("*.gz"))
    whole = [gzip.decompress(file.read_bytes()) for file in files] or [a_page().encode()]
    for number in range(count):
        yield f"damaged {number}", mutated(whole[number % len(whole)], dice)


async def run(sizes: Iterable[int], count: int, seed: int) -> bool:
    """All campaigns; whether each went as promised."""
    good = [await campaign(f"size {size:,}", pages(size)) for size in sizes]
    good.append(await campaign(f"damaged, seed {seed}", damaged(count, seed)))
    return all(good)


def main() -> int:
    """Print one JSON object a line; 1 where a promise was broken."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    options.add_argument("--damaged", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    print(json.dumps({"selectolax": importlib.metadata.version("selectolax")}))
    return 0 if asyncio.run(run(given.sizes, given.damaged, given.seed)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
