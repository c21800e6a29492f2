"""Are copies found, all of them and nothing else, and what does it take?

    python -m benchmarks.copies                              corpora/copies, against brute force
    python -m benchmarks.copies FILE --json                  any file of lines {"id", "text"}
    python -m benchmarks.copies --peers peers/bin/python     … SimHash, MinHash beside it, made by:
        python3 -m venv peers && peers/bin/pip install datasketch rensa
    python -m benchmarks.copies --sizes 1e4 1e5 1e6          time, disk and memory at these sizes

The index is the store's, in a file, filled in the order of the lines.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sqlite_utils import Database

from benchmarks.copies_made import REACH, Made
from crawler.dedup.shingles import distinct, shingles
from crawler.fold import fold, tokens
from crawler.store.copies import Copies, Entry, Texts, Twin
from crawler.store.database import opened

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
GOALS = {"recall": 0.999, "precision": 0.999, "ms": 0.5}
BITS = (3, 6, 10)  # in which two SimHashes may differ
BLOCK = 100  # articles, timed together
ASKED = 2000  # articles that are looked up and kept at each size
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Body:
    """A line of the file."""

    text: str
    host: str  # empty: not known, and nothing is taken for what it always says


def bodies(path: Path) -> list[Body]:
    """The lines of a file."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Body(line["text"], "") for line in lines]


def truth(texts: Iterable[str]) -> dict[Pair, float]:
    """Every pair of which one has half of the other's 4-word shingles, and how much of them.

    By counting, on the words themselves: it shares no line with what is measured.
    """
    sizes, having, shared = [], defaultdict(list), Counter[Pair]()
    for number, text in enumerate(texts):
        words = tokens(fold(text))
        own = set(zip(words, words[1:], words[2:], words[3:], strict=False))
        sizes.append(len(own) if len(words) >= 30 else 0)
        for shingle in own if len(words) >= 30 else ():
            having[shingle].append(number)
    for numbers in having.values():
        shared.update(combinations(numbers, 2))
    shares = {pair: count / min(sizes[n] for n in pair) for pair, count in shared.items()}
    return {pair: share for pair, share in shares.items() if share >= 0.5}


def key(number: int) -> str:
    """The id of an article, as long as the store's."""
    return f"{number:016d}"


class Index:
    """The store's index in a folder of its own; `texts` says where the texts of articles are."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        self._path = folder / "kliping.db"
        self.database = opened(self._path)
        self.database.execute("begin")
        self.copies = Copies(texts)
        self.took = 0.0  # seconds of the processor, all but making texts and keeping them

    def take(self, block: Sequence[tuple[int, Body]]) -> list[dict[int, float]]:
        """Look up and keep articles; of each its copies before it, and how much both have.

        In blocks: to ask what time it is may take longer than an article.
        """
        start = time.process_time()
        found = [self._take(number, body) for number, body in block]
        self.took += time.process_time() - start
        return [{int(twin.article): twin.containment for twin in twins} for twins in found]

    def _take(self, number: int, body: Body) -> list[Twin]:
        entry = Entry(key(number), body.host, 0, shingles([body.text]))
        twins = self.copies.of(self.database, entry, None)
        self.copies.add(self.database, entry, teaches=not twins)
        return twins

    def keep(self, entries: Iterable[Entry]) -> None:
        """Keep articles that are not looked up."""
        start = time.process_time()
        for entry in entries:
            self.copies.add(self.database, entry)
        self.took += time.process_time() - start

    def commit(self) -> None:
        """Everything on the disk."""
        self.database.execute("commit")
        self.database.execute("pragma wal_checkpoint(truncate)").fetchall()
        self.database.execute("begin")

    def size(self) -> int:
        """Bytes on the disk, without the texts."""
        return self._path.stat().st_size


def ours(found: list[Body]) -> tuple[dict[Pair, float], float]:
    """Pairs that the index finds, and seconds of the processor."""
    with tempfile.TemporaryDirectory() as made:
        index = Index(Path(made), lambda _, article: [found[int(article)].text])
        told = index.take(list(enumerate(found)))
        pairs = {
            (o, number): told[number][o] for number in range(len(found)) for o in told[number]
        }
        index.database.close()
        return pairs, index.took


def simhash(texts: list[str]) -> tuple[dict[int, set[Pair]], float]:
    """Pairs of 64-bit SimHashes of the same shingles (Manku and others, 2007), by bits apart."""
    start = time.process_time()
    prints = np.zeros(len(texts), np.uint64)
    for number, text in enumerate(texts):
        each = distinct(shingles([text]))
        bits = np.unpackbits(each.view(np.uint8).reshape(-1, 8), axis=1)
        votes = (2 * bits.sum(axis=0, dtype=np.int64) > len(each)).astype(np.uint8)
        prints[number] = np.packbits(votes).view(np.uint64)[0]
    took = time.process_time() - start
    told = np.flatnonzero(prints)
    apart = np.bitwise_count(prints[told][:, None] ^ prints[told][None, :])
    return {
        most: {
            (int(told[a]), int(told[b]))
            for a, b in zip(*np.nonzero(apart <= most), strict=True)
            if a < b
        }
        for most in BITS
    }, took


def theirs(python: str, texts: list[str]) -> Iterator[tuple[str, set[Pair], float]]:
    """What other libraries find in the same words."""
    worker = Path(__file__).with_name("copies_peers.py")
    words = "\n".join(json.dumps(tokens(fold(text))) for text in texts)
    for name in ("datasketch", "rensa"):
        done = subprocess.run(
            [python, str(worker), name], input=words, capture_output=True, text=True, check=True
        )
        told = json.loads(done.stdout)
        yield told["name"], {(a, b) for a, b in told["pairs"]}, told["seconds"]


def row(
    name: str, found: Iterable[Pair], known: Mapping[Pair, float], took: float, count: int
) -> dict[str, object]:
    """Recall, precision and time of one way to find copies."""
    pairs = set(found)
    hits = len(pairs & known.keys())
    return {
        "name": name,
        "found": len(pairs),
        "recall": hits / len(known) if known else 1.0,
        "precision": hits / len(pairs) if pairs else 1.0,
        "ms": 1000 * took / max(count, 1),
    }


def compared(path: Path, peers: str | None) -> dict[str, object]:
    """All ways beside one another, on one file."""
    found = bodies(path)
    texts = [body.text for body in found]
    known = truth(texts)
    pairs, took = ours(found)
    rows = [row("kliping", pairs, known, took, len(found))]
    prints, took = simhash(texts)
    rows += [row(f"SimHash <= {k}", prints[k], known, took, len(found)) for k in BITS]
    if peers:
        rows += [row(name, p, known, s, len(found)) for name, p, s in theirs(peers, texts)]
    wrong = [pair for pair in pairs if abs(pairs[pair] - known.get(pair, 0)) > 1e-9]
    return {
        "articles": len(found),
        "pairs": len(known),
        "rows": rows,
        "missed": sorted(known.keys() - pairs.keys()),
        "wrong share": wrong,
    }


def grown(size: int, source: Path) -> dict[str, object]:
    """Time, disk and memory of so many articles, made by editing the bodies of `source`."""
    made = Made([body.text for body in bodies(source)])

    def texts(_: Database, article: str) -> list[str]:
        return [made.text(int(article))]

    shingles([made.text(0)])
    before = memory(afresh=True)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), texts)
        for first in range(0, size, BLOCK):
            index.keep(list(entries(made, first, min(first + BLOCK, size))))
        filled = index.took
        found, times = asked(index, made, size)
        index.commit()
        most = memory()
        again, start = Copies(texts), time.process_time()
        again.of(index.database, Entry("-", "-", 0, made.shingles(0)))
        rebuilt = time.process_time() - start
        return {
            "articles": size,
            "ms to keep": round(1000 * filled / size, 3),
            **times,
            **judged(found, made),
            "rebuilt s": round(rebuilt, 2),
            "disk MB": round(index.size() / 1e6, 1),
            "memory MB": round(most, 1),
            "before it MB": round(before, 1),
        }


def entries(made: Made, start: int, end: int) -> Iterator[Entry]:
    """Articles without their texts."""
    for number in range(start, end):
        yield Entry(key(number), made.host(number), 0, made.shingles(number))


def block(made: Made, start: int, end: int) -> list[tuple[int, Body]]:
    """Articles with their numbers."""
    return [
        (number, Body(made.text(number), made.host(number))) for number in range(start, end)
    ]


def asked(
    index: Index, made: Made, size: int
) -> tuple[dict[int, dict[int, float]], dict[str, object]]:
    """The copies of further articles, and what looking them up and keeping them takes.

    Between the hundreds shingling alone is timed: it is the measure of this machine, and of what
    else it does at the time.
    """
    index.took = 0.0
    further = block(made, size, size + ASKED)
    told, took, shingling = [], [], 0.0
    for first in range(0, ASKED, BLOCK):
        before = index.took
        few = further[first : first + BLOCK]
        shingling += alone([body.text for _, body in few]) * len(few)
        told += index.take(few)
        took.append(1000 * (index.took - before) / BLOCK)
    return {size + number: found for number, found in enumerate(told)}, {
        "ms in all": round(1000 * index.took / ASKED, 3),
        "ms by hundreds": [round(each, 3) for each in sorted(took)],
        "ms of shingling": round(shingling / ASKED, 3),
    }


def judged(told: Mapping[int, Collection[int]], made: Made) -> dict[str, object]:
    """What was found of articles that follow one another, against counting on the words.

    All that they and the thousand before them have of one another is to be found: further back no
    copy is planted.  And each pair found is to be one, wherever it stands.
    """
    pairs = {(other, number) for number in told for other in told[number]}
    first = min(told)
    numbers = range(max(first - REACH - 1, 0), max(told) + 1)
    texts = [made.text(number) for number in numbers]
    known = {(numbers[a], numbers[b]) for a, b in truth(texts) if numbers[b] >= first}
    right = [pair for pair in pairs - known if truth([made.text(number) for number in pair])]
    return {
        "pairs": len(known),
        "recall": len(known & pairs) / max(len(known), 1),
        "precision": (len(known & pairs) + len(right)) / max(len(pairs), 1),
        "further back": len(right),
    }


def alone(texts: list[str]) -> float:
    """Milliseconds of the processor that the shingles of a text take: the measure of this machine."""
    start = time.process_time()
    for text in texts:
        shingles([text])
    return 1000 * (time.process_time() - start) / len(texts)


def memory(*, afresh: bool = False) -> float:
    """The most megabytes that this process held, since it was last asked `afresh`."""
    own = Path("/proc/self")
    if afresh:
        (own / "clear_refs").write_text("5")  # proc(5): lets the peak begin anew
    (held,) = re.findall(r"VmHWM:\s+(\d+) kB", (own / "status").read_text())
    return int(held) * 1024 / 1e6


def table(told: dict[str, object], say: Callable[[str], None]) -> None:
    """A report for people."""
    rows = told.pop("rows")
    say(json.dumps(told))
    if isinstance(rows, list):
        for each in rows:
            say("{name:28} {found:7} {recall:8.4f} {precision:8.4f} {ms:8.3f}".format(**each))


def main() -> int:
    """Print the report; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--sizes", type=float, nargs="*", default=[])
    args = parser.parse_args()
    source = args.file or SHARED / "corpora/copies/bodies.jsonl"
    if not source.is_file():
        print(f"no {source}; name a file, or set KLIPING_SHARED", file=sys.stderr)
        return 66
    if len(args.sizes) == 1:
        print(json.dumps(grown(int(args.sizes[0]), source)))
        return 0
    for size in args.sizes:  # each in a process of its own: memory is the most ever held
        again = [sys.executable, "-m", "benchmarks.copies", str(source), "--sizes", str(size)]
        subprocess.run(again, check=True)
    if args.sizes:
        return 0
    told = compared(source, args.peers)
    mine = told["rows"][0] if isinstance(told["rows"], list) else {}
    print(json.dumps(told)) if args.json else table(told, print)
    return int(any(mine[goal] < GOALS[goal] for goal in ("recall", "precision")))


if __name__ == "__main__":
    raise SystemExit(main())
