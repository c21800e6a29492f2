import pytest

from crawler.model import Circuit
from crawler.store import SqliteStore
from crawler.store.circuits import circuit, keep
from tests.builders import NOON, after


@pytest.mark.parametrize(
    "kept",
    [
        Circuit(),
        Circuit(passed=NOON),
        Circuit(
            failures=7,
            failed=("evt_1", "evt_2"),
            failing=NOON,
            opened=after(minutes=1),
            free=after(minutes=2),
            parked=after(minutes=3),
            passed=after(minutes=-1),
            problem="HTTP 500",
        ),
    ],
)
async def test_how_a_channel_does_outlives_the_daemon(
    store: SqliteStore, kept: Circuit
) -> None:
    await store._writer.run(lambda db: keep(db, "meja", Circuit(failures=1)))
    await store._writer.run(lambda db: keep(db, "meja", kept))
    assert await store._writer.run(lambda db: circuit(db, "meja")) == kept


async def test_of_a_channel_that_nothing_is_known_of_all_is_well(store: SqliteStore) -> None:
    assert await store._writer.run(lambda db: circuit(db, "meja")) == Circuit()
