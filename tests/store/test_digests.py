import json
from datetime import datetime, timedelta

from crawler.message.news import read
from crawler.model import Limit, Manners, Urgency
from crawler.outbox.circuit import OPENS
from crawler.outbox.hours import clock, span
from crawler.store import SqliteStore
from tests.builders import NOON, after
from tests.store.courier import REFUSED, drained, fail, raised, states, taken

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


async def test_a_digest_is_never_larger_than_receivers_take(store: SqliteStore) -> None:
    keys = [f"a{number:04}" for number in range(60)]
    await raised(store, *keys)
    long = {"type": "x", "data": {"problem": "banjir " * 2_000}}
    with store._writer._connection as connection:
        connection.execute("update deliveries set body = ?", [json.dumps(long).encode()])
    await taken(store, NOON, AFTERNOON)
    parts, names = [], list[str]()
    for _ in range(20):
        for key in await taken(store, after(hours=4), AFTERNOON):
            data = await body(store, key)
            parts.append(len(json.dumps(data, ensure_ascii=False).encode()))
            names += named(data)
            await store.delivered(key, after(hours=4))
    assert names == [f"evt_{key}" for key in keys]
    assert len(parts) == 1 + sum(parts) // 256_000
    assert max(parts) <= 256_000


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


FEW = {"meja": Manners(limits=(Limit(2, timedelta(hours=1), urgent=False),), holds=20)}


async def test_what_is_urgent_uses_up_nothing_of_the_limit_of_the_reader(
    store: SqliteStore,
) -> None:
    plain = []
    for minute in range(0, 6 * 60, 5):
        if minute % 20 == 0:
            await raised(
                store, f"fire{minute}", urgency=Urgency.URGENT, now=after(minutes=minute)
            )
        if minute % 60 == 5:
            await raised(store, f"plain{minute}", now=after(minutes=minute))
        for key in await taken(store, after(minutes=minute), FEW):
            await store.delivered(key, after(minutes=minute))
            plain += [key] if "plain" in key else []
    assert len(plain) == 6


async def test_beyond_a_limit_all_is_told_within_the_hour_however_many_parts_it_has(
    store: SqliteStore,
) -> None:
    for hour in range(5):
        await raised(
            store, *[f"{hour} {number}" for number in range(50)], now=after(hours=hour)
        )
        for minute in range(0, 60, 5):
            now = after(hours=hour, minutes=minute)
            for key in await taken(store, now, FEW):
                await store.delivered(key, now)
    waiting = [key for key, state in (await states(store)).items() if state == "waiting"]
    assert len(waiting) <= 50


async def test_an_urgent_one_takes_with_it_the_digest_that_names_its_story(
    store: SqliteStore,
) -> None:
    await raised(store, "first", story="st")
    await raised(store, "other")
    evening = {
        "meja": Manners(timezone="UTC", digest=(clock("16:00"),), quiet=span("17:00-06:00"))
    }
    await taken(store, NOON, evening)
    (digest,) = await taken(store, after(hours=4), evening)
    await fail(store, digest, after(hours=4))
    assert await taken(store, after(hours=6), evening) == []  # it is tried again in the morning
    await raised(store, "fire", urgency=Urgency.URGENT, story="st", now=after(hours=6))
    sent = await drained(store, after(hours=6), evening, beats=3)
    assert [key for _, key in sent] == [digest, "evt_fire"]


async def test_in_quiet_hours_nothing_goes_out_that_is_not_urgent(store: SqliteStore) -> None:
    evening = {"meja": Manners(timezone="UTC", quiet=span("12:01-13:00"))}
    await raised(store, *"abcdef")
    for key in await taken(store, NOON, evening):
        await fail(store, key, NOON)
    await raised(store, "night", now=after(minutes=10))
    sent = await drained(store, after(minutes=2), evening, beats=58, beat=MINUTE)
    assert sent == []
    sent = await drained(store, after(hours=1), evening, beats=5, beat=MINUTE)
    told = {key: await body(store, key) for _, key in sent}
    assert {key for key, data in told.items() if "items" not in data} == {
        "evt_a",
        "evt_b",
        "evt_c",
        "evt_d",
    }
    assert [named(data) for data in told.values() if "items" in data] == [
        ["evt_e", "evt_f", "evt_night"]
    ]


async def test_of_a_digest_that_is_refused_the_poison_holds_up_its_own_story_only(
    store: SqliteStore,
) -> None:
    names = [str(number) for number in range(16)]
    await raised(store, *names)
    await raised(store, "again", story="st 11")
    await taken(store, NOON, AFTERNOON)
    told, now = list[str](), after(hours=4)
    await raised(store, "fire", urgency=Urgency.URGENT, story="st 3", now=now)
    for _ in range(60):
        now += MINUTE
        for key in await taken(store, now, AFTERNOON):
            data = await body(store, key)
            names_of = named(data) if "items" in data else [key]
            if "evt_11" in names_of:
                await fail(store, key, now, REFUSED)
            else:
                await store.delivered(key, now)
                told += names_of
    assert sorted(told) == sorted(
        [f"evt_{name}" for name in names if name != "11"] + ["evt_fire"]
    )
    assert told.index("evt_3") < told.index("evt_fire")
    kept = await states(store)
    assert (kept["evt_11"], kept["evt_again"]) == ("waiting", "waiting")


async def test_an_urgent_one_waits_for_no_digest_that_is_refused_whole(
    store: SqliteStore,
) -> None:
    await raised(store, *map(str, range(30)))
    await taken(store, NOON, AFTERNOON)
    now, fired = after(hours=4), False
    await raised(store, "fire", urgency=Urgency.URGENT, story="st 3", now=now)
    for _ in range(120):
        now += MINUTE
        for key in await taken(store, now, AFTERNOON):
            if "items" in await body(store, key):
                await fail(store, key, now, REFUSED)
            else:
                await store.delivered(key, now)
                fired = fired or key == "evt_fire"
    assert fired


async def test_an_urgent_one_passes_a_digest_that_is_refused_though_the_channel_seems_down(
    store: SqliteStore,
) -> None:
    await raised(store, *map(str, range(30)))
    await raised(store, *(f"poison {number}" for number in range(5)), urgency=Urgency.URGENT)
    now, told = after(hours=4), list[str]()
    for second in range(0, 40, 5):  # what is urgent is refused, and so the circuit opens
        for key in await taken(store, NOON + timedelta(seconds=second), AFTERNOON):
            await fail(store, key, NOON + timedelta(seconds=second), REFUSED)
    for minute in range(60):
        now += MINUTE
        if minute == 10:
            await raised(store, "fire", urgency=Urgency.URGENT, story="st 3", now=now)
        for key in await taken(store, now, AFTERNOON):
            if "poison" in key or "items" in await body(store, key):
                await fail(store, key, now, REFUSED)
            else:
                await store.delivered(key, now)
                told.append(key)
    assert told.index("evt_3") < told.index("evt_fire")


async def test_what_is_due_while_a_channel_is_down_is_one_digest_when_it_is_back(
    store: SqliteStore,
) -> None:
    await raised(store, *(f"early {number}" for number in range(OPENS)))
    for second in range(0, 10, 5):
        at = NOON + timedelta(seconds=second)
        for key in await taken(store, at, {"meja": Manners()}):
            await fail(store, key, at)
    await raised(store, "a", "b", now=after(hours=1))
    down = await drained_in_vain(store, after(hours=1), after(hours=9), AFTERNOON)
    assert {key for key in down if not key.startswith("evt_early")} == set()
    sent = await drained(store, after(hours=9), AFTERNOON, beats=10, beat=MINUTE)
    told = [await body(store, key) for _, key in sent]
    assert [named(data) for data in told if "items" in data] == [["evt_a", "evt_b"]]


async def drained_in_vain(
    store: SqliteStore, now: datetime, until: datetime, channels: dict[str, Manners]
) -> set[str]:
    """What is tried, and fails, between two times."""
    tried = set[str]()
    while now < until:
        for key in await taken(store, now, channels):
            await fail(store, key, now)
            tried.add(key)
        now += MINUTE
    return tried


async def test_a_story_that_goes_on_in_the_next_part_is_in_order_though_the_first_is_refused(
    store: SqliteStore,
) -> None:
    two = {"meja": Manners(timezone="UTC", digest=(clock("16:00"),), holds=4)}
    for name in "abcdef":
        await raised(store, name, story="st" if name in "bde" else None)
    await taken(store, NOON, two)
    now, told = after(hours=4), list[str]()
    for _ in range(20):
        now += MINUTE
        keys = await taken(store, now, two)
        for key in keys:
            data = await body(store, key)
            names = named(data) if "items" in data else [key]
            if "evt_a" in names and len(names) > 1:
                await fail(store, key, now, REFUSED)
            else:
                await store.delivered(key, now)
                told += names
    assert sorted(told) == [f"evt_{name}" for name in "abcdef"]
    assert [name for name in told if name in {"evt_b", "evt_d", "evt_e"}] == [
        *("evt_b", "evt_d", "evt_e")
    ]
