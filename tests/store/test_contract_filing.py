"""What every store promises of articles, of deliveries and of forgetting; see test_contract.py."""

import asyncio
from datetime import timedelta
from typing import NoReturn

import pytest

from crawler.model import (
    Found,
    Kept,
    Known,
    Moment,
    Skip,
    Step,
    Verdict,
)
from crawler.ports import Store
from tests.builders import NOON, after, an_article
from tests.store.world import (
    LEASE,
    ROOM,
    alert,
    filing,
    jobs,
    key,
    links,
    once,
    poll,
    telling,
    undelivered,
    url,
)

DELIVERIES = {Step.DELIVER: 100}

# filing


async def test_filing_twice_is_as_good_as_once(store: Store) -> None:
    await poll(store, links(1))
    verdict = await store.file(filing(1), NOON, telling(alert("x")))
    assert verdict == telling(alert("x"))(Known())
    assert await store.file(filing(1), NOON, never) is None
    assert await store.page(key(1)) is None
    assert await store.take(NOON, LEASE, ROOM) == jobs(Step.DELIVER, "evt_x_meja")
    assert await poll(store, links(1)) == Kept(0, ())


def never(_: Known) -> NoReturn:
    raise AssertionError("asked to decide on an article that is known")


async def test_an_article_is_known_by_a_claim_that_its_headline_or_its_text_bears_out(
    store: Store,
) -> None:
    first = filing(1, claims=("a",))
    await store.file(first, NOON, telling())
    title = an_article(title="Judul lain")
    same_title = filing(2, claims=("b", "a"), article=first.article)
    assert await store.file(same_title, NOON, never) is None
    same_text = filing(3, claims=("b",), fingerprint="text 1", article=title)
    assert await store.file(same_text, NOON, never) is None
    assert await poll(store, links(2, 3)) == Kept(0, ())


async def test_a_column_of_one_headline_is_not_one_article_for_what_a_template_claims(
    store: Store,
) -> None:
    claim, day = "contoh.id/ekonomi-terkini-hari-ini-lengkap", timedelta(days=1)
    for number, text in enumerate(("Emas naik ke batas atas.", "Perak turun jauh sekali.")):
        column = an_article(title="Harga emas hari ini", paragraphs=(text,))
        told = await store.file(
            filing(number, claims=(claim,), article=column), NOON, telling()
        )
        assert told is not None
    for number, days in enumerate((0, 1), 5):
        column = an_article(title="Cuaca hari ini", published=Moment(NOON + days * day))
        told = await store.file(
            filing(number, claims=(claim,), article=column), NOON, telling()
        )
        assert told is not None


async def test_a_claim_that_nothing_bears_out_joins_nothing(store: Store) -> None:
    await store.file(filing(1, claims=("a",)), NOON, telling())
    other = filing(2, claims=("a", key(1)), article=an_article(title="Judul lain"))
    assert await store.file(other, NOON, telling()) is not None
    untitled = [filing(n, claims=("c",), article=an_article(title="")) for n in (3, 4)]
    for each in untitled:
        assert await store.file(each, NOON, telling()) is not None


async def test_a_link_that_is_only_claimed_is_still_read(store: Store) -> None:
    await store.file(filing(1, claims=(key(2),)), NOON, telling())
    assert await poll(store, links(2)) == Kept(1, ("contoh.id",))
    other = filing(2, article=an_article(title="Judul lain"))
    assert await store.file(other, NOON, telling()) is not None
    assert await store.file(filing(2), NOON, never) is None


async def test_what_deciding_raises_leaves_nothing_behind(store: Store) -> None:
    await poll(store, links(1))

    def broken(_: Known) -> NoReturn:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.file(filing(1), NOON, broken)
    assert await store.page(key(1)) is not None
    assert await store.file(filing(1), NOON, telling()) is not None


async def test_deciding_sees_the_story_of_a_copy_who_told_it_and_who_was_told(
    store: Store,
) -> None:
    first = filing(1, fingerprint="same", network="A")
    await store.file(first, NOON, telling(alert("x"), alert("y", rule="lain"), story="st"))
    seen: list[Known] = []

    def decide(known: Known) -> Verdict:
        seen.append(known)
        return Verdict(story="st", skips=(Skip("banjir", "story already told"),))

    copy = filing(2, fingerprint="same", network="B")
    await store.file(copy, NOON, decide)
    await store.file(filing(3, fingerprint="same"), NOON, decide)
    second, third = (known.copies[0] for known in seen)
    assert (second.title, second.network, second.contained) == (first.article.title, "A", 1.0)
    assert second.article == third.article == first.id
    assert [known.article for known in seen[1].copies] == [first.id, copy.id]
    assert (second.story.id, second.story.networks) == ("st", frozenset("A"))
    assert second.story.told == {"banjir", "lain"}
    assert third.story.networks == {"A", "B"}


@pytest.mark.parametrize(
    ("days", "known"), [(0, True), (14, True), (-14, True), (14.001, False), (-15, False)]
)
async def test_equal_texts_are_one_story_within_fourteen_days(
    store: Store, days: float, *, known: bool
) -> None:
    await store.file(filing(1, fingerprint="same"), NOON, telling(story="st"))
    seen: list[Known] = []

    def decide(found: Known) -> Verdict:
        seen.append(found)
        return Verdict(story="other")

    copy = filing(2, fingerprint="same", first_seen=after(days=days))
    await store.file(copy, NOON, decide)
    assert [bool(found.copies) for found in seen] == [known]


async def test_texts_too_short_to_tell_by_are_never_copies(store: Store) -> None:
    await store.file(filing(1, fingerprint=""), NOON, telling(story="a"))
    verdict = await store.file(filing(2, fingerprint=""), NOON, telling(story="b"))
    assert verdict == Verdict(story="b")


@pytest.mark.slow
async def test_of_two_copies_filed_at_once_one_tells_the_story(store: Store) -> None:
    for round_ in range(1000):
        pair = [
            filing(2 * round_ + half, fingerprint=f"text {round_}", network=f"N{half}")
            for half in (0, 1)
        ]
        verdicts = await asyncio.gather(*(store.file(each, NOON, once(each)) for each in pair))
        first, second = sorted(verdicts, key=lambda v: v is not None and v.copy_of is not None)
        assert first is not None
        assert second is not None
        assert (len(first.alerts), len(second.alerts)) == (1, 0)
        assert first.story == second.story
        assert second.copy_of in {each.id for each in pair}


# deliveries


async def test_a_delivery_keeps_its_body_and_the_time_it_was_made(store: Store) -> None:
    body = '{"judul": "Banjir – ‘Hulu’"}\n'.encode() + bytes(range(256))
    await store.file(filing(1), NOON, telling(alert("x", body=body)))
    await store.file(filing(2), after(hours=1), telling(alert("x", body=b"another")))
    pending = await store.delivery("evt_x_meja")
    assert pending is not None
    channel, message = pending
    assert (channel, message.id, message.body) == ("meja", "evt_x_meja", body)
    assert (message.at, message.attempts) == (NOON, 0)


async def test_a_delivery_comes_back_until_it_is_delivered(store: Store) -> None:
    await store.file(filing(1), NOON, telling(alert("x")))
    mine = jobs(Step.DELIVER, "evt_x_meja")
    assert await store.take(NOON, LEASE, ROOM) == mine
    await undelivered(store, "evt_x_meja", "503", after(minutes=1))
    assert await store.take(NOON, LEASE, ROOM) == []
    assert await store.take(after(minutes=1), LEASE, ROOM) == mine
    pending = await store.delivery("evt_x_meja")
    assert pending is not None
    assert pending[1].attempts == 1
    await store.delivered("evt_x_meja", after(minutes=1))
    await undelivered(store, "evt_x_meja", "a late answer", after(minutes=2))
    assert await store.delivery("evt_x_meja") is None
    assert await store.take(after(days=9), LEASE, ROOM) == []


async def test_a_delivery_that_is_given_up_never_comes_back(store: Store) -> None:
    await store.file(filing(1), NOON, telling(alert("x")))
    await undelivered(store, "evt_x_meja", "410", None)
    await undelivered(store, "evt_x_meja", "a late answer", NOON)
    assert await store.delivery("evt_x_meja") is None
    assert await store.take(after(days=9), LEASE, ROOM) == []


async def test_four_deliveries_of_one_channel_are_under_way_at_a_time(store: Store) -> None:
    for number in range(6):
        raised = alert(str(number), ("meja", "warung") if number == 5 else ("meja",))
        await store.file(filing(number), after(seconds=number), telling(raised))
    now = after(minutes=1)
    first = await store.take(now, LEASE, DELIVERIES)
    assert first == jobs(
        Step.DELIVER, *(f"evt_{number}_meja" for number in range(4)), "evt_5_warung"
    )
    assert await store.take(now, LEASE, DELIVERIES) == []
    await store.delivered("evt_2_meja", now)
    assert await store.take(now, LEASE, DELIVERIES) == jobs(Step.DELIVER, "evt_4_meja")
    assert len(await store.take(now + LEASE, LEASE, {Step.DELIVER: 4})) == 4  # leases ended


async def test_of_one_story_a_channel_gets_the_later_after_the_earlier(store: Store) -> None:
    for number, channels in enumerate([("a",), ("a", "b"), ("a",)]):
        raised = alert(str(number), channels)
        same = filing(number, fingerprint="same")
        await store.file(same, after(seconds=-number), telling(raised))
    assert await store.take(NOON, LEASE, DELIVERIES) == jobs(Step.DELIVER, "evt_1_b", "evt_0_a")
    await undelivered(store, "evt_0_a", "503", after(hours=1))
    assert await store.take(NOON, LEASE, DELIVERIES) == []
    await undelivered(store, "evt_0_a", "seven days", None)
    assert await store.take(NOON, LEASE, DELIVERIES) == jobs(Step.DELIVER, "evt_1_a")
    await store.delivered("evt_1_a", NOON)
    assert await store.take(NOON, LEASE, DELIVERIES) == jobs(Step.DELIVER, "evt_2_a")


# forgetting


async def test_pruning_drops_old_articles_but_knows_them_still(store: Store) -> None:
    await poll(store, links(1, 2))
    await store.file(filing(1), NOON, telling())
    await store.file(filing(2, first_seen=after(days=1)), NOON, telling())
    assert await store.prune(NOON, after(days=-400)) == 0
    assert await store.prune(after(days=1), after(days=-300)) == 1
    assert await poll(store, links(1, 2)) == Kept(0, ())
    assert await store.file(filing(1), NOON, never) is None


async def test_pruning_keeps_what_is_still_to_be_delivered(store: Store) -> None:
    for number, name in enumerate(("open", "taken", "done", "lost")):
        await store.file(filing(number), NOON, telling(alert(name)))
    await store.delivered("evt_done_meja", NOON)
    await undelivered(store, "evt_lost_meja", "gone", None)
    await undelivered(store, "evt_open_meja", "503", after(days=500))
    await store.take(NOON, LEASE, DELIVERIES)
    assert await store.prune(after(days=99), after(days=99)) == 2
    assert await store.delivery("evt_open_meja") is not None
    assert await store.delivery("evt_taken_meja") is not None
    await store.delivered("evt_open_meja", NOON)
    await store.delivered("evt_taken_meja", NOON)
    assert await store.prune(after(days=99), after(days=99)) == 2


async def test_a_story_told_is_known_for_fourteen_days_however_short_articles_are_kept(
    store: Store,
) -> None:
    await store.file(filing(1, fingerprint="same"), NOON, telling(alert("x"), story="st"))
    await store.delivered("evt_x_meja", NOON)
    assert await store.prune(after(days=9), after(days=-400)) == 1
    copy = filing(2, fingerprint="same", first_seen=after(days=10))
    verdict = await store.file(copy, after(days=10), once(copy))
    assert verdict == Verdict(story="st", copy_of=filing(1).id)


async def test_what_was_seen_is_forgotten_in_the_end(store: Store) -> None:
    await poll(store, links(1, 2, 3))
    await store.file(filing(1), NOON, telling())
    await store.unread(key(2), "crashed", None)
    await store.prune(after(days=90), NOON)
    assert await poll(store, links(1, 2)) == Kept(0, ())
    await store.prune(after(days=90), after(days=1))
    assert await poll(store, links(1, 2, 3)) == Kept(2, ("contoh.id",))  # the third waits still


async def test_a_link_that_is_still_listed_is_never_forgotten(store: Store) -> None:
    await poll(store, links(1, 2))
    await store.file(filing(1), NOON, telling())
    await store.unread(key(2), "gone", None)
    for day in range(0, 900, 30):
        now = after(days=day)
        assert await poll(store, links(1, 2), now) == Kept(0, ())
        await store.prune(now - timedelta(days=90), now - timedelta(days=400))


async def test_texts_of_any_kind_come_back(store: Store) -> None:
    odd = "a\ud83d\ude00 \ud800 \x00 \u202e 'x' \"y\" \\ %s ? :name"
    mended = "a\U0001f600 \ufffd \x00 \u202e 'x' \"y\" \\ %s ? :name"
    await poll(store, [Found(url=url(1), title=odd, summary=odd)])
    await store.unread(key(1), odd, NOON)
    page = await store.page(key(1))
    assert page is not None
    assert (page.found.title, page.found.summary) == (mended, mended)
