from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, repeat
from urllib.parse import urlencode

import pytest
from hypothesis import given, strategies as st

from crawler.model import Hubs, Subscription
from crawler.websub import Unknown, answered, asked, form, proven, tended
from crawler.websub.leases import LEASE, LONGEST, UNCONFIRMED, WAITS
from tests.builders import NOON, after

BASE, FEED, HUB = "https://kliping.example.org/push/", "https://contoh.id/feed", "https://h/1"
OTHER = "https://h/2"
LIST = ("contoh", FEED)
NAMED = {LIST: Hubs((HUB, OTHER), FEED)}
NEW = Subscription(
    key="k1",
    secret="s1",
    callback=f"{BASE}k1",
    source="contoh",
    inlet=FEED,
    hub=HUB,
    topic=FEED,
    due=NOON,
)
ASKED = replace(NEW, pending="subscribe", due=after(minutes=10))
HELD = replace(NEW, until=after(days=10), due=after(days=8))


def tend(
    named: Mapping[tuple[str, str], Hubs], *known: Subscription, base: str = BASE
) -> Sequence[Subscription]:
    numbers = count(len(known) + 1)

    def keys() -> tuple[str, str]:
        number = next(numbers)
        return f"k{number}", f"s{number}"

    return list(tended(named, known, NOON, base=base, keys=keys))


def test_a_list_that_names_a_hub_is_subscribed_to_once() -> None:
    assert tend(NAMED) == [NEW]
    for known in (NEW, ASKED, HELD, replace(NEW, hub=OTHER)):
        assert tend(NAMED, known) == []


@pytest.mark.parametrize(
    ("named", "base"),
    [
        ({}, BASE),
        ({LIST: Hubs((HUB,), f"{FEED}?baru")}, BASE),
        ({LIST: Hubs(("https://h/3",), FEED)}, BASE),
        (NAMED, "https://lain.example.org/push/"),
    ],
    ids=["its source is gone, or it names none", "another topic", "another hub", "we moved"],
)
def test_what_is_not_wanted_as_it_is_ends_and_what_is_wanted_begins(
    named: Mapping[tuple[str, str], Hubs], base: str
) -> None:
    ended, *begun = tend(named, HELD, base=base)
    assert ended == replace(HELD, ending=True, due=after(hours=1))
    assert len(begun) == len(named)
    moved = base != BASE
    assert [one.due for one in begun] == [NOON if moved else after(hours=1)] * len(begun)
    assert tend(named, ended, *begun, base=base) == []


def test_a_list_that_calls_itself_something_else_each_time_troubles_no_hub() -> None:
    known: dict[str, Subscription] = {HELD.key: HELD}
    posts = 0
    for number in range(60):  # polls, ten minutes apart
        now = after(minutes=10 * number)
        named = {LIST: Hubs((HUB,), f"{FEED}?t={number}")}
        keys = repeat((f"k{number + 2}", "s"))
        for one in tended(named, tuple(known.values()), now, base=BASE, keys=keys.__next__):
            known[one.key] = one
        for one in list(known.values()):
            if one.due <= now:
                asking = ask(one, now, named[LIST])
                del known[one.key]
                if asking is not None:
                    posts += 1
                    known[one.key] = asking
    assert posts == 3, "to end the first one, which no hub here confirms"
    assert len(known) <= 8


def test_what_is_wanted_again_before_it_has_ended_goes_on() -> None:
    (ended,) = tend({}, HELD)
    assert tend(NAMED, ended) == [HELD]
    (ended,) = tend({}, NEW)
    assert tend(NAMED, ended) == [NEW]


def test_two_of_one_list_become_one() -> None:
    second = replace(HELD, key="k2", callback=f"{BASE}k2")
    assert tend(NAMED, HELD, second) == [replace(second, ending=True, due=after(hours=1))]


def test_a_clock_that_was_set_back_a_year_does_not_put_it_off_for_one() -> None:
    late = replace(HELD, due=after(days=365))
    assert tend(NAMED, late) == [replace(late, due=NOON)]


def ask(
    one: Subscription, now: datetime = NOON, hubs: Hubs = NAMED[LIST]
) -> Subscription | None:
    return asked(one, hubs, now, dice=0.5)


def test_a_hub_is_asked_with_what_only_it_may_know() -> None:
    one = ask(NEW)
    assert one == ASKED
    assert dict(form(ASKED)) == {
        "hub.mode": "subscribe",
        "hub.topic": FEED,
        "hub.callback": f"{BASE}k1",
        "hub.lease_seconds": "864000",
        "hub.secret": "s1",
    }


def test_to_end_is_asked_without_the_secret() -> None:
    one = ask(replace(HELD, ending=True, due=NOON))
    assert one is not None
    assert one.pending == "unsubscribe"
    assert [name for name, _ in form(one)] == ["hub.mode", "hub.topic", "hub.callback"]


def test_what_was_settled_meanwhile_is_left_as_it_is() -> None:
    assert ask(HELD) is HELD


def test_a_hub_that_never_confirms_is_asked_ever_less_often_and_others_in_turn() -> None:
    one, now, hubs, waits, problems = NEW, NOON, [], [], []
    for _ in range(7):
        step = ask(one, now)
        assert step is not None
        problems.append(step.problem)
        one = answered(step, None, now, dice=0.5)
        hubs.append(one.hub)
        waits.append(one.due - now)
        now = one.due
    assert waits == [*WAITS, WAITS[-1], WAITS[-1]]
    assert hubs == [HUB, OTHER, HUB, OTHER, HUB, OTHER, HUB]
    assert one.failures == 6
    assert problems == ["", *[UNCONFIRMED] * 6]


def test_one_hub_that_holds_a_lease_keeps_it_however_often_renewing_fails() -> None:
    one = ask(replace(HELD, failures=3), HELD.due)
    assert one is not None
    assert (one.hub, one.until) == (HUB, HELD.until)
    late = ask(replace(HELD, failures=3), after(days=11))
    assert late is not None
    assert (late.hub, late.until) == (OTHER, None)


@pytest.mark.parametrize(
    "one",
    [
        replace(NEW, ending=True),
        replace(HELD, ending=True, due=NOON, until=NOON),
        replace(HELD, ending=True, due=NOON, failures=3),
        replace(HELD, ending=True, due=NOON, failures=2, pending="unsubscribe"),
    ],
    ids=["never granted", "its lease is over", "three tries", "the third came to nothing"],
)
def test_what_need_not_or_cannot_be_ended_is_forgotten(one: Subscription) -> None:
    assert ask(one) is None


@pytest.mark.parametrize(
    ("wish", "due"),
    [
        (None, after(minutes=10)),
        (timedelta(0), after(minutes=10)),
        (timedelta(hours=5), after(hours=5)),
    ],
)
def test_a_hub_that_is_busy_is_asked_when_it_wants(
    wish: timedelta | None, due: datetime
) -> None:
    one = answered(ASKED, "the hub answered 503", NOON, wish=wish, dice=0.5)
    assert (one.due, one.problem) == (due, "the hub answered 503")
    again = ask(one, due)
    assert again is not None
    assert (again.failures, again.hub) == (1, OTHER)


def test_a_hub_that_confirms_before_it_answers_has_confirmed() -> None:
    for problem in (None, "timeout: not done within 20 s"):
        assert answered(HELD, problem, NOON, dice=0.5) == HELD


def question(**given: str) -> str:
    fields = {
        "hub.mode": "subscribe",
        "hub.topic": FEED,
        "hub.challenge": "tantangan",
        "hub.lease_seconds": "1000",
    }
    return urlencode({**fields, **{f"hub.{k}": v for k, v in given.items()}})


def prove(one: Subscription, query: str) -> tuple[Subscription | None, str]:
    return proven(one, query, NOON, dice=0.5)


def test_what_was_asked_for_is_confirmed_and_renewed_at_four_fifths() -> None:
    one, said = prove(replace(ASKED, failures=2, problem="x"), question())
    assert said == "tantangan"
    assert one == replace(NEW, until=after(seconds=1000), due=after(seconds=800))


@pytest.mark.parametrize(
    ("stated", "granted"),
    [
        ("", LEASE),
        ("nonsense", LEASE),
        ("-5", LEASE),
        ("٣", LEASE),
        ("9" * 400, LONGEST),
        ("0", timedelta(0)),
        ("00060", timedelta(seconds=60)),
    ],
)
def test_a_lease_is_what_the_hub_says_within_reason(stated: str, granted: timedelta) -> None:
    one, _ = prove(ASKED, question(lease_seconds=stated))
    assert one is not None
    assert one.until == NOON + granted
    assert one.due >= after(minutes=5)


def test_an_end_that_was_asked_for_is_the_end() -> None:
    one = replace(HELD, ending=True, pending="unsubscribe")
    assert prove(one, question(mode="unsubscribe")) == (None, "tantangan")


@pytest.mark.parametrize(
    ("one", "query"),
    [
        (HELD, question()),
        (HELD, question(mode="unsubscribe")),
        (ASKED, question(mode="unsubscribe")),
        (replace(HELD, ending=True, pending="unsubscribe"), question()),
        (ASKED, question(topic="https://lain.id/feed")),
        (ASKED, question(topic="https://lain.id/feed", mode="denied")),
        (ASKED, question(mode="SUBSCRIBE")),
        (ASKED, question(challenge="")),
        (ASKED, question(challenge="x" * 5000)),
        (ASKED, ""),
        (ASKED, "hub.mode=subscribe"),
        (ASKED, question() + "&hub.topic=" + FEED),
        (ASKED, question() + "&x=1" * 30),
        (ASKED, question() + "&x=%ff"),
    ],
)
def test_what_nobody_asked_for_is_not_confirmed(one: Subscription, query: str) -> None:
    with pytest.raises(Unknown):
        prove(one, query)


@pytest.mark.parametrize("one", [ASKED, HELD])
def test_a_hub_that_refuses_is_not_asked_for_a_day(one: Subscription) -> None:
    query = urlencode({"hub.mode": "denied", "hub.topic": FEED, "hub.reason": "penuh"})
    refused, said = prove(one, query)
    assert refused is not None
    assert said == ""
    assert (refused.until, refused.pending) == (None, None)
    assert refused.problem == "the hub refused: penuh"
    assert refused.due == after(days=1)
    assert prove(replace(one, ending=True), query) == (None, "")


@given(st.text(max_size=200))
def test_any_question_is_answered_or_unknown(query: str) -> None:
    try:
        one, said = prove(ASKED, query)
    except Unknown:
        return
    assert one is not None
    assert len(said) <= 4096
