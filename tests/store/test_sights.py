from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from crawler.model import Found, Memory, Pace
from crawler.store import SqliteStore, sights
from tests.builders import NOON, after
from tests.store.world import alert, filing, telling


@pytest.mark.parametrize(
    "sight", [each for each in vars(sights).values() if is_dataclass(each)], ids=str
)
def test_what_is_shown_cannot_be_changed(sight: type) -> None:
    assert sight.__dataclass_params__.frozen  # type: ignore[attr-defined] # it is a dataclass
    assert fields(sight)


async def test_an_alert_is_shown_when_its_article_is_dropped(store: SqliteStore) -> None:
    await store.file(filing(1), NOON, telling(alert("x"), story="st"))
    await store.delivered("evt_x_meja", after(minutes=1))
    await store.prune(after(days=1), after(days=-1))
    (told,) = await store.shelf.alerts()
    assert (told.article, told.title, told.url, told.source) == (filing(1).id, None, None, None)
    assert told.deliveries[0].delivered_at == after(minutes=1)


def concluding(memory: Memory, _: Sequence[Found]) -> tuple[Memory, datetime]:
    return memory, after(minutes=9)


async def test_how_often_a_source_is_polled_is_shown_unless_it_failed(
    store: SqliteStore,
) -> None:
    await store.sync(["contoh", "lain"], NOON)
    pace = Pace(until=1.0, nights=14, posts=480.0, units=10.0)
    memory = Memory(polled=NOON, pace=pace)
    for failures, every in ((0, timedelta(minutes=9)), (1, None)):
        after_it = replace(memory, failures=failures)
        await store.keep_poll("contoh", partial(concluding, after_it), now=NOON)
        one, other = await store.shelf.sources(NOON)
        assert one.rhythm is not None
        assert (one.rhythm.every, one.rhythm.days) == (every, 14)
        assert one.rhythm.a_day == pytest.approx(48, rel=0.02)
        assert other.rhythm is None
