"""What the window of stories is told of the articles that were kept before there was one, once.

articles of the window, oldest first ──> a batch ──> window: each goes where it belongs
                                            │
                                how far it is, in `facts`
"""

import json

from sqlite_utils import Database

from crawler.dedup.identity import WINDOW
from crawler.dedup.original import dated
from crawler.dedup.stories.traits import traits
from crawler.store.rows import MICROSECOND, article_of, insert, moment, rows, run, stamp
from crawler.store.stories import Window

BATCH = 40  # articles in one transaction: others wait for it, some 150 ms
FACT = (
    "stories"  # JSON: first_seen and id of the last article that was looked at; null: all were
)


def fill(database: Database, _: int, window: Window) -> int:
    """Tell the window of some articles that it does not know; return how many were looked at."""
    known = run(database, "select value from facts where name = :fact", {"fact": FACT})
    last = next((json.loads(value) for (value,) in known.fetchall()), [0, ""])
    if last is None:
        return 0
    seen, key = last
    about = {"seen": seen, "id": key, "window": WINDOW // MICROSECOND, "batch": BATCH}
    found = rows(database, KEPT, about)
    for row in found:
        if row["told"]:
            continue
        article = article_of(row)
        time = stamp(dated(article, moment(row["first_seen"])))
        own = traits(article.title, article.paragraphs)
        window.adopt(database, row["id"], own, time, key=row["story"])
    last = [found[-1]["first_seen"], found[-1]["id"]] if found else None
    update = "on conflict (name) do update set value = excluded.value"
    insert(database, "facts", {"name": FACT, "value": json.dumps(last)}, update)
    return len(found)


KEPT = """
    select *, copy_of is not null or exists (
        select 1 from tellings where article = articles.id and story = (
            select number from stories where id = articles.story
        )
    ) as told
    from articles
    where first_seen >= (select max(first_seen) from articles) - :window
    and (first_seen, id) > (:seen, :id)
    order by first_seen, id limit :batch
"""
