"""How soon articles are found, at a given number of polls: ours, an oracle, and others' rules.

    python -m benchmarks.cadence                          20 seeds of 200 sources: an hour
    python -m benchmarks.cadence --seeds 1 2 3 --sources 60
    python -m benchmarks.cadence --follows                days that go on as the day before went
    python -m benchmarks.cadence --replay                 weeks of five real newsrooms, thinned
    python -m benchmarks.cadence --json                   for programs
    python -m benchmarks.cadence --cost                   only what a decision costs

All policies watch the same posts (`cadence_world`).  The oracle knows the true rate of every hour,
that of each day included, but not the posts; it polls by our rule at one price, without the bounds
that keep a list from overflowing.  Delays of a stretch of days are held against the oracle's at as
many polls in that stretch: it is run at three prices, and what lies between is interpolated.
"""

import argparse
import asyncio
import json
import math
import os
import sqlite3
import time
import tracemalloc
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.cadence_policies import (
    LEAST,
    MOST,
    Ours,
    Policy,
    Polls,
    fixed,
    media_cloud,
    miniflux,
    oracle,
    run,
)
from benchmarks.cadence_world import DAYS, Source, made, newsrooms, replayed, scored
from crawler import cadence
from crawler.cadence import HABIT, Ledger, Terms, Weighed, learned, settled, weighed
from crawler.model import Pace
from crawler.store import open_store
from crawler.store.folder import DATABASE
from crawler.store.paces import packed

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
STRETCHES = {  # days since watching began; True: only sources that changed
    "first three days": (0, 3, False),
    "after 14 days": (14, DAYS, False),
    "48 h after the change": (20, 22, False),
    "… of changed sources": (20, 22, True),
}
PRICES = (0.7, 1.0, 1.4)  # of the oracle's
STEEP = (-1.3, -0.3)  # how delays go with the number of polls, at most
RESAMPLED = 1_000


def tuned(
    policy: Policy,
    sources: Sequence[Source],
    seed: int,
    polls: float,
    *,
    scale: float,
    power: float,
) -> tuple[Polls, float]:
    """The polls at a scale at which there are about so many; they grow with its `power`."""
    found: Polls = []
    for _ in range(6):
        found = run(policy, sources, seed, scale)
        ratio = sum(map(len, found)) / polls
        if abs(ratio - 1) < 0.003:
            break
        scale *= ratio ** (-1.1 / power)
    return found, scale


# figures


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of days of one seed: sums over its posts, and the oracle at as many polls."""

    posts: int
    mean: float  # minutes
    p50: float
    p95: float
    lost: int
    polls: float  # a source a day
    ratio: float  # to the oracle's mean at as many polls
    p95_ratio: float


def curve(
    sources: Sequence[Source], seed: int, scale: float, most: float = MOST
) -> dict[str, list[tuple[float, float, float]]]:
    """Of the oracle, for each stretch: polls, mean and 95th percentile at three prices."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in STRETCHES}
    for factor in PRICES:
        polls = run(partial(oracle, most=most), sources, seed, scale * factor)
        for name, (since, until, changed) in STRETCHES.items():
            score = scored(sources, polls, since, until, changed=changed)
            waits = sorted(score.waits) or [0.0]
            found[name].append((score.polls, _mean(waits), waits[int(0.95 * len(waits))]))
    return found


def between(points: list[tuple[float, float, float]], polls: float, column: int) -> float:
    """What the oracle reaches at so many polls: that of its middle price, times a power of them."""
    many, middle, few = points
    span = math.log(max(many[0], 1) / max(few[0], 1))
    power = math.log(max(many[column], 1e-9) / max(few[column], 1e-9)) / span if span else -1.0
    power = min(max(power, STEEP[0]), STEEP[1])
    return float(max(middle[column], 1e-9) * (max(polls, 1) / max(middle[0], 1)) ** power)


def parts(
    sources: Sequence[Source],
    polls: Polls,
    points: dict[str, list[tuple[float, float, float]]],
) -> dict[str, Part]:
    """The stretches of one policy and one seed."""
    found = {}
    for name, (since, until, changed) in STRETCHES.items():
        score = scored(sources, polls, since, until, changed=changed)
        waits = sorted(score.waits) or [0.0]
        number = sum(source.changed for source in sources) if changed else len(sources)
        p95 = waits[int(0.95 * len(waits))]
        found[name] = Part(
            posts=len(waits),
            mean=60 * _mean(waits),
            p50=60 * waits[len(waits) // 2],
            p95=60 * p95,
            lost=score.lost,
            polls=score.polls / max(1, number) / (until - since),
            ratio=_mean(waits) / between(points[name], score.polls, 1),
            p95_ratio=p95 / between(points[name], score.polls, 2),
        )
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


@dataclass(frozen=True, slots=True)
class Result:
    """What one policy comes to on one seed."""

    policy: str
    polls: float  # a source a day
    lost: int
    hidden: int  # of those that no poll could have found
    parts: dict[str, Part]


def trial(sources: Sequence[Source], seed: int, polls: float) -> list[Result]:
    """All policies on one seed."""
    total = polls * len(sources) * DAYS
    best, price = tuned(oracle, sources, seed, total, scale=0.02, power=-0.5)
    rates, _ = tuned(miniflux, sources, seed, total, scale=polls / 8, power=1.0)
    slow = run(media_cloud, sources, seed, 0.0)
    number, lazy = sum(map(len, slow)), partial(oracle, most=24.0)
    _, slow_price = tuned(lazy, sources, seed, number, scale=0.5, power=-0.5)
    points = curve(sources, seed, price)
    ran = {
        "oracle": (best, points),
        "Kliping": (Ours(sources, seed, polls).watch(), points),
        "fixed interval": (run(fixed, sources, seed, polls), points),
        "Miniflux, scaled": (rates, points),
        "Media Cloud, its own polls": (slow, curve(sources, seed, slow_price, 24.0)),
    }
    days = len(sources) * DAYS
    return [
        Result(
            policy=name,
            polls=sum(map(len, found)) / days,
            lost=scored(sources, found, 0, DAYS).lost,
            hidden=sum(source.hidden for source in sources),
            parts=parts(sources, found, against),
        )
        for name, (found, against) in ran.items()
    ]


def summed(results: Sequence[Result]) -> dict[str, object]:
    """One policy over all seeds; ratios with the 95 % interval of a bootstrap over seeds."""
    found: dict[str, object] = {
        "policy": results[0].policy,
        "polls": round(_mean([each.polls for each in results]), 2),
        "lost": sum(each.lost for each in results),
        "hidden": sum(each.hidden for each in results),
    }
    dice = Random(1)
    for name in STRETCHES:
        mine = [each.parts[name] for each in results if each.parts[name].posts > 1]
        ratios = [each.ratio for each in mine]
        again = sorted(_mean(dice.choices(ratios, k=len(ratios))) for _ in range(RESAMPLED))
        found[name] = {
            "mean": round(_mean([each.mean for each in mine]), 2),
            "p50": round(_mean([each.p50 for each in mine]), 2),
            "p95": round(_mean([each.p95 for each in mine]), 2),
            "polls": round(_mean([each.polls for each in mine]), 1),
            "ratio": round(_mean(ratios), 3),
            "interval": (round(again[25], 3), round(again[-26], 3)),
            "p95 ratio": round(_mean([each.p95_ratio for each in mine]), 3),
        }
    return found


# what a decision costs


def cost(number: int = 4_000, rounds: int = 7) -> dict[str, float]:
    """Processor time of a decision, in microseconds: the least of some rounds."""
    start, zone = datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=7)
    terms = Terms(HABIT, 0.02, zone, room=20)
    times = [start + timedelta(minutes=12 * step) for step in range(number)]
    took, pace = [], Pace()
    for _ in range(rounds):
        pace = Pace(until=cadence.clock(start, zone))
        began = time.process_time()
        for step, now in enumerate(times):
            new = [cadence.clock(now, zone) - 0.1] if step % 4 == 0 else []
            pace = learned(pace, new, cadence.clock(now, zone), HABIT)
            cadence.next_poll(pace, terms, now, dice=0.5)
        took.append((time.process_time() - began) / number)
    began = time.process_time()
    paces = [pace] * 1_000
    settled(Ledger(), weighed(paces), 0, 0.0, polls=96, least=LEAST, most=MOST)
    hourly = time.process_time() - began
    return {
        "decision": round(1e6 * min(took), 1),
        "price, a source an hour": round(1e3 * hourly, 1),
    }


def many(number: int = 100_000) -> dict[str, float]:
    """What so many sources take: on the disk, in memory and in time while they are weighed."""
    pace = Pace(until=1.0)
    for day in range(14):
        pace = learned(pace, [24.0 * day + 9, 24.0 * day + 15], 24.0 * day + 23, HABIT)
    with TemporaryDirectory() as place:
        folder = Path(place)
        peak, took = asyncio.run(_weighing(folder, number, packed(pace)))
        size = (folder / DATABASE).stat().st_size
    return {
        "sources": number,
        "MB on the disk": round(size / 1e6, 1),
        "MB to weigh them": round(peak / 1e6, 2),
        "seconds for that": round(took, 1),
    }


async def _weighing(folder: Path, number: int, kept: bytes) -> tuple[int, float]:
    """Bytes and processor time that it takes to weigh so many sources."""

    def weigh(paces: Iterable[tuple[str, Pace]]) -> Weighed:
        return weighed(pace for _, pace in paces)

    async with open_store(folder) as store:
        with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
            rows = ((f"source {each}", each, kept) for each in range(number))
            insert = "insert into sources (name, due, pace) values (?, ?, ?)"
            connection.executemany(insert, rows)
        began = time.process_time()
        await store.paces(weigh)
        took = time.process_time() - began
        tracemalloc.start()  # which would make it slower
        await store.paces(weigh)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak, took


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(1, 21)))
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--polls", type=float, default=96, help="a source a day")
    parser.add_argument("--spread", type=float, default=1.6, help="of the logarithm of levels")
    parser.add_argument("--errors", type=float, default=0.03, help="share of the answers")
    parser.add_argument("--plain", action="store_true", help="no caches and no errors")
    parser.add_argument(
        "--follows", action="store_true", help="a day goes on as the one before"
    )
    parser.add_argument("--replay", action="store_true", help="posts of real newsrooms")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cost", action="store_true")
    given = parser.parse_args()
    if given.cost:
        print(json.dumps(cost() | many()))
        return
    file = SHARED / "corpora" / "timing" / "outlets.json"
    if not file.is_file():
        raise SystemExit(f"{file}: not there; name the folder in KLIPING_SHARED")
    real, results = newsrooms(file), []
    errors, caches = (0.0 if given.plain else given.errors), not given.plain
    spread, follows = given.spread, given.follows
    draw = replayed if given.replay else partial(made, spread=spread, follows=follows)
    for seed in given.seeds:
        sources = draw(real, seed, given.sources, errors=errors, caches=caches)
        results.append(trial(sources, seed, given.polls))
    table = [summed(each) for each in zip(*results, strict=True)]
    if given.json:
        print(json.dumps({"policies": table, "cost": cost()}))
        return
    show(table)
    print(f"microseconds: {cost()}")


_Plain = argparse.RawDescriptionHelpFormatter


def show(table: Sequence[dict[str, object]]) -> None:
    """The figures for people; delays in minutes."""
    for name in STRETCHES:
        print(f"\n{name}: mean, p50, p95, x oracle (95 %), p95 x oracle, polls")
        for row in table:
            found = row[name]
            assert isinstance(found, dict)
            low, high = found["interval"]
            print(
                f"  {row['policy']!s:27} {found['mean']:6} {found['p50']:6} {found['p95']:6}   "
                f"{found['ratio']:.3f} ({low:.3f} to {high:.3f})  {found['p95 ratio']:.3f}  "
                f"{found['polls']}"
            )
    print("\npolls a source a day; posts that had left a list before it was read,")
    print(f"of which a cache hid so many from everybody: {table[0]['hidden']}")
    for row in table:
        print(f"  {row['policy']!s:27} {row['polls']:6} {row['lost']:6}")


if __name__ == "__main__":
    main()
