"""The step that looks for new articles: reads a source's inlets, and keeps the links.

    memory ──> inlets (configured, remembered, or probed for) ──> a reading of each ──> links

One failing inlet does not stop the others.  Links, validators and the next due time are kept in
one transaction, so a crash can lose none of a list that the server will not send again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from crawler import cadence
from crawler.errors import FetchError, ReadError, Unreachable
from crawler.model import (
    NO_VALIDATORS,
    Found,
    Inlet,
    InletKind,
    InletState,
    Job,
    Memory,
    Reply,
    Source,
    Validators,
)
from crawler.pipeline.world import LEASE, World, let_rest, request

log = structlog.get_logger(__name__)

CHILDREN = 5  # sitemaps that one index leads to, read in one poll
PROBED_FOR = timedelta(days=7)  # after which a home page is searched for feeds again
GONE_AFTER = 3  # failures in a row of every inlet, after which others are looked for
FEEDS = 3  # of each kind, of one home page


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How reading one inlet went."""

    state: InletState
    found: tuple[Found, ...] = ()
    first: bool = False  # it had never been read before
    asked: timedelta | None = None  # the server's wish, where it failed

    @property
    def failed(self) -> bool:
        """Whether it gave no list at all."""
        return self.state.failures > 0


async def poll(world: World, name: str) -> Sequence[Job]:
    """Read the inlets of the source called `name`; the pages to read that came of it."""
    source = world.plan.sources.get(name)
    if source is None:  # taken out of the configuration since it was claimed
        return []
    memory = await world.store.memory(name)
    try:
        memory = await _with_inlets(world, source, memory)
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        asked = error.retry_after if isinstance(error, Unreachable) else None
        return await _failed(world, source, replace(memory, problem=str(error)), asked)
    readings = [await _read(world, source, state) for state in memory.inlets]
    memory = replace(memory, inlets=tuple(reading.state for reading in readings))
    if all(reading.failed for reading in readings):
        asked = max((r.asked for r in readings if r.asked is not None), default=None)
        problem = "; ".join(reading.state.problem for reading in readings)
        return await _failed(world, source, replace(memory, problem=problem), asked)
    return await _done(world, source, memory, readings)


async def _done(
    world: World, source: Source, memory: Memory, readings: Sequence[Reading]
) -> Sequence[Job]:
    now, dice = world.now(), world.dice()
    links, known_only = merged(source, readings, now)

    def conclude(new: int) -> tuple[Memory, datetime]:
        quiet = 0 if new else memory.quiet + 1
        due = cadence.next_poll(source.every, world.plan.polls, quiet, now, dice=dice)
        return replace(memory, polled=now, failures=0, quiet=quiet, problem=""), due

    kept = await world.store.keep_poll(
        source.name, conclude, found=links, now=now, known_only=known_only
    )
    log.info("polled", source=source.name, links=len(links), new=kept.new)
    return await world.store.follow(kept.hosts, now, LEASE) if kept.hosts else []


async def _failed(
    world: World, source: Source, memory: Memory, asked: timedelta | None
) -> Sequence[Job]:
    now = world.now()
    after = replace(memory, failures=memory.failures + 1)
    due = cadence.after_failure(
        source.every, world.plan.polls, after.failures, now, asked=asked, dice=world.dice()
    )
    await world.store.keep_poll(source.name, lambda _: (after, due), now=now)
    log.warning(
        "poll failed",
        source=source.name,
        times=after.failures,
        again=due.isoformat(timespec="seconds"),
        problem=after.problem,
    )
    return []


# which inlets


async def _with_inlets(world: World, source: Source, memory: Memory) -> Memory:
    """`memory` with the inlets to read now.  Raises what kept them from being found."""
    known = {state.inlet: state for state in memory.inlets}

    def states(inlets: Sequence[Inlet]) -> tuple[InletState, ...]:
        return tuple(known.get(inlet, InletState(inlet=inlet)) for inlet in inlets)

    if source.inlets:
        return replace(memory, inlets=states(source.inlets))
    now = world.now()
    if not _stale(memory, now):
        return memory
    try:
        inlets = await _probe(world, source)
    except (FetchError, ReadError):
        if memory.inlets:  # those known are better than none
            return memory
        raise
    return replace(memory, inlets=states(inlets), probed=now)


def _stale(memory: Memory, now: datetime) -> bool:
    """Whether to look for inlets (again)."""
    if memory.probed is None or not memory.inlets or now - memory.probed > PROBED_FOR:
        return True
    return all(state.failures >= GONE_AFTER for state in memory.inlets)


async def _probe(world: World, source: Source) -> list[Inlet]:
    """Where a source lists its articles: feeds and news sitemaps, else its home page."""
    reply = await world.fetcher.get(request(source, source.url))
    feeds = () if reply is None else await world.reader.inlets(reply)
    try:
        sitemaps = await world.fetcher.sitemaps(request(source, source.url))
    except FetchError:  # its robots.txt cannot be had; feeds may do
        sitemaps = ()
    news = [Inlet(InletKind.SITEMAP, url) for url in sitemaps if "news" in url.lower()]
    found = [*feeds[:FEEDS], *news[:FEEDS]]
    log.info("probed", source=source.name, inlets=[inlet.url for inlet in found])
    return found or [Inlet(InletKind.LISTING, source.url)]


# reading them


async def _read(world: World, source: Source, state: InletState) -> Reading:
    """Read one inlet and what it leads to; how that went."""
    first = state.read is None
    asked_for = replace(request(source, state.inlet.url), since=state.validators)
    try:
        reply = await world.fetcher.get(asked_for)
        found, validators = (
            ([], state.validators)
            if reply is None
            else await _listed(world, source, state.inlet, reply)
        )
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        asked = error.retry_after if isinstance(error, Unreachable) else None
        after = replace(state, failures=state.failures + 1, problem=str(error))
        return Reading(state=after, asked=asked)
    after = replace(state, validators=validators, read=world.now(), failures=0, problem="")
    return Reading(state=after, found=tuple(found), first=first)


async def _listed(
    world: World, source: Source, inlet: Inlet, reply: Reply
) -> tuple[list[Found], Validators]:
    """The links of an inlet, with those of the newest inlets that it leads to."""
    listing = await world.reader.listing(inlet, reply, source.timezone)
    found, validators = list(listing.found), reply.validators
    for child in listing.more[:CHILDREN]:
        try:
            further = await world.fetcher.get(request(source, child.url))
            if further is not None:
                found += (await world.reader.listing(child, further, source.timezone)).found
        except (FetchError, ReadError) as error:
            # Without validators the whole list comes again, and this child with it.
            validators = NO_VALIDATORS
            log.warning("not listed", source=source.name, url=child.url, problem=str(error))
    return found, validators


# what is new


def merged(
    source: Source, readings: Sequence[Reading], now: datetime
) -> tuple[list[Found], frozenset[str]]:
    """Each link once, and the URLs of those that are to be known but never read.

    A link that one inlet lists for the first time, and another has been watched for, is news.
    """
    links: dict[str, Found] = {}
    news: set[str] = set()
    for reading in readings:
        for link in reading.found:
            links.setdefault(link.url, link)
            if not (reading.first and _remembered(source, link, now)):
                news.add(link.url)
    return list(links.values()), frozenset(links.keys() - news)


def _remembered(source: Source, link: Found, now: datetime) -> bool:
    """Whether a link that stood in a list when it was first read is known and not told."""
    if source.first_younger_than is not None and link.published is not None:
        return now - link.published > source.first_younger_than
    return source.remember_first
