from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from crawler.extract.settling import Heard, is_doubtful, is_same_day, settled, vouched
from crawler.model import Brief, Moment, Precision
from tests.extract.pages import URL

KNOWN = Brief(url=URL, zone_known=True)
UNKNOWN = Brief(url=URL, zone_known=False)


def heard(text: str, precision: Precision = Precision.EXACT) -> Heard:
    at = datetime.fromisoformat(text)
    return Heard("a witness", text, Moment(at, precision))


def day(text: str) -> Heard:
    return heard(f"{text}T00:00:00+07:00", Precision.DAY)


@pytest.mark.parametrize(
    ("stated", "page", "doubtful"),
    [
        ("2026-01-12T09:01:00+07:00", b"<p>12 Januari 2026", False),
        ("2026-01-12T09:01:00+07:00", b"09:01 WIB", False),
        ("2026-01-12T09:01:00+07:00", b"09:01 WITA", True),
        ("2026-01-12T09:01:00+08:00", b"09:01 WITA", False),
        ("2026-01-12T09:01:00+08:00", b"09:01 WIB", True),
        ("2026-01-12T09:01:00+09:00", b"09:01 WIT<", False),
        ("2026-01-12T09:01:00+01:00", b"09:01 WITA", False),
        ("2026-01-12T09:01:00+00:00", b"", True),
    ],
)
def test_a_stamp_is_doubted_where_the_page_can_tell_another_zone(
    stated: str, page: bytes, *, doubtful: bool
) -> None:
    assert is_doubtful([heard(stated)], page) is doubtful


def test_of_two_stamps_of_different_days_one_is_doubted() -> None:
    one, other = heard("2026-01-12T09:01:00+07:00"), heard("2026-01-14T09:01:00+07:00")
    assert is_doubtful([one, other], b"")
    assert not is_doubtful([one, one], b"")
    assert is_doubtful([day("2026-01-12")], b"")


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (heard("2026-01-12T10:30:00+07:00"), "2026-01-12T10:30:00+07:00"),
        (day("2026-03-10"), "2026-03-10T00:00:00+07:00"),
        (day("2026-03-11"), "2026-03-12T09:01:00+07:00"),  # the same day somewhere
        (heard("2026-03-11T17:01:00+07:00", Precision.INFERRED), "2026-03-12T09:01:00+07:00"),
        (heard("2026-03-11T22:00:00+07:00"), "2026-03-12T09:01:00+07:00"),
        (day("2026-04-01"), "2026-03-12T09:01:00+07:00"),
        (None, "2026-03-12T09:01:00+07:00"),
    ],
)
def test_a_stamp_that_was_renewed_with_the_change_gives_way_to_an_earlier_day(
    shown: Heard | None, told: str
) -> None:
    stated = [heard("2026-03-12T09:01:00+07:00")]
    assert settled(stated, shown, KNOWN, renewed=True).moment.at == datetime.fromisoformat(told)
    assert settled(stated, shown, KNOWN, renewed=False).moment.at == stated[0].moment.at


@given(
    st.sampled_from([7, 8, 9]),
    st.sampled_from([7, 8, 9]),
    st.integers(0, 3_000_000),
)
def test_among_the_zones_of_indonesia_the_one_that_readers_see_is_meant(
    stated: int, seen: int, minutes: int
) -> None:
    clock = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    one, other = (
        Heard("a witness", "", Moment(clock.replace(tzinfo=timezone(timedelta(hours=hours)))))
        for hours in (stated, seen)
    )
    told = settled([one], other, KNOWN, renewed=False).moment
    assert told.at == other.moment.at
    assert told.precision is (Precision.EXACT if stated == seen else Precision.INFERRED)


def test_what_the_source_vouches_for_is_exact_and_what_was_put_right_is_not() -> None:
    told = heard("2026-01-12T09:01:00+07:00", Precision.INFERRED)
    clock = Heard("a witness", "2026-01-12 09:01", told.moment)
    vouch = vouched(clock, KNOWN)
    assert vouch is not None
    assert vouch.moment.precision is Precision.EXACT
    assert vouched(clock, UNKNOWN) == clock
    assert vouched(None, KNOWN) is None
    shown = heard("2026-01-12T09:01:00+08:00")
    put_right = settled([heard("2026-01-12T09:01:00+07:00")], shown, KNOWN, renewed=False)
    assert vouched(put_right, KNOWN) == put_right


def test_stamps_are_of_one_day_as_written_or_in_utc() -> None:
    late = Moment(datetime(2026, 1, 12, 23, 0, tzinfo=timezone(-timedelta(hours=5))))
    assert is_same_day(late, Moment(datetime(2026, 1, 13, 4, 0, tzinfo=UTC)))
    assert not is_same_day(late, Moment(datetime(2026, 1, 14, 4, 0, tzinfo=UTC)))
    assert not is_same_day(late, day("2026-01-13").moment)
