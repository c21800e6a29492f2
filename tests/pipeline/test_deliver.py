"""Telling people."""

from dataclasses import replace
from pathlib import Path

from crawler.errors import Rejected, Undelivered
from tests.pipeline.world import (
    PAGES,
    Inbox,
    a_world,
)


async def test_a_delivery_that_failed_is_tried_again_with_the_same_bytes(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        tried: list[tuple[str, bytes]] = []
        send = small.inbox.send

        class Busy(Inbox):
            async def send(self, message: object) -> None:
                tried.append((message.id, message.body))  # type: ignore[attr-defined]  # a Message
                if len(tried) < 3:
                    raise Undelivered("busy") if len(tried) == 1 else Rejected("HTTP 400")
                await send(message)  # type: ignore[arg-type]  # a Message

        small.world.plan = replace(small.world.plan, channels={"meja": Busy()})
        await small.settle()
        for _ in range(3):
            await small.settle(minutes=10)
        assert len(tried) == 3
        assert len(set(tried)) == 1
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_delivery_is_given_up_after_a_week_and_stays_to_be_seen(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.inbox.errors += [Undelivered("down")] * 100
        await small.settle()
        for _ in range(20):
            await small.settle(hours=12)
        assert (await small.store.shelf.status()).deliveries == {"given up": 1}


async def test_a_channel_that_was_removed_and_came_back_gets_what_waited(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, channels={}) as small:
        await small.settle()
        small.world.plan = replace(small.world.plan, channels={"meja": small.inbox})
        await small.settle(hours=2)
        assert small.inbox.titles == ["Banjir di hulu"]
