import json
from datetime import datetime, timedelta

from crawler.message.news import read
from crawler.model import Limit, Manners, Urgency
from crawler.outbox.hours import clock, span
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.courier import drained, fail, raised, states, taken

MINUTE = timedelta(minutes=1)
NIGHT = {"meja": Manners(timezone="UTC", quiet=span("11:00-13:00"))}
AFTERNOON = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),))}
CHAT = {"meja": Manners(limits=(Limit(20, MINUTE),), pace=timedelta(seconds=1), holds=20)}


async def body(store: SqliteStore, key: str) -> dict[str, object]:
    sql = "select body from deliveries where id = ?"
    ((found,),) = store._writer._connection.execute(sql, [key]).fetchall()
    data: dict[str, object] = json.loads(found)["data"]
    return data


def named(data: dict[str, object]) -> list[str]:
    items = data["items"]
    assert isinstance(items, list)
    return [item["delivery"] for item in items]


async def test_the_backlog_of_quiet_hours_is_one_digest(store: SqliteStore) -> None:
    await raised(store, "a", "b", "c")
    assert await taken(store, NOON, NIGHT) == []
    await raised(store, "fire", urgency=Urgency.URGENT, now=after(minutes=5))
    assert await taken(store, after(minutes=5), NIGHT) == ["evt_fire"]
    await store.delivered("evt_fire", after(minutes=5))
    (key,) = await taken(store, after(hours=1), NIGHT)
    data = await body(store, key)
    assert named(data) == ["evt_a", "evt_b", "evt_c"]
    assert (data["reason"], data["count"], data["parts"]) == ("quiet", 3, 1)
    assert list((await states(store)).values())[:3] == ["in digest"] * 3


async def test_a_digest_comes_at_its_time_and_is_sent_again_as_it_is(
    store: SqliteStore,
) -> None:
    await raised(store, "a", "b")
    assert await taken(store, NOON, AFTERNOON) == []
    assert await taken(store, after(hours=3, minutes=59), AFTERNOON) == []
    (key,) = await taken(store, after(hours=4), AFTERNOON)
    before = await body(store, key)
    await fail(store, key, after(hours=4))
    await raised(store, "c", now=after(hours=4))
    assert await taken(store, after(hours=4, minutes=1), AFTERNOON) == [key]
    assert await body(store, key) == before


async def test_what_is_urgent_takes_with_it_what_is_earlier_in_its_story(
    store: SqliteStore,
) -> None:
    await raised(store, "first", "other", story="st")
    await raised(store, "else")
    assert await taken(store, NOON, AFTERNOON) == []
    await raised(store, "fire", urgency=Urgency.URGENT, story="st")
    sent = await drained(store, after(minutes=1), AFTERNOON, beats=4)
    assert [key for _, key in sent] == ["evt_first", "evt_other", "evt_fire"]


async def test_what_follows_in_a_story_waits_for_the_digest_that_names_it(
    store: SqliteStore,
) -> None:
    await raised(store, "first", story="st")
    await taken(store, NOON, AFTERNOON)
    (digest,) = await taken(store, after(hours=4), AFTERNOON)
    await fail(store, digest, after(hours=4))
    await raised(store, "fire", urgency=Urgency.URGENT, story="st", now=after(hours=4))
    assert await taken(store, after(hours=4, seconds=1), AFTERNOON) == []
    sent = await drained(store, after(hours=4, minutes=1), AFTERNOON, beats=2)
    assert [key for _, key in sent] == [digest, "evt_fire"]


async def test_a_storm_is_told_to_a_chat_in_few_messages_that_name_all(
    store: SqliteStore,
) -> None:
    count = 300
    await raised(store, *map(str, range(count)))
    sent = await drained(store, NOON, CHAT, beats=200)
    times = [at for at, _ in sent]
    assert most_within(times, MINUTE) <= 20
    told: list[str] = []
    for _, key in sent:
        data = await body(store, key)
        told += named(data) if "items" in data else [key]
    assert sorted(told) == sorted(f"evt_{number}" for number in range(count))
    assert len(sent) == 20 + count // 20 - 1
    assert set((await states(store)).values()) == {"delivered", "in digest"}


def most_within(times: list[datetime], span: timedelta) -> int:
    """The most of these times, in order, that lie within a span."""
    return max(sum(first <= at < first + span for at in times) for first in times)


async def test_beyond_a_limit_of_the_reader_the_rest_is_one_digest(store: SqliteStore) -> None:
    few = {"meja": Manners(limits=(Limit(2, timedelta(hours=1), urgent=False),))}
    await raised(store, *"abcde")
    assert await taken(store, NOON, few) == ["evt_a", "evt_b"]
    for key in ("evt_a", "evt_b"):
        await store.delivered(key, NOON)
    await raised(store, "fire", urgency=Urgency.URGENT)
    assert await taken(store, after(minutes=1), few) == ["evt_fire"]
    await store.delivered("evt_fire", after(minutes=1))
    (digest,) = await taken(store, after(hours=1, seconds=1), few)
    data = await body(store, digest)
    assert (named(data), data["reason"]) == (["evt_c", "evt_d", "evt_e"], "many")


async def test_a_digest_is_fit_to_be_read(store: SqliteStore) -> None:
    await raised(store, "a", "b")
    await taken(store, NOON, AFTERNOON)
    (key,) = await taken(store, after(hours=4), AFTERNOON)
    ((raw,),) = store._writer._connection.execute(
        "select body from deliveries where id = ?", [key]
    ).fetchall()
    news = read(raw, "Asia/Jakarta")
    assert (news.kind, news.reason, len(news.entries)) == ("digest", "scheduled", 2)


async def test_what_was_kept_back_comes_as_a_digest_though_nobody_asks_for_any_now(
    store: SqliteStore,
) -> None:
    await raised(store, "a", "b")
    await taken(store, NOON, NIGHT)
    (key,) = await taken(store, after(hours=1), {"meja": Manners()})
    assert named(await body(store, key)) == ["evt_a", "evt_b"]


async def test_a_channel_that_is_down_makes_no_digest_of_each_minute(
    store: SqliteStore,
) -> None:
    now = NOON
    for minute in range(60):
        now = after(minutes=minute)
        await raised(store, str(minute), now=now)
        for second in range(0, 60, 20):
            for key in await taken(store, now + timedelta(seconds=second), CHAT):
                await fail(store, key, now + timedelta(seconds=second))
    digests = [key for key, state in (await states(store)).items() if state == "in digest"]
    assert digests == []


async def test_what_is_urgent_overtakes_the_parts_of_a_storm_with_all_of_its_story(
    store: SqliteStore,
) -> None:
    await raised(store, *map(str, range(600)))
    sent = await drained(store, NOON, CHAT, beats=75)
    assert len(sent) < 40  # there is more to come
    now = after(seconds=130)
    await raised(store, "before", story="st", now=now)
    assert "evt_before" not in await taken(store, now, CHAT)
    await raised(store, "fire", urgency=Urgency.URGENT, story="st", now=now)
    later = [key for _, key in await drained(store, after(seconds=131), CHAT, beats=20)]
    assert later[:2] == ["evt_before", "evt_fire"]
