"""Looks that are due, versions, and what is decided of them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.model import NO_VALIDATORS, Article, Heard, Job, Known, Step, Validators, Verdict
from crawler.store import SqliteStore, open_store
from tests.builders import NOON, after, an_article
from tests.store.world import LEASE, alert, filing, links, poll, telling, url

ROOM = {Step.REVISIT: 10}
NEW = an_article(title="Judul baru", paragraphs=("isi baru",), text="isi baru")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(tmp_path / "state") as opened:
        yield opened


async def file(
    store: SqliteStore, number: int, look: datetime | None, host: str = "contoh.id"
) -> str:
    """File an article that is told, and is to be looked at again."""
    raised = alert(str(number))
    verdict = replace(telling(raised)(Known()), look=look)
    one = replace(filing(number), found=url(number, host))
    await store.file(one, NOON, lambda _: verdict)
    return one.id


def quiet(heard: Heard) -> Verdict:
    return Verdict(story=heard.story.id)


async def revise(store: SqliteStore, number: int, new: Article, seen: datetime) -> Heard:
    heard: list[Heard] = []

    def decide(found: Heard) -> Verdict:
        heard.append(found)
        return quiet(found)

    one = filing(number)
    await store.revise(replace(one, article=new), seen, decide, replaces=one.article)
    return heard[-1]


async def test_a_look_comes_when_it_is_due_and_again_if_it_is_cut_off(
    store: SqliteStore,
) -> None:
    key = await file(store, 1, after(minutes=15))
    await file(store, 2, None)
    job = [Job(Step.REVISIT, key)]
    assert await store.take(after(minutes=14), LEASE, ROOM) == []
    assert await store.take(after(minutes=15), LEASE, ROOM) == job
    assert await store.take(after(minutes=16), LEASE, ROOM) == []
    assert await store.take(after(minutes=15) + LEASE, LEASE, ROOM) == job
    await store.looked(key, after(hours=1), Validators(etag='"a"'))
    assert await store.take(after(minutes=59), LEASE, ROOM) == []
    look = await store.look(key)
    assert look is not None
    assert (look.round, look.matched, look.validators.etag) == (1, True, '"a"')
    assert (look.filing.article.title, look.filing.network) == (
        filing(1).article.title,
        "contoh",
    )
    await store.looked(key, None, NO_VALIDATORS)
    assert await store.look(key) is None
    assert await store.take(after(days=9), LEASE, ROOM) == []


async def test_one_look_at_a_host_at_a_time_and_none_while_it_rests(store: SqliteStore) -> None:
    for number, minutes in enumerate((3, 1, 2), 1):
        await file(store, number, after(minutes=minutes))
    lain = await file(store, 4, after(minutes=4), "lain.id")
    await file(store, 5, after(minutes=5), "rehat.id")
    await store.rest("rehat.id", after(hours=2))
    now, taken = after(minutes=10), list[str]()
    first = await store.take(now, LEASE, ROOM)
    assert [job.key for job in first] == [filing(2).id, lain]
    for _ in range(3):
        await store.looked(filing(2).id, None)
        taken += [job.key for job in await store.take(now, LEASE, ROOM)]
    assert taken == [filing(3).id]  # and that one is being looked at still
    assert await store.take(now, LEASE, {Step.REVISIT: 0}) == []


async def test_new_articles_of_a_host_go_before_looks_for_an_hour(store: SqliteStore) -> None:
    key = await file(store, 1, after(minutes=15))
    await poll(store, links(7, 8), after(minutes=10))
    assert await store.take(after(minutes=20), LEASE, ROOM) == []
    assert await store.take(after(minutes=74), LEASE, ROOM) == []
    assert await store.take(after(minutes=75), LEASE, ROOM) == [Job(Step.REVISIT, key)]


async def test_a_look_that_was_cut_off_is_due_at_once_when_kliping_starts_again(
    store: SqliteStore,
) -> None:
    key = await file(store, 1, after(minutes=15))
    job = [Job(Step.REVISIT, key)]
    assert await store.take(after(minutes=20), LEASE, ROOM) == job
    assert await store.recover() == 1
    assert await store.take(after(minutes=21), LEASE, ROOM) == job


async def test_a_new_version_takes_the_place_of_the_old_which_is_put_by(
    store: SqliteStore,
) -> None:
    key = await file(store, 1, after(minutes=15))
    heard = await revise(store, 1, NEW, after(minutes=15))
    assert heard.terms == {"banjir": frozenset({"banjir"})}
    look = await store.look(key)
    assert look is not None
    assert look.filing.article == NEW
    old = await store._writer.run(
        lambda db: db.execute("select article, title from versions").fetchall()
    )
    assert old == [(key, filing(1).article.title)]
    assert [each.id async for each in store.shelf.articles()] == [key]
    await store.prune(after(days=90), after(days=-400))  # its words leave the index as they are


async def test_who_heard_of_a_story_by_an_article_was_told_of_it(store: SqliteStore) -> None:
    raised = replace(alert("1"), type="story.updated")
    await store.file(filing(1), NOON, telling(raised))
    heard = await revise(store, 1, NEW, after(minutes=15))
    assert heard.terms == {"banjir": frozenset({"banjir"})}


async def test_a_new_version_is_known_by_its_new_text(store: SqliteStore) -> None:
    await file(store, 1, after(minutes=15))
    text = " ".join(f"{word}{place}" for place in range(40) for word in ("warga", "sungai"))
    grown = an_article(title="Banjir meluas", paragraphs=(text,), text=text)
    await revise(store, 1, grown, after(minutes=15))
    heard: list[Known] = []

    def decide(known: Known) -> Verdict:
        heard.append(known)
        return telling()(known)

    copy = an_article(title="Lain", paragraphs=("Kata pembuka.", text), text=text)
    await store.file(replace(filing(2), article=copy), after(minutes=20), decide)
    ((found,),) = [known.copies for known in heard]
    assert found.article == filing(1).id
    assert found.contained == 1.0


async def test_of_an_article_that_was_dropped_nothing_is_decided(store: SqliteStore) -> None:
    one = filing(1)
    assert await store.revise(one, NOON, never, replaces=None) is None


def never(_: Heard) -> Verdict:
    raise AssertionError


async def test_versions_go_with_their_article(store: SqliteStore) -> None:
    await file(store, 1, after(minutes=15))
    await revise(store, 1, NEW, after(minutes=15))
    await store.delivered("evt_1_meja", NOON)
    await store.prune(after(days=90), after(days=-400))
    left = await store._writer.run(lambda db: db.execute("select * from versions").fetchall())
    assert left == []
