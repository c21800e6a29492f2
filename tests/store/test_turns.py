from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from sqlite_utils import Database

from crawler.model import Manners
from crawler.store import SqliteStore
from crawler.store.database import opened
from crawler.store.turns import EARLIER
from tests.builders import NOON
from tests.store.courier import taken
from tests.store.world import founded

WRONG = f"""
    select id from deliveries where due is not null and behind = 1
    and not {EARLIER.format("deliveries")}
"""
LEFT = f"""
    select id from deliveries where due is not null and behind = 0
    and {EARLIER.format("deliveries")}
"""
Act = tuple[str, int, int | None]
STORIES = st.none() | st.integers(0, 2)
ACTS = st.one_of(
    st.tuples(st.just("comes"), st.integers(0, 1), STORIES),  # channel, story
    st.tuples(st.just("ends"), st.integers(0, 20), st.none()),
    st.tuples(st.just("returns"), st.integers(0, 20), st.none()),
    st.tuples(st.just("goes"), st.integers(0, 20), st.none()),
    st.tuples(st.just("moves"), st.integers(0, 20), STORIES),
    st.tuples(st.just("all end"), st.integers(0, 1), st.none()),
    st.tuples(st.just("all return"), st.integers(0, 1), st.none()),
)
SQL = {
    "comes": "insert into deliveries (id, kind, channel, story, body, state, due, created)"
    " values (hex(randomblob(8)), 'notice', :first, :second, x'', 'waiting', 1, 1)",
    "ends": "update deliveries set due = null, state = 'given up' where seq = :first",
    "returns": "update deliveries set due = 2, state = 'waiting' where seq = :first",
    "goes": "delete from deliveries where seq = :first",
    "moves": "update deliveries set story = :second where seq = :first",
    "all end": "update deliveries set due = null, state = 'given up' where channel = :first",
    "all return": "update deliveries set due = 3, state = 'waiting' where channel = :first",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(opened(tmp_path_factory.mktemp("state") / "kliping.db")) as made:
        made.execute("pragma synchronous = off")  # only to be quick
        yield made


@settings(max_examples=100, deadline=None)
@given(acts=st.lists(ACTS, max_size=40))
def test_nothing_is_behind_that_no_earlier_one_of_its_story_keeps(
    database: Database, acts: list[Act]
) -> None:
    database.execute("delete from deliveries")
    database.execute("begin")
    for name, first, second in acts:
        database.execute(SQL[name], {"first": first, "second": second})
        assert database.execute(WRONG).fetchall() == []
    if "moves" not in {name for name, *_ in acts}:
        database.execute(SQL["all end"], {"first": 0})
        database.execute(SQL["all return"], {"first": 0})
        assert database.execute(f"{LEFT} and channel = 0").fetchall() == []
    database.execute("rollback")


@contextmanager
def counted(store: SqliteStore) -> Iterator[list[int]]:
    """Hundreds of instructions that SQLite makes meanwhile."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    connection = store._writer._connection
    connection.set_progress_handler(step, 100)
    yield steps
    connection.set_progress_handler(None, 0)


@pytest.mark.parametrize("down", [False, True])
async def test_what_waits_behind_others_of_its_story_costs_nothing(
    store: SqliteStore, *, down: bool
) -> None:
    costs = []
    connection = store._writer._connection
    if down:
        connection.execute("insert into channels (name, opened, failing) values (0, 1, 1)")
    for number in (100, 2_000):
        connection.execute("begin")
        for _ in range(number):
            connection.execute(SQL["comes"], {"first": 0, "second": "st"})
        connection.execute("commit")
        with counted(store) as steps:
            assert len(await taken(store, NOON, {"0": Manners()})) == 1
        costs.append(steps[0])
        connection.execute("delete from deliveries")
    few, many = costs
    assert many <= 2 * few


def test_what_waits_in_an_older_database_is_put_behind_what_it_waits_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kliping.db"
    with closing(founded(path)) as connection:
        connection.execute(
            "insert into alerts (id, type, rule, urgency, matches, created)"
            " values ('al', 'article.matched', 'banjir', 'normal', '[]', 0)"
        )
        connection.executemany(
            "insert into deliveries (id, alert, channel, story, body, created, state, due)"
            " values (?, 'al', 'meja', 'st', x'', 0, 'waiting', 1)",
            [("evt_1",), ("evt_2",), ("evt_3",)],
        )
    with closing(opened(path)) as database:
        kept = database.execute("select id, behind from deliveries order by seq").fetchall()
        assert kept == [("evt_1", 0), ("evt_2", 1), ("evt_3", 1)]
        database.execute(
            "update deliveries set due = null, state = 'given up' where id = 'evt_1'"
        )
        kept = database.execute("select id, behind from deliveries where due > 0").fetchall()
        assert kept == [("evt_2", 0), ("evt_3", 1)]
