"""What is remembered of hosts, and that it stays small."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings, strategies as st
from sqlite_utils import Database

from crawler.boilerplate import ARTICLES
from crawler.model import Drift, Figures, Gauge, Known, Noticed, Verdict
from crawler.store import SqliteStore, open_store, schema
from crawler.store.database import opened
from crawler.store.habits import SELDOM, bare_host, figures_of, keep_figures, prune
from tests.builders import NOON, after, an_article
from tests.store.world import filing, telling

HOST = "contoh.id"
PROMO = 4 << 2  # the fingerprint of a short block


def noticed(number: int, *blocks: int) -> Noticed:
    return Noticed(blocks=blocks, hearts=tuple(number * 100 + n << 2 | 3 for n in range(3)))


async def file(store: SqliteStore, number: int, *blocks: int, **given: object) -> None:
    """Keep an article about a thing of its own, with these blocks."""
    article = an_article(
        url=f"https://www.{HOST}/{number}",
        title=f"kabar{number} judul{number}",
        noticed=noticed(number, *blocks),
    )
    decide = telling(story=f"st{number}")
    await store.file(filing(number, article=article, **given), after(hours=number), decide)


def count(folder: Path, sql: str) -> int:
    with closing(sqlite3.connect(folder / "state" / "kliping.db")) as connection:
        ((number,),) = connection.execute(sql).fetchall()
        return int(number)


async def test_blocks_of_several_articles_of_a_host_are_known_by_it_alone(
    store: SqliteStore,
) -> None:
    for number in range(3):
        assert await store.repeated(HOST) == frozenset()
        await file(store, number, PROMO, number << 10)
    assert await store.repeated(HOST) == {PROMO}
    assert await store.repeated("lain.id") == frozenset()


async def test_an_article_that_is_filed_again_counts_once(store: SqliteStore) -> None:
    for _ in range(5):
        await file(store, 1, PROMO)
    assert await store.repeated(HOST) == frozenset()


async def test_a_copy_teaches_nothing(store: SqliteStore) -> None:
    for number in range(5):
        await file(store, number, PROMO, fingerprint="same")
    assert await store.repeated(HOST) == frozenset()


async def test_what_stands_on_no_late_article_any_more_is_forgotten(
    store: SqliteStore, tmp_path: Path
) -> None:
    for number in range(5):
        await file(store, number, PROMO)
    for number in range(5, 5 + ARTICLES):
        await file(store, number, number << 10)
    assert await store.repeated(HOST) == frozenset()
    assert count(tmp_path, "select count(*) from traces") < ARTICLES + SELDOM
    longest = "select max(length(title) + length(hearts) + length(blocks)) from traces"
    assert count(tmp_path, longest) < 500


async def test_the_memory_of_all_hosts_is_bounded_and_ends_with_the_articles(
    store: SqliteStore, tmp_path: Path
) -> None:
    for number in range(12):
        await file(store, number, PROMO)
    await store.prune(after(hours=4), NOON - timedelta(days=400))
    assert count(tmp_path, "select count(*) from traces") == 8


def test_no_more_traces_are_kept_than_there_is_room_for(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "kliping.db")) as database:
        database.execute(
            "insert into traces (seq, host, title, hearts, blocks, seen)"
            " values (1, 'a', '', x'', x'', 9), (2, 'a', '', x'', x'', 9),"
            " (100001, 'b', '', x'', x'', 9)"
        )
        assert prune(database, 5) == 1
        assert prune(database, 5) == 0
        rest = database.execute("select seq from traces order by seq").fetchall()
        assert rest == [(2,), (100001,)]


async def test_figures_come_with_an_article_and_go_back_with_what_is_decided_of_it(
    store: SqliteStore,
) -> None:
    seen: list[Figures] = []

    def decide(known: Known) -> Verdict:
        seen.append(known.figures)
        pages = known.figures.pages + 1
        return Verdict(story=f"st{pages}", figures=replace(known.figures, pages=pages))

    for number in range(3):
        await store.file(filing(number), NOON, decide)
    assert [figures.pages for figures in seen] == [0, 1, 2]


async def test_a_page_without_an_article_changes_the_figures_of_its_host(
    store: SqliteStore,
) -> None:
    drift = Drift(HOST, False, ("pages hold no article",), "u", NOON)

    def conclude(figures: Figures) -> tuple[Figures, tuple[Drift, ...]]:
        return replace(figures, pages=figures.pages + 1), (drift,) if figures.pages else ()

    assert await store.watch(HOST, "contoh", NOON, conclude) == ()
    assert await store.watch(HOST, "contoh", NOON, conclude) == (drift,)


NUMBERS = st.floats(0, 300).map(lambda number: round(number, 6))
TIMES = st.none() | st.integers(0, 10**6).map(lambda n: NOON + timedelta(seconds=n))
GAUGES = st.builds(
    Gauge,
    seen=NUMBERS,
    failed=NUMBERS,
    after=NUMBERS,
    again=NUMBERS,
    last=st.booleans(),
    evidence=NUMBERS,
    pending=st.text("01", max_size=9),
    since=TIMES,
    example=st.text(max_size=20),
    at=st.integers(0, 10**9),
)
FIGURES = st.builds(
    Figures,
    pages=st.integers(0, 10**9),
    articles=st.integers(0, 10**9),
    gauges=st.dictionaries(st.text(max_size=10), GAUGES, max_size=4),
    length=st.floats(0, 1e6),
    language=st.sampled_from(["", "id", "en"]),
    told=TIMES,
    open=st.booleans(),
)


@settings(max_examples=50)
@given(FIGURES)
def test_figures_are_read_back_as_they_were_kept(figures: Figures) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = Database(connection)
        for statement in schema.HABITS.split(";\n"):
            database.execute(statement)
        keep_figures(database, HOST, "contoh", figures, 1)
        keep_figures(database, HOST, "contoh", figures, 2)
        (row,) = database["habits"].rows
        assert figures_of(row) == figures


def test_hosts_are_known_without_www() -> None:
    assert bare_host("https://www.Contoh.id/a") == bare_host("http://contoh.id/b") == HOST


async def test_a_database_without_habits_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    async with open_store(folder) as store:
        await file(store, 1, PROMO)
    with closing(sqlite3.connect(folder / "kliping.db", isolation_level=None)) as connection:
        step = next(
            m for m in schema.migrations.applied(Database(connection)) if "habits" in m.name
        )
        connection.execute("drop table traces")
        connection.execute("drop table habits")
        connection.execute("delete from _sqlite_migrations where name = ?", (step.name,))
        number = int(step.name[:3]) - 1
        connection.execute(f"pragma user_version = {number}")
    async with open_store(folder) as store:
        assert await store.repeated(HOST) == frozenset()
        for number in range(2, 5):
            await file(store, number, PROMO)
        assert await store.repeated(HOST) == {PROMO}
