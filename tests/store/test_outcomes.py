from crawler.model import Found, Step
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.world import LEASE, alert, filing, key, links, poll, telling, undelivered, url


async def test_only_the_key_of_a_page_is_kept_when_it_is_done(store: SqliteStore) -> None:
    await poll(store, [Found(url=url(1), title="Judul", summary="Ringkas", published=NOON)])
    await store.unread(key(1), "timeout", NOON)
    await store.file(filing(1), NOON, telling())
    select = "select title, summary, published, problem, state, due from pages"
    (row,) = store._writer._connection.execute(select).fetchall()
    assert row == (
        None,
        None,
        NOON.isoformat(),
        "",
        "done",
        None,
    )  # its date tells when it moves


async def test_a_delivery_given_up_that_arrived_after_all_counts_as_delivered(
    store: SqliteStore,
) -> None:
    await store.file(filing(1), NOON, telling(alert("x")))
    await undelivered(store, "evt_x_meja", "no answer", None)
    await store.delivered("evt_x_meja", after(minutes=1))
    await store.delivered("evt_x_meja", after(minutes=2))
    (told,) = await store.shelf.alerts()
    (sent,) = told.deliveries
    assert (sent.state, sent.delivered_at, sent.attempts) == ("delivered", after(minutes=1), 2)
    assert sent.problem == ""


async def test_a_page_that_failed_gives_its_host_back_to_others(store: SqliteStore) -> None:
    await poll(store, links(1, 2))
    await store.take(NOON, LEASE, {Step.READ: 1})
    await store.unread(key(1), "500", after(hours=1))
    assert [job.key for job in await store.take(NOON, LEASE, {Step.READ: 1})] == [key(2)]
