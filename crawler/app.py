"""The one place that knows every part: configuration -> running.

watch   the daemon: polls, reads, alerts until it is told to stop
once    polls what is due, finishes what follows, returns
"""

import asyncio
import gc
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from crawler.cadence import MOST_ASKED
from crawler.channels import build, manners
from crawler.engine.local import LocalEngine
from crawler.engine.once import drain
from crawler.errors import ConfigError
from crawler.fetch import Web, open_web
from crawler.listener import Listener
from crawler.model import Job, Step
from crawler.pipeline import Plan, Push, World, answer, insist, steps, unreached
from crawler.ports import Hosts, Outlet, Store
from crawler.readers.pool import Pool
from crawler.rules import Ruleset
from crawler.settings import Configuration, Front, Settings, shelved, shrunk
from crawler.store import lock, open_store

log = structlog.get_logger(__name__)

TICK = timedelta(seconds=1)
PRUNING = timedelta(hours=1)
WATCHING = timedelta(seconds=30)
SUBSCRIBING = timedelta(seconds=30)
TAKEN = timedelta(minutes=1)  # until an address that is in use is tried again
PATIENCE = timedelta(minutes=10)  # of `once`, for what goes out at a channel's pace
GRACE = timedelta(seconds=7)  # for work in hand at the end; SIGTERM is answered within ten
POLLS = 32  # sources polled at once, at least: mostly they wait for slow hosts
SENDERS = 4  # deliveries at once, a channel
MOST_SENDERS = 64
MUCH = 1_000_000  # room without end, for `once`


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def plan(configuration: Configuration, outlet: Outlet, state: Path, rules: Ruleset) -> Plan:
    """What is configured, as the steps use it; `rules` are its rules."""
    channels = {
        channel.name: build(
            channel, outlet=outlet, state=state, language=configuration.settings.language
        )
        for channel in configuration.channels
    }
    return Plan(
        sources={source.name: source for source in configuration.sources},
        rules=rules,
        channels=channels,
        manners={
            channel.name: manners(channel, channels[channel.name])
            for channel in configuration.channels
        },
        operators=configuration.settings.operators,
        resting=frozenset(name for kind, name in configuration.resting if kind == "channels"),
        sites={site.host.removeprefix("www."): site for site in configuration.sites},
        polls=configuration.settings.polls,
        keep=configuration.settings.keep,
    )


def filed(configuration: Configuration, state: Path) -> Ruleset:
    """The rules, ready to be tried; what their queries came to is kept for the next time.

    100,000 take seconds, and as long again if the millions of objects were searched for garbage,
    of which there is none among them, then or later.
    """
    gc.disable()
    try:
        rules = Ruleset(configuration.rules, lexicon=configuration.shelf.lexicon())
    finally:
        gc.enable()
    gc.freeze()
    shelved.keep(configuration.shelf, state)
    return rules


async def instated(configuration: Configuration, store: Store) -> Mapping[str, datetime]:
    """Since when each rule asks what it asks, by its name; from now on where it is new."""
    resting = [name for kind, name in configuration.resting if kind == "rules"]
    since: dict[str, datetime] = {}

    async def keep() -> None:
        since.update(await store.instate(configuration.rules, resting, now()))

    await insist(keep)
    return since


def web_of(
    configuration: Configuration, memory: Hosts | None = None
) -> AbstractAsyncContextManager[Web]:
    """The web, open until the block ends, as the configuration allows it.

    `memory` has what earlier runs knew of hosts; None: nothing is known, and nothing kept.
    """
    settings = configuration.settings
    return open_web(
        user_agent=settings.user_agent,
        allow=settings.allow_addresses,
        only=settings.only_addresses,
        configured=configuration.addresses,
        ca_file=settings.ca_file,
        memory=memory,
    )


@asynccontextmanager
async def opened(
    configuration: Configuration, state: Path, room: Callable[[], Mapping[Step, int]]
) -> AsyncIterator[tuple[World, Web]]:
    """Everything that the steps work with, open; what an earlier run left undone comes due.

    Raises AlreadyRunning, StoreUnusable.
    """
    settings = configuration.settings
    async with AsyncExitStack() as stack:
        stack.enter_context(lock(state))
        store = await stack.enter_async_context(open_store(state))
        web = await stack.enter_async_context(web_of(configuration, store))
        for host, until in (await store.resting(now())).items():
            web.let_rest(host, min(until - now(), MOST_ASKED))
        reader = await stack.enter_async_context(Pool(settings.parsers))
        await store.recover()
        await store.sync([source.name for source in configuration.sources], now())
        since = await instated(configuration, store)
        rules = await asyncio.to_thread(filed, configuration, state)
        world = World(
            plan=replace(plan(configuration, web, state, rules), since=since),
            store=store,
            fetcher=web,
            reader=reader,
            now=now,
            dice=random.random,
            room=room,
        )
        if settings.web is not None:
            world.push = Push(public=settings.web.public, kept=store.subscriptions, hub=web)
        else:
            await insist(lambda: unreached(store.subscriptions, now()))
        yield world, web


async def watch(
    configuration: Configuration,
    state: Path,
    read_again: Callable[[], Configuration],
    lasting: timedelta | None = None,
) -> None:
    """Run the daemon until SIGTERM, SIGINT or the end of `lasting`; SIGHUP reads the configuration again.

    `read_again` may block; it raises ConfigError where the configuration cannot be used, and then
    the one in use stays.
    """
    engine = LocalEngine(_lanes(configuration))
    reload = Reload(state, configuration, read_again)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, partial(_stop, reload, engine))
    loop.add_signal_handler(signal.SIGHUP, reload.ask)
    async with opened(configuration, state, engine.room) as (world, web):
        reload.start(world, web)
        if lasting is not None:
            loop.call_later(lasting.total_seconds(), engine.stop)
        log.info(
            "watching",
            sources=len(configuration.sources),
            rules=len(configuration.rules),
            channels=len(configuration.channels),
            state=state,
        )
        beats = {Step.TICK: TICK, Step.PRUNE: PRUNING, Step.WATCH: WATCHING}
        beats |= {} if world.push is None else {Step.SUBSCRIBE: SUBSCRIBING}
        try:
            async with reached(world, configuration.settings.web):
                await engine.run(steps(world), beats, GRACE)
        finally:
            reload.close()
    log.info("stopped")


@asynccontextmanager
async def reached(
    world: World, front: Front | None, again: timedelta = TAKEN
) -> AsyncIterator[None]:
    """Hubs reach us at our own address until the block ends, as soon as it can be had.

    One that is in use is a warning, and tried `again`: news does not wait for it.
    """
    if front is None or world.push is None:
        yield
        return
    world.push.place = f"{front.host}:{front.port}"
    listener = Listener(partial(answer, world))
    opening = asyncio.create_task(_open(listener, front, world.push, again))
    try:
        yield
    finally:
        world.push.listening = False
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await listener.close()


async def _open(listener: Listener, front: Front, push: Push, again: timedelta) -> None:
    while not push.listening:
        try:
            await listener.start(front.host, front.port)
        except OSError as error:
            push.problem = str(error)
            log.warning(
                "nobody can reach us: no list is pushed, all are polled",
                listen=push.place,
                problem=str(error),
                again_in=f"{again.total_seconds():g} s",
            )
            await asyncio.sleep(again.total_seconds())
        else:
            push.listening, push.problem = True, ""
            log.info("listening for hubs", listen=push.place)


async def once(configuration: Configuration, state: Path) -> Counter[Step]:
    """Poll what is due, finish what follows; how many of each step were taken."""
    room = dict.fromkeys(Step, MUCH)
    async with opened(configuration, state, lambda: room) as (world, _):
        workers, work = configuration.settings.workers, steps(world)
        taken = await drain(work, [Job(Step.TICK)], workers)
        room[Step.POLL] = 0  # each source once: one that is due each second would never end it
        taken += await drain(work, [Job(Step.WATCH)], workers)
        end = now() + PATIENCE
        while True:
            done = await drain(work, [Job(Step.TICK)], workers)
            taken += done
            if done.total() > 1:
                continue
            if now() > end or not await world.store.held_up(now()):
                return taken
            await asyncio.sleep(TICK.total_seconds() / 4)


class Reload:
    """Reads the configuration again when asked, one reading at a time; a bad one changes nothing.

    It may be asked before the daemon is up, and does it then.
    """

    def __init__(
        self, state: Path, configuration: Configuration, read_again: Callable[[], Configuration]
    ) -> None:
        self._state, self._configuration, self._read_again = state, configuration, read_again
        self._running: tuple[World, Web] | None = None
        self._task: asyncio.Task[None] | None = None
        self._asked = self._closed = False

    def start(self, world: World, web: Web) -> None:
        """Change this running daemon from now on."""
        self._running = world, web
        if self._asked:
            self.ask()

    def ask(self) -> None:
        """Read it again, now or after the reading that is under way."""
        self._asked = not self._closed
        if self._running is not None and (self._task is None or self._task.done()):
            loop = asyncio.get_running_loop()
            self._task = loop.create_task(self._while_asked(*self._running))

    def close(self) -> None:
        """Read nothing more, and give up a reading that is under way."""
        self._closed, self._asked = True, False
        if self._task is not None:
            self._task.cancel()

    async def settled(self) -> None:
        """Wait for a reading that is under way."""
        if self._task is not None:
            await self._task

    async def _while_asked(self, world: World, web: Web) -> None:
        while self._asked:
            self._asked = False
            try:
                fresh = await asyncio.to_thread(self._read_again)
                await self._take_over(fresh, world, web)
            except ConfigError as error:
                self._refuse(*map(str, error.complaints))
            except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it was
                self._refuse(f"{type(error).__name__}: {error}")

    async def _take_over(self, fresh: Configuration, world: World, web: Web) -> None:
        reason = shrunk(self._configuration, fresh)
        if reason is not None:
            self._refuse(reason)
            return
        if _fixed(fresh) != _fixed(self._configuration):
            log.warning("what changed in settings holds from the next start")
        rules = await asyncio.to_thread(filed, fresh, self._state)
        coming = plan(fresh, web, self._state, rules)
        names = [source.name for source in fresh.sources]
        await insist(lambda: world.store.sync(names, now()))
        since = await instated(fresh, world.store)
        web.allow_ports(fresh.addresses)
        world.plan, self._configuration = replace(coming, since=since), fresh
        log.info("configuration read again", sources=len(names), rules=len(fresh.rules))

    @staticmethod
    def _refuse(*problems: str) -> None:
        for problem in problems:
            log.error("configuration refused, the old one stays", problem=problem)


def _fixed(configuration: Configuration) -> Settings:
    """The settings, with those that a reload takes over left out."""
    return replace(configuration.settings, polls=1, keep=timedelta(), language="", operators=())


def _stop(reload: Reload, engine: LocalEngine) -> None:
    reload.close()
    engine.stop()


def _lanes(configuration: Configuration) -> dict[Step, int]:
    workers = configuration.settings.workers
    return {
        Step.POLL: max(POLLS, workers),
        Step.READ: workers,
        Step.REVISIT: max(1, workers // 4),
        Step.DELIVER: min(MOST_SENDERS, SENDERS * max(2, len(configuration.channels))),
    }
