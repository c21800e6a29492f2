"""The step that tells operators how Kliping itself does.

sources that fail, are silent or do well again, gaps that could not be filled, our own network,
channels, deliveries given up, a full disk; and once a week that all is well
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from crawler.dedup.identity import short_id
from crawler.errors import DeliveryError, StoreBusy
from crawler.message.compose import heartbeat, notice
from crawler.model import Job, Message, Notice, Sign, Standing, Trouble, Word
from crawler.outbox.attempts import GIVEN_UP
from crawler.outbox.trouble import watched
from crawler.pipeline.world import Plan, World, outgoing

log = structlog.get_logger(__name__)

OF_SOURCES = frozenset({"source", "silence", "pages"})
TYPES = {  # of messages that are not called by the kind of their sign
    ("silence", "failing"): "source.silent",
    ("silence", "recovered"): "source.recovered",
    ("pages", "failing"): "source.failing",
    ("pages", "recovered"): "source.recovered",
}
BEAT = timedelta(days=7)  # between two messages that all is well


async def watch(world: World, _: str) -> Sequence[Job]:
    """See how everything does, and tell operators what they are to hear."""
    now, plan = world.now(), world.plan
    try:
        seen = [*world.pages.signs(now), world.network.sign()]
        if world.push is not None:
            seen.append(world.push.sign())
        told = await world.store.mind(now, BEAT, partial(word, plan, now, seen))
        known = (*plan.channels, *plan.resting)
        lost = await world.store.orphans(known, now - GIVEN_UP, now)
    except StoreBusy as error:
        await _full(world, error)
        return []
    world.full = None
    if lost:
        log.error("given up", deliveries=lost, problem="their channel is no longer configured")
    return await outgoing(world) if told else []


def word(plan: Plan, now: datetime, seen: Sequence[Sign], standing: Standing) -> Word:
    """What operators are to hear, as things stand, and what is to be remembered of it.

    `seen` are signs that are not in the store.
    """
    troubles: dict[tuple[str, str], Trouble | None] = {}
    notices: list[Notice] = []
    for sign in (*standing.signs, *seen):
        key = (sign.kind, sign.name)
        known = standing.troubles.get(key)
        after, event = watched(sign, known, now)
        if after != known:
            troubles[key] = after
        if event is not None:
            notices += _of_sign(plan, sign, after or known, event, now)
    for channel, (count, problem) in standing.given_up.items():
        troubles["given up", channel] = Trouble(since=now, told=now)
        notices += _given_up(plan, channel, count, problem, now)
    for source, (began, ended) in standing.gaps.items():
        troubles["gap", source] = Trouble(since=began, told=now)
        notices += _gap(plan, source, began, ended, now)
    if standing.beaten is None:
        troubles["heartbeat", ""] = Trouble(since=now)
    elif standing.figures:
        troubles["heartbeat", ""] = Trouble(since=now)
        notices += _heartbeat(plan, standing.beaten, standing.figures, now)
    return Word(notices=tuple(notices), troubles=troubles)


def _of_sign(
    plan: Plan, sign: Sign, trouble: Trouble | None, event: str, now: datetime
) -> Iterator[Notice]:
    since = now if trouble is None else trouble.since
    source = plan.sources.get(sign.name) if sign.kind in OF_SOURCES else None
    about = "no" + short_id(sign.kind, event, sign.name, now.isoformat())
    body = notice(
        TYPES.get((sign.kind, event), f"{sign.kind}.{event}"),
        notice=about,
        name=sign.name,
        now=now,
        url=None if source is None else source.url,
        since=since,
        count=sign.failures,
        problem=sign.problem,
    )
    broken = sign.name if (sign.kind, event) == ("channel", "failing") else None
    return _to_all(plan, about, body, but=broken, story=f"no {sign.kind} {sign.name}")


def _gap(
    plan: Plan, name: str, began: datetime, ended: datetime, now: datetime
) -> Iterator[Notice]:
    source = plan.sources.get(name)
    about = "no" + short_id("gap", name, now.isoformat())
    body = notice(
        "source.gap",
        notice=about,
        name=name,
        now=now,
        url=None if source is None else source.url,
        since=began,
        until=ended,
    )
    return _to_all(plan, about, body)


def _given_up(
    plan: Plan, channel: str, count: int, problem: str, now: datetime
) -> Iterator[Notice]:
    about = "no" + short_id("given up", channel, now.isoformat())
    body = notice(
        "delivery.given_up",
        notice=about,
        name=channel,
        now=now,
        count=count,
        problem=problem,
    )
    return _to_all(plan, about, body, but=channel)


def _heartbeat(
    plan: Plan, since: datetime, figures: Mapping[str, int], now: datetime
) -> Iterator[Notice]:
    about = "no" + short_id("heartbeat", now.isoformat())
    body = heartbeat(
        heartbeat=about,
        since=since,
        now=now,
        sources=figures["sources"],
        failing=figures["failing"],
        articles=figures["articles"],
        alerts=figures["alerts"],
        waiting=figures["waiting"],
    )
    return _to_all(plan, about, body)


def _to_all(
    plan: Plan, about: str, body: bytes, *, but: str | None = None, story: str | None = None
) -> Iterator[Notice]:
    """One message for each channel of operators, `but` for the one that would not hear it."""
    for channel in dict.fromkeys(plan.operators):
        if channel != but and channel in plan.channels:
            key = "evt_" + short_id("notice", about, channel)
            yield Notice(id=key, channel=channel, body=body, urgent=True, story=story)


async def _full(world: World, error: StoreBusy) -> None:
    """Tell operators of a full disk at once: nothing that waits can be kept on it."""
    log.error("store busy", problem=str(error))
    if not error.full or world.full is not None:
        return
    now = world.now()
    about = "no" + short_id("disk", now.isoformat())
    body = notice(
        "disk.full", notice=about, name="state", now=now, since=now, problem=str(error)
    )
    for told in _to_all(world.plan, about, body):
        channel = world.plan.channels[told.channel]
        try:
            await channel.send(Message(id=told.id, body=told.body, at=now))
        except DeliveryError as problem:
            log.warning("not delivered", channel=told.channel, problem=str(problem))
        else:
            world.full = now
