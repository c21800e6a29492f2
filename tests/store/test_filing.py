from dataclasses import replace

import pytest

from crawler.model import Known, Skip, Verdict
from crawler.store import SqliteStore
from tests.builders import NOON, after, an_article
from tests.store.world import alert, filing, key, telling, url


async def test_an_article_whose_names_are_forgotten_is_still_known_by_its_id(
    store: SqliteStore,
) -> None:
    await store.file(filing(1), NOON, telling())
    again = replace(filing(2), id=filing(1).id)
    assert await store.file(again, NOON, telling()) is None
    assert await store.shelf.find(key(2)) == [filing(1).id]


async def test_the_first_of_several_claims_that_are_true_decides_which_article_it_is(
    store: SqliteStore,
) -> None:
    await store.file(filing(1, claims=("a",)), NOON, telling())
    await store.file(filing(2, claims=("b",), article=an_article(title="x")), NOON, telling())
    again = filing(3, claims=("b", "a"), article=filing(1).article)
    assert await store.file(again, NOON, telling()) is None
    assert await store.shelf.find(key(3)) == [filing(1).id]
    assert await store.shelf.find("b") == [filing(2).id]


async def test_a_claim_is_held_against_who_made_it_last(store: SqliteStore) -> None:
    for number, title in ((1, "Satu"), (2, "Dua")):
        one = filing(number, claims=("a",), article=an_article(title=title))
        assert await store.file(one, NOON, telling(story=title)) is not None
    again = filing(3, claims=("a",), article=an_article(title="Dua"))
    assert await store.file(again, NOON, telling()) is None
    assert await store.shelf.find(key(3)) == [filing(2).id]


@pytest.mark.parametrize(
    ("text", "host", "page"),
    [
        ("text 1", "contoh.id", key(2)),
        ("another", "m.contoh.id", key(2)),
        ("", "contoh.id", key(1)),
        ("another", "klik.example", key(1)),
    ],
)
async def test_an_article_is_looked_for_where_it_was_read_whole_last(
    store: SqliteStore, text: str, host: str, page: str
) -> None:
    first = filing(1, claims=("a",))
    await store.file(first, NOON, telling())
    again = filing(
        2, claims=("a",), article=first.article, fingerprint=text, found=url(2, host)
    )
    assert await store.file(again, NOON, telling()) is None
    sql = "select page from articles"
    kept = await store._snapshots.read(lambda db: db.execute(sql).fetchall())
    assert kept == [(page,)]


async def test_the_copy_named_is_the_earliest_seen(store: SqliteStore) -> None:
    for number, hours in ((1, 2), (2, 1), (3, 3)):
        each = filing(number, fingerprint="same", first_seen=after(hours=hours))
        await store.file(each, NOON, telling(story="st"))
    seen: list[Known] = []

    def decide(known: Known) -> Verdict:
        seen.append(known)
        return Verdict(story="st")

    await store.file(filing(4, fingerprint="same", first_seen=after(hours=9)), NOON, decide)
    assert [known.copies[0].article for known in seen] == [filing(2).id]


async def test_several_alerts_and_skips_of_one_article_are_kept_together(
    store: SqliteStore,
) -> None:
    raised = (alert("x", ("a", "b"), rule="satu"), alert("y", ("a",), rule="dua"))
    skips = (Skip("tiga", "too old"), Skip("tiga", "too old"))
    verdict = Verdict(story="st", alerts=raised, skips=skips)
    await store.file(filing(1), NOON, lambda _: verdict)
    dossier = await store.shelf.article(filing(1).id)
    assert dossier is not None
    assert [told.rule for told in dossier.alerts] == ["satu", "dua"]
    assert dossier.skips == (("tiga", "too old"),)
    status = await store.shelf.status()
    assert status.deliveries == {"waiting": 3}
