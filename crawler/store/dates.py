"""The dates that lists give of articles: where one moves on, its article was written on, and is looked at.

links of a poll ──> moved (reading) ──> keep (writing) ──> a look in 15 minutes, see `revisits`
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from crawler.dedup.revisions import LOOKS
from crawler.dedup.urls import host, identity
from crawler.model import Found
from crawler.store import parameters
from crawler.store.rows import MICROSECOND, plain, run, stated, stated_of

FIRST, LAST = LOOKS[0] // MICROSECOND, LOOKS[-1] // MICROSECOND
FEW = 3  # dates that may move at once; of more than these, only if most stay: or the list dates all by now


class Moved(NamedTuple):
    """An article's page with its new date."""

    page: str
    url: str
    published: str


def moved(database: Database, found: Iterable[Found], now: int) -> list[Moved]:
    """Those of `found` that are kept as young articles, and are dated later than they were."""
    known, late = 0, list[Moved]()
    meaningless: dict[str, frozenset[str]] = {}  # parameters, by host
    for each in found:
        if each.published is None:
            continue
        url = plain(each.url)
        name = host(url)
        if name not in meaningless:
            meaningless[name] = parameters.meaningless(database, name, now)
        page = identity(url, meaningless[name])
        values = {"page": page, "young": now - LAST}
        for (was,) in run(database, DATED, values).fetchall():
            before = stated_of(was)
            known += 1
            if before is not None and before < each.published:
                late.append(Moved(page, url, stated(each.published) or was))
    return late if len(late) <= max(FEW, known // 2) else []


def keep(database: Database, late: Sequence[Moved], now: int) -> None:
    """Note dates that moved, and look at their articles."""
    for each in late:
        values = {"page": each.page, "published": each.published}
        run(database, "update pages set published = :published where key = :page", values)
        look(database, each.page, each.url, now)


def look(database: Database, page: str, url: str, now: int) -> None:
    """Look soon at the article that the link `url`, with the key `page`, leads to."""
    run(database, LOOK, {"page": page, "host": host(url), "due": now + FIRST})


DATED = """
    select published from pages
    where key = :page and state = 'done' and first_seen > :young and published is not null
"""
# One that was to be looked at later has all its looks again.
LOOK = """
    insert into revisits (article, host, due, matched)
    select id, :host, :due, exists (select 1 from alerts where article = articles.id)
    from articles
    where id = (select article from names where name = :page and not claimed)
    on conflict (article) do update set due = excluded.due, round = 0, host = excluded.host
    where due > excluded.due and taken is null
"""
