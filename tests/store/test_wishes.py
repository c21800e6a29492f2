import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.errors import StoreUnusable
from crawler.model import Manners, Urgency
from crawler.outbox.hours import clock
from crawler.store import SqliteStore, open_store
from crawler.store.wishes import beside, lost, meant, replay, silence
from tests.builders import NOON, after
from tests.store.courier import GONE, fail, raised, states, taken
from tests.store.world import undelivered


async def test_what_was_given_up_is_sent_again_as_it_was_beside_a_running_daemon(
    tmp_path: Path,
) -> None:
    async with open_store(tmp_path) as store:
        await raised(store, "a")
        pending = await store.delivery("evt_a")
        await undelivered(store, "evt_a", "HTTP 500", None)
        assert [row["id"] for row in await beside(tmp_path, partial(meant, key="al_a"))] == [
            "evt_a"
        ]
        again = partial(replay, keys=["evt_a"], now=after(days=9))
        assert await beside(tmp_path, again) == 1
        assert await beside(tmp_path, again) == 0
        assert await taken(store, after(days=9)) == ["evt_a"]
        after_all = await store.delivery("evt_a")
        assert pending is not None
        assert after_all is not None
        assert (after_all[1].id, after_all[1].body) == (pending[1].id, pending[1].body)
        await fail(store, "evt_a", after(days=9))  # its week begins anew
        assert await states(store) == {"evt_a": "waiting"}


async def test_what_was_parked_is_sent_again_and_its_channel_with_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    await raised(store, "a", "b")
    await taken(store, NOON)
    await fail(store, "evt_a", NOON, GONE)
    await fail(store, "evt_b", NOON)
    keys = [row["id"] for row in await beside(tmp_path / "state", lost)]
    assert keys == ["evt_a", "evt_b"]
    assert await beside(tmp_path / "state", partial(replay, keys=keys, now=after(hours=1))) == 2
    assert await taken(store, after(hours=1)) == ["evt_a", "evt_b"]


async def test_a_silence_skips_what_waits_and_what_comes_and_ends(
    store: SqliteStore, tmp_path: Path
) -> None:
    await raised(store, "before")
    await raised(store, "tried")
    await fail(store, "evt_tried", NOON)
    hush = partial(silence, rule="banjir", until=after(hours=2), now=NOON)
    assert await beside(tmp_path / "state", hush) == 2
    await raised(store, "during", now=after(hours=1))
    await raised(store, "other", rule="gempa", now=after(hours=1))
    await raised(store, "later", now=after(hours=3))
    assert await states(store) == {
        "evt_before": "skipped",
        "evt_tried": "skipped",
        "evt_during": "skipped",
        "evt_other": "waiting",
        "evt_later": "waiting",
    }
    (told,) = [one for one in await store.shelf.alerts() if one.id == "al_during"]
    assert told.deliveries[0].problem == "silenced until 2026-11-22T14:00+00:00"


async def test_a_silence_can_be_ended(store: SqliteStore, tmp_path: Path) -> None:
    await beside(
        tmp_path / "state", partial(silence, rule="banjir", until=after(hours=2), now=NOON)
    )
    await beside(
        tmp_path / "state", partial(silence, rule="banjir", until=NOON, now=after(minutes=1))
    )
    await raised(store, "a", now=after(minutes=2))
    assert await states(store) == {"evt_a": "waiting"}


def test_where_there_is_no_store_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable):
        asyncio.run(beside(tmp_path / "state", lost))
    assert list(tmp_path.iterdir()) == []


async def test_what_is_in_a_digest_is_sent_again_with_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    wants = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}
    await raised(store, "a", "b")
    await taken(store, NOON, wants)
    (digest,) = await taken(store, after(hours=4), wants)
    await undelivered(store, digest, "HTTP 413", None)
    (row,) = await beside(tmp_path / "state", partial(meant, key="al_b"))
    assert (row["id"], row["state"]) == (digest, "given up")
    again = partial(replay, keys=[digest, digest], now=after(days=1))
    assert await beside(tmp_path / "state", again) == 1
    assert await taken(store, after(days=1), wants) == [digest]


async def test_what_a_killed_command_began_is_as_if_it_had_not_been(
    store: SqliteStore, tmp_path: Path
) -> None:
    await raised(store, "a")

    def half(database: Database) -> None:
        silence(database, "banjir", after(hours=2), NOON)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await beside(tmp_path / "state", half)
    assert await states(store) == {"evt_a": "waiting"}


async def test_a_silence_leaves_its_news_out_of_a_digest_that_nobody_has_tried(
    store: SqliteStore, tmp_path: Path
) -> None:
    wants = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}
    down = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),), pace=timedelta(hours=1))}
    await raised(store, "a", "b")
    await raised(store, "c", rule="gempa")
    await taken(store, NOON, wants)
    await raised(store, "fire", urgency=Urgency.URGENT, now=after(hours=4))
    assert await taken(store, after(hours=4), down) == [
        "evt_fire"
    ]  # the digest is made, and waits
    hush = partial(silence, rule="banjir", until=after(hours=9), now=after(hours=4))
    assert await beside(tmp_path / "state", hush) == 2
    await store.delivered("evt_fire", after(hours=4))
    (digest,) = await taken(store, after(hours=5), wants)
    pending = await store.delivery(digest)
    assert pending is not None
    assert b"evt_c" in pending[1].body
    assert b"evt_a" not in pending[1].body


async def test_a_silence_leaves_its_news_out_of_a_digest_that_was_tried_in_vain_too(
    store: SqliteStore, tmp_path: Path
) -> None:
    wants = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}
    await raised(store, "a", "b")
    await raised(store, "c", rule="gempa")
    await taken(store, NOON, wants)
    (refused,) = await taken(store, after(hours=4), wants)
    await fail(store, refused, after(hours=4))
    hush = partial(silence, rule="banjir", until=after(hours=9), now=after(hours=4))
    assert await beside(tmp_path / "state", hush) == 2
    (digest,) = await taken(store, after(hours=5), wants)
    pending = await store.delivery(digest)
    assert pending is not None
    assert digest != refused, "no id has two bodies"
    assert b"evt_c" in pending[1].body
    assert b"evt_a" not in pending[1].body
    await store.delivered(digest, after(hours=5))
    kept = await states(store)
    assert (kept[refused], kept[digest], kept["evt_a"]) == ("skipped", "delivered", "skipped")
    (_, sendings) = await store.shelf.sendings(refused)
    assert sendings[0].problem.startswith("told without what is silenced")


async def test_a_silence_waits_for_a_digest_that_is_on_its_way(
    store: SqliteStore, tmp_path: Path
) -> None:
    wants = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}
    await raised(store, "a")
    await taken(store, NOON, wants)
    (digest,) = await taken(store, after(hours=4), wants)
    hush = partial(silence, rule="banjir", until=after(hours=9), now=after(hours=4))
    assert await beside(tmp_path / "state", hush) == 0
    await store.delivered(digest, after(hours=4))
    assert await states(store) == {"evt_a": "in digest", digest: "delivered"}
