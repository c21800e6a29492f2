"""Dates that move in a list, and the looks that follow."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import Found, Job, Step
from crawler.store import SqliteStore, open_store
from tests.builders import NOON, after
from tests.store.world import LEASE, ROOM, filing, links, poll, telling

QUARTER = timedelta(minutes=15)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(tmp_path / "state") as opened:
        yield opened


def dated(minutes: float, *numbers: int) -> list[Found]:
    return [replace(link, published=after(minutes=minutes)) for link in links(*numbers)]


async def known(store: SqliteStore, *numbers: int) -> None:
    """Articles that were listed at noon, and read."""
    await poll(store, dated(0, *numbers))
    for number in numbers:
        await store.file(filing(number), NOON, telling())


async def looks(store: SqliteStore, minutes: float) -> list[Job]:
    return await store.take(after(minutes=minutes), LEASE, {Step.REVISIT: 10})


async def test_an_article_whose_date_moves_is_looked_at_a_quarter_later(
    store: SqliteStore,
) -> None:
    await known(store, 1, 2)
    await poll(store, [*dated(30, 1), *dated(0, 2)], after(minutes=31))
    assert await looks(store, 45) == []
    job = Job(Step.REVISIT, filing(1).id)
    assert await looks(store, 46) == [job]
    await store.looked(filing(1).id, None)
    await poll(store, [*dated(30, 1), *dated(0, 2)], after(minutes=61))  # the same date again
    assert await looks(store, 90) == []
    await poll(store, dated(100, 1), after(minutes=101))
    assert await looks(store, 116) == [job]


@pytest.mark.parametrize("minutes", [-5, 0])
async def test_a_date_that_stays_or_goes_back_is_no_news(
    store: SqliteStore, minutes: float
) -> None:
    await known(store, 1)
    await poll(store, [*dated(minutes, 1), *links(2)], after(minutes=31))
    await store.take(after(minutes=40), LEASE, ROOM)
    assert await looks(store, 100) == []


async def test_a_list_that_dates_all_its_articles_by_now_is_not_believed(
    store: SqliteStore,
) -> None:
    await known(store, 1, 2, 3, 4, 5)
    await poll(store, dated(30, 1, 2, 3, 4), after(minutes=31))
    assert await looks(store, 60) == []
    await poll(store, [*dated(30, 1, 2, 3), *dated(0, 4, 5)], after(minutes=31))
    assert len(await looks(store, 60)) == 1  # one of a host at a time


async def test_what_was_kept_more_than_three_days_ago_is_left_alone(store: SqliteStore) -> None:
    await known(store, 1)
    await poll(store, dated(4400, 1), after(minutes=4400))
    assert await looks(store, 4500) == []
