"""Kliping's pipeline in a process of its own, by a turned clock, to be killed and started again."""

import asyncio
import logging
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.context import ForkProcess
from pathlib import Path

import structlog

from benchmarks.outages.clock import START, Clock
from benchmarks.outages.receiver import FORK
from crawler import pipeline
from crawler.channels.webhook import Webhook
from crawler.engine.once import drain
from crawler.fetch import open_web
from crawler.fetch.network import Lookup
from crawler.message import compose
from crawler.model import (
    Alert,
    Answer,
    Article,
    Delivery,
    Filing,
    Job,
    Known,
    Manners,
    Post,
    Step,
    Urgency,
    Verdict,
)
from crawler.pipeline import Plan, World
from crawler.ports import Poster
from crawler.readers.inline import Inline
from crawler.rules import Ruleset
from crawler.store import SqliteStore, open_store

BEAT = 0.25  # seconds of the turned clock
WATCHED = 30.0  # seconds between two looks at how everything does
WORKERS = 16
OF_STORY = 4  # alerts that tell one story
SECRET = "whsec_" + "QUJD" * 11  # of nobody
NAME = "meja.contoh.example"  # of every receiver
HASTE = timedelta(milliseconds=300)  # stands for the 20 s that a webhook waits for an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a run is: so many alerts, evenly over so many seconds, to these channels."""

    alerts: int
    lasting: float  # seconds over which the alerts come
    ports: Mapping[str, int]  # of the receiver of each channel
    manners: Mapping[str, Manners] = field(default_factory=dict)
    end: float = 0.0  # nothing is waited for beyond
    until: float = 0.0  # it lives on as long, though nothing waits
    idle: float = 5.0  # seconds that a beat without work lasts
    operators: tuple[str, ...] = ()
    authority: Path | None = None  # who signed the certificate of desk; None: it speaks no TLS
    hangs: Callable[[float], bool] = lambda _: False  # whether desk will not answer by then
    no_names: tuple[float, float] = (0.0, 0.0)  # seconds between which DNS does not answer
    fault: Callable[[World, SqliteStore], World] | None = None

    def expected(self, channel: str) -> dict[str, str]:
        """The story of each delivery that is owed to a channel, by its id, in order."""
        return {key(number, channel): story(number) for number in range(self.alerts)}


def key(number: int, channel: str) -> str:
    """The id of a delivery."""
    return f"evt_{channel}{number:06}"


def story(number: int) -> str:
    """The story that an alert tells."""
    return f"st_{number // (OF_STORY * 50)}_{number % 50}"


def started(folder: Path, load: Load) -> ForkProcess:
    """Kliping, running."""
    process = FORK.Process(target=_run, args=(folder, load), daemon=True)
    process.start()
    return process


def _run(folder: Path, load: Load) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(_live(folder, load))


async def _live(folder: Path, load: Load) -> None:
    clock = Clock(folder / "clock")
    places = {(NAME, port) for port in load.ports.values()}
    async with (
        open_store(folder / "state") as store,
        open_web(
            user_agent="kliping",
            allow=["127.0.0.1"],
            configured=places,
            resolver=_names(load, clock),
            ca_file=load.authority,
            now=clock.now,
        ) as web,
    ):
        await store.recover()
        world = World(
            plan=Plan(
                sources={},
                rules=Ruleset([]),
                channels={
                    name: Webhook(
                        url=f"{_scheme(load, name)}://{NAME}:{port}/",
                        poster=Hasty(web, load, clock) if name == "desk" else web,
                        secret=SECRET,
                    )
                    for name, port in load.ports.items()
                },
                manners={name: load.manners.get(name, Webhook.manners) for name in load.ports},
                operators=load.operators,
            ),
            store=store,
            fetcher=web,
            reader=Inline(),
            now=clock.now,
            dice=lambda: 0.5,
            room=lambda: dict.fromkeys(Step, 64),
        )
        if load.fault is not None:
            world = load.fault(world, store)
            await store.sync(world.plan.sources, clock.now())
        await _beat(folder, load, clock, world)


def _scheme(load: Load, channel: str) -> str:
    return "http" if load.authority is None or channel != "desk" else "https"


class Hasty:
    """A poster that waits less for an answer where none will come: the clock is turned, not ours."""

    def __init__(self, web: Poster, load: Load, clock: Clock) -> None:
        self._web, self._load, self._clock = web, load, clock

    async def post(self, post: Post) -> Answer:
        """Post; see `ports.Poster`."""
        hangs = self._load.hangs(self._clock.seconds)
        return await self._web.post(replace(post, timeout=HASTE) if hangs else post)


def _names(load: Load, clock: Clock) -> Lookup:
    def look_up(_host: str, _port: int) -> list[str]:
        gone, back = load.no_names
        if gone <= clock.seconds < back:
            raise OSError("no server of names answers")
        return ["127.0.0.1"]

    return look_up


async def _beat(folder: Path, load: Load, clock: Clock, world: World) -> None:
    steps = pipeline.steps(world)
    filed = (await world.store.shelf.status()).articles  # type: ignore[attr-defined]  # a SqliteStore
    watched = clock.seconds
    while clock.seconds < load.end:
        due = min(load.alerts, int(clock.seconds / load.lasting * load.alerts) + 1)
        if filed < due:
            await asyncio.gather(*(_file(world, load, n) for n in range(filed, due)))
            filed = due
        done = (await drain(steps, [Job(Step.TICK)], WORKERS)).total() > 1
        if clock.seconds - watched >= WATCHED:
            watched = clock.seconds
            await drain(steps, [Job(Step.WATCH)])
        told = load.alerts and not done and filed == load.alerts
        if told and clock.seconds >= load.until and not await _waiting(world):
            break
        clock.turn(BEAT if done or await world.store.held_up(clock.now()) else load.idle)
        (folder / "memory").write_text(f"{_memory()}", encoding="ascii")
    (folder / "done").touch()


async def _waiting(world: World) -> bool:
    counts = (await world.store.shelf.status()).deliveries  # type: ignore[attr-defined]  # as above
    return bool({"waiting", "sending"} & counts.keys())


def _memory() -> float:
    """MiB that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _file(world: World, load: Load, number: int) -> None:
    """File an article with an alert that is owed to every channel."""
    now = START + timedelta(seconds=number / load.alerts * load.lasting)
    filing = Filing(
        id=f"{number:016x}",
        page=f"contoh.example/{number}",
        source="contoh",
        network="contoh",
        first_seen=now,
        fingerprint="",
        article=Article(
            url=f"https://contoh.example/{number}", title=f"Judul {number}", text="-"
        ),
    )
    body = compose(
        "article.matched",
        alert=f"al_{number}",
        rule="contoh",
        urgency=Urgency.NORMAL,
        filing=filing,
        story=story(number),
        first=True,
        outlets=1,
        matches=(),
        now=now,
    )
    alert = Alert(
        id=f"al_{number}",
        type="article.matched",
        rule="contoh",
        deliveries=tuple(
            Delivery(id=key(number, name), channel=name, body=body) for name in load.ports
        ),
    )

    def decide(_: Known) -> Verdict:
        return Verdict(story=story(number), alerts=(alert,))

    await world.store.file(filing, now, decide)
