"""What is dropped: old articles, and far later what is only remembered as seen.

Each function drops one batch in one short transaction, and is called until nothing is left to drop.
What is still to be delivered keeps its article, its story and itself.
"""

from sqlite_utils import Database

from crawler.dedup.identity import WINDOW
from crawler.store import robots, search
from crawler.store.rows import rows, run

BATCH = 200  # rows in one transaction: others wait for it, some 20 ms
PAGES = 500  # of free space given back to the disk in one transaction


def articles(database: Database, before: int) -> int:
    """Drop articles first seen before `before` of which everything was delivered or given up."""
    gone = rows(
        database,
        """
        select id from articles where first_seen < :before and not exists (
            select 1 from alerts cross join deliveries on deliveries.alert = alerts.id
            where alerts.article = articles.id and deliveries.due is not null
        ) order by first_seen limit :batch
        """,
        {"before": before, "batch": BATCH},
    )
    for article in gone:
        search.leave(database, article["id"])
        run(database, "delete from skips where article = :id", article)
        run(database, "delete from articles where id = :id", article)
    return len(gone)


def fingerprints(database: Database, before: int) -> int:
    """Drop fingerprints that no article to come can share a story with."""
    return run(
        database,
        """
        delete from fingerprints where seq in (
            select seq from fingerprints
            where first_seen < min(
                :before, (select max(first_seen) from fingerprints) - :window
            ) limit :batch
        )
        """,
        {"before": before, "window": WINDOW.days * 86_400_000_000, "batch": BATCH},
    ).rowcount


def stories(database: Database, before: int) -> int:
    """Drop stories without articles that no article to come can join, with what was told of them."""
    gone = rows(
        database,
        """
        select id from stories where started_at < :before
        and not exists (select 1 from articles where story = stories.id)
        and not exists (select 1 from fingerprints where story = stories.id)
        and not exists (select 1 from tellings where story = stories.number)
        and not exists (
            select 1 from alerts cross join deliveries on deliveries.alert = alerts.id
            where alerts.story = stories.id and deliveries.due is not null
        ) limit :batch
        """,
        {"before": before, "batch": BATCH},
    )
    for story in gone:
        for sql in (
            "delete from deliveries where alert in (select id from alerts where story = :id)",
            "delete from alerts where story = :id",
            "delete from story_networks where story = :id",
            "delete from stories where id = :id",
        ):
            run(database, sql, story)
    return len(gone)


def pages(database: Database, before: int) -> int:
    """Drop pages whose article was first seen before `before`: its name alone says they are known."""
    return run(
        database,
        """
        delete from pages where rowid in (
            select rowid from pages where state = 'done' and first_seen < :before
            and exists (select 1 from names where name = pages.key) limit :batch
        )
        """,
        {"before": before, "batch": BATCH},
    ).rowcount


def seen(database: Database, before: int) -> int:
    """Forget what was last seen before `before` and waits for nothing: it would be new again."""
    names = """
        delete from names where name in (
            select name from names where seen < :before and not exists (
                select 1 from articles where id = names.article
            ) limit :batch
        )
    """
    pages = """
        delete from pages where rowid in (
            select rowid from pages where due is null and seen < :before limit :batch
        )
    """
    hosts = """
        delete from hosts where host in (
            select host from hosts where free < :before limit :batch
        )
    """
    values = {"before": before, "batch": BATCH}
    gone = sum(run(database, sql, values).rowcount for sql in (names, pages, hosts))
    return gone + robots.forget(database, before, BATCH)


def give_back(database: Database, _: int) -> int:
    """Give free space back to the disk, a little at a time; return how many pages."""
    before = _free(database)
    for _page in range(min(PAGES, before)):
        # Python's sqlite3 stops after the first page, whatever number is asked for.
        database.execute("pragma incremental_vacuum(1)")
    return before - _free(database)


def _free(database: Database) -> int:
    ((pages,),) = database.execute("pragma freelist_count").fetchall()
    return int(pages)
