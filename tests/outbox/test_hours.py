from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from crawler.outbox.hours import clock, following, quiet_until, span, told_at

NIGHT = span("22:00-06:00")
JAKARTA = "Asia/Jakarta"
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",
    "America/Santiago",  # at midnight
    "Asia/Tehran",
)


def at(zone: str, *when: int) -> datetime:
    year, month, day, hour, minute = (*when, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("text", ["02:30", "00:00", "07:00"])
def test_a_set_time_comes_exactly_once_on_every_day_of_ten_years(zone: str, text: str) -> None:
    now, end = datetime(2014, 1, 1, 12, tzinfo=UTC), datetime(2024, 1, 1, 12, tzinfo=UTC)
    days = []
    while now < end:
        now = following([clock(text)], now, zone)
        days.append(now.astimezone(ZoneInfo(zone)).date())
    assert len(days) == len(set(days))
    assert {after - before for before, after in pairwise(days)} == {timedelta(days=1)}


@pytest.mark.parametrize(
    ("zone", "day", "text", "shown"),
    [
        ("Europe/Berlin", (2024, 3, 31), "02:30", "03:00+02:00"),  # put forward
        ("Europe/Berlin", (2024, 10, 27), "02:30", "02:30+02:00"),  # the first of two
        ("Australia/Lord_Howe", (2024, 10, 6), "02:15", "02:30+11:00"),
        ("America/Santiago", (2023, 9, 3), "00:00", "01:00-03:00"),
        ("Asia/Jakarta", (2024, 3, 31), "02:30", "02:30+07:00"),
    ],
)
def test_a_time_that_a_day_lacks_is_the_first_after_the_gap(
    zone: str, day: tuple[int, int, int], text: str, shown: str
) -> None:
    before = at(zone, *day, 12) - timedelta(hours=14)
    found = following([clock(text)], before, zone).astimezone(ZoneInfo(zone))
    assert found.isoformat() == f"{day[0]}-{day[1]:02}-{day[2]:02}T{shown[:5]}:00{shown[5:]}"


@pytest.mark.parametrize(
    ("hour", "minute", "end"),
    [
        (21, 59, None),
        (22, 0, (2026, 11, 23, 6)),
        (23, 59, (2026, 11, 23, 6)),
        (0, 0, (2026, 11, 22, 6)),
        (5, 59, (2026, 11, 22, 6)),
        (6, 0, None),
        (12, 0, None),
    ],
)
def test_quiet_hours_go_over_midnight(
    hour: int, minute: int, end: tuple[int, ...] | None
) -> None:
    now = at(JAKARTA, 2026, 11, 22, hour, minute)
    assert quiet_until(NIGHT, now, JAKARTA) == (None if end is None else at(JAKARTA, *end))


def test_quiet_hours_within_a_day_and_none() -> None:
    lunch = span("12:00-13:00")
    assert quiet_until(lunch, at(JAKARTA, 2026, 11, 22, 12, 30), JAKARTA) is not None
    assert quiet_until(lunch, at(JAKARTA, 2026, 11, 22, 13, 0), JAKARTA) is None
    assert quiet_until(None, at(JAKARTA, 2026, 11, 22, 13, 0), JAKARTA) is None


def test_no_digest_breaks_quiet_hours() -> None:
    times = [clock("05:00"), clock("16:00")]
    evening = at(JAKARTA, 2026, 11, 22, 23)
    assert told_at(times, NIGHT, evening, JAKARTA) == at(JAKARTA, 2026, 11, 23, 16)
    assert told_at([clock("05:00")], NIGHT, evening, JAKARTA) == at(JAKARTA, 2026, 11, 23, 6)
    assert told_at([clock("06:00")], NIGHT, evening, JAKARTA) == at(JAKARTA, 2026, 11, 23, 6)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    st.lists(st.times(), min_size=1, max_size=4),
    st.sampled_from((*ZONES, JAKARTA)),
)
def test_the_next_set_time_lies_ahead_and_within_a_day_or_so(
    now: datetime, times: list[time], zone: str
) -> None:
    found = following([one.replace(second=0, microsecond=0) for one in times], now, zone)
    assert timedelta(0) < found - now <= timedelta(hours=26)
