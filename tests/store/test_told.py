from crawler.model import Manners
from crawler.outbox.hours import clock
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.courier import fail, raised, taken

AFTERNOON = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}


async def test_an_alert_stands_for_its_deliveries_and_their_tries(store: SqliteStore) -> None:
    await raised(store, "a")
    await fail(store, "evt_a", NOON)
    await store.delivered("evt_a", after(minutes=1))
    for key in ("al_a", "evt_a"):
        alert, (sending,) = await store.shelf.sendings(key)
        assert alert == "al_a"
        assert [(each.number, each.answer) for each in sending.tries] == [
            (1, "HTTP 500"),
            (2, "taken"),
        ]
        assert sending.tries[1].at == after(minutes=1)


async def test_the_digest_that_names_an_alert_is_shown_with_it(store: SqliteStore) -> None:
    await raised(store, "a", "b")
    await taken(store, NOON, AFTERNOON)
    (told,) = [one for one in await store.shelf.alerts() if one.id == "al_a"]
    assert (told.deliveries[0].state, told.deliveries[0].held) == ("waiting", "scheduled")
    (digest,) = await taken(store, after(hours=4), AFTERNOON)
    await store.delivered(digest, after(hours=4))
    alert, (own, whole) = await store.shelf.sendings("al_a")
    assert alert == "al_a"
    assert (own.state, own.digest, own.digest_state) == ("in digest", digest, "delivered")
    assert (whole.id, whole.kind, whole.state) == (digest, "digest", "delivered")
    alert, (only,) = await store.shelf.sendings(digest)
    assert (alert, only.id) == (None, digest)


async def test_what_nobody_knows_stands_for_nothing(store: SqliteStore) -> None:
    assert await store.shelf.sendings("al_x") == (None, [])


async def test_whatever_happens_the_states_add_up(store: SqliteStore) -> None:
    await raised(store, *"abcdef")
    keys = await taken(store, NOON)
    await store.delivered(keys[0], NOON)
    await fail(store, keys[1], NOON)
    await raised(store, "g", channel="lain")
    await taken(store, NOON, AFTERNOON)
    counts = (await store.shelf.status()).deliveries
    assert sum(counts.values()) == 7
    assert counts["delivered"] == 1


async def test_channels_in_trouble_are_told_with_why(store: SqliteStore) -> None:
    await raised(store, "a")
    await fail(store, "evt_a", NOON)
    status = await store.shelf.status()
    assert status.channels == {"meja": "failing since 2026-11-22T12:00+00:00: HTTP 500"}
