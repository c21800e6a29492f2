"""The step that looks for new articles: reads a source's inlets, and keeps the links.

    memory ──> inlets (configured, remembered, or probed for) ──> a reading of each ──> links

One failing inlet does not stop the others.  Links, validators and the next due time are kept in
one transaction, so a crash can lose none of a list that the server will not send again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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
from crawler.pipeline import pacing
from crawler.pipeline.inlets import Reading, read
from crawler.pipeline.silence import cause, learned, silence
from crawler.pipeline.world import LEASE, World, heard, let_rest, request

log = structlog.get_logger(__name__)

OWN_NETWORK = timedelta(
    seconds=30
)  # until the next poll while our own network is down, at least
GAPS = 5  # latest ones remembered
PROBED_FOR = timedelta(days=7)  # after which a home page is searched for feeds again …
PROBED_AGAIN = timedelta(hours=1)  # … or after this, where nothing that it named works any more
PROBED_SOON = timedelta(minutes=5)  # … or this, where none of it ever did
GONE_AFTER = 3  # failures in a row of every inlet, after which others are looked for
# In the address of a sitemap that lists what is new; others list every page a site ever had.
NEWS = re.compile(r"news|berita|terkini|terbaru|latest|recent|artikel|article", re.IGNORECASE)
FEEDS = 3  # of each kind, of one home page …
INDEXES = 1  # … and pages that list what is newest


async def poll(world: World, name: str) -> Sequence[Job]:
    """Read the inlets of the source called `name`; the pages to read that came of it."""
    source = world.plan.sources.get(name)
    if source is None:  # taken out of the configuration since it was claimed
        return []
    began = world.now()
    await world.purse.settle(world.store, world.plan.sources, world.plan.polls, began)
    memory = await world.store.memory(name)
    # What a hub called for is not taken from what is polled anyway.
    called = any(map(pacing.called, memory.inlets))
    world.purse.taken += source.every is None and not called
    firsts = (state.first for state in memory.inlets if state.first is not None)
    since = min(firsts, default=memory.polled)
    try:
        memory = await _with_inlets(world, source, memory)
    except (FetchError, ReadError) as error:
        heard(world, source.url, error)
        await let_rest(world, error)
        after = replace(memory, problem=str(error))
        return await _failed(world, source, after, [error], cause([], 0, error))
    readings = [
        reading
        for state in memory.inlets
        if state.parent is None
        for reading in await read(world, source, state, memory)
    ]
    memory = replace(memory, inlets=tuple(reading.state for reading in readings))
    if all(reading.failed for reading in readings if reading.state.parent is None):
        errors = [reading.error for reading in readings if reading.error is not None]
        problem = "; ".join(reading.state.problem for reading in readings)
        why = cause([], 0, next(iter(errors), problem))
        return await _failed(world, source, replace(memory, problem=problem), errors, why)
    # What is first seen now was not listed after its list came to be watched, but with it.
    now = world.now()
    inlets = tuple(
        replace(state, first=now) if state.first is not None and state.first >= began else state
        for state in memory.inlets
    )
    readings = [_covered(reading, readings) for reading in readings]
    links, watched = merged(source, readings, now, since)
    gaps = [reading.gap for reading in readings if reading.gap is not None]
    memory = replace(memory, inlets=inlets, gaps=(*gaps, *memory.gaps)[:GAPS])
    for gap in gaps:
        log.warning("gap", source=name, inlet=gap.inlet, filled=gap.filled, pages=gap.pages)
    return await _done(
        world, source, memory, readings=readings, links=links, watched=watched, now=now
    )


def _covered(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """A reading, its gap filled where a list without one shows all that this one shows now."""
    gap = reading.gap
    if gap is None or gap.filled:
        return reading
    shown = {identity(each.url) for each in reading.found}
    whole = [
        each.found
        for each in readings
        if each.watched is not None and (each.gap is None or each.gap.filled)
    ]
    if not any(shown <= {identity(each.url) for each in found} for found in whole):
        return reading
    return replace(reading, gap=replace(gap, filled=True))


async def _done(
    world: World,
    source: Source,
    memory: Memory,
    *,
    readings: Sequence[Reading],
    links: Sequence[Found],
    watched: Mapping[str, datetime],
    now: datetime,
) -> Sequence[Job]:
    dice = world.dice()
    gaps = [reading.gap for reading in readings if reading.gap is not None]
    terms = pacing.terms(source, memory, world.purse.ledger, now)

    def conclude(found: Sequence[Found]) -> tuple[Memory, datetime]:
        quiet = 0 if found else memory.quiet + 1
        whole = all(gap.filled for gap in gaps)
        pace = pacing.learned(memory, found, terms, now, watched=watched, whole=whole)
        due = pacing.next_poll(source, pace, terms, now, missed=bool(gaps), dice=dice)
        after = replace(memory, polled=now, failures=0, quiet=quiet, problem="", pace=pace)
        return _heard_of(after, memory.polled, readings, len(found), now), due

    kept = await world.store.keep_poll(
        source.name, conclude, found=links, now=now, watched=watched
    )
    log.info("polled", source=source.name, links=len(links), new=kept.new)
    if memory.silence is not None and kept.new:
        log.info("no longer silent", source=source.name, since=memory.silence.since)
    hosts = kept.hosts[: world.room().get(Step.READ, 0)]  # the others come at the next tick
    return await world.store.follow(hosts, now, LEASE) if hosts else []


def _heard_of(
    memory: Memory,
    last: datetime | None,
    readings: Sequence[Reading],
    new: int,
    now: datetime,
) -> Memory:
    """`memory` with what a poll says of the source's rhythm; the one before was at `last`."""
    first = any(reading.watched is None for reading in readings)
    news = now if new or memory.news is None else memory.news
    why = cause([reading.state for reading in readings], sum(r.unchanged for r in readings), "")
    return replace(
        memory,
        rhythm=learned(memory.rhythm, last, now, 0 if first else new),
        news=news,
        silence=None if new else silence(memory.rhythm, news, now, why, memory.silence),
    )


async def _failed(
    world: World,
    source: Source,
    memory: Memory,
    errors: Iterable[FetchError | ReadError],
    why: str,
) -> Sequence[Job]:
    now = world.now()
    if world.network.down is not None:  # then it is not the source that failed
        due = now + OWN_NETWORK * (1 + world.dice())
        before = await world.store.memory(source.name)
        await world.store.keep_poll(source.name, lambda _: (before, due), now=now)
        return []
    quiet = silence(memory.rhythm, memory.news, now, why, memory.silence)
    after = replace(memory, failures=memory.failures + 1, silence=quiet)
    terms = pacing.terms(source, memory, world.purse.ledger, now)
    away = [error for error in errors if isinstance(error, Unreachable)]
    asked = [error.retry_after for error in away if error.retry_after is not None]
    due = cadence.after_failure(
        source.every,
        pacing.usual_wait(memory, terms, now),
        after.failures,
        now,
        asked=max(asked, default=None),
        busy=any(error.host_wide for error in away),
        dice=world.dice(),
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
    failing = {state.inlet for state in memory.inlets if state.failures >= GONE_AFTER}
    inlets = [*working, *(each for each in found if each not in failing)]
    if not inlets:  # what it names does not work: the home page itself may
        inlets = [*found, Inlet(InletKind.LISTING, source.url)]
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
    never = all(state.first is None for state in memory.inlets)
    return gone and now - memory.probed > (PROBED_SOON if never else PROBED_AGAIN)


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
    if not feeds and not news:  # an index page may be a shell, or hold a part
        found.append(Inlet(InletKind.LISTING, source.url))
    log.info("probed", source=source.name, inlets=[inlet.url for inlet in found])
    return found


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
