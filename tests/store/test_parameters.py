from datetime import timedelta

from crawler.model import Found
from crawler.store import SqliteStore, parameters
from crawler.store.rows import stamp
from tests.builders import NOON, after
from tests.store.world import filing, poll, telling


async def read(store: SqliteStore, url: str, text: str, at: float = 0) -> None:
    """Read what is at an address."""
    page = url.removeprefix("https://")
    one = filing(0, page=page, id=url, found=url, fingerprint=text)
    await store.file(one, after(minutes=at), telling())


async def known(store: SqliteStore, days: float = 0) -> frozenset[str]:
    now = stamp(after(days=days))
    return await store._snapshots.read(lambda db: parameters.meaningless(db, "contoh.id", now))


async def teach(store: SqliteStore, name: str = "sesi") -> None:
    for number in range(7):
        for value in "abc":
            url = f"https://contoh.id/berita/{number}?{name}={value}"
            await read(store, url, f"text {number}")


async def test_a_parameter_that_never_changed_a_text_is_left_out_from_then_on(
    store: SqliteStore,
) -> None:
    await teach(store)
    assert await known(store) == {"sesi"}
    for value in "de":
        await poll(store, [Found(url=f"https://contoh.id/berita/9?sesi={value}&id=1")])
    assert (await store.shelf.status()).pages == {"waiting": 1}
    assert await store.page("contoh.id/berita/9?id=1") is not None
    await poll(store, [Found(url=f"https://lain.id/berita/9?sesi={value}") for value in "de"])
    assert (await store.shelf.status()).pages == {"waiting": 3}


async def test_what_was_known_before_a_parameter_was_learned_is_known_after(
    store: SqliteStore,
) -> None:
    old = [Found(url="https://contoh.id/berita/9?sesi=a")]
    assert (await poll(store, old)).new == 1
    await teach(store)
    for days in (0.1, 2):
        assert (await poll(store, old, after(days=days))).new == 0


async def test_what_was_learned_has_to_be_seen_again_after_a_month(store: SqliteStore) -> None:
    await teach(store)
    assert await known(store, days=29) == {"sesi"}
    assert await known(store, days=31) == frozenset()


async def test_a_parameter_that_changed_a_text_once_is_never_left_out(
    store: SqliteStore,
) -> None:
    await read(store, "https://contoh.id/berita/0?sesi=z", "another text")
    await teach(store)
    assert await known(store) == frozenset()


async def test_little_is_remembered_of_a_host_and_nothing_for_long(store: SqliteStore) -> None:
    async def count() -> int:
        sql = "select count(*) from parameters"
        ((found,),) = await store._snapshots.read(lambda db: db.execute(sql).fetchall())
        return int(found)

    for number in range(parameters.MOST + 50):
        url = f"https://contoh.id/berita?id={number}"
        await read(store, url, f"text {number}", at=number)
    assert await count() == parameters.MOST + 1
    await read(
        store, "https://lain.id/berita?id=1", "x", at=timedelta(days=90) / timedelta(minutes=1)
    )
    await store.prune(NOON - timedelta(days=90), NOON - timedelta(days=400))
    assert await count() == 1
