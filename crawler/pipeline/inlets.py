"""Reading a source's inlets: each by itself, with what it leads to, and back where it left off.

ask ("changed since?") ─┬─> no: now and then held against a whole answer, for servers lie
                        └─> a list ──> does it go on where the last one ended?
                                         └─> no: older pages, until it does or a limit
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from crawler.dedup.urls import host
from crawler.errors import FetchError, ReadError
from crawler.model import (
    NO_VALIDATORS,
    Found,
    Gap,
    Inlet,
    InletState,
    Listing,
    Memory,
    Reply,
    Source,
)
from crawler.pipeline import coverage, pacing
from crawler.pipeline.backward import walk
from crawler.pipeline.world import World, heard, let_rest, request

log = structlog.get_logger(__name__)

CHILDREN = 5  # sitemaps that one index leads to, read in one poll …
MOST_CHILDREN = 20  # … and where none of these was known before
CHECKED = timedelta(days=1)  # between two looks at what "not modified" hides …
SUSPECTED = timedelta(hours=1)  # … and after one that found something
LIES = 2  # after which a host is asked without conditions
WALKED = timedelta(hours=1)  # between two walks back from one inlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How reading one inlet went."""

    state: InletState
    found: tuple[Found, ...] = ()
    watched: datetime | None = None  # since when; None: this was the first reading
    gap: Gap | None = None  # before this reading
    unchanged: bool = False  # the server said "not modified", and was believed
    error: FetchError | ReadError | None = None  # why it failed

    @property
    def failed(self) -> bool:
        """Whether it gave no list at all."""
        return self.state.failures > 0


async def read(
    world: World, source: Source, state: InletState, memory: Memory
) -> list[Reading]:
    """Read an inlet, and the newest ones that it leads to; how each went.

    `memory` has what is remembered of those as well.  An inlet that leads to others counts as
    read for the first time when each of them was: what comes up later in one may be old till then.
    """
    family = [each for each in memory.inlets if each.parent == state.inlet.url]
    reading, led = await _one(world, source, state, memory, since=state.first)
    if reading.failed:
        return [reading, *(Reading(state=child) for child in family)]
    if led is not None:  # else it has not changed, and leads where it did
        before = {child.inlet: child for child in family}
        family = [
            before.get(inlet, InletState(inlet=inlet, parent=state.inlet.url))
            for inlet in newest(led, before)
        ]
    children = [
        (await _one(world, source, child, memory, since=child.first or state.first))[0]
        for child in family
    ]
    if children and all(child.failed for child in children):  # then the whole gave no list
        problem = children[0].state.problem
        failed = replace(state, failures=state.failures + 1, problem=problem)
        reading = replace(children[0], state=failed)
    elif state.first is None and any(child.failed for child in children):
        reading = replace(reading, state=replace(reading.state, first=None))
    return [reading, *children]


def newest(led: Sequence[Inlet], before: Iterable[Inlet]) -> Sequence[Inlet]:
    """The inlets to read of those that an index has led to: back to the first one known `before`."""
    known = set(before)
    back = next((place for place, inlet in enumerate(led) if inlet in known), None)
    if not known:
        return led[:CHILDREN]
    return led[: MOST_CHILDREN if back is None else max(CHILDREN, back + 1)]


async def _one(
    world: World,
    source: Source,
    state: InletState,
    memory: Memory,
    *,
    since: datetime | None,
) -> tuple[Reading, tuple[Inlet, ...] | None]:
    """Read one inlet, watched `since` then; how that went, and where it leads.

    None where it has not changed, or could not be read.
    """
    if pacing.rests(source, state, world.now()):
        return Reading(state=state, watched=since, unchanged=True), None
    try:
        reply, listing, state = await _asked(world, source, state, memory)
    except (FetchError, ReadError) as error:
        heard(world, state.inlet.url, error)
        await let_rest(world, error)
        failed = replace(state, failures=state.failures + 1, problem=str(error))
        log.warning("not listed", source=source.name, problem=str(error))
        return Reading(state=failed, error=error), None
    heard(world, state.inlet.url, None)
    now = world.now()
    after = replace(state, first=state.first or now, read=now, failures=0, problem="")
    if reply is None or listing is None:
        return Reading(state=after, watched=since, unchanged=True), None
    found, gap = listing.found, None
    listed = coverage.seen(found)
    if not coverage.joined(state.listed, listed, now) and _may_walk(state, memory, now):
        extra, pages, filled = await walk(world, source, state, listing)
        found = (*found, *extra)
        gap = coverage.gap(state, coverage.seen(found), now, pages=pages, filled=filled)
    wish = max((each for each in (reply.fresh, listing.wish) if each), default=None)
    after = replace(
        after, validators=reply.validators, listed=listed, wish=wish, hubs=listing.hubs
    )
    named = tuple(replace(each, inlet=state.inlet.url) for each in found)
    return Reading(state=after, found=named, watched=since, gap=gap), listing.more


async def _asked(
    world: World, source: Source, state: InletState, memory: Memory
) -> tuple[Reply | None, Listing | None, InletState]:
    """What an inlet answers, None where it has not changed; and whether it lied about that."""
    plain = request(source, state.inlet.url)
    since = NO_VALIDATORS if lying(state, memory) else state.validators
    reply = await world.fetcher.get(replace(plain, since=since))
    unchanged = reply is None
    if unchanged and _doubtful(state, world.now()):
        reply = await world.fetcher.get(plain)
    if reply is None:
        return None, None, state
    listing = await world.reader.listing(state.inlet, reply, source.timezone)
    if not unchanged:
        return reply, listing, state
    known = {each.key for each in state.listed}
    lied = any(each.key not in known for each in coverage.seen(listing.found))
    lies = state.lies + 1 if lied else 0
    if lied:
        log.warning("said not modified, and was", source=source.name, inlet=state.inlet.url)
    return reply, listing, replace(state, checked=world.now(), lies=lies)


def lying(state: InletState, memory: Memory) -> bool:
    """Whether the host of an inlet has told too often that nothing had changed."""
    mine = host(state.inlet.url)
    return any(
        each.lies >= LIES and host(each.inlet.url) == mine for each in (state, *memory.inlets)
    )


def _doubtful(state: InletState, now: datetime) -> bool:
    """Whether "not modified" is to be held against a whole answer."""
    last = state.checked or state.first
    patience = SUSPECTED if state.lies else CHECKED
    return last is not None and bool(state.listed) and now - last >= patience


def _may_walk(state: InletState, memory: Memory, now: datetime) -> bool:
    last = [gap.noticed for gap in memory.gaps if gap.inlet == state.inlet.url]
    return not last or now - max(last) >= WALKED
