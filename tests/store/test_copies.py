import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from crawler import judge
from crawler.dedup.identity import fingerprint
from crawler.dedup.shingles import shingles
from crawler.model import Article, Claim, Filing, Known, Moment, PageState, Tell, Verdict
from crawler.store import SqliteStore, open_store
from crawler.store.copies import Copies, Entry
from crawler.store.database import opened
from tests.builders import NOON, a_rule, after, an_article
from tests.store.world import filing

WORDS = ("air", "banjir", "warga", "rumah", "sungai", "hujan", "petugas", "perahu", "balai")
RULE = a_rule(tell=Tell.ONCE)


def some(count: int, seed: object) -> str:
    """So many words that stand nowhere else: two such texts are of no one event."""
    dice = random.Random(str(seed))
    return " ".join(f"{dice.randrange(10**6)}{dice.choice(WORDS)}" for _ in range(count))


def article(*texts: str, title: str = "Banjir merendam Kota Hulu") -> Article:
    return an_article(title=title, paragraphs=texts, text="\n\n".join(texts))


def told(number: int, *texts: str, **given: Any) -> Filing:
    own = article(*texts, title=some(4, f"title {number}"))
    values: dict[str, Any] = {"network": f"n{number}", "article": own, **given}
    values.setdefault("fingerprint", fingerprint(values["article"].paragraphs))
    return filing(number, **values)


async def known(store: SqliteStore, one: Filing) -> Known:
    """File an article as the judge decides; what the store knew of it."""
    seen: list[Known] = []

    def decide(found: Known) -> Verdict:
        seen.append(found)
        return judge.verdict(one, [(RULE, ())], found, NOON)

    await store.file(one, NOON, decide)
    return seen[-1]


def copies(found: Known) -> list[tuple[str, float]]:
    return [(copy.article, round(copy.contained, 2)) for copy in found.copies]


async def test_a_report_with_a_paragraph_of_ones_own_is_a_copy_and_no_news(
    store: SqliteStore,
) -> None:
    report = some(200, "report")
    first, second = told(1, report), told(2, some(30, "own"), report, some(30, "sign-off"))
    assert copies(await known(store, first)) == []
    assert copies(await known(store, second)) == [(first.id, 1.0)]
    dossier = await store.shelf.article(second.id)
    assert dossier is not None
    assert (dossier.stored.copy_of, dossier.alerts) == (first.id, ())
    assert (dossier.stored.contained, dossier.networks) == (1.0, ("n1", "n2"))
    assert (await store.shelf.status()).alerts == 1


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
async def test_a_short_item_cut_from_a_long_report_is_a_copy_whichever_comes_first(
    store: SqliteStore, order: tuple[int, int]
) -> None:
    report = some(600, "report")
    both = {1: told(1, report), 2: told(2, " ".join(report.split()[100:140]))}
    first, second = (both[number] for number in order)
    await known(store, first)
    assert copies(await known(store, second)) == [(first.id, 1.0)]


async def test_copies_are_named_earliest_first_with_how_much_they_share(
    store: SqliteStore,
) -> None:
    report = some(203, "report").split()
    texts = {
        1: report,
        2: report[:103] + some(100, "x").split(),
        3: report[:90] + some(113, "y").split(),
    }
    for number, hours in ((1, 3), (2, 1), (3, 2)):
        seen = after(hours=hours)
        await known(store, told(number, " ".join(texts[number]), first_seen=seen))
    found = copies(await known(store, told(4, " ".join(report), first_seen=after(hours=9))))
    assert found == [(filing(2).id, 0.5), (filing(1).id, 1.0)]


@pytest.mark.parametrize(("days", "count"), [(14, 1), (-14, 1), (14.01, 0), (-14.01, 0)])
async def test_copies_are_told_within_fourteen_days(
    store: SqliteStore, days: float, count: int
) -> None:
    report = some(100, "report")
    await known(store, told(1, report))
    later = told(2, report, some(40, "own"), first_seen=NOON + timedelta(days=days))
    assert len(copies(await known(store, later))) == count


async def test_what_a_host_says_below_every_article_makes_none_a_copy(
    store: SqliteStore,
) -> None:
    notice = some(80, "notice")
    for number in range(1, 8):
        own = replace(
            article(some(40, number), notice, title=some(5, number)), url="https://a.id/x"
        )
        await known(store, told(number, article=own, network="A"))
    status = await store.shelf.status()
    assert (status.articles, status.stories, status.alerts) == (7, 7, 7)
    own = replace(article(some(40, 8), notice), url="https://a.id/x")
    assert copies(await known(store, told(8, article=own))) == []
    copied = article(some(40, 8))
    assert copies(await known(store, told(9, article=copied))) == [(filing(8).id, 1.0)]


async def test_a_teaser_is_never_a_copy(store: SqliteStore) -> None:
    teaser = replace(article(some(50, "teaser")), state=PageState.PARTIAL)
    for number in (1, 2):
        one = told(number, article=teaser, fingerprint="")
        assert copies(await known(store, one)) == []


def never(found: Known) -> NoReturn:
    raise AssertionError(found)


async def test_a_headline_and_a_text_that_were_edited_are_the_same_article_by_its_number(
    store: SqliteStore,
) -> None:
    first = told(1, some(100, "a"), some(50, "b"), claims=("contoh.id/x/*1234567*",))
    again = told(2, some(100, "a"), some(50, "c"), claims=("contoh.id/x/*1234567*",))
    again = replace(again, article=replace(again.article, title="Judul yang baru sama sekali"))
    await known(store, first)
    assert await store.file(again, NOON, never) is None
    other = told(3, some(100, "z"), claims=("contoh.id/x/*1234567*",))
    other = replace(other, article=replace(other.article, title="Lain sekali"))
    assert copies(await known(store, other)) == []


async def test_twenty_pages_of_one_newsroom_are_one_voice(store: SqliteStore) -> None:
    report = some(100, "report")
    for number in range(1, 21):
        network = "lain" if number == 7 else "grup"
        own = article(report, some(20, number))
        await known(store, told(number, article=own, network=network, origin="ANTARA"))
    dossier = await store.shelf.article(filing(20).id)
    assert dossier is not None
    assert dossier.networks == ("grup", "lain")
    assert (len(dossier.others), dossier.stored.origin) == (19, "ANTARA")
    assert (await store.shelf.status()).stories == 1


async def test_an_article_keeps_by_which_addresses_it_is_known(store: SqliteStore) -> None:
    number = Claim("contoh.id/*1234567*", "https://contoh.id/1234567-x", "number")
    await known(store, told(1, some(50, "a"), claims=(number,), found="https://m.contoh.id/x"))
    dossier = await store.shelf.article(filing(1).id)
    assert dossier is not None
    assert [(name.url, name.why) for name in dossier.names] == [
        ("https://m.contoh.id/x", "found"),
        ("https://contoh.id/1234567-x", "number"),
    ]


async def test_copies_are_found_again_after_a_restart(tmp_path: Path) -> None:
    report = some(100, "report")
    async with open_store(tmp_path / "state") as store:
        for number in range(1, 30):
            await known(store, told(number, some(100, number)))
        await known(store, told(30, report))
    async with open_store(tmp_path / "state") as store:
        assert copies(await known(store, told(31, report))) == [(filing(30).id, 1.0)]


async def test_what_was_undone_is_no_copy_and_does_no_harm(store: SqliteStore) -> None:
    await known(store, told(1, some(100, "first")))
    with pytest.raises(AssertionError):
        await store.file(told(2, some(100, "undone")), NOON, never)
    assert copies(await known(store, told(3, some(100, "undone")))) == []
    assert copies(await known(store, told(4, some(100, "undone")))) == [(filing(3).id, 1.0)]


async def test_texts_past_the_window_are_dropped_and_those_within_stay(
    store: SqliteStore,
) -> None:
    await known(store, told(1, some(100, "old")))
    await known(store, told(2, some(100, "new"), first_seen=after(days=20)))
    await store.prune(after(days=-90), after(days=-400))
    again = told(3, some(100, "old"), first_seen=after(days=1))
    assert copies(await known(store, again)) == [(filing(1).id, 1.0)]  # by its fingerprint
    near = told(4, some(100, "old"), some(30, "x"), first_seen=after(days=1))
    assert copies(await known(store, near)) == [(filing(3).id, 1.0)]
    assert copies(await known(store, told(5, some(100, "new"), first_seen=after(days=20)))) == [
        (filing(2).id, 1.0)
    ]


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store that does not wait for the disk."""
    async with open_store(tmp_path / "state") as opened:
        await opened._writer.run(
            lambda database: database.execute("pragma synchronous = off"), alone=True
        )
        yield opened


@pytest.mark.slow
async def test_of_two_copies_filed_at_once_one_is_news_a_thousand_times(
    quick: SqliteStore,
) -> None:
    rounds = 1000
    for number in range(rounds):
        report = some(40, number)
        pair = [told(2 * number + n, some(30, (number, n)), report) for n in (0, 1)]
        filed = [
            quick.file(one, NOON, partial(judge.verdict, one, [(RULE, ())], now=NOON))
            for one in pair
        ]
        verdicts = await asyncio.gather(*filed)
        assert len({verdict.story for verdict in verdicts if verdict is not None}) == 1
        alerts = [a.type for verdict in verdicts if verdict for a in verdict.alerts]
        assert alerts == ["article.matched"]
    status = await quick.shelf.status()
    assert (status.articles, status.stories, status.alerts) == (2 * rounds, rounds, rounds)


async def test_an_agency_that_is_polled_after_its_reprints_has_the_text(
    store: SqliteStore,
) -> None:
    report = some(100, "report")
    texts = {1: article(report), 2: article(report, some(20, "own"))}
    times = {1: Moment(NOON - timedelta(hours=1)), 2: Moment(NOON - timedelta(hours=2))}
    for number, text in texts.items():
        own = replace(text, published=times[number])
        await known(store, told(number, article=own, network=f"n{number}"))
    for number in texts:
        dossier = await store.shelf.article(filing(number).id)
        assert dossier is not None
        assert dossier.original == filing(2).id
        assert (dossier.stored.copy_of is None) == (number == 1)


def test_pages_are_kept_at_hand_as_before_when_the_index_has_been_made(tmp_path: Path) -> None:
    database = opened(tmp_path / "kliping.db")
    before = database.execute("pragma cache_size").fetchall()
    Copies().add(database, Entry("one", "", 0, shingles([some(100, "one")])))
    assert database.execute("pragma cache_size").fetchall() == before
    database.close()
