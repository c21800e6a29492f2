"""Are addresses of one page joined, and those of two pages kept apart?

    python -m benchmarks.urls                              the table in urls.jsonl
    python -m benchmarks.urls FILE --json                  any file of lines {"one", "other", "same"}
    python -m benchmarks.urls --peers peers/bin/python     … other libraries beside it, made by:
        python3 -m venv peers && peers/bin/pip install courlan url-normalize w3lib

An address that only the page can explain (a section that moved into the host) counts as missed here;
in the daemon the text decides.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.dedup.urls import identity

TABLE = Path(__file__).with_name("urls.jsonl")
GOAL = 0.95  # of the pairs that are the same; of the others none may be joined


@dataclass(frozen=True, slots=True)
class Pair:
    """Two addresses, and whether they are of one page."""

    one: str
    other: str
    same: bool
    why: str = ""


def pairs(path: Path) -> list[Pair]:
    """The lines of a file."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Pair(each["one"], each["other"], each["same"], each.get("why", "")) for each in lines
    ]


def row(
    name: str, table: Sequence[Pair], joined: Sequence[bool], us: float
) -> dict[str, object]:
    """How one way of writing addresses does; `us` are microseconds an address."""
    same = [is_joined for pair, is_joined in zip(table, joined, strict=True) if pair.same]
    apart = [is_joined for pair, is_joined in zip(table, joined, strict=True) if not pair.same]
    return {
        "name": name,
        "joined": sum(same),
        "same": len(same),
        "wrongly joined": sum(apart),
        "different": len(apart),
        "us": round(us, 1),
    }


def judged(table: Sequence[Pair], key: Callable[[str], str]) -> tuple[list[bool], float]:
    """Which pairs have one key, and microseconds an address."""
    start = time.process_time()
    joined = [key(pair.one) == key(pair.other) for pair in table]
    return joined, (time.process_time() - start) / max(2 * len(table), 1) * 1e6


def theirs(python: str, table: Sequence[Pair]) -> Iterator[dict[str, object]]:
    """The same of other libraries."""
    worker = Path(__file__).with_name("urls_peers.py")
    lines = "\n".join(json.dumps([pair.one, pair.other]) for pair in table)
    done = subprocess.run(
        [python, str(worker)], input=lines, capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        told = json.loads(line)
        yield row(told["name"], table, told["joined"], told["us"])


def main() -> int:
    """Print the report; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=TABLE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peers", metavar="PYTHON")
    args = parser.parse_args()
    if not args.file.is_file():
        print(f"no {args.file}", file=sys.stderr)
        return 66
    table = pairs(args.file)
    joined, us = judged(table, identity.__wrapped__)  # what is remembered is no measure
    rows = [row("kliping", table, joined, us)]
    rows += theirs(args.peers, table) if args.peers else ()
    wrong = [
        pair for pair, is_joined in zip(table, joined, strict=True) if is_joined != pair.same
    ]
    if args.json:
        told = [{"one": p.one, "other": p.other, "same": p.same, "why": p.why} for p in wrong]
        print(json.dumps({"pairs": len(table), "rows": rows, "wrong": told}))
    else:
        for each in rows:
            print(json.dumps(each))
        for pair in wrong:
            print(
                f"{'missed' if pair.same else 'WRONGLY JOINED'}: {pair.why}: {pair.one} {pair.other}"
            )
    missed = sum(pair.same for pair in wrong)
    return int(missed > (1 - GOAL) * sum(p.same for p in table) or missed < len(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
