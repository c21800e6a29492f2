"""Alerts and their deliveries, as they are shown."""

from sqlite_utils import Database

from crawler.store.rows import Row, rows
from crawler.store.sights import Sending, Told, sending_of, told_of

SENDINGS = """
    select deliveries.*, said.state as digest_state
    from deliveries left join deliveries as said on said.id = deliveries.digest
"""
ALERTS = """
    select alerts.*, articles.title as title, articles.url as url, articles.source as source
    from alerts left join articles on articles.id = alerts.article
"""
OF_STORY = f"""
    {ALERTS} where alerts.story = :story and alerts.article is not :id order by alerts.created
"""
RECENT = f"""
    {ALERTS} where :state is null or exists (
        select 1 from deliveries where alert = alerts.id and state = :state
    ) order by alerts.created desc, alerts.rowid desc limit :limit
"""


def alerts(database: Database, sql: str, values: Row) -> list[Told]:
    """The alerts that `sql`, one of the above or made of `ALERTS`, selects."""
    deliveries = f"{SENDINGS} where deliveries.alert = :id order by deliveries.seq"
    return [
        told_of(row, rows(database, deliveries, {"id": row["id"]}))
        for row in rows(database, sql, values)
    ]


MEANT = f"""
    {SENDINGS} where deliveries.id in (
        select id from deliveries
        where id = :key or alert = :key or (kind = 'digest' and story = :key)
        union
        select digest from deliveries
        where digest is not null and (id = :key or alert = :key)
    ) order by deliveries.seq
"""


def sendings(database: Database, key: str) -> tuple[str | None, list[Sending]]:
    """What `key` stands for: the alert, if any, and its deliveries with their tries."""
    found = rows(database, MEANT, {"key": key})
    tries = "select * from tries where delivery = :id order by number"
    named = [row["alert"] for row in found if row["alert"] is not None]
    known = rows(database, "select id from alerts where id = :key", {"key": key})
    alert = next((str(each) for each in (*named, *(row["id"] for row in known))), None)
    return alert, [sending_of(row, rows(database, tries, {"id": row["id"]})) for row in found]
