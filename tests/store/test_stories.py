"""The window of stories in the store: restarts, merges, splits, newsrooms, what was told."""

import json
import random
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler import judge
from crawler.dedup.stories.traits import traits
from crawler.model import Filing, Story, Verdict
from crawler.rules import Rule
from crawler.store import SqliteStore, open_store, schema, stories
from crawler.store.rows import stamp
from crawler.store.stories import Window
from tests.builders import NOON, a_rule, an_article
from tests.store.world import filing

SHIP = "Kapal Melati tenggelam Selat Contoh"
SAVED = "Puluhan penumpang selamat dievakuasi nelayan"
BOTH = f"{SHIP}, puluhan penumpang selamat dievakuasi nelayan"
JAIL = "Jaksa menahan bupati Melati kasus suap"
SCHOOL = "Bupati Melati resmikan sekolah baru Dusun Kenanga"
RULE = a_rule()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(tmp_path / "state") as opened_:
        for number in range(900, 930):
            title = f"lain{number} hal{number} soal{number}"
            await tell(opened_, number, title, rule=a_rule("x", name="lain"))
        yield opened_


def told(number: int, title: str, network: str | None = None) -> Filing:
    own = an_article(title=title, paragraphs=(), text=title)
    return filing(number, article=own, fingerprint="", network=network or f"n{number}")


async def tell(
    store: SqliteStore, number: int, title: str, network: str | None = None, rule: Rule = RULE
) -> Verdict:
    """File an article that answers the rule."""
    one = told(number, title, network)
    decide = partial(judge.verdict, one, [(rule, ())], now=NOON)
    verdict = await store.file(one, NOON, decide)
    assert verdict is not None
    return verdict


def types(verdict: Verdict) -> list[str]:
    return [alert.type for alert in verdict.alerts]


async def story_of(store: SqliteStore, number: int) -> str:
    dossier = await store.shelf.article(filing(number).id)
    assert dossier is not None
    return dossier.stored.story


async def test_the_first_of_a_story_is_told_and_then_when_its_newsrooms_double(
    store: SqliteStore,
) -> None:
    kinds = [
        types(await tell(store, number, f"{SHIP} laporan{number}", network))
        for number, network in enumerate(["a", "a", "b", "b", "c", "d", "e", "a"], 1)
    ]
    assert kinds == [
        ["article.matched"],
        *([], ["story.updated"], [], []),
        *(["story.updated"], [], []),
    ]
    dossier = await store.shelf.article(filing(8).id)
    assert dossier is not None
    assert dossier.networks == ("a", "b", "c", "d", "e")


async def test_an_alert_names_the_other_newsrooms_with_their_links(store: SqliteStore) -> None:
    *_, last = [
        await tell(store, number, f"{SHIP} laporan{number}", network)
        for number, network in enumerate("aab", 1)
    ]
    (alert,) = last.alerts
    body = json.loads(alert.deliveries[0].body)
    assert body["data"]["story"]["outlets"] == 2
    assert [each["network"] for each in body["data"]["story"]["others"]] == ["a"]


async def test_stories_that_merge_are_told_to_nobody_again(store: SqliteStore) -> None:
    first, second = await tell(store, 1, SHIP), await tell(store, 2, SAVED)
    assert (types(first), types(second)) == (["article.matched"], ["article.matched"])
    assert first.story != second.story
    assert types(await tell(store, 3, BOTH, "n1")) == []
    assert {await story_of(store, number) for number in (1, 2, 3)} == {first.story}
    dossier = await store.shelf.article(filing(3).id)
    assert dossier is not None
    assert len(dossier.story) == 2  # both alerts went with their articles
    assert types(await tell(store, 4, BOTH, "n3")) == ["story.updated"]
    assert types(await tell(store, 5, BOTH, "n2")) == []


async def test_the_part_of_a_story_that_nobody_heard_of_is_news_still(
    store: SqliteStore,
) -> None:
    jail, school = await tell(store, 1, JAIL), await tell(store, 2, SCHOOL)
    assert (types(school), school.story) == (["story.updated"], jail.story)
    titles = [
        "Sekolah baru Dusun Kenanga dibuka, murid gembira",
        "Murid Dusun Kenanga tempati sekolah baru",
        "Kasus suap Melati: jaksa menahan tersangka lain",
    ]
    for number, title in enumerate(titles, 3):
        await tell(store, number, title, "n2")
    assert await story_of(store, 1) != await story_of(store, 2)
    assert await story_of(store, 1) == await story_of(store, 5)


def networks(database: Database) -> set[tuple[str, str]]:
    return set(database.execute("select story, network from story_networks").fetchall())


class Shop:
    """A window on a database, and what the store does around it."""

    def __init__(self, database: Database, most: int = 1000, upkeep: int = 10) -> None:
        self.database = database
        self.window = Window(most, upkeep)
        self._sizes = most, upkeep

    def put(self, number: int, text: str, network: str = "a") -> Story:
        """Place an article, and keep it as little as that takes."""
        seen = stamp(NOON + timedelta(hours=number))
        key = f"a{number}"
        placed, own = self.window.place(self.database, key, traits(text, []), seen)
        stories.enter(self.database, placed.id, network, article=key, seen=seen)
        stories.number(self.database, placed.id, own)
        return placed

    def again(self) -> "Shop":
        """As after a restart."""
        return Shop(self.database, *self._sizes)

    def told(self) -> list[tuple[int, str, int]]:
        """What the rows say."""
        sql = "select seq, article, story from tellings order by seq"
        return self.database.execute(sql).fetchall()


def titles(seed: int, count: int) -> list[str]:
    """Titles of events that share some of their words."""
    dice = random.Random(seed)
    words = [f"kata{number}x" for number in range(120)]
    events = [dice.sample(words, 8) for _ in range(count // 4 + 1)]
    return [
        " ".join(dice.sample(dice.choice(events[: 1 + number // 3]), 5) + dice.sample(words, 3))
        for number in range(count)
    ]


@pytest.fixture
def bare() -> Iterator[Callable[[], Database]]:
    """Databases in memory."""
    with ExitStack() as stack:

        def made() -> Database:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            stack.enter_context(closing(connection))
            found = Database(connection)
            schema.apply(found)
            return found

        yield made


@pytest.mark.parametrize("seed", range(12))
def test_whoever_starts_again_at_any_time_files_alike(
    bare: Callable[[], Database], seed: int
) -> None:
    steady, shaken, dice = Shop(bare(), most=25), Shop(bare(), most=25), random.Random(seed)
    moved = 0
    for number, title in enumerate(titles(seed, 70)):
        if dice.random() < 0.2:
            shaken = shaken.again()
        before = {key: story for _, key, story in steady.told()}
        assert steady.put(number, title) == shaken.put(number, title)
        moved += any(before.get(key, story) != story for _, key, story in steady.told())
    assert steady.told() == shaken.told()
    assert networks(steady.database) == networks(shaken.database)
    assert moved


def test_what_was_undone_is_forgotten_by_the_window_too(bare: Callable[[], Database]) -> None:
    steady, shaken = Shop(bare()), Shop(bare())
    for number, title in enumerate(titles(3, 40)):
        shaken.database.execute("savepoint cut")
        shaken.put(number, titles(4, 1)[0] + title)
        shaken.database.execute("rollback to cut")
        assert shaken.put(number, title) == steady.put(number, title)
    assert shaken.told() == steady.told()


def test_the_window_is_bounded_by_number_and_by_time(bare: Callable[[], Database]) -> None:
    shop = Shop(bare(), most=30)
    for number in range(100):
        shop.put(number, f"kata{number} soal{number}")
        assert len(shop.told()) <= 40
    shop.put(100 + 24 * 30, "jauh kemudian")
    for number in range(850, 870):
        shop.put(number, f"kata{number} soal{number}")
    assert len(shop.told()) <= 31
    assert min(seq for seq, _, _ in shop.told()) > 100


def test_a_number_that_was_let_go_of_is_never_given_again(
    bare: Callable[[], Database],
) -> None:
    shop = Shop(bare(), most=1, upkeep=1)
    for number in range(5):
        shop = shop.again()
        shop.put(number, f"kata{number} soal{number}")
    assert [seq for seq, _, _ in shop.told()] == [4, 5]
