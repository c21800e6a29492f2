"""The one place that knows every part: configuration -> running.

watch   the daemon: polls, reads, alerts until it is told to stop
once    polls what is due, finishes what follows, returns
"""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from crawler.channels import build
from crawler.engine.local import LocalEngine
from crawler.engine.once import drain
from crawler.errors import ConfigError
from crawler.fetch import Web, open_web
from crawler.model import Job, Step
from crawler.pipeline import Plan, World, steps
from crawler.ports import Poster
from crawler.readers.pool import Pool
from crawler.rules import Ruleset
from crawler.settings import Configuration, shrunk
from crawler.store import lock, open_store

log = structlog.get_logger(__name__)

TICK = timedelta(seconds=1)
PRUNING = timedelta(hours=1)
GRACE = timedelta(seconds=8)  # for work in hand at the end; SIGTERM is answered within ten
POLLS = 8  # sources polled at once, at least
SENDERS = 4  # deliveries at once, a channel
MOST_SENDERS = 64
MUCH = 1_000_000  # room without end, for `once`


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def plan(configuration: Configuration, poster: Poster, state: Path) -> Plan:
    """What is configured, as the steps use it."""
    return Plan(
        sources={source.name: source for source in configuration.sources},
        rules=Ruleset(configuration.rules),
        channels={
            channel.name: build(
                channel, poster=poster, state=state, language=configuration.settings.language
            )
            for channel in configuration.channels
        },
        sites={site.host.removeprefix("www."): site for site in configuration.sites},
        polls=configuration.settings.polls,
        keep=configuration.settings.keep,
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
        web = await stack.enter_async_context(
            open_web(
                user_agent=settings.user_agent,
                allow=settings.allow_addresses,
                only=settings.only_addresses,
                configured=configuration.addresses,
                ca_file=settings.ca_file,
            )
        )
        reader = await stack.enter_async_context(Pool(settings.parsers))
        await store.recover()
        await store.sync([source.name for source in configuration.sources], now())
        world = World(
            plan=plan(configuration, web, state),
            store=store,
            fetcher=web,
            reader=reader,
            now=now,
            dice=random.random,
            room=room,
        )
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
    async with opened(configuration, state, engine.room) as (world, web):
        reload = Reload(world, web, state, configuration, read_again)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, engine.stop)
        loop.add_signal_handler(signal.SIGHUP, reload.ask)
        if lasting is not None:
            loop.call_later(lasting.total_seconds(), engine.stop)
        log.info(
            "watching",
            sources=len(configuration.sources),
            rules=len(configuration.rules),
            channels=len(configuration.channels),
            state=state,
        )
        beats = {Step.TICK: TICK, Step.PRUNE: PRUNING}
        try:
            await engine.run(steps(world), beats, GRACE)
        finally:
            reload.cancel()
    log.info("stopped")


async def once(configuration: Configuration, state: Path) -> Counter[Step]:
    """Poll what is due, finish what follows; how many of each step were taken."""
    room = dict.fromkeys(Step, MUCH)
    taken: Counter[Step] = Counter()
    async with opened(configuration, state, lambda: room) as (world, _):
        workers = configuration.settings.workers
        while (done := await drain(steps(world), [Job(Step.TICK)], workers)).total() > 1:
            taken += done
    return taken


class Reload:
    """Reads the configuration again when asked, one reading at a time; a bad one changes nothing."""

    def __init__(
        self,
        world: World,
        web: Web,
        state: Path,
        configuration: Configuration,
        read_again: Callable[[], Configuration],
    ) -> None:
        self._world, self._web, self._state = world, web, state
        self._configuration, self._read_again = configuration, read_again
        self._task: asyncio.Task[None] | None = None
        self._asked = False

    def ask(self) -> None:
        """Read it again, now or after the reading that is under way."""
        self._asked = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._while_asked())

    async def settled(self) -> None:
        """Wait for a reading that is under way."""
        if self._task is not None:
            await self._task

    def cancel(self) -> None:
        """Give up a reading that is under way."""
        if self._task is not None:
            self._task.cancel()

    async def _while_asked(self) -> None:
        while self._asked:
            self._asked = False
            try:
                fresh = await asyncio.to_thread(self._read_again)
            except ConfigError as error:
                self._refuse(*map(str, error.complaints))
            else:
                await self._take_over(fresh)

    async def _take_over(self, fresh: Configuration) -> None:
        reason = shrunk(self._configuration, fresh)
        if reason is not None:
            self._refuse(reason)
            return
        if fresh.settings != self._configuration.settings:
            log.warning("settings: what changed there holds from the next start")
        self._web.allow_ports(fresh.addresses)
        await self._world.store.sync([source.name for source in fresh.sources], now())
        self._world.plan = plan(fresh, self._web, self._state)
        self._configuration = fresh
        log.info("configuration read again", sources=len(fresh.sources), rules=len(fresh.rules))

    @staticmethod
    def _refuse(*problems: str) -> None:
        for problem in problems:
            log.error("configuration refused, the old one stays", problem=problem)


def _lanes(configuration: Configuration) -> dict[Step, int]:
    workers = configuration.settings.workers
    return {
        Step.POLL: max(POLLS, workers // 2),
        Step.READ: workers,
        Step.DELIVER: min(MOST_SENDERS, SENDERS * max(2, len(configuration.channels))),
    }
