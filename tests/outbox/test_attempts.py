from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.model import Circuit, Failure, Fault, Tried
from crawler.outbox.attempts import (
    ATTEMPTS,
    GIVEN_UP,
    conclude,
    failing_since,
    next_attempt,
    slept,
)
from crawler.outbox.circuit import OPENS
from tests.builders import NOON, after

MIDDLE = 0.5  # dice that leave a wait as it is
DOWN = Failure(fault=Fault.LATER, problem="HTTP 500")
REFUSED = Failure(fault=Fault.REFUSED, problem="HTTP 400")


def test_a_delivery_is_tried_by_the_schedule_for_seven_days() -> None:
    for attempts, wait in enumerate((*ATTEMPTS, ATTEMPTS[-1])):
        assert next_attempt(attempts, NOON, NOON, asked=None, dice=MIDDLE) == NOON + wait
    late = NOON + GIVEN_UP
    assert next_attempt(12, NOON, late - timedelta(seconds=1), asked=None, dice=0.5) is not None
    assert next_attempt(12, NOON, late, asked=None, dice=MIDDLE) is None


def test_a_receiver_that_asks_for_no_wait_is_asked_soon_and_not_hammered() -> None:
    waits = [
        next_attempt(attempts, NOON, NOON, asked=timedelta(0), dice=MIDDLE)
        for attempts in range(5)
    ]
    assert waits == [NOON + timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 16)]
    asked = timedelta(minutes=1)
    assert next_attempt(8, NOON, NOON, asked=asked, dice=MIDDLE) == NOON + timedelta(
        seconds=256
    )
    assert next_attempt(0, NOON, NOON, asked=asked, dice=MIDDLE) == NOON + asked


def test_a_delivery_that_fails_while_others_pass_waits_by_the_schedule() -> None:
    circuit = Circuit(passed=after(minutes=1))
    tried = Tried(id="evt_1", failures=3, failing=NOON)
    outcome = conclude(tried, DOWN, circuit, after(minutes=2), dice=MIDDLE)
    assert outcome.until == after(minutes=2) + ATTEMPTS[3]
    assert outcome.counted


def test_a_delivery_that_fails_alone_is_tried_again_within_minutes_of_the_receivers_return() -> (
    None
):
    now, tries = NOON, 0
    while now < after(hours=6):
        tried = Tried(id="evt_1", failing=None if now == NOON else NOON)
        outcome = conclude(tried, DOWN, Circuit(), now, dice=MIDDLE)
        assert outcome.until is not None
        assert not outcome.counted
        assert timedelta(seconds=5) <= outcome.until - now <= timedelta(minutes=5)
        now, tries = outcome.until, tries + 1
    assert tries < 100


def test_a_refused_delivery_waits_by_the_schedule_though_nothing_else_was_sent() -> None:
    outcome = conclude(Tried(id="evt_1"), REFUSED, Circuit(), NOON, dice=MIDDLE)
    assert (outcome.until, outcome.counted) == (NOON + ATTEMPTS[0], True)


def test_what_fails_while_the_circuit_is_open_does_not_count() -> None:
    circuit = Circuit(failures=9, failed=tuple("abcde"), failing=NOON, opened=NOON)
    outcome = conclude(Tried(id="f"), REFUSED, circuit, after(minutes=1), dice=MIDDLE)
    assert not outcome.counted
    assert outcome.until == outcome.circuit.free == after(minutes=1, seconds=30)


def test_what_is_gone_is_parked() -> None:
    gone = Failure(fault=Fault.GONE, problem="HTTP 410")
    outcome = conclude(Tried(id="a"), gone, Circuit(), NOON, dice=MIDDLE)
    assert (outcome.state, outcome.until) == ("parked", None)
    assert outcome.circuit.parked == NOON


@given(
    days=st.floats(0, 30),
    failures=st.integers(0, 50),
    fault=st.sampled_from([Fault.LATER, Fault.REFUSED]),
    asked=st.none() | st.timedeltas(timedelta(0), timedelta(days=3)),
    count=st.integers(0, OPENS),
)
def test_nothing_is_given_up_before_seven_days_and_all_that_fails_after_them(
    days: float,
    failures: int,
    fault: Fault,
    asked: timedelta | None,
    count: int,
) -> None:
    circuit = Circuit(failures=count, failed=tuple("abcdefgh")[:count], failing=NOON)
    now = after(days=days)
    failure = Failure(fault=fault, problem="no", asked=asked)
    tried = Tried(id="x", failures=failures, failing=NOON)
    outcome = conclude(tried, failure, circuit, now, dice=days % 1)
    assert (outcome.state == "given up") is (now - NOON >= GIVEN_UP)
    if outcome.until is not None:
        assert timedelta(seconds=1) <= outcome.until - now <= timedelta(hours=26.5)


@pytest.mark.parametrize(
    ("tried", "failing", "since"),
    [
        (None, None, 0),  # days since NOON: tried last, the channel fails, the delivery counts
        (6, None, 0),
        (1, None, 6),  # for five of its seven days nobody tried it
        (1, 1, 0),  # but its channel failed all the while
        (1, 4, 3),
        (3, 1, 0),
    ],
)
def test_time_in_which_nothing_was_tried_is_no_time_of_failing(
    tried: int | None, failing: int | None, since: int
) -> None:
    last = None if tried is None else after(days=tried)
    circuit = Circuit(failing=None if failing is None else after(days=failing))
    assert failing_since(NOON, last, circuit, after(days=7)) == after(days=since)


def test_no_wait_of_the_schedule_counts_as_sleep() -> None:
    longest = next_attempt(99, NOON, NOON, asked=None, dice=1)
    assert longest is not None
    assert slept(NOON, longest) == timedelta(0)
    assert slept(NOON, after(hours=28)) == timedelta(hours=28)


@pytest.mark.parametrize("seconds", [0.0, 1, 120, 3600])
def test_the_wait_that_a_receiver_asks_for_holds_for_its_whole_channel(seconds: float) -> None:
    asked = timedelta(seconds=seconds)
    failure = Failure(fault=Fault.LATER, problem="HTTP 429", asked=asked)
    outcome = conclude(Tried(id="a"), failure, Circuit(), NOON, dice=MIDDLE)
    assert outcome.circuit.free == NOON + max(asked, timedelta(seconds=1))
    assert outcome.until is not None
    assert outcome.until >= NOON + asked
