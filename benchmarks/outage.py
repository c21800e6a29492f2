"""Does every alert arrive, whatever becomes of its receiver and of Kliping meanwhile?

    python -m benchmarks.outage                          the campaign: six hours down, ten SIGKILLs
    python -m benchmarks.outage --run flapping …         one of its variants, or `all`
    python -m benchmarks.outage --kills                  SIGKILL at each step of ingest and outbox
    python -m benchmarks.outage --mutation marks-first   a Kliping that is wrong must turn it red
    --alerts N  --hits N  --seed N                       other sizes

Kliping's own pipeline, store, webhook and web run in a process of their own (`outage.daemon`) that
is killed and started again; the receiver is a real server on loopback (`outage.receiver`) that
writes every arrival down before it answers.  Their clock is turned: a beat is a quarter of a
second of theirs while there is work, and as long as a channel rests while there is none, so that
days take seconds.  A line for each run when it has ended, and a verdict; ends with 1 where something
that is promised did not hold.  No run takes longer than `runs.PATIENCE`, no kill longer than two
times `kills.PATIENCE`.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping

from benchmarks.outages import kills, runs
from benchmarks.outages.verdict import Report


def main() -> int:
    """Run what is asked for; 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    variants = (*runs.VARIANTS, "all")
    parser.add_argument("--run", default="down", choices=variants, metavar="|".join(variants))
    parser.add_argument("--kills", action="store_true")
    parser.add_argument("--mutation", choices=("marks-first", "validators-first"))
    parser.add_argument("--alerts", type=int, default=10_000)
    parser.add_argument("--hits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    broken = []
    began = time.monotonic()
    for report in _reports(given):
        report.figures["took_s"] = time.monotonic() - began
        _say(report.plain())
        broken += [report.name] if report.violations else []
        began = time.monotonic()
    _say({"verdict": "broken" if broken else "all held", "broken": broken})
    return int(bool(broken))


def _reports(given: argparse.Namespace) -> Iterator[Report]:
    if given.kills or given.mutation:
        yield from kills.campaign(given.hits, given.seed, given.mutation)
    else:
        for name in runs.VARIANTS if given.run == "all" else (given.run,):
            yield runs.run(name, given.alerts, given.seed)


def _say(line: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
