"""How long does it take to try a rule on a store of many articles?

    python -m benchmarks.search                  10,000 articles, `rules test` of each kind of query
    python -m benchmarks.search --articles N --runs N --seed N --folder DIR

The articles are drawn: some 3.5 kB each, their words as rare as words are (Zipf), with Indonesian
forms among them.  Each query is tried as `kliping rules test` does it: candidates from the index,
every one of them read and judged, what would have been told worked out.  Those that the index
cannot narrow (`all` in the column `read`) have every article read.  Processor time, which other work
on the machine does not change, stands beside the time by the clock.
"""

import argparse
import asyncio
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from crawler import backtest
from crawler.dedup.identity import fingerprint
from crawler.judge import verdict
from crawler.model import Article, Filing
from crawler.rules import Rule, parse
from crawler.store import SqliteStore, open_store
from tests.builders import NOON

GOAL = 5.0  # seconds for 10,000 articles
WORDS = 60_000
LENGTH = 450  # words of an article
SYLLABLES = [a + b for a in (*"bcdfghjklmnprstwy", "ng", "ny") for b in "aiueo"]
FORMS = ("serang", "menyerang", "serangan", "penyerangan", "diserang", "serang-menyerang")
PLACES = ("Kazakhstan", "Kasachstan", "Jakarta", "Bandung", "KPK", "PVMBG", "Jum’at", "banjir")


class Press:
    """Draws articles from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        drawn = {
            "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 4)))
            + self.dice.choice(["", "n", "ng", "kan", "nya"])
            for _ in range(WORDS)
        }
        self.words = sorted(drawn)
        self.dice.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / (n + 3) for n in range(len(self.words))))

    def text(self, length: int) -> str:
        """So many words, now and then one that queries ask for."""
        words = self.dice.choices(self.words, cum_weights=self.weights, k=length)
        for _ in range(length // 60):
            words[self.dice.randrange(length)] = self.dice.choice(FORMS + PLACES)
        return " ".join(words).capitalize() + "."

    def filings(self, count: int) -> Iterator[Filing]:
        """So many articles, spread over the thirty days before noon."""
        for number in range(count):
            paragraphs = tuple(self.text(LENGTH // 6) for _ in range(6))
            site = f"situs{number % 40}.id"
            article = Article(
                url=f"https://{site}/ekonomi/{number}",
                title=self.text(8),
                language="id",
                section="Ekonomi",
                tags=("harian",),
                paragraphs=paragraphs,
                text="\n\n".join(paragraphs),
            )
            yield Filing(
                id=f"{number:016x}",
                page=f"{site}/ekonomi/{number}",
                source=f"situs{number % 40}",
                network=f"jaringan{number % 10}",
                first_seen=NOON - timedelta(days=30) * (count - number) / count,
                fingerprint=fingerprint(paragraphs),
                article=article,
            )


def queries(press: Press) -> dict[str, str]:
    """A query of each kind, by what is asked."""
    common, rare, other = press.words[0], press.words[30_000], press.words[20_000]
    return {
        "two rare words": f"{rare} AND {other}",
        "a choice of rare words": " OR ".join(press.words[20_000:20_040]),
        "a word in every article": common,
        "a common word and not another": f"{common} AND NOT {press.words[1]}",
        "a phrase": '"kpk jakarta" OR "banjir bandung"',
        "near": "banjir NEAR/20 (jakarta OR bandung)",
        "forms": "serang~ AND Jakarta",
        "misspelt": "Kazakhstan~2",
        "wildcards": "ja?arta AND *akhstan",
        "exact, counted": "=KPK{2,}",
        "a part": "title:(banjir OR jakarta)",
        "a source, by absence": f"source:situs3 AND NOT {common}",
        "nearly every word": f"*an AND *nya AND {common[:2]}*",
        "a regular expression": "/ka[sz]a.*stan/",
        "one beside a word": "/ka[sz]a.*stan/ AND banjir",
        "every article, by absence": "lang:id NOT (=KPK NEAR/5 gempa)",
    }


async def filed(store: SqliteStore, filing: Filing) -> None:
    await store.file(filing, filing.first_seen, lambda known: verdict(filing, [], known, NOON))


def batches(filings: Iterator[Filing], size: int) -> Iterator[list[Filing]]:
    """The articles, so many at a time."""
    while batch := list(itertools.islice(filings, size)):
        yield batch


async def filled(store: SqliteStore, press: Press, count: int) -> float:
    """File so many articles; how many a second."""
    started = time.perf_counter()
    for batch in batches(press.filings(count), 64):
        await asyncio.gather(*(filed(store, filing) for filing in batch))
    return count / (time.perf_counter() - started)


async def measured(store: SqliteStore, name: str, query: str, runs: int) -> dict[str, object]:
    """How long one query takes: the median and the longest of so many runs."""
    rule = Rule(name="banjir", text=query, query=parse(query), channels=())
    took, work = [], []
    found = None
    for _ in range(runs):
        started, busy = time.perf_counter(), time.process_time()
        found = await backtest.trial(
            store.shelf, rule, {}, since=NOON - timedelta(days=30), now=NOON, on=lambda *_: None
        )
        took.append(time.perf_counter() - started)
        work.append(time.process_time() - busy)
    assert found is not None
    return {
        "query": name,
        "seconds": round(statistics.median(took), 3),
        "longest": round(max(took), 3),
        "processor": round(statistics.median(work), 3),
        "read": "all" if found.judged == found.articles else found.judged,
        "matches": len(found.hits),
        "alerts": found.alerts,
    }


async def measure(folder: Path, count: int, runs: int, seed: int) -> float:
    """Print a line of JSON for each kind of query; the longest median in seconds."""
    press = Press(seed)
    slowest = 0.0
    async with open_store(folder) as store:
        pace = await filled(store, press, count)
        size = (await store.shelf.status()).size
        print(json.dumps({"articles": count, "filed/s": round(pace), "MB": round(size / 1e6)}))
        for name, query in queries(press).items():
            row = await measured(store, name, query, runs)
            slowest = max(slowest, float(str(row["seconds"])))
            print(json.dumps(row), flush=True)
    return slowest


def main() -> int:
    """Measure; 1 where a query takes longer than the goal allows for so many articles."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        slowest = asyncio.run(measure(Path(made), given.articles, given.runs, given.seed))
    print(json.dumps({"slowest": slowest, "goal": GOAL}))
    return 0 if slowest <= GOAL * given.articles / 10_000 else 1


if __name__ == "__main__":
    raise SystemExit(main())
