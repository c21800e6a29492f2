"""The step that forgets what is old."""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from crawler.errors import StoreBusy
from crawler.model import Job
from crawler.pipeline.world import World

log = structlog.get_logger(__name__)

SEEN_KEPT = timedelta(days=400)  # links, so that nothing old comes back as new


async def prune(world: World, _: str) -> Sequence[Job]:
    """Drop articles older than `keep`, and links not seen for more than a year."""
    now = world.now()
    dropped = await world.store.prune(now - world.plan.keep, now - SEEN_KEPT)
    try:
        await world.store.checkpoint()
    except StoreBusy as error:  # somebody looks at the log: in an hour, then
        log.info("log kept", problem=str(error))
    log.info("pruned", articles=dropped)
    return []
