"""What articles said before they were changed, as far as that is kept: until their article is dropped."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from crawler.store.rows import moment, run


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of an article."""

    until: datetime  # when it was first seen to be changed
    title: str
    text: str  # in the article text format


def versions(database: Database, article: str) -> tuple[Version, ...]:
    """The earlier versions of an article, given by its id, oldest first."""
    sql = "select seen, title, text from versions where article = :id order by seen"
    found = run(database, sql, {"id": article}).fetchall()
    return tuple(Version(moment(seen), title, text) for seen, title, text in found)
