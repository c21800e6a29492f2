from crawler.model import Notice, Standing, Word
from crawler.store import SqliteStore
from crawler.store.deliveries import TRIES
from tests.builders import NOON, after
from tests.store.courier import fail, raised, states, taken


async def test_every_try_is_kept_with_its_answer_up_to_a_bound(store: SqliteStore) -> None:
    await raised(store, "a")
    for minute in range(TRIES + 20):
        await fail(store, "evt_a", after(minutes=minute))
    await store.delivered("evt_a", after(hours=9))
    sql = "select number, answer from tries order by number"
    kept = store._writer._connection.execute(sql).fetchall()
    assert len(kept) == TRIES
    assert kept[0] == (1, "HTTP 500")
    assert kept[-1] == (TRIES + 21, "taken")


async def test_a_delivery_that_is_put_back_was_not_tried(store: SqliteStore) -> None:
    await raised(store, "a")
    assert await taken(store, NOON) == ["evt_a"]
    await store.put_back("evt_a", after(minutes=1))
    assert await states(store) == {"evt_a": "waiting"}
    assert await taken(store, after(minutes=1)) == ["evt_a"]


async def test_word_to_operators_is_kept_once_and_dropped_when_it_is_old(
    store: SqliteStore,
) -> None:
    word = Word(notices=(Notice(id="evt_n", channel="meja", body=b"{}"),))

    def conclude(_: Standing) -> Word:
        return word

    for _ in range(2):
        await store.mind(NOON, after(days=1) - NOON, conclude)
    assert await taken(store, NOON) == ["evt_n"]
    await store.delivered("evt_n", NOON)
    await store.prune(after(days=1), after(days=-300))
    assert await states(store) == {}


async def test_word_that_trouble_is_over_waits_for_word_of_it(store: SqliteStore) -> None:
    begun, over = (
        Notice(id=key, channel="meja", body=b"{}", story="no source contoh")
        for key in ("evt_begun", "evt_over")
    )
    await store.mind(NOON, after(days=1) - NOON, lambda _: Word(notices=(begun, over)))
    assert await taken(store, NOON) == ["evt_begun"]
    await store.delivered("evt_begun", NOON)
    assert await taken(store, NOON) == ["evt_over"]
