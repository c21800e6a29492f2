from contextlib import closing
from pathlib import Path

from crawler.store.database import opened
from tests.store.world import founded

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
    with closing(founded(path)) as connection:
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
