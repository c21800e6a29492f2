import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import Inlet, InletKind, InletState, Memory, Skip, Step, Verdict
from crawler.store import Shelf, SqliteStore, open_shelf, open_store
from crawler.store.schema import NEWEST
from crawler.store.shelf import BATCH
from tests.builders import NOON, a_rule, after, an_article
from tests.store.world import LEASE, alert, filing, key, links, poll, telling, undelivered, url


@pytest.fixture
def shelf(store: SqliteStore) -> Shelf:
    return store.shelf


async def test_an_article_is_found_by_its_id_by_how_that_begins_and_by_its_address(
    store: SqliteStore, shelf: Shelf
) -> None:
    for name, number in (("abc1", 1), ("abc2", 2), ("abd1", 3)):
        await store.file(filing(number, id=name), NOON, telling())
    assert await shelf.find("abc1") == ["abc1"]
    assert await shelf.find("abc") == ["abc1", "abc2"]
    assert await shelf.find("abd") == ["abd1"]
    assert await shelf.find(url(2)) == ["abc2"]
    assert await shelf.find("http://www.contoh.id/berita/2?utm_source=x") == ["abc2"]
    assert await shelf.find("a", limit=2) == ["abc1", "abc2"]


@pytest.mark.parametrize("nothing", ["", "%", "_", "x", "' or 1=1 --", "\ud800", "[", "\x00"])
async def test_what_means_no_article_finds_none(
    store: SqliteStore, shelf: Shelf, nothing: str
) -> None:
    await store.file(filing(1, id="abc1"), NOON, telling())
    assert await shelf.find(nothing) == []
    assert await shelf.article(nothing) is None


async def test_an_id_that_begins_another_is_found_alone(
    store: SqliteStore, shelf: Shelf
) -> None:
    for name, number in (("abc", 1), ("abcd", 2)):
        await store.file(filing(number, id=name), NOON, telling())
    assert await shelf.find("abc") == ["abc"]


async def test_a_dossier_holds_all_that_is_known_of_an_article(
    store: SqliteStore, shelf: Shelf
) -> None:
    article = an_article(title="Judul", authors=("Redaksi Contoh",))
    first = filing(1, article=article, fingerprint="same", network="A")
    copy = filing(2, fingerprint="same", network="B", first_seen=after(hours=1))
    await store.file(first, after(minutes=1), telling(alert("x", ("a", "b")), story="st"))
    skip = Skip("banjir", "story already told")
    verdict = Verdict(story="st", copy_of=first.id, skips=(skip,))
    await store.file(copy, after(hours=2), lambda _: verdict)
    one, other = await shelf.article(first.id), await shelf.article(copy.id)
    assert one is not None
    assert other is not None
    assert one.stored.article == article
    assert (one.stored.network, one.stored.story, one.stored.copy_of) == ("A", "st", None)
    assert (one.stored.first_seen, one.stored.stored_at) == (NOON, after(minutes=1))
    assert [(each.id, each.network, each.copy_of) for each in one.others] == [
        (copy.id, "B", first.id)
    ]
    assert one.skips == ()
    (told,) = one.alerts
    assert (told.id, told.rule, told.matches) == ("al_x", "banjir", alert("x").matches)
    assert (told.article, told.title, told.source) == (first.id, "Judul", "contoh")
    assert [(sent.id, sent.state) for sent in told.deliveries] == [
        ("evt_x_a", "waiting"),
        ("evt_x_b", "waiting"),
    ]
    assert other.stored.copy_of == first.id
    assert other.alerts == ()
    assert other.skips == (("banjir", "story already told"),)


async def test_articles_come_newest_first_each_once_however_many_there_are(
    store: SqliteStore, shelf: Shelf
) -> None:
    count = BATCH * 2 + 7
    await asyncio.gather(
        *(
            store.file(filing(n, first_seen=after(minutes=n // 3)), NOON, telling())
            for n in range(count)
        )
    )
    seen = [stored.first_seen async for stored in shelf.articles()]
    assert len(seen) == count
    assert seen == sorted(seen, reverse=True)
    assert len({stored.id async for stored in shelf.articles()}) == count


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [3, 2, 1, 0]),
        ({"since": after(hours=2)}, [3, 2]),
        ({"since": after(hours=2), "source": "b"}, [3]),
        ({"source": "a"}, [2, 0]),
        ({"source": "nobody"}, []),
        ({"limit": 3}, [3, 2, 1]),
        ({"limit": 0}, []),
        ({"limit": 9, "source": "b"}, [3, 1]),
    ],
)
async def test_articles_can_be_narrowed(
    store: SqliteStore, shelf: Shelf, given: dict[str, object], expected: list[int]
) -> None:
    for number in range(4):
        each = filing(number, source="ab"[number % 2], first_seen=after(hours=number))
        await store.file(each, NOON, telling())
    found = [stored.id async for stored in shelf.articles(**given)]  # type: ignore[arg-type] # a table
    assert found == [filing(number).id for number in expected]


async def test_articles_filed_while_one_looks_through_them_disturb_nothing(
    store: SqliteStore, shelf: Shelf
) -> None:
    for number in range(BATCH + 5):
        await store.file(filing(number), NOON, telling())
    seen: list[str] = []
    async for stored in shelf.articles():
        if not seen:
            await store.file(filing(9999, first_seen=after(hours=1)), NOON, telling())
        seen.append(stored.id)
    assert len(seen) == len(set(seen)) == BATCH + 5


async def test_the_health_of_sources(store: SqliteStore, shelf: Shelf) -> None:
    await store.sync(["b", "a"], NOON)
    inlet = InletState(
        inlet=Inlet(InletKind.FEED, "https://contoh.id/rss"), failures=2, problem="timeout"
    )
    memory = Memory(inlets=(inlet,), polled=NOON, failures=1, quiet=2, problem="timeout")
    await store.keep_poll(
        "a",
        lambda _: (memory, after(hours=1)),
        found=links(1, 2, 3, 4),
        now=NOON,
        watched={url(number): NOON for number in range(9)},
    )
    await store.unread(key(1), "crashed twice", None)
    for number, hours in ((2, -30), (3, -1)):
        each = filing(number, source="a", first_seen=after(hours=hours))
        await store.file(each, NOON, telling())
    await store.sync(["a"], NOON)
    a, b = await shelf.sources(NOON)
    assert (a.name, a.due, a.polled, a.failures) == ("a", after(hours=1), NOON, 1)
    assert (a.quiet, a.problem, a.inlets) == (2, "timeout", (inlet,))
    assert (a.newest, a.day, a.waiting, a.aside) == (after(hours=-1), 1, 1, 1)
    assert (b.name, b.due, b.polled, b.newest) == ("b", None, None, None)


async def test_pages_set_aside_are_listed_with_the_reason(
    store: SqliteStore, shelf: Shelf
) -> None:
    await poll(store, links(1), source="a")
    await poll(store, links(2), after(minutes=1), source="b")
    await store.unread(key(1), "404", None)
    await store.unread(key(2), "crashed", NOON, crashed=True)
    await store.unread(key(2), "crashed again", None, crashed=True)
    newest, oldest = await shelf.aside()
    assert (newest.key, newest.url, newest.source) == (key(2), url(2), "b")
    assert (newest.attempts, newest.crashes, newest.problem) == (2, 2, "crashed again")
    assert (oldest.problem, oldest.first_seen) == ("404", NOON)
    assert await shelf.aside("a") == [oldest]
    assert await shelf.aside(limit=1) == [newest]


async def test_status_counts_everything(store: SqliteStore, shelf: Shelf) -> None:
    empty = await shelf.status()
    assert (empty.pages, empty.deliveries, empty.oldest_waiting) == ({}, {}, None)
    await poll(store, links(1, 2, 3))
    await store.unread(key(3), "404", None)
    await store.file(filing(1), NOON, telling(alert("x", ("a", "b", "c", "d"))))
    await store.file(filing(9), after(hours=1), telling(alert("y")))
    await store.delivered("evt_x_a", NOON)
    await undelivered(store, "evt_x_b", "410", None)
    await store.take(NOON, LEASE, {Step.DELIVER: 1})
    status = await shelf.status()
    assert status.pages == {"waiting": 1, "done": 1, "aside": 1}
    assert status.deliveries == {"delivered": 1, "given up": 1, "sending": 1, "waiting": 2}
    assert (status.articles, status.stories, status.alerts) == (2, 2, 2)
    assert status.oldest_waiting == NOON
    assert status.version == NEWEST
    assert status.size > 100_000


async def test_alerts_are_listed_newest_first_and_by_what_became_of_them(
    store: SqliteStore, shelf: Shelf
) -> None:
    for number, name in enumerate(("x", "y", "z")):
        now = after(minutes=number)
        await store.file(filing(number), now, telling(alert(name, ("a", "b"))))
    await undelivered(store, "evt_y_a", "410 Gone", None)
    await store.delivered("evt_x_b", after(hours=1))

    async def listed(**given: object) -> list[str]:
        return [told.id for told in await shelf.alerts(**given)]  # type: ignore[arg-type] # a table

    assert await listed() == ["al_z", "al_y", "al_x"]
    assert await listed(limit=1) == ["al_z"]
    assert await listed(state="given up") == ["al_y"]
    assert await listed(state="delivered") == ["al_x"]
    assert await listed(state="nonsense") == []
    told = await shelf.alert("al_y")
    assert told is not None
    lost, open_ = told.deliveries
    assert (lost.state, lost.problem, lost.attempts, lost.due) == (
        "given up",
        "410 Gone",
        1,
        None,
    )
    assert (open_.state, open_.due, open_.created) == (
        "waiting",
        after(minutes=1),
        after(minutes=1),
    )
    assert await shelf.alert("al_nothing") is None


async def test_one_can_look_beside_a_running_daemon_and_after_it(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await store.file(filing(1), NOON, telling())
        async with open_shelf(tmp_path) as beside:
            assert (await beside.status()).articles == 1
            await store.file(filing(2), NOON + timedelta(hours=1), telling())
            assert (await beside.status()).articles == 2
        await store.file(filing(3), NOON, telling())
    async with open_shelf(tmp_path) as later:
        assert (await later.status()).articles == 3


async def test_rules_are_known_by_what_became_of_them(store: SqliteStore) -> None:
    await store.instate([a_rule("banjir"), a_rule("rob", name="rob")], [], NOON)
    told = telling(alert("1", rule="banjir"), story="st_1")
    await store.file(filing(1, first_seen=NOON), NOON, told)
    skipped = Verdict(story="st_2", skips=(Skip("banjir", "story already told"),))
    await store.file(filing(2, first_seen=NOON), after(days=1), lambda _: skipped)
    known = await store.shelf.rules(after(hours=-1))
    assert (known["banjir"].hits, known["banjir"].told, known["banjir"].since) == (
        2,
        NOON,
        NOON,
    )
    assert (known["rob"].hits, known["rob"].told, known["rob"].asks) == (0, None, "rob")
    later = await store.shelf.rules(after(hours=1))
    assert (later["banjir"].hits, later["banjir"].told) == (1, NOON)


async def test_a_story_is_listed_in_the_order_in_which_it_was_filed(store: SqliteStore) -> None:
    for number in (3, 1, 2):
        seen = after(minutes=-number)
        filed = filing(number, first_seen=seen, network=f"koran {number}", fingerprint="")
        await store.file(filed, after(minutes=10 - number), telling(story="st_1"))
    stories = await store.shelf.stories(["st_1", "none"])
    assert [network for _, network in stories["st_1"]] == ["koran 3", "koran 2", "koran 1"]
    assert stories["none"] == []
    assert await store.shelf.reach(after(minutes=-2)) == (after(minutes=-2), 2)
    assert await store.shelf.reach(after(days=1)) == (None, 0)


async def test_what_the_rest_of_its_story_told_is_in_a_dossier(store: SqliteStore) -> None:
    for number in (1, 2):
        told = telling(alert(str(number)), story="st_1")
        await store.file(filing(number, fingerprint=""), NOON, told)
    dossier = await store.shelf.article(filing(2).id)
    assert dossier is not None
    assert [one.id for one in dossier.alerts] == ["al_2"]
    assert [one.id for one in dossier.story] == ["al_1"]
