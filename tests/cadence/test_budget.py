"""The price of a poll, and what is kept by it."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from crawler.cadence.budget import Ledger, Weighed, price_of, settled, spent, weighed
from crawler.cadence.pace import HABIT, Forecast, Habit, learned
from crawler.cadence.waiting import wait
from crawler.model import Pace
from tests.cadence.newsroom import DAY, even, posts

FLAT = Habit((1.0,) * 24, (1.0,) * 7)
LEAST, MOST = 1 / 60, 1.0


def known(level: float) -> Pace:
    """A source that is known to publish so many articles a day."""
    return Pace(until=0.0, rate=level / 24, posts=level * 1e6, units=1e6)


@given(
    st.lists(st.floats(0.05, 500), min_size=1, max_size=30),
    st.floats(25, 1_000),
)
def test_at_the_price_all_sources_take_just_the_polls_that_they_may(
    levels: list[float], polls: float
) -> None:
    all_of = Weighed(tuple((level, 1) for level in levels), FLAT)
    price = price_of(all_of, polls * len(levels), least=LEAST, most=MOST)
    assert 24 * spent(all_of, 1.0, price, LEAST, MOST) == pytest.approx(
        polls * len(levels), rel=0.005
    )


def test_a_budget_below_a_poll_an_hour_is_no_reason_to_wait_longer() -> None:
    all_of = Weighed(((10.0, 3),), FLAT)
    price = price_of(all_of, 3 * 5, least=LEAST, most=MOST)
    expected = Forecast(known(10.0), FLAT)
    assert wait(expected, 0.0, price, least=LEAST, most=MOST) == MOST


def test_a_budget_beyond_all_bounds_is_no_reason_to_ask_more_than_each_minute() -> None:
    price = price_of(Weighed(((10.0, 3),), FLAT), 1e9, least=LEAST, most=MOST)
    assert wait(Forecast(known(10.0), FLAT), 0.0, price, least=LEAST, most=MOST) == LEAST


def test_sources_are_weighed_by_what_they_publish_and_their_habits_summed() -> None:
    hours = (*(0.0,) * 6, *(20.0,) * 12, *(0.0,) * 6)
    pace = Pace(until=0.0, posts=2400.0, units=100.0, hours=hours, hours_due=(10.0,) * 24)
    all_of = weighed([pace] * 20)
    assert all_of.sources == 20
    ((level, _),) = all_of.levels
    assert level == pytest.approx(24, rel=0.13)
    assert all_of.habit.hours[3] < 0.4
    assert all_of.habit.hours[12] > 1.6
    assert HABIT.level < all_of.habit.level < 25


def test_of_no_sources_nothing_is_owed() -> None:
    ledger = settled(Ledger(), weighed([]), 0, 5.0, polls=96, least=LEAST, most=MOST)
    assert ledger.owed == 0
    assert ledger.all_of.habit.hours == pytest.approx(HABIT.hours)


def test_what_was_spent_too_much_makes_polls_dearer_until_it_is_made_good() -> None:
    all_of = weighed([known(20.0)] * 10)
    limits = {"polls": 96, "least": LEAST, "most": MOST}
    before = settled(Ledger(), all_of, 0, 0.0, **limits)
    after = settled(before, all_of, 900, 1.0, **limits)
    assert after.owed > 800
    assert after.price > before.price
    assert settled(before, all_of, 0, 1.0, **limits).price < before.price


def test_what_was_not_spent_while_nobody_was_there_is_not_spent_later() -> None:
    all_of = weighed([known(20.0)] * 10)
    limits = {"polls": 96, "least": LEAST, "most": MOST}
    before = settled(Ledger(), all_of, 0, 9.0, **limits)
    slept = settled(before, all_of, 0, 9.0 + 7 * DAY, **limits)
    assert -2 * 1.5 * 96 * 10 / 24 < slept.owed < 0
    back = settled(before, all_of, 0, 3.0, **limits)  # the clock was set back
    assert back.owed == 0


def test_polls_that_servers_wishes_leave_over_go_to_the_others() -> None:
    all_of = weighed([known(20.0)] * 10)
    limits = {"polls": 96, "least": LEAST, "most": MOST}
    ledger = settled(Ledger(), all_of, 0, 0.0, **limits)
    first = ledger.price
    for hour in range(1, 24 * 10):  # each hour a fifth fewer than there should have been
        busy = ledger.all_of.habit.hours[(hour - 1) % 24]
        taken = round(0.8 * spent(all_of, busy, ledger.price, LEAST, MOST))
        ledger = settled(ledger, all_of, taken, float(hour), **limits)
    assert ledger.price < first * 0.8
    assert abs(ledger.owed) < 0.5 * 96 * 10


@pytest.mark.parametrize("polls", [48, 96, 240])
def test_over_three_weeks_the_budget_is_kept_to_the_hundredth(polls: float) -> None:
    levels, end = (0.5, 3, 10, 40, 150), 21 * DAY
    appeared = [
        posts(even(level), 0, end, most=level / 24, seed=place)
        for place, level in enumerate(levels)
    ]
    dice = Random(3)
    paces, due = [Pace(until=0.0) for _ in levels], [dice.random() for _ in levels]
    ledger, taken, total = Ledger(), 0, 0
    while (now := min(due)) < end:
        if ledger.at is None or now - ledger.at >= 1:
            all_of = weighed(paces)
            ledger = settled(ledger, all_of, taken, now, polls=polls, least=LEAST, most=MOST)
            taken = 0
        place = due.index(now)
        habit = ledger.all_of.habit
        since = paces[place].until or 0.0
        new = [each for each in appeared[place] if since < each <= now]
        paces[place] = learned(paces[place], new, now, habit)
        expected = Forecast(paces[place], habit)
        due[place] = now + wait(expected, now, ledger.price, least=LEAST, most=MOST)
        taken, total = taken + 1, total + 1
    assert total == pytest.approx(polls * len(levels) * 21, rel=0.01)
