from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.model import Circuit, Failure, Fault
from crawler.outbox.circuit import (
    IN_FLIGHT,
    LONGEST,
    OPENS,
    PROBE,
    allowance,
    failed,
    passed,
    pause,
    room,
    spend,
)
from tests.builders import NOON, after

DOWN = Failure(fault=Fault.LATER, problem="HTTP 500")


def broken(now: datetime = NOON) -> Circuit:
    circuit = Circuit()
    for number in range(OPENS):
        circuit = failed(circuit, str(number), DOWN, now)
    return circuit


def test_it_opens_when_five_deliveries_have_failed_in_a_row() -> None:
    circuit = broken()
    assert circuit.opened == NOON
    assert room(circuit, NOON, 0) == 0
    assert room(circuit, NOON + PROBE, 0) == 1
    assert room(circuit, NOON + PROBE, 1) == 0


def test_one_delivery_that_fails_over_and_over_does_not_open_it() -> None:
    circuit = Circuit()
    for minute in range(50):
        circuit = failed(circuit, "poison", DOWN, after(minutes=minute))
    assert circuit.opened is None
    assert room(circuit, after(minutes=50), 1) == IN_FLIGHT - 1


def test_one_that_passes_closes_it() -> None:
    circuit = passed(broken(), after(minutes=5))
    assert circuit == Circuit(passed=after(minutes=5))
    assert room(circuit, after(minutes=5), 0) == IN_FLIGHT


def test_an_open_circuit_is_probed_within_five_minutes_and_hardly_ever() -> None:
    circuit, now, probes = broken(), NOON, 0
    while now < after(hours=6):
        assert circuit.free is not None
        assert timedelta(seconds=30) <= circuit.free - now <= timedelta(minutes=5)
        now, probes = circuit.free, probes + 1
        circuit = failed(circuit, f"row {probes}", DOWN, now)
    assert probes < 85


def test_a_receiver_gets_the_rest_it_asks_for_within_reason() -> None:
    for asked, given_ in [
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(0), timedelta(seconds=1)),
        (timedelta(days=2), LONGEST),
    ]:
        busy = Failure(fault=Fault.LATER, problem="HTTP 429", asked=asked)
        assert failed(Circuit(), "a", busy, NOON).free == NOON + given_


def test_a_late_success_does_not_shorten_the_rest() -> None:
    busy = Failure(fault=Fault.LATER, problem="HTTP 429", asked=timedelta(minutes=2))
    circuit = passed(failed(Circuit(), "a", busy, NOON), after(seconds=1))
    assert room(circuit, after(minutes=1), 0) == 0
    assert room(circuit, after(minutes=2), 0) == IN_FLIGHT


def test_what_is_parked_is_sent_nothing() -> None:
    gone = Failure(fault=Fault.GONE, problem="HTTP 410")
    circuit = failed(Circuit(), "a", gone, NOON)
    assert room(circuit, after(days=30), 0) == 0


def test_a_clock_that_was_set_back_does_not_close_a_channel_for_days() -> None:
    circuit = broken(after(days=300))
    assert room(circuit, NOON, 0) == 1


@pytest.mark.parametrize(
    ("down", "seconds"),
    [
        (timedelta(0), 5),
        (timedelta(seconds=6), 30),
        (timedelta(hours=6), 300),
        (timedelta(days=2), 1800),
        (timedelta(days=-1), 5),
    ],
)
def test_the_longer_it_is_down_the_less_it_is_tried(down: timedelta, seconds: int) -> None:
    assert pause(down) == timedelta(seconds=seconds)


@given(
    st.integers(1, 30),
    st.floats(0.01, 5),
    st.lists(st.floats(0, 20), min_size=1, max_size=60),
)
def test_no_pace_is_outrun(burst: int, gap: float, steps: list[float]) -> None:
    spent, now, each = None, NOON, timedelta(seconds=gap)
    sent: list[datetime] = []
    for step in steps:
        now += timedelta(seconds=step)
        count = allowance(spent, now, each, burst)
        if count:
            spent = spend(spent, now, each, burst, count)
        sent += [now] * count
    for number, first in enumerate(sent):
        for more, last in enumerate(sent[number:], 1):
            assert more <= burst + 1 + (last - first) / each


def test_a_beat_a_moment_early_is_no_lost_beat() -> None:
    second = timedelta(seconds=1)
    spent = spend(None, NOON, second, 1, 1)
    assert allowance(spent, after(seconds=0.5), second, 1) == 0
    assert allowance(spent, after(seconds=0.95), second, 1) == 1
