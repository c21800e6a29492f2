"""The step that sends one delivery: at least once, under one id for ever."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from crawler import cadence
from crawler.errors import DeliveryError, Undelivered
from crawler.model import Job, Message, Step
from crawler.pipeline.world import LEASE, World, insist

log = structlog.get_logger(__name__)

ORPHANS = timedelta(hours=1)  # between looks whether a channel that is gone or rests is back


async def deliver(world: World, key: str) -> Sequence[Job]:
    """Send the delivery known as `key`; the deliveries that may go now that it is settled."""
    pending = await world.store.delivery(key)
    if pending is None:
        return []
    channel, message = pending
    try:
        await _send(world, channel, message)
    except DeliveryError as error:
        await _not_sent(world, channel, message, error)
    else:
        now = world.now()
        await insist(lambda: world.store.delivered(key, now))
        log.info("delivered", id=key, channel=channel, tries=message.attempts + 1)
    room = {Step.DELIVER: world.room().get(Step.DELIVER, 0)}
    return await world.store.take(world.now(), LEASE, room)


async def _send(world: World, name: str, message: Message) -> None:
    channel = world.plan.channels.get(name)
    if channel is None:
        why = "rests" if name in world.plan.resting else "is no longer configured"
        raise Undelivered(f"the channel {name!r} {why}", ORPHANS)
    await channel.send(replace(message, at=world.now()))


async def _not_sent(world: World, channel: str, message: Message, error: DeliveryError) -> None:
    asked = error.retry_after if isinstance(error, Undelivered) else None
    now = world.now()
    if channel in world.plan.resting:  # nothing is wrong: what it is to get waits for it
        until: datetime | None = now + ORPHANS
    else:
        until = cadence.next_attempt(
            message.attempts, message.at, now, asked=asked, dice=world.dice()
        )
    await insist(lambda: world.store.undelivered(message.id, str(error), until))
    say = log.error if until is None else log.warning
    say(
        "given up" if until is None else "not delivered",
        id=message.id,
        channel=channel,
        again="never" if until is None else until.isoformat(timespec="seconds"),
        problem=str(error),
    )
