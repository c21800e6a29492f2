"""The step that sends one delivery: at least once, under one id for ever."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from crawler.errors import DeliveryError, Gone, Undelivered
from crawler.model import Circuit, Failure, Fault, Job, Message, Outcome, Tried
from crawler.outbox.attempts import conclude
from crawler.pipeline.world import World, insist, outgoing

log = structlog.get_logger(__name__)

MOST_PROBLEM = 300  # characters


async def deliver(world: World, key: str) -> Sequence[Job]:
    """Send the delivery known as `key`; the deliveries that may go now that it is settled."""
    pending = await world.store.delivery(key)
    if pending is None:
        return []
    name, message = pending
    channel = world.plan.channels.get(name)
    if channel is None:  # taken out since it was claimed: what it is to get waits for it
        await insist(lambda: world.store.put_back(key, world.now()))
        return []
    try:
        await channel.send(replace(message, at=world.now()))
    except DeliveryError as error:
        await _not_sent(world, name, message, error)
    except Exception as error:  # whatever a channel's own code raises, its delivery comes again
        problem = f"the channel failed: {type(error).__name__}: {error}"
        log.exception("the channel failed", id=key, channel=name)
        await _not_sent(world, name, message, Undelivered(problem[:MOST_PROBLEM]))
    else:
        now = world.now()
        await insist(lambda: world.store.delivered(key, now))
        log.info("delivered", id=key, channel=name, tries=message.attempts + 1)
    return await outgoing(world)


async def _not_sent(world: World, channel: str, message: Message, error: DeliveryError) -> None:
    now, failure, settled = world.now(), _failure(error), list[Outcome | None]()
    dice = world.dice()

    def decide(tried: Tried, circuit: Circuit) -> Outcome:
        return conclude(tried, failure, circuit, now, dice=dice)

    async def keep() -> None:
        settled.append(await world.store.undelivered(message.id, failure.problem, now, decide))

    await insist(keep)
    outcome = settled[-1]
    if outcome is None:
        return
    until = outcome.until
    say = log.error if until is None else log.warning
    say(
        "not delivered" if until is not None else outcome.state,
        id=message.id,
        channel=channel,
        again="never" if until is None else until.isoformat(timespec="seconds"),
        problem=failure.problem,
    )


def _failure(error: DeliveryError) -> Failure:
    match error:
        case Gone():
            return Failure(fault=Fault.GONE, problem=str(error))
        case Undelivered():
            return Failure(fault=Fault.LATER, problem=str(error), asked=error.retry_after)
        case _:
            return Failure(fault=Fault.REFUSED, problem=str(error))
