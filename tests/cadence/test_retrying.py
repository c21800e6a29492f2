"""When to ask again for what has failed."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.cadence.retrying import (
    GIVEN_UP,
    READINGS,
    after_failure,
    next_reading,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MIDDLE = 0.5  # dice that leave a wait as it is
QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (6, 360), (1000, 360)]
)
def test_a_source_of_a_fixed_interval_that_fails_is_asked_ever_less_but_never_forgotten(
    failures: int, minutes: int
) -> None:
    due = after_failure(QUARTER, QUARTER, failures, NOON, asked=None, dice=MIDDLE)
    assert due - NOON == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 1.875), (2, 15), (3, 30), (7, 360), (1000, 360)]
)
def test_an_adaptive_source_is_asked_soon_after_one_failure_and_ever_less_after_more(
    failures: int, minutes: float
) -> None:
    due = after_failure(None, QUARTER, failures, NOON, asked=None, dice=MIDDLE)
    assert due - NOON == timedelta(minutes=minutes)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 15), (2, 30), (1000, 360)])
def test_a_busy_host_is_not_asked_sooner_than_usual(failures: int, minutes: int) -> None:
    due = after_failure(None, QUARTER, failures, NOON, asked=None, busy=True, dice=MIDDLE)
    assert due - NOON == timedelta(minutes=minutes)


def test_no_source_is_asked_again_within_a_minute_of_a_failure_unless_it_always_is() -> None:
    minutes = timedelta(minutes=2)
    assert after_failure(None, minutes, 1, NOON, asked=None, dice=MIDDLE) - NOON == minutes / 2
    second = timedelta(seconds=1)
    assert after_failure(None, second, 1, NOON, asked=None, dice=MIDDLE) - NOON == second


def test_a_server_that_asks_for_rest_gets_it_and_never_less() -> None:
    hour = timedelta(hours=1)
    assert after_failure(None, QUARTER, 1, NOON, asked=hour, dice=MIDDLE) == NOON + hour
    assert after_failure(None, QUARTER, 1, NOON, asked=timedelta(0), dice=MIDDLE) > NOON
    assert next_reading(0, NOON, NOON, asked=hour, dice=MIDDLE) == NOON + hour
    assert next_reading(0, NOON, NOON, asked=timedelta(days=999), dice=0) == NOON + timedelta(
        days=1
    )


def test_a_source_polled_rarely_is_not_polled_more_often_because_it_fails() -> None:
    day = timedelta(days=1)
    assert after_failure(day, day, 3, NOON, asked=None, dice=MIDDLE) == NOON + day


def test_a_page_is_asked_for_ever_less_often_and_for_seven_days() -> None:
    for attempts, wait in enumerate((*READINGS, READINGS[-1])):
        assert next_reading(attempts, NOON, NOON, asked=None, dice=MIDDLE) == NOON + wait
    late = NOON + GIVEN_UP
    assert next_reading(3, NOON, late, asked=None, dice=MIDDLE) is None
