"""The step that forgets what is old."""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from crawler.model import Job
from crawler.pipeline.world import World

log = structlog.get_logger(__name__)

SEEN_KEPT = timedelta(days=400)  # links, so that nothing old comes back as new


async def prune(world: World, _: str) -> Sequence[Job]:
    """Drop articles older than `keep`, and links not seen for more than a year."""
    now = world.now()
    dropped = await world.store.prune(now - world.plan.keep, now - SEEN_KEPT)
    log.info("pruned", articles=dropped)
    return []
