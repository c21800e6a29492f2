"""The command line of the replay."""

import argparse
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from benchmarks.lab import configuration, daemon, invented, pages
from benchmarks.lab.checks import violations
from benchmarks.lab.daemon import ROOT, DaemonError
from benchmarks.lab.oracle import READ, Extracted, Oracle
from benchmarks.lab.pages import CorporaMissing, Page
from benchmarks.lab.plan import Plan, plan
from benchmarks.lab.receiver import ADDRESS
from benchmarks.lab.report import Figures, figures, table
from benchmarks.lab.rules import rules
from benchmarks.lab.run import KILLS, Setting, kills, run
from benchmarks.lab.words import Text

OK, VIOLATED, NO_INPUT = 0, 1, 66  # 66: EX_NOINPUT of sysexits
RUNS = ("plain", "kills")
PORTS = range(20_000, 30_000)  # below those that the system hands out
TIMEOUT = 300  # seconds; what one run may take at the very most


@dataclass(frozen=True, slots=True)
class Size:
    """How much a replay replays."""

    sites: int
    growth: float  # seconds
    every: int  # seconds
    pages: int | None  # None: every page there is
    rules: int
    hurdles: bool
    kills: int
    longest: float  # seconds of one run


FULL = Size(40, 120.0, 5, None, 200, hurdles=True, kills=KILLS, longest=270.0)
QUICK = Size(20, 10.0, 2, 60, 60, hurdles=False, kills=2, longest=75.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the replay; the exit code."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGALRM, _stop)
    folder = Path(options.keep or tempfile.mkdtemp(prefix="replay-")).resolve()
    try:
        told = _replay(options, folder)
    except CorporaMissing as error:
        print(error, file=sys.stderr)
        return NO_INPUT
    except DaemonError as error:
        print(f"replay: {error}", file=sys.stderr)
        return VIOLATED
    finally:
        signal.alarm(0)
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps([one.json() for one in told], indent=2))
    return VIOLATED if any(one.violations for one in told) else OK


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="replay.py",
        description="Replay real pages on loopback, and check what Kliping tells.",
    )
    default = os.environ.get("KLIPING_SHARED", str(ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(default), help="holds corpora/")
    parser.add_argument("--quick", action="store_true", help="a short one, with invented pages")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same replay")
    parser.add_argument(
        "--pages", type=int, help="so many; beyond the corpora, copies of the first"
    )
    parser.add_argument(
        "--runs", default=",".join(RUNS), help="plain, kills or both, by commas"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument(
        "--keep", metavar="DIR", help="leave configuration, logs and state here"
    )
    options = parser.parse_args(arguments)
    options.runs = options.runs.split(",")
    if unknown := set(options.runs) - set(RUNS):
        parser.error(f"--runs: no such run: {', '.join(sorted(unknown))}")
    if options.pages is not None and options.pages < 40:
        parser.error("--pages: at least 40")
    return options


def _stop(number: int, _: FrameType | None) -> None:
    raise DaemonError(f"ended by {signal.Signals(number).name}")


def _replay(options: argparse.Namespace, folder: Path) -> list[Figures]:
    size = QUICK if options.quick else FULL
    signal.alarm(TIMEOUT)
    oracle = _oracle(size, _pages(options, size), options, folder)
    told = []
    for name in options.runs:
        signal.alarm(TIMEOUT)
        setting = Setting(
            oracle=oracle,
            folder=folder,
            port=_port([ADDRESS]),
            seed=options.seed,
            longest=size.longest,
        )
        deaths = kills(options.seed, size.growth, size.kills) if name == "kills" else None
        evidence = run(setting, name, deaths)
        told.append(figures(name, evidence, violations(evidence)))
        if not options.json:
            print(table(told[-1]), flush=True)
    return told


def _pages(options: argparse.Namespace, size: Size) -> list[Page]:
    count = options.pages or size.pages
    if options.quick:
        return invented.invented(count or 60, options.seed)
    found = pages.from_corpora(options.shared)
    wanted = count or len(found)
    return [found[n % len(found)] for n in range(wanted)]


def _oracle(size: Size, found: list[Page], options: argparse.Namespace, folder: Path) -> Oracle:
    """Plan the replay, have its pages extracted, and make rules of their words."""
    planned = plan(
        found,
        seed=options.seed,
        port=_port([f"127.0.1.{n + 1}" for n in range(size.sites)]),
        sites=size.sites,
        growth=size.growth,
        every=size.every,
        hurdles=size.hurdles,
        opened=datetime.now(UTC).replace(microsecond=0),
    )
    manifest = configuration.write_manifest(folder / "pages", planned)
    extracted = daemon.extracted(manifest, list(planned.placed), os.cpu_count() or 1)
    made = rules(_bodies(extracted), options.seed, size.rules)
    if not options.json:
        print(_summary(planned, extracted), flush=True)
    return Oracle(planned, extracted, made)


def _bodies(extracted: dict[int, Extracted]) -> list[Text]:
    texts = dict.fromkeys(page.body for page in extracted.values() if page.state in READ)
    return [Text(text) for text in texts if text]


def _summary(planned: Plan, extracted: dict[int, Extracted]) -> str:
    read = sum(page.state in READ for page in extracted.values())
    return (
        f"seed {planned.seed}: {len(planned.pages)} pages as {len(extracted)} articles on "
        f"{len(planned.sites)} sites, {read} of them readable; growing for {planned.growth:.0f} s"
    )


def _port(addresses: Sequence[str]) -> int:
    """A port that is free at every one of `addresses`."""
    for port in PORTS:
        if all(_free(address, port) for address in addresses):
            return port
    raise DaemonError(f"no port from {PORTS.start} to {PORTS.stop} is free")


def _free(address: str, port: int) -> bool:
    with closing(socket.socket()) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
