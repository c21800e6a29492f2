"""The step that looks for new articles: reads a source's inlets, and keeps the links.

    memory ──> inlets (configured, remembered, or probed for) ──> a reading of each ──> links

One failing inlet does not stop the others.  Links, validators and the next due time are kept in
one transaction, so a crash can lose none of a list that the server will not send again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from crawler import cadence
from crawler.dedup.urls import identity
from crawler.errors import FetchError, ReadError, Unreachable
from crawler.model import (
    Found,
    Inlet,
    InletKind,
    InletState,
    Job,
    Memory,
    Source,
    Step,
)
from crawler.pipeline.world import LEASE, World, let_rest, request

log = structlog.get_logger(__name__)

CHILDREN = 5  # sitemaps that one index leads to, read in one poll
PROBED_FOR = timedelta(days=7)  # after which a home page is searched for feeds again …
PROBED_AGAIN = timedelta(hours=1)  # … or after this, where nothing that it named works any more
GONE_AFTER = 3  # failures in a row of every inlet, after which others are looked for
# In the address of a sitemap that lists what is new; others list every page a site ever had.
NEWS = re.compile(r"news|berita|terkini|terbaru|latest|recent|artikel|article", re.IGNORECASE)
FEEDS = 3  # of each kind, of one home page …
INDEXES = 1  # … and pages that list what is newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How reading one inlet went."""

    state: InletState
    found: tuple[Found, ...] = ()
    watched: datetime | None = None  # since when; None: this was the first reading
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
    memory, began = await world.store.memory(name), world.now()
    firsts = (state.first for state in memory.inlets if state.first is not None)
    since = min(firsts, default=memory.polled)
    try:
        memory = await _with_inlets(world, source, memory)
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        asked = error.retry_after if isinstance(error, Unreachable) else None
        return await _failed(world, source, replace(memory, problem=str(error)), asked)
    readings = [
        reading
        for state in memory.inlets
        if state.parent is None
        for reading in await _read(world, source, state, memory.inlets)
    ]
    memory = replace(memory, inlets=tuple(reading.state for reading in readings))
    if all(reading.failed for reading in readings if reading.state.parent is None):
        asked = max((r.asked for r in readings if r.asked is not None), default=None)
        problem = "; ".join(reading.state.problem for reading in readings)
        return await _failed(world, source, replace(memory, problem=problem), asked)
    # What is first seen now was not listed after its list came to be watched, but with it.
    now = world.now()
    inlets = tuple(
        replace(state, first=now) if state.first is not None and state.first >= began else state
        for state in memory.inlets
    )
    links, watched = merged(source, readings, now, since)
    memory = replace(memory, inlets=inlets)
    return await _done(world, source, memory, links=links, watched=watched, now=now)


async def _done(
    world: World,
    source: Source,
    memory: Memory,
    *,
    links: Sequence[Found],
    watched: Mapping[str, datetime],
    now: datetime,
) -> Sequence[Job]:
    dice = world.dice()

    def conclude(new: int) -> tuple[Memory, datetime]:
        quiet = 0 if new else memory.quiet + 1
        due = cadence.next_poll(source.every, world.plan.polls, quiet, now, dice=dice)
        return replace(memory, polled=now, failures=0, quiet=quiet, problem=""), due

    kept = await world.store.keep_poll(
        source.name, conclude, found=links, now=now, watched=watched
    )
    log.info("polled", source=source.name, links=len(links), new=kept.new)
    hosts = kept.hosts[: world.room().get(Step.READ, 0)]  # the others come at the next tick
    return await world.store.follow(hosts, now, LEASE) if hosts else []


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
    if source.inlets:
        return _reading(memory, source.inlets)
    now = world.now()
    if not _stale(memory, now):
        return memory
    try:
        found = await _probe(world, source)
    except (FetchError, ReadError):
        if memory.inlets:  # those known are better than none
            return memory
        raise
    # What works is kept, whatever the home page says today.
    working = [
        state.inlet
        for state in memory.inlets
        if state.parent is None and state.failures < GONE_AFTER
    ]
    inlets = [*working, *found] or [Inlet(InletKind.LISTING, source.url)]
    return replace(_reading(memory, dict.fromkeys(inlets)), probed=now)


def _reading(memory: Memory, inlets: Iterable[Inlet]) -> Memory:
    """`memory` with these inlets and those that they led to, and no others."""
    known = {state.inlet: state for state in memory.inlets if state.parent is None}
    states = [known.get(inlet, InletState(inlet=inlet)) for inlet in inlets]
    urls = {state.inlet.url for state in states}
    children = [state for state in memory.inlets if state.parent in urls]
    return replace(memory, inlets=(*states, *children))


def _stale(memory: Memory, now: datetime) -> bool:
    """Whether to look for inlets (again)."""
    if memory.probed is None or not memory.inlets or now - memory.probed > PROBED_FOR:
        return True
    gone = all(state.failures >= GONE_AFTER for state in memory.inlets if state.parent is None)
    return gone and now - memory.probed > PROBED_AGAIN


async def _probe(world: World, source: Source) -> list[Inlet]:
    """The feeds, news sitemaps and an index page of a source, as far as it names any."""
    reply = await world.fetcher.get(request(source, source.url))
    named = () if reply is None else await world.reader.inlets(reply)
    feeds = [inlet for inlet in named if inlet.kind is not InletKind.LISTING]
    indexes = [inlet for inlet in named if inlet.kind is InletKind.LISTING]
    try:
        sitemaps = await world.fetcher.sitemaps(request(source, source.url))
    except FetchError:  # its robots.txt cannot be had; feeds may do
        sitemaps = ()
    news = [Inlet(InletKind.SITEMAP, url) for url in sitemaps if NEWS.search(url)]
    found = [*feeds[:FEEDS], *news[:FEEDS], *indexes[:INDEXES]]
    log.info("probed", source=source.name, inlets=[inlet.url for inlet in found])
    return found


# reading them


async def _read(
    world: World, source: Source, state: InletState, known: Iterable[InletState]
) -> list[Reading]:
    """Read an inlet, and the newest ones that it leads to; how each went.

    `known` has what is remembered of those as well.  An inlet that leads to others counts as
    read for the first time when each of them was: what comes up later in one may be old till then.
    """
    family = [each for each in known if each.parent == state.inlet.url]
    reading, led = await _one(world, source, state, since=state.first)
    if reading.failed:
        return [reading, *(Reading(state=child) for child in family)]
    if led is not None:  # else it has not changed, and leads where it did
        before = {child.inlet: child for child in family}
        family = [
            before.get(inlet, InletState(inlet=inlet, parent=state.inlet.url))
            for inlet in led[:CHILDREN]
        ]
    children = [
        (await _one(world, source, child, since=child.first or state.first))[0]
        for child in family
    ]
    if children and all(child.failed for child in children):  # then the whole gave no list
        problem = children[0].state.problem
        failed = replace(state, failures=state.failures + 1, problem=problem)
        reading = Reading(state=failed, asked=children[0].asked)
    elif state.first is None and any(child.failed for child in children):
        reading = replace(reading, state=replace(reading.state, first=None))
    return [reading, *children]


async def _one(
    world: World, source: Source, state: InletState, *, since: datetime | None
) -> tuple[Reading, tuple[Inlet, ...] | None]:
    """Read one inlet, watched `since` then; how that went, and where it leads.

    None where it has not changed, or could not be read.
    """
    asked_for = replace(request(source, state.inlet.url), since=state.validators)
    try:
        reply = await world.fetcher.get(asked_for)
        listing = (
            None
            if reply is None
            else await world.reader.listing(state.inlet, reply, source.timezone)
        )
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        asked = error.retry_after if isinstance(error, Unreachable) else None
        failed = replace(state, failures=state.failures + 1, problem=str(error))
        log.warning("not listed", source=source.name, problem=str(error))
        return Reading(state=failed, asked=asked), None
    now = world.now()
    after = replace(state, first=state.first or now, read=now, failures=0, problem="")
    if reply is None or listing is None:
        return Reading(state=after, watched=since), None
    after = replace(after, validators=reply.validators)
    return Reading(state=after, found=listing.found, watched=since), listing.more


# what is new


def merged(
    source: Source, readings: Sequence[Reading], now: datetime, since: datetime | None
) -> tuple[list[Found], dict[str, datetime]]:
    """Each link once; and of those that are news, since when a list that holds them is watched.

    A list that is read for the first time tells what is old as well: of that, only what the
    source asks for is news, and what was published `since` the source came to be watched.
    """
    links: dict[str, Found] = {}
    watched: dict[str, datetime] = {}
    for reading in readings:
        for link in reading.found:
            kept = links.setdefault(identity(link.url), link)
            begun = reading.watched
            if begun is None and not _old(source, link, now, since):
                begun = now
            if begun is not None:
                watched[kept.url] = min(begun, watched.get(kept.url, begun))
    return list(links.values()), watched


def _old(source: Source, link: Found, now: datetime, since: datetime | None) -> bool:
    """Whether a link in a list that was read for the first time is to be known and not told."""
    if link.published is not None:
        if since is not None and link.published > since:
            return False
        if source.first_younger_than is not None:
            return now - link.published > source.first_younger_than
    return source.remember_first
