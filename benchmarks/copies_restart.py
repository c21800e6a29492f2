"""What the index of copies takes after a restart, in a process that has nothing else.

    python -m benchmarks.copies_restart FILE --make 1e6      # makes a store, in some minutes
    python -m benchmarks.copies_restart FILE                 # what one takes that is there

Two thousand articles are looked up and kept then, and SQLite's cache is filled.  Memory is what is
resident and its peak, of the whole process; nothing is written.
"""

import argparse
import json
import os
import random
import re
import time
from pathlib import Path

import numpy as np
from sqlite_utils import Database

from crawler.dedup.copies import shade, told
from crawler.dedup.shingles import UNSAID
from crawler.dedup.sieve import sample
from crawler.store.copies import INSERT, Copies, Entry
from crawler.store.database import opened

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
TAKEN = 2000  # articles after the restart
SHINGLES = 370  # of each: as many as one of the corpus has
READ = 8000  # rows in no order: more pages than SQLite's cache holds


def held() -> dict[str, float]:
    """Megabytes of this process: resident now, and the most so far."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        name: round(int(re.findall(rf"{key}:\s+(\d+) kB", status)[0]) * 1024 / 1e6, 1)
        for name, key in (("resident MB", "VmRSS"), ("peak MB", "VmHWM"))
    }


def restarted(path: Path) -> dict[str, object]:
    """Seconds of the processor and megabytes of the index of a store."""
    database, copies = opened(path), Copies(lambda *_: ("nothing",))
    database.execute("begin")
    before, start = held(), time.process_time()
    copies.of(database, stranger(0), None)
    took, after = time.process_time() - start, held()
    used(database, copies)
    last = held()
    ((articles,),) = database.execute("select count(*) from copies").fetchall()
    database.execute("rollback")
    database.close()
    return {
        "articles": articles - TAKEN,
        "restart s": round(took, 2),
        "before it": before,
        "after it": after,
        "in use": last,
    }


def used(database: Database, copies: Copies) -> None:
    """Have articles looked up and kept, and rows read."""
    for number in range(TAKEN):
        entry = stranger(number)
        copies.of(database, entry, None)
        copies.add(database, entry)
    ((last,),) = database.execute("select max(seq) from copies").fetchall()
    dice = random.Random(1)
    for _ in range(READ):
        sql = "select shade from copies where seq = ?"
        database.execute(sql, [dice.randrange(last)]).fetchall()


def stranger(number: int) -> Entry:
    """An article like no other."""
    found = np.random.default_rng(number).integers(0, 2**64, SHINGLES, dtype=np.uint64)
    return Entry(f"stranger{number:08d}", f"h{number % 500}.example", 0, found)


def make(path: Path, source: Path, count: int) -> None:
    """A store of so many articles, made by editing those of `source`."""
    from benchmarks.copies import bodies  # noqa: PLC0415 - what is measured holds no corpus
    from benchmarks.copies_made import Made  # noqa: PLC0415 - as above

    made = Made([body.text for body in bodies(source)])
    database = opened(path)
    database.execute("begin")
    for number in range(count):
        whole = told(made.shingles(number), UNSAID)
        row = {
            "article": f"{number:016d}",
            "host": made.host(number),
            "first_seen": 0,
            "sample": sample(whole.ordered, len(whole), number).astype("<u4").tobytes(),
            "shade": shade(whole),
        }
        database.execute(INSERT, row)
    database.execute("commit")
    database.close()


def main() -> int:
    """Print what it takes, or make a store."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--make", type=float, metavar="ARTICLES")
    args = parser.parse_args()
    if args.make:
        make(args.file, SHARED / "corpora/copies/bodies.jsonl", int(args.make))
    else:
        print(json.dumps(restarted(args.file)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
