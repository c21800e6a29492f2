"""The campaign and its variants: what the receiver does, and what is held against what arrived."""

import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.outages import certificates, daemon, receiver, scripts
from benchmarks.outages.clock import Clock
from benchmarks.outages.daemon import Load
from benchmarks.outages.receiver import (
    HANG,
    TAKE_AND_DROP,
    Arrival,
    Guise,
    Script,
    arrivals,
)
from benchmarks.outages.scripts import DAY, DOWN, HOUR
from benchmarks.outages.verdict import Report, held_against
from crawler.model import Limit, Manners
from crawler.store.wishes import lost, replay

PATIENCE = 400.0  # seconds of ours for one run
LOOK = 0.002  # seconds of ours between two looks at the clock
CHAT = Manners(limits=(Limit(20, timedelta(minutes=1)),), pace=timedelta(seconds=1), holds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One kind of trouble."""

    script: Script
    lasting: float = HOUR  # seconds over which alerts come
    end: float = 3 * HOUR
    share: float = 0.05  # of the alerts asked for
    kills: int = 0
    idle: float = 5.0
    channels: Mapping[str, Script] = field(default_factory=dict)  # more of them
    manners: Mapping[str, Manners] = field(default_factory=dict)
    checked: Callable[["Run"], None] = lambda _: None
    no_names: tuple[float, float] = (0.0, 0.0)
    shown: Callable[[float], str] | None = None  # which certificate, where desk speaks TLS
    operators: tuple[str, ...] = ()
    until: float = 0.0  # it is watched no shorter, though all has been told
    compared: bool = False  # in memory, with a run without trouble
    again: bool = False  # what was given up or parked is sent again at the end


@dataclass(slots=True, kw_only=True)
class Run:
    """A run as it ended."""

    report: Report
    load: Load
    came: Mapping[str, list[Arrival]]  # by channel
    states: Mapping[str, str]
    answers: Mapping[str, int]  # what came of tries of desk, and how often
    memory: float  # MiB that Kliping took at most …
    calm: float  # … and in a run without trouble

    def first(self, after: float = 0.0) -> float:
        """When the first was taken, in seconds after `after`."""
        return min(each.time for each in self.came["desk"] if each.taken) - after

    def last(self, after: float = 0.0) -> float:
        """When the last was taken."""
        return max(each.time for each in self.came["desk"] if each.taken) - after


# what is held against it


def _returned(run: Run) -> None:
    run.report.figures |= {
        "first_s": run.first(DOWN),
        "drained_s": run.last(DOWN),
        "memory_mib": run.memory,
        "calm_mib": run.calm,
    }
    more = run.memory - run.calm
    run.report.check(run.first(DOWN) <= 360, "the first came later than 6 min after the return")
    run.report.check(run.last(DOWN) - run.first(DOWN) <= 900, "not drained within 15 min")
    run.report.check(more <= 32, f"{more:.0f} MiB more memory, 32 allowed")


def _rested(run: Run) -> None:
    """No one is sent while it rests, but for those that were under way."""
    came = run.came["desk"]
    told = [each.time for each in came if each.status == 429]
    early = [each for each in came if any(time + 1 < each.time < time + 119 for time in told)]
    run.report.figures["asked_for_rest"] = len(told)
    run.report.check(bool(told), "nobody was asked to rest")
    run.report.check(not early, f"{len(early)} sent while it rested")


def _others_flow(run: Run) -> None:
    late = delays(run, "desk")
    story = daemon.story(7)
    others = [delay for name, delay in late.items() if run.load.expected("desk")[name] != story]
    run.report.figures["p99_s"] = percentile(others, 0.99)
    run.report.check(percentile(others, 0.99) <= 2, "one message that is refused delays others")


def _other_unharmed(run: Run) -> None:
    late = list(delays(run, "spare").values())
    run.report.figures["spare_p99_s"] = percentile(late, 0.99)
    run.report.check(percentile(late, 0.99) <= 2, "a channel that is down delays another")


def _distrusted(run: Run) -> None:
    """Nothing was sent to whom nobody knows; it was tried now and then, told, and told as over."""
    heard = [each.title for each in run.came["spare"] if each.title.startswith("channel.")]
    early = [each for each in run.came["desk"] if each.time < 2 * HOUR]
    vain = sum(count for said, count in run.answers.items() if "certificate" in said)
    run.report.figures |= {"first_s": run.first(2 * HOUR), "in_vain": vain}
    run.report.check(not early, f"{len(early)} sent to a receiver with a wrong certificate")
    run.report.check(run.first(2 * HOUR) <= 360, "the first came later than 6 min after")
    run.report.check(20 <= vain <= 100, f"{vain} tries failed by the certificate in 2 hours")
    run.report.check(
        heard == ["channel.failing", "channel.recovered"], f"operators heard {heard}"
    )


def _storm(run: Run) -> None:
    chat = [each.time for each in run.came["chat"] if each.taken]
    most = max(sum(first <= at < first + 60 for at in chat) for first in chat)
    run.report.figures |= {"chat_messages": len(chat), "chat_most_a_minute": most}
    run.report.check(most <= 20, f"{most} messages in a minute to a chat")
    run.report.check(
        len([each for each in run.came["desk"] if each.taken]) == run.load.alerts,
        "a webhook did not get each",
    )


def delays(run: Run, channel: str) -> dict[str, float]:
    """Seconds from an alert to its arrival, by delivery."""
    number = {name: place for place, name in enumerate(run.load.expected(channel))}
    first: dict[str, float] = {}
    for each in run.came[channel]:
        for name in each.names if each.taken else ():
            first.setdefault(name, each.time)
    each_after = run.load.lasting / run.load.alerts
    return {
        name: max(0.0, at - number[name] * each_after)
        for name, at in first.items()
        if name in number
    }


def percentile(values: list[float], share: float) -> float:
    """The value that so many are not above."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


VARIANTS: Mapping[str, Variant] = {
    "down": Variant(
        script=scripts.down,
        lasting=DOWN,
        end=DOWN + HOUR,
        share=1,
        kills=10,
        compared=True,
        checked=_returned,
    ),
    "no-names": Variant(
        script=receiver.always, lasting=3 * HOUR, end=4 * HOUR, no_names=(600, 2.5 * HOUR)
    ),
    "flapping": Variant(script=scripts.flapping, kills=3),
    "sevenths": Variant(script=scripts.sevenths, end=DAY),
    "busy": Variant(script=scripts.busy, lasting=600, checked=_rested),
    "reset": Variant(script=scripts.hangs_up, kills=3),
    "eight-days": Variant(
        script=scripts.long_down, lasting=DAY, end=8.2 * DAY, share=0.02, idle=120.0, again=True
    ),
    "poison": Variant(script=scripts.poison, end=1.5 * HOUR, idle=1.0, checked=_others_flow),
    "two": Variant(
        script=scripts.down,
        lasting=DOWN,
        end=DOWN + HOUR,
        share=0.1,
        idle=1.0,
        channels={"spare": receiver.always},
        checked=_other_unharmed,
    ),
    "gone": Variant(script=scripts.gone, end=2.1 * HOUR, again=True),
    "certificate": Variant(
        script=receiver.always,
        shown=scripts.certificate,
        lasting=2 * HOUR,
        channels={"spare": receiver.always},
        operators=("spare",),
        until=2.5 * HOUR,
        checked=_distrusted,
    ),
    "storm": Variant(
        script=receiver.always,
        lasting=60,
        share=0.5,
        channels={"chat": receiver.always},
        manners={"chat": CHAT},
        checked=_storm,
    ),
}


def run(name: str, alerts: int, seed: int) -> Report:
    """Run a variant; what came of it."""
    variant = VARIANTS[name]
    with tempfile.TemporaryDirectory(prefix="kliping-outage-") as folder:
        return ran(Path(folder), name, variant, max(20, round(alerts * variant.share)), seed)


def ran(folder: Path, name: str, variant: Variant, alerts: int, seed: int) -> Report:
    """Run a variant with so many alerts in `folder`; what came of it."""
    report, clock = Report(name, seed), Clock(folder / "clock")
    calm = _calm(seed) if variant.compared else 0.0
    wanted = {"desk": variant.script, **variant.channels}
    guises = {} if variant.shown is None else {"desk": _guise(folder, variant.shown)}
    ends = {
        channel: receiver.started(
            folder / "clock", folder / f"{channel}.log", script, guises.get(channel)
        )
        for channel, script in wanted.items()
    }
    load = Load(
        alerts=alerts,
        lasting=variant.lasting,
        ports={channel: port for channel, (_, port) in ends.items()},
        manners=variant.manners,
        end=variant.end,
        idle=variant.idle,
        hangs=lambda time: variant.script(time, "", 0, 0)[0] == HANG,
        no_names=variant.no_names,
        operators=variant.operators,
        until=variant.until,
        authority=None if variant.shown is None else folder / "tls" / certificates.AUTHORITY,
    )
    try:
        dice = random.Random(seed)
        times = sorted(dice.uniform(0, variant.lasting + 300) for _ in range(variant.kills))
        killed, memory = _lived(folder, load, clock, times, report)
        if variant.again:
            _again(folder, load, clock, report)
    finally:
        for process, _ in ends.values():
            process.kill()
            process.join()
    came = {channel: arrivals(folder / f"{channel}.log") for channel in wanted}
    done = Run(
        report=report,
        load=load,
        came=came,
        states=states(folder),
        answers=_answers(folder),
        memory=memory,
        calm=calm,
    )
    report.figures["peak_mib"] = memory
    _held(done, variant, killed)
    return report


def _guise(folder: Path, shown: Callable[[float], str]) -> Guise:
    return Guise(certificates.issue(folder / "tls", daemon.NAME), shown)


def _answers(folder: Path) -> Mapping[str, int]:
    sql = """
        select answer, count(*) from tries join deliveries on deliveries.id = tries.delivery
        where channel = 'desk' group by answer
    """
    with closing(sqlite3.connect(folder / "state" / "kliping.db")) as connection:
        return dict(connection.execute(sql).fetchall())


def _calm(seed: int) -> float:
    """The memory in MiB that a few alerts take that arrive at once: that of a Kliping at work."""
    with tempfile.TemporaryDirectory(prefix="kliping-calm-") as folder:
        quiet = Variant(script=receiver.always, lasting=60)
        return ran(Path(folder), "calm", quiet, 40, seed).figures["peak_mib"]


def _held(done: Run, variant: Variant, killed: int) -> None:
    allowed = sum(each.status == TAKE_AND_DROP for each in done.came["desk"])
    for channel, came in done.came.items():
        expected = done.load.expected(channel)
        if variant.script is scripts.poison and channel == "desk":
            blocked = list(expected)[7:]
            expected = {
                key: story
                for key, story in expected.items()
                if story != daemon.story(7) or key not in blocked
            }
        held_against(done.report, expected, came, done.states, kills=killed, repeats=allowed)
    variant.checked(done)
    counts = len(done.states)
    owed = done.load.alerts * len(done.load.ports)
    alone = sum(key.startswith(("evt_desk", "evt_spare", "evt_chat")) for key in done.states)
    done.report.check(
        alone == owed, f"{alone} deliveries in the store, {owed} raised ({counts})"
    )


def _lived(
    folder: Path, load: Load, clock: Clock, times: list[float], report: Report
) -> tuple[int, float]:
    """Run until all is done, killing it at these times; how often, and the most memory."""
    killed, memory, ends = 0, 0.0, time.monotonic() + PATIENCE
    while not (folder / "done").exists():
        process = daemon.started(folder, load)
        while process.is_alive() and time.monotonic() < ends:
            if times and clock.seconds >= times[0]:
                times.pop(0)
                os.kill(process.pid or 0, signal.SIGKILL)
                killed += 1
            process.join(LOOK)
        if (folder / "memory").exists():
            memory = max(memory, float((folder / "memory").read_text(encoding="ascii") or 0))
        if time.monotonic() >= ends:
            process.kill()
            report.check(False, f"not done after {PATIENCE:g} s")
            break
        died = process.exitcode not in {0, -signal.SIGKILL}
        report.check(not died, f"Kliping ended with {process.exitcode}")
        if died:
            break
    return killed, memory


def _again(folder: Path, load: Load, clock: Clock, report: Report) -> None:
    """Send again what was given up or parked, as `kliping alerts replay --all` does."""
    ended = [state for state in states(folder).values() if state in {"given up", "parked"}]
    report.figures["sent_again"] = len(ended)
    report.check(bool(ended), "nothing was given up or parked")
    clock.turn(max(0.0, load.end - clock.seconds))
    with closing(sqlite3.connect(folder / "state" / "kliping.db")) as connection:
        database = Database(connection)
        replay(database, [row["id"] for row in lost(database)], clock.now())
        connection.commit()
    (folder / "done").unlink(missing_ok=True)
    later = Load(alerts=load.alerts, lasting=load.lasting, ports=load.ports, end=load.end + DAY)
    _lived(folder, later, clock, [], report)


def states(folder: Path) -> dict[str, str]:
    """The state of each delivery, by its id."""
    with closing(sqlite3.connect(folder / "state" / "kliping.db")) as connection:
        ((whole,),) = connection.execute("pragma integrity_check").fetchall()
        if whole != "ok":
            raise RuntimeError(whole)
        return dict(connection.execute("select id, state from deliveries").fetchall())
