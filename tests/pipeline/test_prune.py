"""Forgetting."""

from datetime import timedelta
from pathlib import Path

from crawler import pipeline
from crawler.model import Job, Step
from tests.pipeline.world import PAGES, a_world


async def test_pruning_forgets_articles_and_not_that_they_were_seen(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        await small.settle()
        small.clock += timedelta(days=91)
        await pipeline.steps(small.world)[Step.PRUNE]("")
        assert (await small.store.shelf.status()).articles == 0
        await small.settle(minutes=1)
        assert len(small.inbox.messages) == 1
        assert Job(Step.PRUNE) == Job(Step.PRUNE, "")
