"""What the steps work with, and what is configured."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from crawler.cadence import MOST_ASKED
from crawler.dedup.urls import host
from crawler.errors import FetchError, KlipingError, StoreBusy, Unreachable
from crawler.model import Job, Manners, Request, Sign, Site, Source, Step
from crawler.outbox.trouble import FAILURES
from crawler.pipeline.matching import Matcher
from crawler.pipeline.outage import Network
from crawler.pipeline.pages import Pages
from crawler.pipeline.purse import Purse
from crawler.pipeline.whole import Finder
from crawler.ports import Channel, Fetcher, Hub, Reader, Store, Subscriptions
from crawler.rules import Ruleset

log = structlog.get_logger(__name__)

BUSY = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 10, 30, 60, 120, 240))
LEASE = timedelta(minutes=10)  # longer than any step takes
PLAIN = Manners()
HOST_RESTS = timedelta(minutes=1)  # where a host asks for rest without saying how long


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is configured, as the steps use it; replaced as a whole when it is read again."""

    sources: Mapping[str, Source]
    rules: Ruleset
    channels: Mapping[str, Channel]
    # By rule, since when it asks what it asks: it tells of nothing that was seen before.
    since: Mapping[str, datetime] = field(default_factory=dict)
    manners: Mapping[str, Manners] = field(default_factory=dict)  # by channel; none: PLAIN
    operators: tuple[str, ...] = ()  # channels that hear how Kliping itself does
    resting: frozenset[str] = frozenset()  # names of channels that are to come back
    sites: Mapping[str, Site] = field(default_factory=dict)  # by host, without `www.`
    polls: float = 96  # mean budget of polls a source a day
    keep: timedelta = timedelta(days=90)

    @property
    def wants(self) -> Mapping[str, Manners]:
        """What each channel wants, by its name."""
        return {name: self.manners.get(name, PLAIN) for name in self.channels}


@dataclass(slots=True, kw_only=True)
class Push:
    """What being told by hubs needs."""

    public: str  # the URL under which our own address is reached, without / at its end
    kept: Subscriptions
    hub: Hub
    listening: bool = False  # whether we are reached; no hub is asked before
    place: str = ""  # what is listened on, as the configuration writes it
    problem: str = ""  # why it is not

    def sign(self) -> Sign:
        """How our own address does."""
        failures = FAILURES if self.problem else 0
        return Sign(kind="address", name=self.place, failures=failures, problem=self.problem)


@dataclass(slots=True, kw_only=True)
class World:
    """The ports, the clock and the dice; and the plan, which alone may be exchanged."""

    plan: Plan
    store: Store
    fetcher: Fetcher
    reader: Reader
    now: Callable[[], datetime]
    dice: Callable[[], float]  # 0 <= dice() < 1
    room: Callable[[], Mapping[Step, int]]  # jobs of each step that the engine can take on
    matcher: Matcher = field(default_factory=Matcher)
    network: Network = field(default_factory=Network)  # ours, as far as polls can tell
    pages: Pages = field(default_factory=Pages)  # how reading those of each source goes
    purse: Purse = field(default_factory=Purse)  # what a poll costs
    push: Push | None = None  # None: no hub can reach us
    ticked: datetime | None = None  # when what is due was last taken, by this clock
    full: datetime | None = (
        None  # since when there is no room on the disk, as operators were told
    )


def request(source: Source, url: str) -> Request:
    """A request for `url` on behalf of `source`, in the manner that it asks for."""
    return Request(
        url=url, headers=source.headers, obey_robots=source.obey_robots, delay=source.delay
    )


def finder(world: World, source: Source) -> Finder:
    """What the rest of an article of `source` is asked for with."""
    return Finder(
        fetcher=world.fetcher,
        reader=world.reader,
        ask=lambda url: request(source, url),
        now=world.now,
    )


async def outgoing(world: World) -> list[Job]:
    """Deliveries that may go out now, as far as the engine has room for them."""
    room = {Step.DELIVER: world.room().get(Step.DELIVER, 0)}
    return await world.store.take(world.now(), LEASE, room, world.plan.wants)


async def insist(keep: Callable[[], Awaitable[None]]) -> None:
    """Keep what has happened outside, which cannot be undone, however long the store is busy.

    Raises StoreBusy when it has been for as long as a lease: by then the step comes again.
    """
    for wait in BUSY:
        try:
            return await keep()
        except StoreBusy as error:
            log.warning("store busy", problem=str(error))
            await asyncio.sleep(wait.total_seconds())
    return await keep()


def heard(world: World, url: str, error: KlipingError | None) -> None:
    """Note how asking for `url` ended, for what it says of our own network."""
    if error is not None and not isinstance(error, FetchError):
        error = None  # what came could not be read, but it came
    match world.network.note(host(url), error, world.now()):
        case True:
            log.error("our own network seems to be down", since=world.network.down)
        case False:
            log.info("our own network is back")


async def let_rest(world: World, error: KlipingError) -> None:
    """Leave a host alone that has asked for it."""
    if isinstance(error, Unreachable) and error.host_wide:
        wait = HOST_RESTS if error.retry_after is None else min(error.retry_after, MOST_ASKED)
        await world.store.rest(host(error.url), world.now() + wait)
