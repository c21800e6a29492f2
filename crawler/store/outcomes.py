"""Pages to read: what each is, and how it ended."""

from sqlite_utils import Database

from crawler.model import Found, Page
from crawler.store.rows import insert, moment, rows, run, stated_of


def page(database: Database, key: str) -> Page | None:
    """A page that is still to be read."""
    sql = "select * from pages where key = :key and due is not null"
    for row in rows(database, sql, {"key": key}):
        found = Found(
            url=row["url"],
            title=row["title"],
            summary=row["summary"],
            published=stated_of(row["published"]),
        )
        return Page(
            key=key,
            found=found,
            source=row["source"],
            first_seen=moment(row["first_seen"]),
            attempts=row["attempts"],
            crashes=row["crashes"],
        )
    return None


def unread(
    database: Database,
    key: str,
    problem: str,
    until: int | None,
    *,
    crashed: bool,
    tried: bool,
) -> None:
    """Keep why a page could not be read; what was done with meanwhile stays so."""
    run(
        database,
        "update pages set due = :until, taken = null, problem = :problem,"
        " state = iif(:until is null, 'aside', 'waiting'),"
        " attempts = attempts + :tried, crashes = crashes + :crashed"
        " where key = :key and due is not null",
        {
            "key": key,
            "problem": problem,
            "until": until,
            "crashed": int(crashed),
            "tried": int(tried),
        },
    )


def rest(database: Database, host: str, until: int) -> None:
    """Take no page of `host` before `until`, nor before a later time asked for already."""
    insert(
        database,
        "hosts",
        {"host": host, "free": until},
        "on conflict (host) do update set free = max(free, excluded.free)",
    )
