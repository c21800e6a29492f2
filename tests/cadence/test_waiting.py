"""When a source is polled next."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, strategies as st

from crawler.cadence.pace import HABIT, Forecast, Habit, learned
from crawler.cadence.waiting import SLOWEST, SOONEST, Terms, next_poll, wait
from crawler.model import Pace
from tests.cadence.newsroom import DAY, even, posts, watched

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FLAT = Habit((1.0,) * 24, (1.0,) * 7)
OURS = timedelta(hours=7)
counts = st.floats(0, 1e6)


@st.composite
def paces(draw: st.DrawFn) -> Pace:
    """Whatever may ever have been learned, and more."""
    return Pace(
        until=draw(st.floats(0, 1e6)),
        rate=draw(counts),
        posts=draw(counts),
        units=draw(counts),
        today=draw(counts),
        passed=draw(st.floats(0, 10)),
        hours=tuple(draw(st.lists(counts, min_size=24, max_size=24))),
        hours_due=tuple(draw(st.lists(counts, min_size=24, max_size=24))),
        week=tuple(draw(st.lists(counts, min_size=7, max_size=7))),
        week_due=tuple(draw(st.lists(counts, min_size=7, max_size=7))),
    )


@given(
    paces(),
    st.floats(1e-9, 1e9),
    st.integers(0, 172_800),
    st.one_of(st.none(), st.integers(0, 5_000)),
    st.floats(0, 1, exclude_max=True),
)
def test_no_wait_is_shorter_than_the_server_wishes_or_longer_than_an_hour(
    pace: Pace, price: float, wish: int, room: int | None, dice: float
) -> None:
    least = timedelta(seconds=wish)
    terms = Terms(HABIT, price, OURS, least, room)
    span = next_poll(pace, terms, NOON, dice=dice) - NOON
    slack = timedelta(microseconds=2)
    assert min(max(least, SOONEST), SLOWEST) - slack <= span <= SLOWEST + slack
    assert next_poll(pace, terms, NOON, dice=dice) == NOON + span


@pytest.mark.parametrize(("rate", "minutes"), [(4, 60), (48, 60 / 2), (48 * 4, 60 / 4)])
def test_what_appears_four_times_as_often_is_polled_twice_as_often(
    rate: float, minutes: float
) -> None:
    pace = Pace(until=0.0, rate=rate / 24)
    found = wait(Forecast(pace, FLAT), 1000.0, 0.25, least=0.0, most=1.0)
    assert found * 60 == pytest.approx(minutes, rel=0.01)


def test_a_poll_comes_when_what_is_expected_will_have_waited_for_its_price() -> None:
    pace = Pace(until=0.0, rate=90 / 24)
    expected = Forecast(pace, HABIT)
    now, price = 5.2, 0.4  # in the morning more comes each hour
    span = wait(expected, now, price, least=0.0, most=5.0)
    steps = [now + span * (step + 0.5) / 10_000 for step in range(10_000)]
    came = sum(expected.rate(int(step)) for step in steps) * span / 10_000
    assert came * span / 2 == pytest.approx(price, rel=0.01)


def test_a_short_list_is_read_before_it_can_overflow() -> None:
    pace = Pace(until=0.0, rate=240 / 24)
    long = wait(Forecast(pace, FLAT), 0.0, 100.0, least=0.0, most=1.0, room=500)
    short = wait(Forecast(pace, FLAT), 0.0, 100.0, least=0.0, most=1.0, room=10)
    assert long == 1.0
    assert short * 10 == pytest.approx(10 / 4, rel=0.01)


def test_after_years_of_silence_a_source_is_still_asked_and_its_return_noticed() -> None:
    pace = watched([], 400 * DAY, every=1.0, habit=FLAT)
    assert wait(Forecast(pace, FLAT), 400 * DAY, 0.25, least=0.0, most=1.0) == 1.0
    back = posts(even(120), 400 * DAY, 401 * DAY, most=5)
    pace = watched(back, 400.5 * DAY, every=1.0, pace=pace, habit=FLAT)
    assert wait(Forecast(pace, FLAT), 400.5 * DAY, 0.25, least=0.0, most=1.0) < 0.5


def test_sources_that_came_due_together_drift_apart() -> None:
    dice, terms = Random(1), Terms(HABIT, 1e9, OURS)
    dues = {next_poll(Pace(), terms, NOON, dice=dice.random()) for _ in range(100)}
    assert len(dues) == 100
    assert max(dues) - min(dues) > timedelta(minutes=2)


def test_news_now_makes_the_next_poll_come_sooner() -> None:
    before = watched(posts(even(24), 0, 14 * DAY, most=1), 14 * DAY + 9, habit=FLAT)
    now = 14 * DAY + 9.5
    spans = [
        wait(
            Forecast(learned(before, [now - 0.1] * new, now, FLAT), FLAT),
            now,
            0.1,
            least=0.0,
            most=1.0,
        )
        for new in (0, 1, 3, 10)
    ]
    assert spans == sorted(spans, reverse=True)
    assert spans[-1] < 0.7 * spans[0]
