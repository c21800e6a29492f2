"""One run: the sites, the receiver and the daemon, from the opening to the evidence."""

import contextlib
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lab import configuration, daemon
from benchmarks.lab.daemon import ROOT, Daemon, DaemonError
from benchmarks.lab.evidence import Evidence, read_arrivals, read_asked
from benchmarks.lab.oracle import Oracle
from benchmarks.lab.roles import OPEN
from benchmarks.lab.telling import told

OPENING = 1.0  # seconds from the helpers being ready to the opening
BEAT = 0.5  # seconds between two looks
AFTERMATH = 2  # polls that are still watched when all is told: nothing more may come
KILLS = 5
REBIRTH = 0.3  # seconds from a kill to the next start
RUSH = range(4, 20)  # articles served when the first kill falls: most others are under way
GLANCE = 0.01  # seconds between two looks for that moment
CALM = 6.0  # seconds from the opening: the first kill falls before, the others after
APART = 0.06  # of the growth: the least between two of those


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stays the same over the runs of one replay."""

    oracle: Oracle
    folder: Path
    port: int  # the receiver's
    seed: int
    longest: float  # seconds from the opening to the end, whatever is still owed

    @property
    def secret(self) -> str:
        return configuration.secret(self.seed)


@dataclass(frozen=True, slots=True)
class Kills:
    """When the daemon is killed: once in the first rush, then at given times."""

    rush: int  # articles served
    times: tuple[float, ...]  # seconds after the opening


def kills(seed: int, growth: float, count: int = KILLS) -> Kills:
    """`count` kills: one in the first rush, the others spread over the growth and apart."""
    dice = random.Random(seed)
    room = growth - CALM - growth * APART * (count - 1)
    offsets = sorted(dice.uniform(0, room) for _ in range(count - 1))
    times = (CALM + growth * APART * n + offset for n, offset in enumerate(offsets))
    return Kills(dice.choice(RUSH), tuple(times))


def run(setting: Setting, name: str, deaths: Kills | None = None) -> Evidence:
    """Let the daemon live through one replay, killed at `deaths`, and gather what it left."""
    folder = setting.folder / name
    config, state = folder / "config", folder / "state"
    plan = setting.oracle.plan
    configuration.write(config, plan, setting.oracle.rules, setting.port)
    state.mkdir()
    (folder / "plan").write_bytes(pickle.dumps(plan))
    kliping = Daemon(config, state, setting.secret, folder / "daemon.log")
    zero = time.monotonic() + OPENING
    requests, arrivals = folder / "requests.jsonl", folder / "arrivals.jsonl"
    web = [str(folder / "plan"), str(requests), str(zero)]
    post = [str(setting.port), setting.secret, str(setting.seed), str(arrivals)]
    try:
        with _helper("web", web), _helper("receiver", post):
            time.sleep(max(0.0, zero - time.monotonic()))
            _live(kliping, setting, zero, deaths, folder)
            stopping = kliping.stop()
    finally:
        kliping.kill()
        orphans = kliping.clear()
    if not arrivals.exists() and kliping.lives[-1].code:
        raise DaemonError(f"kliping run ended at once: {kliping.lives[-1].last}")
    return Evidence(
        oracle=setting.oracle,
        zero=zero,
        asked=read_asked(requests),
        arrivals=read_arrivals(arrivals),
        lives=kliping.lives,
        stored=daemon.stored(config, state, setting.secret),
        integrity=daemon.integrity(state),
        foreign=frozenset(kliping.foreign),
        orphans=orphans,
        stopping=stopping,
        peak=kliping.peak,
    )


@contextlib.contextmanager
def _helper(module: str, arguments: Sequence[str]) -> Iterator[None]:
    """A process of the lab, from its word that it is ready to the end of its standard input."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.lab.{module}", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise DaemonError(f"the {module} of the lab did not start")
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _live(
    kliping: Daemon, setting: Setting, zero: float, deaths: Kills | None, folder: Path
) -> None:
    """The daemon's time: until all is told and quiet, or time is up, or it ends by itself."""
    oracle, done = setting.oracle, None
    due = [] if deaths is None else [zero + seconds for seconds in deaths.times]
    kliping.start()
    if deaths is not None:
        _wait_for_rush(folder / "requests.jsonl", deaths.rush, zero + CALM)
        _again(kliping)
    while (now := time.monotonic()) < zero + setting.longest and kliping.alive():
        if due and now >= due[0]:
            due.pop(0)
            _again(kliping)
        kliping.measure()
        if done is None and now > zero + oracle.plan.growth and not due:
            done = now if _complete(kliping, oracle, zero, folder) else None
        if done is not None and now - done > AFTERMATH * oracle.plan.every:
            return
        time.sleep(min(BEAT, max(0.0, due[0] - now)) if due else BEAT)


def _wait_for_rush(requests: Path, count: int, latest: float) -> None:
    """Wait until `count` articles were served, or for the time `latest`."""
    while time.monotonic() < latest:
        served = [one for one in read_asked(requests) if one.path.startswith(OPEN)]
        if len(served) >= count:
            return
        time.sleep(GLANCE)


def _again(kliping: Daemon) -> None:
    """Kill the daemon, and start it again."""
    kliping.measure()  # to know its children, should they outlive it
    kliping.kill()
    time.sleep(REBIRTH)
    kliping.start()


def _complete(kliping: Daemon, oracle: Oracle, zero: float, folder: Path) -> bool:
    """Whether all that is owed was taken, and every article that is owed was asked for."""
    so_far = Evidence(
        oracle=oracle,
        zero=zero,
        asked=read_asked(folder / "requests.jsonl"),
        arrivals=read_arrivals(folder / "arrivals.jsonl"),
        lives=[*kliping.lives, kliping.present()],
    )
    tells = [told(so_far, arrival) for arrival in so_far.arrivals if arrival.taken]
    heard = {(one.rule, one.item) for one in tells if one is not None}
    owed = oracle.owed(so_far.fates)
    if not all(any((rule, item) in heard for item in group) for rule, group in owed):
        return False
    refused = {one.id for one in so_far.arrivals} - {
        one.id for one in so_far.arrivals if one.taken
    }
    return not refused and not so_far.unread
