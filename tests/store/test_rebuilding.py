import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.store import schema
from crawler.store.database import opened
from crawler.store.founding import FOUNDING

OLD = """
insert into stories (id, first_article, started_at) values ('st', 'a', 1);
insert into alerts (id, type, rule, story, urgency, matches, created)
    values ('al', 'article.matched', 'banjir', 'st', 'urgent', '[]', 5);
insert into deliveries (id, alert, channel, story, body, state, due, taken, attempts, problem, created)
    values ('evt_1', 'al', 'meja', 'st', x'7b7d', 'waiting', 9, null, 2, 'HTTP 500', 5),
        ('evt_2', 'al', 'surel', 'st', x'7b7d', 'sending', 9, 7, 0, '', 5),
        ('evt_3', 'al', 'arsip', 'st', x'7b7d', 'given up', null, null, 9, 'HTTP 400', 5);
insert into deliveries (id, alert, channel, story, body, state, attempts, created, delivered_at)
    values ('evt_4', 'al', 'layar', 'st', x'7b7d', 'delivered', 1, 5, 6)
"""


def test_deliveries_of_an_older_database_are_all_there_and_go_on(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    first = Migrations(schema.migrations.name)

    @first(name="001_founding")
    def _founding(database: Database) -> None:
        for statement in FOUNDING.split(";\n"):
            database.execute(statement)
        database.execute("pragma user_version = 1")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"pragma application_id = {schema.APPLICATION}")
        first.apply(Database(connection))
        for statement in OLD.split(";\n"):
            connection.execute(statement)
    with closing(opened(path)) as database:
        sql = "select id, state, due, attempts, failures, urgency, kind from deliveries order by seq"
        assert database.execute(sql).fetchall() == [
            ("evt_1", "waiting", 9, 2, 2, "urgent", "alert"),
            ("evt_2", "sending", 9, 0, 0, "urgent", "alert"),
            ("evt_3", "given up", None, 9, 9, "urgent", "alert"),
            ("evt_4", "delivered", None, 1, 1, "urgent", "alert"),
        ]
        assert database.execute("pragma foreign_key_check").fetchall() == []
