"""Stores that were filled before stories had a window."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.model import Known, Verdict
from crawler.store import SqliteStore, backlog, open_store
from crawler.store.stories import Window
from tests.builders import NOON, after, an_article
from tests.store.world import alert, filing

SHIP = "Kapal Melati tenggelam Selat Contoh"
PRICES = "Harga cabai rawit naik Pasar Kenanga"
EARLIER = """
    delete from tellings;
    update stories set number = null;
    delete from facts where name = 'stories'
"""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """Sixty articles of an earlier time, each a story of its own, three of them of one event."""
    async with open_store(tmp_path / "state") as opened:
        for number in range(60):
            await keep(opened, number, f"lain{number} hal{number} soal{number}")
        for number in (60, 62, 64):
            await keep(opened, number, f"{SHIP} laporan{number}")
        await keep(opened, 63, PRICES)
        await opened._writer.run(lambda db: db.executescript(EARLIER) and None)
        yield opened


async def keep(store: SqliteStore, number: int, title: str) -> None:
    one = filing(
        number,
        article=an_article(title=title, paragraphs=(), text=title),
        fingerprint="",
        first_seen=after(minutes=number),
    )
    alone = Verdict(story=f"st_{number}", alerts=(alert(str(number)),))

    def decide(_: Known) -> Verdict:
        return alone

    await store.file(one, NOON, decide)


async def stories(store: SqliteStore) -> dict[str, str]:
    sql = "select id, story from articles"
    return dict(await store._writer.run(lambda db: db.execute(sql).fetchall()))


async def test_articles_of_one_event_become_one_story_with_what_was_told_of_them(
    store: SqliteStore,
) -> None:
    await store.prune(after(days=-90), after(days=-400))
    found = await stories(store)
    assert {found[filing(number).id] for number in (60, 62, 64)} == {"st_60"}
    assert found[filing(63).id] == "st_63"
    assert found[filing(5).id] == "st_5"
    sql = "select story from alerts where article = ?"
    ((told,),) = await store._writer.run(lambda db: db.execute(sql, [filing(64).id]).fetchall())
    assert told == "st_60"


async def test_a_new_article_joins_a_story_from_before(store: SqliteStore) -> None:
    await store.prune(after(days=-90), after(days=-400))
    heard: list[Known] = []

    def decide(known: Known) -> Verdict:
        heard.append(known)
        assert known.story is not None
        return Verdict(story=known.story.id)

    title = f"{SHIP} laporan90"
    new = filing(90, article=an_article(title=title, paragraphs=(), text=title), fingerprint="")
    await store.file(new, NOON, decide)
    (known,) = heard
    assert known.story is not None
    assert (known.story.id, known.story.told) == ("st_60", frozenset({"banjir"}))


async def test_it_goes_on_where_it_was_cut_off_and_ends(store: SqliteStore) -> None:
    async def some() -> int:
        fill = partial(backlog.fill, window=Window())  # as after a restart
        return await store._writer.run(lambda db: fill(db, 0))

    assert [await some() for _ in range(4)] == [backlog.BATCH, 64 - backlog.BATCH, 0, 0]
    count = await store._writer.run(tellings)
    assert count == 64


def tellings(database: Database) -> int:
    ((count,),) = database.execute("select count(*) from tellings").fetchall()
    return int(count)
