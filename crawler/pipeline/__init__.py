"""The route of an article, as steps.

    tick ──> poll(source) ──> read(page) ──> deliver(delivery)        prune, watch, subscribe
      └──────────────────────────┴──────────────┘  what came due again

Each step reads through the ports, asks a pure function what to do, writes, and returns the jobs
that follow.  It never starts them: that is the engine's part.  A step may be taken twice with one
key; the second time it changes nothing, except that a delivery cut off between sending and
settling is sent again, under the same id and with the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog

from crawler import cadence
from crawler.model import Job, Step
from crawler.pipeline.deliver import deliver
from crawler.pipeline.poll import poll
from crawler.pipeline.prune import prune
from crawler.pipeline.push import answer as answer, subscribe, unreached as unreached
from crawler.pipeline.read import read
from crawler.pipeline.revisit import revisit
from crawler.pipeline.watch import watch
from crawler.pipeline.world import (
    LEASE as LEASE,
    Plan as Plan,
    Push as Push,
    World as World,
    insist as insist,
)
from crawler.ports import Take

log = structlog.get_logger(__name__)

STEP_BACK = timedelta(minutes=1)  # of the clock; a smaller one is made up for by waiting


async def tick(world: World, _: str) -> Sequence[Job]:
    """Everything that is due, as far as the engine has room for it."""
    now = world.now()
    back = world.ticked is not None and now < world.ticked - STEP_BACK
    if back or world.ticked is None:
        moved = await world.store.pull_in(now, now + cadence.MOST_ASKED * 1.2)
        if moved:
            log.warning("the clock was set back", made_due=moved)
    if back:
        earlier = {rule: min(since, now) for rule, since in world.plan.since.items()}
        world.plan = replace(world.plan, since=earlier)
    world.ticked = now
    return await world.store.take(now, LEASE, world.room(), world.plan.wants)


def steps(world: World) -> Mapping[Step, Take]:
    """Every step by its name, as an engine wants them."""
    return {
        Step.TICK: partial(tick, world),
        Step.POLL: partial(poll, world),
        Step.READ: partial(read, world),
        Step.DELIVER: partial(deliver, world),
        Step.REVISIT: partial(revisit, world),
        Step.PRUNE: partial(prune, world),
        Step.WATCH: partial(watch, world),
        Step.SUBSCRIBE: partial(subscribe, world),
    }
