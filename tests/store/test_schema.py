import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from sqlite_utils import Database, Migrations
from structlog.testing import capture_logs

from crawler.store import schema
from crawler.store.database import opened
from crawler.store.founding import FOUNDING
from tests.store.world import founded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kliping.db"


def tables(database: Database) -> set[str]:
    return {name for name in database.table_names() if not name.startswith("_")}


def test_every_table_is_strict(path: Path) -> None:
    with closing(opened(path)) as database:
        ours = {n for n in tables(database) if n != "search" and not n.startswith("search_")}
        strict = {name for name in tables(database) if database.table(name).strict}
        assert strict == ours  # those of the index of words are FTS5's own
        assert strict >= {"sources", "pages", "articles", "alerts", "deliveries"}


def test_the_newest_version_is_the_number_of_steps(path: Path) -> None:
    with closing(opened(path)) as database:
        assert schema.version(database) == schema.NEWEST
        assert len(schema.migrations.applied(database)) == schema.NEWEST
        assert schema.migrations.pending(database) == []


def test_opening_again_changes_nothing_and_says_nothing(path: Path) -> None:
    opened(path).close()
    before = path.read_bytes()
    with capture_logs() as logs:
        opened(path).close()
    assert path.read_bytes() == before
    assert logs == []


def test_a_step_that_is_cut_off_leaves_nothing_and_is_taken_again(path: Path) -> None:
    broken = Migrations(schema.migrations.name)

    @broken(name="001_founding")
    def _half(database: Database) -> NoReturn:
        for statement in FOUNDING.split(";\n")[:5]:
            database.execute(statement)
        database.execute("pragma user_version = 1")
        raise KeyboardInterrupt

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"pragma application_id = {schema.APPLICATION}")
        with pytest.raises(KeyboardInterrupt):
            broken.apply(Database(connection))
        assert connection.execute("pragma user_version").fetchone() == (0,)
        assert tables(Database(connection)) == set()
    with closing(opened(path)) as database:
        assert schema.version(database) == schema.NEWEST
        assert "deliveries" in tables(database)


PAGE = "insert into pages (key, url, host, source, first_seen, seen, state, due) values"
DELIVERY = "insert into deliveries (id, alert, channel, body, created, state, due) values"


@pytest.mark.parametrize(
    "sql",
    [
        f"{PAGE} ('k', 'u', 'h', 's', 0, 0, 'done', 1)",
        f"{PAGE} ('k', 'u', 'h', 's', 0, 0, 'waiting', null)",
        f"{PAGE} ('k', 'u', 'h', 's', 0, 0, 'lost', null)",
        f"{DELIVERY} ('d', 'a', 'c', x'', 0, 'waiting', null)",
        f"{DELIVERY} ('d', 'a', 'c', x'', 0, 'delivered', 1)",
        f"{DELIVERY} ('d', 'a', 'c', x'', 0, 'sending', 1)",  # but not taken
    ],
)
def test_a_row_waits_exactly_while_it_is_due(path: Path, sql: str) -> None:
    with (
        closing(opened(path)) as database,
        pytest.raises(sqlite3.IntegrityError, match="CHECK"),
    ):
        database.execute(sql)


@pytest.mark.parametrize("used", [False, True])
def test_a_database_of_the_first_schema_is_brought_up_to_date(
    path: Path, *, used: bool
) -> None:
    with closing(founded(path)) as connection:
        if used:
            connection.execute("insert into sources (name) values ('contoh')")
    with capture_logs() as logs, closing(opened(path)) as database:
        assert [str(entry["event"]).partition(":")[0] for entry in logs] == [
            "bringing the database up to date"
        ]
        assert schema.version(database) == schema.NEWEST
        facts = dict(database.execute("select name, value from facts").fetchall())
        assert ("rules" in facts) is used  # then its rules are not new
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
