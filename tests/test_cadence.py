from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.cadence import (
    GIVEN_UP,
    READINGS,
    SLOWEST,
    after_failure,
    next_poll,
    next_reading,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MIDDLE = 0.5  # dice that leave a wait as it is


@pytest.mark.parametrize(
    ("quiet", "minutes"), [(0, 7.5), (1, 15), (4, 15), (5, 18.75), (100, 60)]
)
def test_an_adaptive_source_is_polled_less_the_longer_it_is_quiet(
    quiet: int, minutes: float
) -> None:
    assert next_poll(None, 96, quiet, NOON, dice=MIDDLE) - NOON == timedelta(minutes=minutes)


def test_a_fixed_interval_is_kept_to_the_second() -> None:
    every = timedelta(seconds=90)
    assert next_poll(every, 96, 50, NOON, dice=0.99) == NOON + every


@given(
    polls=st.floats(0.1, 10_000),
    quiet=st.integers(0, 10_000),
    dice=st.floats(0, 1, exclude_max=True),
)
def test_no_adaptive_source_waits_longer_than_an_hour_and_a_tenth(
    polls: float, quiet: int, dice: float
) -> None:
    wait = next_poll(None, polls, quiet, NOON, dice=dice) - NOON
    assert timedelta(0) < wait <= SLOWEST * 1.1


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (6, 360), (1000, 360)]
)
def test_a_failing_source_is_asked_ever_less_but_never_forgotten(
    failures: int, minutes: int
) -> None:
    due = after_failure(None, 96, failures, NOON, asked=None, dice=MIDDLE)
    assert due - NOON == timedelta(minutes=minutes)


def test_a_server_that_asks_for_rest_gets_it_and_never_less() -> None:
    hour = timedelta(hours=1)
    assert after_failure(None, 96, 1, NOON, asked=hour, dice=MIDDLE) == NOON + hour
    assert after_failure(None, 96, 1, NOON, asked=timedelta(0), dice=MIDDLE) > NOON
    assert next_reading(0, NOON, NOON, asked=hour, dice=MIDDLE) == NOON + hour
    assert next_reading(0, NOON, NOON, asked=timedelta(days=999), dice=0) == NOON + timedelta(
        days=1
    )


def test_a_source_polled_rarely_is_not_polled_more_often_because_it_fails() -> None:
    day = timedelta(days=1)
    assert after_failure(day, 96, 3, NOON, asked=None, dice=MIDDLE) == NOON + day


def test_a_page_is_asked_for_ever_less_often_and_for_seven_days() -> None:
    for attempts, wait in enumerate((*READINGS, READINGS[-1])):
        assert next_reading(attempts, NOON, NOON, asked=None, dice=MIDDLE) == NOON + wait
    late = NOON + GIVEN_UP
    assert next_reading(3, NOON, late, asked=None, dice=MIDDLE) is None
