"""What happens to a store, in one line each."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.model import (
    Alert,
    Circuit,
    Delivery,
    Filing,
    Found,
    Job,
    Kept,
    Known,
    Match,
    Memory,
    Outcome,
    Step,
    Tried,
    Verdict,
)
from crawler.ports import Store
from crawler.store import schema
from crawler.store.founding import FOUNDING
from tests.builders import NOON, a_filing, an_article

MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=10)
ROOM = dict.fromkeys(Step, 100)


def founded(path: Path) -> sqlite3.Connection:
    """A new database as the first schema left it, by the one connection that is open to it."""
    first = Migrations(schema.migrations.name)

    @first(name="001_founding")
    def _founding(database: Database) -> None:
        for statement in FOUNDING.split(";\n"):
            database.execute(statement)
        database.execute("pragma user_version = 1")

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"pragma application_id = {schema.APPLICATION}")
    first.apply(Database(connection))
    return connection


def url(number: int, host: str = "contoh.id") -> str:
    return f"https://{host}/berita/{number}"


def key(number: int, host: str = "contoh.id") -> str:
    return f"{host}/berita/{number}"


def links(*numbers: int, host: str = "contoh.id") -> list[Found]:
    return [Found(url=url(number, host)) for number in numbers]


async def poll(
    store: Store, found: Iterable[Found] = (), now: datetime = NOON, source: str = "contoh"
) -> Kept:
    """Keep a poll of `source` that goes well, of a list long watched; the next is in a day."""
    after, listed = Memory(polled=now), tuple(found)
    return await store.keep_poll(
        source,
        lambda _: (after, now + timedelta(days=1)),
        found=listed,
        now=now,
        watched={link.url: now for link in listed},
    )


def filing(number: int, **given: object) -> Filing:
    """An article of its own, on page `number`, with a text of its own."""
    own = f"{number}air {number}naik {number}deras"  # tells of no event that another tells of
    article = an_article(title=f"Banjir {own}", paragraphs=(own,))
    values = {
        "page": key(number),
        "fingerprint": f"text {number}",
        "article": article,
        **given,
    }
    return a_filing(**values)


def alert(
    name: str, channels: Sequence[str] = ("meja",), rule: str = "banjir", body: bytes = b"{}"
) -> Alert:
    """An alert with a delivery to each of `channels`: `evt_name_channel`."""
    return Alert(
        id=f"al_{name}",
        type="article.matched",
        rule=rule,
        matches=(Match("banjir", "title", "Banjir merendam", 0, 6),),
        deliveries=tuple(
            Delivery(id=f"evt_{name}_{channel}", channel=channel, body=body)
            for channel in channels
        ),
    )


def telling(*alerts: Alert, story: str | None = None) -> Callable[[Known], Verdict]:
    """Tell `alerts` of the story that is known of the text, else of `story`."""

    def decide(known: Known) -> Verdict:
        for copy in known.copies[:1]:
            return Verdict(story=copy.story.id, copy_of=copy.article, alerts=alerts)
        return Verdict(story=story or "-".join(["st", *(a.id for a in alerts)]), alerts=alerts)

    return decide


def once(filing: Filing) -> Callable[[Known], Verdict]:
    """Tell a story the first time, and never again."""

    def decide(known: Known) -> Verdict:
        for copy in known.copies[:1]:
            return Verdict(story=copy.story.id, copy_of=copy.article)
        return Verdict(story=f"st_{filing.id}", alerts=(alert(filing.id),))

    return decide


async def undelivered(
    store: Store, key: str, problem: str, until: datetime | None
) -> Outcome | None:
    """A try failed, and so it is concluded that the next is `until` then; None: no more."""

    def conclude(_: Tried, circuit: Circuit) -> Outcome:
        state = "given up" if until is None else "waiting"
        return Outcome(state=state, until=until, counted=True, circuit=circuit)

    return await store.undelivered(key, problem, NOON, conclude)


def jobs(step: Step, *keys: str) -> list[Job]:
    return [Job(step, each) for each in keys]
