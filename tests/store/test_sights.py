from dataclasses import fields, is_dataclass

import pytest

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
