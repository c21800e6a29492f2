"""SIGKILL at each step of ingest and of the outbox, and two mutations that must turn it red.

K11 the transaction of an article begins      K16 it is committed, and nobody knows yet
K12 the article is in it                      K17 deliveries are taken
K13 its story is in it                        K18 the request is out, no answer yet
K14 its alert and its deliveries are          K19 the answer is read, not noted
K15 it is about to be committed               K20 it is noted
"""

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.outages import daemon, receiver
from benchmarks.outages.clock import START, Clock
from benchmarks.outages.daemon import Load
from benchmarks.outages.receiver import Arrival, arrivals
from benchmarks.outages.runs import states
from benchmarks.outages.verdict import Report, held_against
from crawler.errors import Refused
from crawler.model import Found, Inlet, InletKind, Message, Reply, Request, Source, Validators
from crawler.pipeline import Plan, World
from crawler.rules import Rule, Ruleset, parse
from crawler.store import SqliteStore

ITEMS = 8  # articles of one run
EVERY = (
    5.0  # seconds between two; each is listed for as long: what is missed is missed for good
)
END = 60.0
PATIENCE = 60.0  # real seconds for a process, which needs one or two
INSIDE: Mapping[str, str] = {  # what is written just before the kill
    "K12": "insert into articles",
    "K13": "insert into stories",
    "K14": "insert into deliveries",
}
POINTS = tuple(f"K{number}" for number in range(11, 21))
FEED = "https://contoh.example/feed"


def campaign(hits: int, seed: int, mutation: str | None) -> Iterator[Report]:
    """Kill at each point, at its first, second, … passing; one report a point."""
    for point in POINTS:
        yield _at(point, hits, seed, mutation)


def _at(point: str, hits: int, seed: int, mutation: str | None) -> Report:
    whole = Report(" ".join(filter(None, (point, mutation))), seed)
    total = dict.fromkeys(("kills", "owed", "told", "twice"), 0.0)
    for hit in range(1, hits + 1):
        report = once(point, 1 + (hit - 1) % ITEMS, seed + hit, mutation)
        whole.violations += [f"hit {hit}: {each}" for each in report.violations]
        for name in total:
            total[name] += report.figures.get(name, 0)
    whole.figures |= total
    return whole


def once(point: str, hit: int, seed: int, mutation: str | None = None) -> Report:
    """One run that is killed when it passes `point` for the `hit`th time, and started again."""
    report = Report(f"{point}:{hit}", seed)
    with tempfile.TemporaryDirectory(prefix="kliping-kill-") as name:
        folder = Path(name)
        Clock(folder / "clock")
        log = folder / "desk.log"
        end, port = receiver.started(folder / "clock", log, receiver.always)
        try:
            killed = _lived(folder, port, Faulty(point, hit, mutation, log))
            again = _lived(folder, port, Faulty("", 0, mutation, log))
        finally:
            end.kill()
            end.join()
        report.check(
            killed == -signal.SIGKILL, f"not killed at {point}:{hit}, but {_end(killed)}"
        )
        report.check(again == 0, f"started again, it {_end(again)}")
        _hold(report, arrivals(log), states(folder), point)
    return report


def _hold(report: Report, came: Sequence[Arrival], kept: Mapping[str, str], point: str) -> None:
    """Every article of the feed is told, once but for what was under way."""
    owed = {f"Judul {number}": "" for number in range(ITEMS)}
    titles = [replace(each, names=(each.title,)) for each in came]
    held_against(report, owed, titles, dict.fromkeys(owed, "delivered"), kills=1)
    unsettled = [key for key, state in kept.items() if state != "delivered"]
    report.check(not unsettled, f"not delivered in the store: {unsettled}")
    report.check(len(kept) == ITEMS, f"{len(kept)} deliveries, {ITEMS} owed")
    if point not in {"K18", "K19"}:
        twice = report.figures["twice"]
        report.check(twice == 0, f"{twice:g} taken twice, none allowed at {point}")


def _lived(folder: Path, port: int, fault: Callable[[World, SqliteStore], World]) -> int | None:
    """How a process ended; None where it had to be ended."""
    load = Load(alerts=0, lasting=1.0, ports={"desk": port}, end=END, idle=1.0, fault=fault)
    process = daemon.started(folder, load)
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return process.exitcode


def _end(code: int | None) -> str:
    return f"was stuck for {PATIENCE:g} s" if code is None else f"ended with {code}"


class Counter:
    """Kills this process at the `hit`th passing of `point`."""

    def __init__(self, point: str, hit: int) -> None:
        self._point, self._left = point, hit

    def passes(self, point: str) -> None:
        """Say that a point is passed."""
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Press:
    """A feed that shows each article for a while only, and says when it has not changed."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    async def get(self, request: Request) -> Reply | None:
        """A page as it is at this time."""
        now = int((self._clock() - START).total_seconds() / EVERY)
        if request.url == FEED:
            listed = range(max(0, min(now, ITEMS) - 1), min(now, ITEMS))
            return self._feed(request, listed)
        number = request.url.rpartition("/")[2]
        if not number.isdigit() or int(number) >= now:
            raise Refused(request.url, "not_found", "the server answered 404")
        text = " ".join(f"kata{number}x{place}" for place in range(60))
        body = (
            f"<html><head><title>Judul {number}</title></head><body><article><h1>Judul {number}</h1>"
            f"<p>Air sungai naik lagi pada {text}.</p><p>Petugas {number} tiba.</p></article>"
        )
        return _reply(request.url, "text/html", body, "")

    def _feed(self, request: Request, listed: range) -> Reply | None:
        tag = f'"{listed.start}-{listed.stop}"'
        if request.since.etag == tag:
            return None
        items = "".join(
            f"<item><title>Judul {n}</title><link>https://contoh.example/berita/{n}</link></item>"
            for n in listed
        )
        body = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
        return _reply(FEED, "application/rss+xml", body, tag)

    async def sitemaps(self, _request: Request) -> tuple[str, ...]:
        """None."""
        return ()


def _reply(url: str, kind: str, body: str, tag: str) -> Reply:
    return Reply(
        url=url,
        status=200,
        type=kind,
        charset="utf-8",
        body=body.encode(),
        validators=Validators(etag=tag or None),
        at=START,
    )


@dataclass(frozen=True, slots=True)
class Faulty:
    """A world with a source and a rule, with a point to die at, and with a fault built in."""

    point: str
    hit: int
    mutation: str | None
    log: Path

    def __call__(self, world: World, store: SqliteStore) -> World:
        """The world as it is to be."""
        counter = Counter(self.point, self.hit)
        _watched_store(store, counter)
        if self.mutation == "validators-first":
            _validators_first(store, counter)
        marks = self.mutation == "marks-first"
        plan = _watching(world)
        channels = {
            name: Watched(channel, counter, store, world.now, self.log, marks=marks)
            for name, channel in plan.channels.items()
        }
        plan = replace(plan, channels=channels)
        return replace(world, plan=plan, fetcher=Press(world.now))


def _watching(world: World) -> Plan:
    """A plan with the one source and a rule that answers all it shows."""
    source = Source(
        name="contoh",
        url="https://contoh.example/",
        inlets=(Inlet(InletKind.FEED, FEED),),
        every=timedelta(seconds=3),
        remember_first=False,
    )
    rule = Rule(name="judul", text="Judul", query=parse("judul"), channels=("desk",))
    return replace(world.plan, sources={"contoh": source}, rules=Ruleset([rule]))


def _watched_store(store: Any, counter: Counter) -> None:
    """Let the store say what it passes: statements by their text, methods by their ends."""
    inside: list[str] = []

    def said(statement: str) -> None:
        lower = statement.strip().lower()
        if lower.startswith(INSIDE["K12"]):
            inside.append(lower)
        if lower.startswith("commit") and inside:
            inside.clear()
            counter.passes("K15")
        for point, begins in INSIDE.items():
            if lower.startswith(begins):
                counter.passes(point)

    connection = store._writer._connection  # noqa: SLF001 - nothing else sees its statements
    connection.set_trace_callback(said)
    file, take, delivered = store.file, store.take, store.delivered

    async def filed(filing: Any, now: datetime, decide: Callable[[Any], Any]) -> Any:
        def decided(known: Any) -> Any:
            counter.passes("K11")
            return decide(known)

        verdict = await file(filing, now, decided)
        counter.passes("K16")
        return verdict

    async def taken(*given: Any, **more: Any) -> Any:
        jobs = await take(*given, **more)
        if any(job.key.startswith("evt_") for job in jobs):
            counter.passes("K17")
        return jobs

    async def noted(key: str, now: datetime) -> None:
        await delivered(key, now)
        counter.passes("K20")

    store.file, store.take, store.delivered = filed, taken, noted


def _validators_first(store: Any, counter: Counter) -> None:
    """A Kliping that keeps what a feed said of itself before it keeps what it listed."""
    keep = store.keep_poll

    async def kept(
        source: str, conclude: Any, *, found: Sequence[Found] = (), **more: Any
    ) -> Any:
        await keep(source, conclude, found=(), now=more["now"])
        if found:
            counter.passes("K11")
        return await keep(source, conclude, found=found, **more)

    store.keep_poll = kept


class Watched:
    """A channel that says what it passes."""

    def __init__(
        self,
        channel: Any,
        counter: Counter,
        store: SqliteStore,
        now: Callable[[], datetime],
        log: Path,
        *,
        marks: bool,
    ) -> None:
        self._channel, self._counter, self._store = channel, counter, store
        self._now, self._log, self._marks = now, log, marks

    async def send(self, message: Message) -> None:
        """Send, and die on the way where that is what is tried."""
        if self._marks:  # a Kliping that notes before it sends
            await self._store.delivered(message.id, self._now())
            self._counter.passes("K17")
        poster = Dying(self._channel.poster, self._counter, self._log)
        await replace(self._channel, poster=poster).send(message)
        self._counter.passes("K19")


class Dying:
    """A poster that may die when the request is out, and is not answered yet."""

    def __init__(self, poster: Any, counter: Counter, log: Path) -> None:
        self._poster, self._counter, self._log = poster, counter, log

    async def post(self, post: Any) -> Any:
        """Post, and look whether it has come in: the receiver writes it down first."""
        before = self._size()
        asked = asyncio.ensure_future(self._poster.post(post))
        while not asked.done() and self._size() == before:  # noqa: ASYNC110 - a file says nothing
            await asyncio.sleep(0)
        self._counter.passes("K18")
        return await asked

    def _size(self) -> int:
        return self._log.stat().st_size if self._log.exists() else 0
