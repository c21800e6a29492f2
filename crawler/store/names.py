"""What articles are known by: the keys of their pages, and where each came from."""

from dataclasses import dataclass

from sqlite_utils import Database

from crawler.store.rows import rows


@dataclass(frozen=True, slots=True)
class Name:
    """A key that an article is known by."""

    key: str
    url: str  # the address that it was made of; empty where that was not kept
    why: str  # found, redirect, canonical, number


def names(database: Database, article: str) -> tuple[Name, ...]:
    """The names of an article, given by its id; that of the link which led to it first."""
    return tuple(Name(**name) for name in rows(database, NAMES, {"id": article}))


NAMES = """
    select name as key, url, why from names
    where article = :id order by claimed, name
"""
