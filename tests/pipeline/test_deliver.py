"""Telling people."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crawler.errors import Rejected, StoreBusy, Undelivered
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


async def test_a_channel_that_rests_for_long_gets_what_waited(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, channels={}, resting=frozenset({"meja"})) as small:
        await small.settle()
        for _ in range(9):
            await small.settle(days=1)
        small.world.plan = replace(small.world.plan, channels={"meja": small.inbox})
        await small.settle(hours=2)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_message_that_went_out_is_not_sent_again_because_the_store_is_busy(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        keep, tried = small.store.delivered, []

        async def busy_once(key: str, now: datetime) -> None:
            tried.append(key)
            if len(tried) == 1:
                raise StoreBusy("locked")
            await keep(key, now)

        small.store.delivered = busy_once  # type: ignore[method-assign]  # a store that is locked once
        await small.settle()
        assert len(tried) == 2
        assert len(small.inbox.messages) == 1


async def test_a_channel_whose_own_code_fails_is_tried_again(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.inbox.errors += [KeyError("chat")]  # type: ignore[list-item]  # what no channel should raise
        await small.settle()
        (told,) = await small.store.shelf.alerts()
        assert (told.deliveries[0].state, told.deliveries[0].problem) == (
            "waiting",
            "the channel failed: KeyError: 'chat'",
        )
        await small.settle(minutes=1)
        assert small.inbox.titles == ["Banjir di hulu"]
