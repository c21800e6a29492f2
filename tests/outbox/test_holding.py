from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.model import Fresh, Hold, Limit, Manners
from crawler.outbox.holding import free, held, still
from crawler.outbox.hours import clock, span
from tests.builders import NOON, after

HOUR = timedelta(hours=1)
NIGHT = Manners(timezone="UTC", quiet=span("11:00-13:00"))
TWICE = Manners(timezone="UTC", digest=(clock("07:00"), clock("16:00")))
FEW = Manners(limits=(Limit(2, HOUR, urgent=False),))


def news(count: int, *, urgent: frozenset[int] = frozenset(), story: str = "") -> list[Fresh]:
    return [Fresh(str(n), story or f"st {n}", n in urgent) for n in range(count)]


def test_what_nobody_asked_to_be_kept_goes_at_once() -> None:
    assert held(Manners(), news(100), [], None, NOON) == {}


def test_quiet_hours_keep_what_is_not_urgent_until_they_end() -> None:
    holds = held(NIGHT, news(3, urgent=frozenset({1})), [], None, NOON)
    assert holds == dict.fromkeys("02", Hold(after(hours=1), "quiet"))


def test_a_digest_keeps_what_is_not_urgent_until_its_time() -> None:
    holds = held(TWICE, news(2, urgent=frozenset({0})), [], None, NOON)
    assert holds == {"1": Hold(after(hours=4), "scheduled")}


def test_beyond_a_limit_the_rest_is_gathered() -> None:
    holds = held(FEW, news(5), [1], None, NOON)
    assert list(holds) == ["1", "2", "3", "4"]
    assert set(holds.values()) == {Hold(after(hours=1), "many")}


def test_while_some_are_gathered_others_join_them() -> None:
    until = after(minutes=7)
    assert held(FEW, news(1), [0], until, NOON) == {"0": Hold(until, "many")}


def test_what_is_urgent_keeps_to_the_limit_of_the_service_only() -> None:
    both = Manners(limits=(Limit(3, timedelta(minutes=1)), Limit(1, HOUR, urgent=False)))
    everything = news(6, urgent=frozenset(range(6)))
    holds = held(both, everything, [0, 5], None, NOON)
    assert list(holds) == ["3", "4", "5"]
    assert set(holds.values()) == {Hold(after(minutes=1), "many")}


def test_what_is_earlier_in_the_story_of_an_urgent_one_goes_with_it() -> None:
    assert held(NIGHT, news(3, urgent=frozenset({1}), story="st"), [], None, NOON) == {
        "2": Hold(after(hours=1), "quiet")
    }


@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=30),
    st.integers(0, 5),
    st.integers(1, 5),
)
def test_no_story_is_told_out_of_order(
    parts: list[tuple[int, bool]], used: int, most: int
) -> None:
    manners = Manners(limits=(Limit(most, HOUR),))
    fresh = [Fresh(str(n), f"st {story}", urgent) for n, (story, urgent) in enumerate(parts)]
    holds = held(manners, fresh, [used], None, NOON)
    assert len(fresh) - len(holds) <= max(0, most - used)
    for story in range(4):
        kept = [one.id in holds for one in fresh if one.story == f"st {story}"]
        assert kept == sorted(kept)  # once one is kept, those that follow are


@pytest.mark.parametrize(
    ("used", "urgent", "left"), [([1, 5], False, 0), ([1, 5], True, 2), ([9, 0], True, 0)]
)
def test_the_least_of_the_limits_counts(used: list[int], urgent: bool, left: int) -> None:
    limits = (Limit(3, HOUR), Limit(4, HOUR, urgent=False))
    assert free(limits, used, urgent=urgent) == left
    assert free((), (), urgent=urgent) is None


def test_no_digest_is_sent_in_quiet_hours() -> None:
    assert still(NIGHT, NOON) == after(hours=1)
    assert still(TWICE, NOON) is None
