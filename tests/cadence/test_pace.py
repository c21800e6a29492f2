"""What is learned of how much a source publishes, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.cadence.pace import HABIT, LONGEST, Forecast, Habit, busiest, clock, learned, level
from crawler.model import Pace
from tests.cadence.newsroom import DAY, by_day, even, posts, watched

FLAT = Habit((1.0,) * 24, (1.0,) * 7)
times = st.lists(st.floats(0, 30 * DAY), max_size=40)


def a_day(expected: Forecast, since: float) -> float:
    """Articles expected in the day that begins `since`."""
    return sum(expected.rate(int(since) + hour) for hour in range(24))


def test_clocks_count_from_a_monday_and_go_by_the_zone_of_the_source() -> None:
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    assert clock(monday, timedelta(0)) % (7 * DAY) == 0
    assert clock(monday, timedelta(hours=7)) % DAY == 7


@pytest.mark.parametrize("mean", [1.5, 12, 48, 300])
def test_after_two_weeks_the_level_is_known(mean: float) -> None:
    appeared = posts(even(mean), 0, 14 * DAY, most=mean / 24)
    found = level(watched(appeared, 14 * DAY, habit=FLAT), FLAT)
    assert found == pytest.approx(len(appeared) / 14, rel=0.25)


def test_the_hours_of_a_newsroom_are_learned_whatever_is_usual() -> None:
    appeared = posts(by_day(60), 0, 28 * DAY, most=5)
    expected = Forecast(watched(appeared, 28 * DAY), HABIT)
    assert expected.hour(3) < 0.2
    assert expected.hour(12) == pytest.approx(2, rel=0.35)


def test_the_busiest_hours_are_the_fewest_in_which_most_appears() -> None:
    pace = watched(posts(by_day(60), 0, 28 * DAY, most=5), 28 * DAY)
    first, last = busiest(pace, HABIT)
    assert 6 <= first < last <= 18
    assert 5 <= last - first <= 8
    night = Habit((*(5.0,) * 3, *(0.1,) * 18, *(5.0,) * 3), (1.0,) * 7)
    first, last = busiest(Pace(), night)
    assert last - first + 24 == 4
    assert busiest(Pace(), FLAT)[1] == 12


def test_the_days_of_the_week_are_learned() -> None:
    appeared = posts(lambda at: 2.0 if at // DAY % 7 < 5 else 0.2, 0, 56 * DAY, most=2.0)
    expected = Forecast(watched(appeared, 56 * DAY, habit=FLAT), FLAT)
    assert expected.weekday(6) < 0.6 * expected.weekday(2)


def test_of_a_new_source_the_hours_of_others_are_expected() -> None:
    expected = Forecast(Pace(), HABIT)
    assert [expected.hour(hour) for hour in range(24)] == pytest.approx(HABIT.hours)
    assert a_day(expected, 0.0) == pytest.approx(HABIT.level, rel=0.01)


def test_a_first_list_tells_the_level_from_its_oldest_article_on() -> None:
    listed = [100.5 + hour for hour in range(21)]  # one an hour
    expected = Forecast(learned(Pace(), listed, 121.0, FLAT), FLAT)
    assert a_day(expected, 121.0) == pytest.approx(24, rel=0.2)


def test_a_first_list_of_last_year_is_of_a_source_that_is_dead() -> None:
    now = 365 * DAY
    expected = Forecast(learned(Pace(), [float(hour) for hour in range(20)], now, FLAT), FLAT)
    assert a_day(expected, now) < HABIT.level


def test_a_list_that_overflowed_says_nothing_of_the_time_before_its_oldest_article() -> None:
    before = watched(posts(even(24), 0, 7 * DAY, most=1), 7 * DAY, habit=FLAT)
    now = 12 * DAY + 20
    late = [now - 19 + hour for hour in range(20)]
    whole = learned(before, late, now, FLAT)
    part = learned(before, late, now, FLAT, whole=False)
    assert level(part, FLAT) == pytest.approx(24, rel=0.2)
    assert level(whole, FLAT) < 18


def test_a_day_that_goes_well_is_noticed_while_it_lasts_and_forgotten_overnight() -> None:
    before = watched(posts(even(48), 0, 14 * DAY, most=2), 14 * DAY, habit=FLAT)
    usual = Forecast(before, FLAT).base
    noon = 14 * DAY + 12
    burst = posts(even(144), 14 * DAY, noon, most=6)
    now = Forecast(watched(burst, noon, pace=before, habit=FLAT), FLAT)
    assert now.base > 2 * usual
    morrow = watched(burst, 15 * DAY, pace=before, habit=FLAT)
    assert Forecast(morrow, FLAT).base < 2 * usual


@pytest.mark.parametrize(("before", "after"), [(20, 100), (100, 20), (0, 60), (60, 0)])
def test_a_source_that_became_another_one_is_known_as_that_two_days_later(
    before: float, after: float
) -> None:
    most = max(before, after) / 24
    appeared = posts(even(before), 0, 21 * DAY, most=most)
    appeared += posts(even(after), 21 * DAY, 23.5 * DAY, most=most, seed=2)
    pace = watched(appeared, 23.5 * DAY, habit=FLAT)
    assert Forecast(pace, FLAT).base * 24 == pytest.approx(after, rel=0.45, abs=4)


@given(times, times, st.floats(0, 30 * DAY), st.booleans())
def test_whatever_is_learned_a_forecast_is_a_positive_number(
    first: list[float], second: list[float], now: float, whole: bool
) -> None:
    pace = learned(learned(Pace(), first, now, HABIT), second, now + 1, HABIT, whole=whole)
    expected = Forecast(pace, HABIT)
    assert all(0 < expected.rate(int(now) + hour) < float("inf") for hour in range(168))


@given(times, st.floats(0, 30 * DAY))
def test_another_article_never_makes_less_be_expected_today(
    found: list[float], now: float
) -> None:
    pace = watched(posts(even(12), 0, now, most=0.5), now, every=6.0)
    later = now + 0.5
    less = learned(pace, found, later, HABIT)
    more = learned(pace, [*found, later], later, HABIT)
    assert Forecast(more, HABIT).base >= Forecast(less, HABIT).base


@given(times, st.floats(0, 30 * DAY))
def test_the_same_is_learned_from_the_same(found: list[float], now: float) -> None:
    one = learned(Pace(until=now), found, now + 2, HABIT)
    assert learned(Pace(until=now), list(reversed(found)), now + 2, HABIT) == one


def test_a_clock_that_is_set_back_unlearns_nothing() -> None:
    before = watched(posts(even(48), 0, 14 * DAY, most=2), 14 * DAY + 5, habit=FLAT)
    after = learned(before, [14 * DAY + 2], 14 * DAY + 3, FLAT)
    assert after.posts == before.posts
    assert after.today == before.today + 1
    assert learned(before, [], 3 * DAY, FLAT).posts == before.posts


def test_years_of_absence_are_not_gone_through_hour_by_hour() -> None:
    before = watched(posts(even(48), 0, 14 * DAY, most=2), 14 * DAY, habit=FLAT)
    after = learned(before, [], 10_000 * DAY, FLAT)
    assert after.nights - before.nights <= LONGEST / DAY + 1
