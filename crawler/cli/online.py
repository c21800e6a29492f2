"""What `check --online` looks at: each channel is reached, each source is polled, nothing is told.

A poll is the ordinary one, by the manners of the daemon, into a store that is thrown away.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler import cadence
from crawler.app import opened, web_of
from crawler.channels import Reachable, build
from crawler.errors import DeliveryError, KlipingError
from crawler.model import Article, Brief, Found, Inlet, Listing, Pace, Reply, Step
from crawler.pipeline import steps
from crawler.ports import Reader
from crawler.settings import Configuration

ROOM = 1_000  # polls and their kin
SHOWN = 3  # titles a source
TELLING = 5  # times in its lists, from which on a source is said to publish so much
POLLS = 8  # sources at once


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking at one thing of the configuration."""

    section: str  # channels or sources
    name: str
    good: bool
    found: str
    titles: tuple[str, ...] = ()


@dataclass(slots=True)
class Witness:
    """A reader that remembers what inlets listed."""

    reader: Reader
    listed: dict[str, tuple[Found, ...]] = field(default_factory=dict)

    async def listing(self, inlet: Inlet, reply: Reply, timezone: str) -> Listing:
        """What an inlet lists; see `ports.Reader`."""
        listing = await self.reader.listing(inlet, reply, timezone)
        self.listed[inlet.url] = listing.found
        return listing

    async def inlets(self, reply: Reply) -> tuple[Inlet, ...]:
        """The feeds a home page names; see `ports.Reader`."""
        return await self.reader.inlets(reply)

    async def article(self, brief: Brief, reply: Reply) -> Article:
        """The article on a page; see `ports.Reader`."""
        return await self.reader.article(brief, reply)


async def channels(configuration: Configuration) -> AsyncIterator[Finding]:
    """Each channel, reached or not, in the order of the configuration."""
    settings = configuration.settings
    async with web_of(configuration) as web:
        for section in configuration.channels:
            channel = build(
                section, outlet=web, state=settings.state, language=settings.language
            )
            try:
                said = (
                    await channel.reach() if isinstance(channel, Reachable) else "not looked at"
                )
            except DeliveryError as error:
                yield Finding("channels", section.name, False, str(error))
            else:
                yield Finding("channels", section.name, True, said)


async def sources(configuration: Configuration) -> AsyncIterator[Finding]:
    """Each source, polled once, as soon as it is done."""
    with TemporaryDirectory(prefix="kliping-check-") as folder:
        room = dict.fromkeys(Step, ROOM)
        async with opened(configuration, Path(folder), lambda: room) as (world, _):
            poll = steps(world)[Step.POLL]
            turns = asyncio.Semaphore(POLLS)
            reader = world.reader

            async def one(name: str) -> Finding:
                async with turns:
                    try:
                        await poll(name)
                    except KlipingError as error:
                        return Finding("sources", name, False, str(error))
                memory = await world.store.memory(name)
                lists = [state.inlet.url for state in memory.inlets]
                return _finding(
                    name,
                    memory.pace,
                    memory.problem,
                    [(url, witness.listed.get(url)) for url in lists],
                )

            witness = Witness(reader)
            world.reader = witness
            names = [source.name for source in configuration.sources]
            for done in asyncio.as_completed([one(name) for name in names]):
                yield await done


def _often(pace: Pace) -> str:
    """How much a source publishes, as far as the times in its lists tell."""
    if pace.posts + pace.today < TELLING:
        return ""
    return f", about {cadence.a_day(pace, cadence.HABIT):.0f} articles a day"


def _finding(
    name: str, pace: Pace, problem: str, lists: list[tuple[str, tuple[Found, ...] | None]]
) -> Finding:
    read = [(url, found) for url, found in lists if found is not None]
    if not read:
        return Finding("sources", name, False, problem or "nothing to read was found")
    links = {one.url: one.title for _, found in read for one in found}
    titles = tuple(title for title in links.values() if title)[:SHOWN]
    said = f"{len(links)} links in {len(read)} lists{_often(pace)}"
    return Finding("sources", name, bool(links), said, titles)
