from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.settings.durations import LONGEST, duration, polls, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50ms", timedelta(milliseconds=50)),
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("6h", timedelta(hours=6)),
        ("30d", timedelta(days=30)),
        ("0s", timedelta(0)),
        ("3650d", LONGEST),
    ],
)
def test_reads_durations(text: str, expected: timedelta) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "15", "m", "15 m", "1.5h", "-1s", "15M", "1h30m", "٣s", "15m\n", "1w", "999999999d"],
)
def test_refuses_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        duration(text)


@given(st.integers(0, 10**8), st.sampled_from(["ms", "s", "m"]))
def test_a_spelled_duration_reads_back(number: int, unit: str) -> None:
    try:
        length = duration(f"{number}{unit}")
    except ValueError:
        return
    assert duration(spelled(length)) == length


@pytest.mark.parametrize(
    ("text", "expected"), [("96/d", 96), ("4/h", 96), ("1/d", 1), ("3600/h", 86_400)]
)
def test_reads_polls_as_a_number_a_day(text: str, expected: int) -> None:
    assert polls(text) == expected


@pytest.mark.parametrize(
    "text", ["", "96", "0/d", "96/day", "1/min", "3601/h", "-1/d", "96/d\n"]
)
def test_refuses_what_is_no_rate_of_polls(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        polls(text)
