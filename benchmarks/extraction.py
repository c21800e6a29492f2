"""How well, and how fast, are articles read from real pages; others beside ours.

    python -m benchmarks.extraction                     articles, publishers, dates; ours alone
    python -m benchmarks.extraction --peers peers/bin/python      … and theirs, made by:
        python3 -m venv peers && peers/bin/pip install trafilatura resiliparse htmldate
    --half 0|1   only the pages of one half, told by a hash of their ids
    --passes N   the quickest of so many times counts for each page (1)
    --stretch N  pages that each reads before it is another's turn (50)
    --worst N    the N pages that went worst, with what was lost and what was too much

F1 as in the article extraction benchmark: multisets of 4-word shingles, precision and recall
averaged over pages.  The difference to ours is given with the 95 % interval of a paired bootstrap.
Milliseconds are of processor time (waiting for other work on the machine does not count), of one
process, start-up taken off, whole pages from bytes to fields and text.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.errors import ReadError
from crawler.extract import as_json, extract
from crawler.model import Brief, Reply
from crawler.readers.child import settle

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
CORPORA = ("articles", "publishers", "dates")
PEERS = ("trafilatura", "trafilatura fast", "resiliparse", "htmldate")
OURS = "kliping"
RESAMPLES = 2000
STRETCH = 50  # pages of one turn
WARMING = 20  # pages that fill the caches, which a running daemon has warm
NOW = datetime(2026, 11, 1, tzinfo=UTC)  # later than every page
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its known answers."""

    id: str
    url: str
    body: bytes
    gold: Mapping[str, object]


@dataclass(slots=True)
class Run:
    """What one extractor told of every page, and how long it took."""

    name: str
    told: list[dict[str, object]]
    shares: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def times(self) -> list[float]:
        """Milliseconds for each page, shortest first."""
        return sorted(float(str(one["ms"])) for one in self.told)


def pages(corpus: str, half: int | None) -> list[Page]:
    """The pages of a corpus, or of one half of it."""
    folder = SHARED / "corpora" / corpus
    rows = (json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8"))
    return [
        Page(row["id"], row["url"], gzip.decompress((folder / row["page"]).read_bytes()), row)
        for row in rows
        if half is None or hashlib.sha256(row["id"].encode()).digest()[0] % 2 == half
    ]


class Ours:
    """Our own answers, in this process."""

    name = OURS

    def ask(self, page: Page) -> dict[str, object]:
        """What we tell of a page."""
        reply = Reply(
            url=page.url, status=200, type="text/html", charset=None, body=page.body, at=NOW
        )
        start = time.process_time()
        try:
            article = extract(Brief(url=page.url, zone_known=False), reply)
        except ReadError as error:
            return {"error": str(error), "ms": (time.process_time() - start) * 1000}
        took = (time.process_time() - start) * 1000
        return as_json(article) | {"ms": took}

    def close(self) -> None:
        """Nothing is to be ended."""


class Theirs:
    """A peer's answers, from a process of its own in the environment of `python`."""

    def __init__(self, name: str, python: str, folder: str) -> None:
        self.name = name
        self.file = Path(folder, "page.html")
        worker = Path(__file__).with_name("extraction_peers.py")
        self.process = subprocess.Popen(
            [python, str(worker), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, page: Page) -> dict[str, object]:
        """What the peer tells of a page."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.file.write_bytes(page.body)
        line = json.dumps({"path": str(self.file), "url": page.url})
        print(line, file=self.process.stdin, flush=True)
        told: dict[str, object] = json.loads(self.process.stdout.readline())
        return told

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


def measured(
    found: Sequence[Page], extractors: Sequence[Ours | Theirs], stretch: int, passes: int
) -> list[Run]:
    """A run of each extractor: they take turns, each reads a `stretch` of pages at a time.

    So whatever else the machine does meets all of them alike, and the processor's caches are what
    they are where many pages are read; with a stretch of one, each turn begins with those of another.
    Of several `passes` the quickest counts for each page.
    """
    runs = [Run(one.name, []) for one in extractors]
    pairs = list(zip(extractors, runs, strict=True))
    for page in found[:WARMING]:
        for one in extractors:
            one.ask(page)
    for number, at in enumerate(range(0, len(found), stretch)):
        first = number % len(pairs)
        for one, run in (pairs[first:] + pairs[:first]) * passes:
            told = [one.ask(page) for page in found[at : at + stretch]]
            if len(run.told) == at:
                run.told += told
            for before, again in zip(run.told[at:], told, strict=True):
                before["ms"] = min(float(str(before["ms"])), float(str(again["ms"])))
    return runs


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The multiset of `size` words in a row; all words where there are fewer."""
    words = WORD.findall(text)
    count = max(len(words) - size + 1, 1 if words else 0)
    return Counter(tuple(words[at : at + size]) for at in range(count))


def overlap(gold: str, told: str) -> tuple[float, float, float]:
    """Hits, what was too much, and what was lost, as shares of the page's shingles."""
    wanted, got = shingles(gold), shingles(told)
    hits = (wanted & got).total()
    total = (got.total() + wanted.total() - hits) or 1
    return hits / total, (got.total() - hits) / total, (wanted.total() - hits) / total


def f1(shares: Iterable[tuple[float, float, float]]) -> float:
    """F1 of precision and recall, each averaged over pages; pages without an answer lose recall."""
    kept = list(shares)
    precise = [hit / (hit + extra) for hit, extra, _ in kept if hit + extra]
    complete = [hit / (hit + lost) if hit + lost else 1.0 for hit, _, lost in kept]
    p = statistics.fmean(precise) if precise else 0.0
    r = statistics.fmean(complete) if complete else 0.0
    return 2 * p * r / ((p + r) or 1)


def interval(one: Run, other: Run, seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of `one`'s F1 less `other`'s, the same pages drawn for both."""
    dice = random.Random(seed)
    count = len(one.shares)
    drawn = []
    for _ in range(RESAMPLES if count else 0):
        at = dice.choices(range(count), k=count)
        drawn.append(f1(one.shares[n] for n in at) - f1(other.shares[n] for n in at))
    drawn.sort()
    return (drawn[len(drawn) // 40], drawn[-len(drawn) // 40]) if drawn else (0.0, 0.0)


def moment(text: object) -> datetime | None:
    """A time as the answers or an extractor write it."""
    try:
        return datetime.fromisoformat(str(text).replace(" ", "T", 1)) if text else None
    except ValueError:
        return None


def is_same_day(gold: datetime, told: datetime) -> bool:
    """Whether both name one day, as written or in UTC."""
    both = gold.tzinfo is not None and told.tzinfo is not None
    return gold.date() == told.date() or (
        both and gold.astimezone(UTC).date() == told.astimezone(UTC).date()
    )


def is_same_minute(gold: datetime, told: datetime) -> bool:
    """Whether both name one minute; without a zone, as written."""
    if gold.tzinfo is None or told.tzinfo is None:
        gold, told = gold.replace(tzinfo=None), told.replace(tzinfo=None)
    return abs((gold - told).total_seconds()) < 60


def names(people: object) -> set[str]:
    """Names without white space and signs, lower case."""
    listed = people if isinstance(people, list) else []
    return {key for one in listed if (key := "".join(WORD.findall(str(one).lower())))}


def figures(found: Sequence[Page], run: Run) -> dict[str, float]:
    """The figures of one run, those for which there are answers."""
    pairs = list(zip(found, run.told, strict=True))
    result: dict[str, float] = {}
    if run.shares:
        result["f1"] = f1(run.shares)
        result["exact"] = statistics.fmean(extra == lost == 0 for _, extra, lost in run.shares)
        result["<.5"] = sum(hit < (extra + lost) / 2 for hit, extra, lost in run.shares)
    if titled := [(p.gold["title"], t.get("title")) for p, t in pairs if p.gold.get("title")]:
        result["title"] = statistics.fmean(
            " ".join(str(a).split()) == " ".join(str(b or "").split()) for a, b in titled
        )
    if signed := [
        (names(p.gold["authors"]), names(t.get("authors")))
        for p, t in pairs
        if p.gold.get("authors")
    ]:
        result["authors"] = statistics.fmean(
            2 * len(a & b) / (len(a) + len(b)) for a, b in signed
        )
    dated = [
        (gold, moment(t.get("published")))
        for p, t in pairs
        if (gold := moment(p.gold.get("published") or p.gold.get("date")))
    ]
    if dated:
        result["day"] = statistics.fmean(bool(b and is_same_day(a, b)) for a, b in dated)
    if any(page.gold.get("published") for page in found):
        result["minute"] = statistics.fmean(bool(b and is_same_minute(a, b)) for a, b in dated)
    return result


def show(corpus: str, found: Sequence[Page], runs: Sequence[Run]) -> None:
    """The table of a corpus."""
    print(f"\n{corpus}: {len(found)} pages")
    slowest = {run.name: sum(run.times) for run in runs}
    for run in runs:
        times = run.times
        told = "  ".join(f"{key} {value:.3f}" for key, value in figures(found, run).items())
        line = f"  {run.name:18} {told}  ms {statistics.median(times):.2f} / {times[int(len(times) * 0.99) - 1]:.1f}"
        line += f"  total {slowest[run.name] / 1000:.2f} s"
        if run.name != OURS:
            line += f"  = {slowest[run.name] / slowest[OURS]:.1f} x ours"
            if run.shares:
                low, high = interval(runs[0], run)
                line += f"  ours - it {f1(runs[0].shares) - f1(run.shares):+.3f} [{low:+.3f}, {high:+.3f}]"
        print(line)


def show_worst(found: Sequence[Page], run: Run, count: int) -> None:
    """The pages that went worst."""
    order = sorted(range(len(run.shares)), key=lambda n: run.shares[n][0])[:count]
    for n in order:
        hit, extra, lost = run.shares[n]
        print(f"    {hit:.3f}  too much {extra:.2f}  lost {lost:.2f}  {found[n].url}")


def main() -> None:
    """Measure, print, exit 66 where the corpora are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else ""
    )
    parser.add_argument("corpora", nargs="*", default=CORPORA)
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--stretch", type=int, default=STRETCH)
    parser.add_argument("--worst", type=int, default=0)
    args = parser.parse_args()
    if not (SHARED / "corpora").is_dir():
        print(f"no corpora in {SHARED}; set KLIPING_SHARED", file=sys.stderr)
        sys.exit(66)
    settle()  # as the reading processes of the daemon do
    with tempfile.TemporaryDirectory() as folder:
        peers = [Theirs(name, args.peers, folder) for name in PEERS] if args.peers else []
        extractors: list[Ours | Theirs] = [Ours(), *peers]
        for corpus in args.corpora:
            found = pages(corpus, args.half)
            runs = measured(found, extractors, max(1, args.stretch), args.passes)
            if found and found[0].gold.get("body"):
                runs = [run for run in runs if run.name != "htmldate"]
                for run in runs:
                    run.shares = [
                        overlap(str(page.gold["body"]), str(one.get("body") or ""))
                        for page, one in zip(found, run.told, strict=True)
                    ]
            show(corpus, found, runs)
            show_worst(found, runs[0], args.worst)
        for one in extractors:
            one.close()


if __name__ == "__main__":
    main()
