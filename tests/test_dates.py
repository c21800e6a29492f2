from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from crawler.dates import AHEAD, EARLIEST, MONTHS, read, unix
from crawler.model import Moment, Precision

NOW = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)  # a Monday, 19:00 in Jakarta


def told(text: str, timezone: str = "Asia/Jakarta", now: datetime | None = NOW) -> str | None:
    moment = read(text, timezone=timezone, now=now)
    return None if moment is None else moment.iso()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # pages of Indonesian sites
        ("Kota.example, 03/08/2026, 17:53 WIB", "2026-08-03T17:53:00+07:00"),
        ("11/07/2026 09:15 WIB", "2026-07-11T09:15:00+07:00"),
        ("Sabtu, 11 Juli 2026", "2026-07-11"),
        ("12 Juli 2026", "2026-07-12"),
        ("Kamis, 09 Juli 2026 - 10:11:12 WIB", "2026-07-09T10:11:12+07:00"),
        ("12 Jul 2026, 10:20 WIB", "2026-07-12T10:20:00+07:00"),
        ("2026-05-13WIB18:45:00+07:00", "2026-05-13T18:45:00+07:00"),
        ("2026-05-13WITA18:45:00", "2026-05-13T18:45:00+08:00"),
        ("2026-05-13 18:45:00", "2026-05-13T18:45:00+07:00"),
        ('Jurnalis-Sabtu 11 Juli 2026 | "10:20" WIT', "2026-07-11T10:20:00+09:00"),
        ("Tim RedaksiJum'at, 10 Juli 2026 - 10:20 WITA", "2026-07-10T10:20:00+08:00"),
        ("Redaksi Contoh • 10 Nop 2025 10.20", "2025-11-10T10:20:00+07:00"),
        ("Minggu, 2 Nopember 2025 pukul 06.05 wib", "2025-11-02T06:05:00+07:00"),
        ("Ahad 2 Peb 2025 (06:05)", "2025-02-02T06:05:00+07:00"),
        ("09:01 WIB, Rabu 12 Januari 2022", "2022-01-12T09:01:00+07:00"),
        ("Rabu (12/1/2022)", "2022-01-12"),
        ("12\xa0Agt.\n  2025\t|\u202f07:00", "2025-08-12T07:00:00+07:00"),
        # machines
        ("2026-01-02T10:00:00.000Z", "2026-01-02T10:00:00+00:00"),
        ("2026-01-02T10:00Z", "2026-01-02T10:00:00+00:00"),
        ("2026-01-02T10:00:00.123456-0530", "2026-01-02T10:00:00-05:30"),
        ("2026-01-02T10:00:00+07", "2026-01-02T10:00:00+07:00"),
        ("20260102T100000Z", "2026-01-02T10:00:00+00:00"),
        ("20220112090100", "2022-01-12T09:01:00+07:00"),
        ("20220112", "2022-01-12"),
        ("2022-01-12", "2022-01-12"),
        ("Wed, 12 Jan 2022 09:01:00 +0700", "2022-01-12T09:01:00+07:00"),
        ("Wed, 12 Jan 22 09:01:00 GMT", "2022-01-12T09:01:00+00:00"),
        ("12 Jan 99 09:01 EST", "1999-01-12T09:01:00-05:00"),
        ("Wed Jan 12 09:01:00 WIB 2022", "2022-01-12T09:01:00+07:00"),
        ("Wed Jan 12 2022 09:01:00 GMT+0700 (Contoh)", "2022-01-12T09:01:00+07:00"),
        # English
        ("8:35 PM ET, Tue November 19, 2019", "2019-11-19T20:35:00-05:00"),
        ("Jul 9, 2024 at 5pm PT", "2024-07-09T17:00:00-07:00"),
        ("12:05 a.m. EDT July 9, 2024", "2024-07-09T00:05:00-04:00"),
        ("Published 10:20 GMT 12 January 2022", "2022-01-12T10:20:00+00:00"),
        ("January 12th, 2022", "2022-01-12"),
        ("12 Jan 2022 10:20 (UTC+5:30)", "2022-01-12T10:20:00+05:30"),
        ("12-Jul-2025 01:02", "2025-07-12T01:02:00+07:00"),
        # Europe and further
        ("12. März 2022, 10:20 Uhr", "2022-03-12T10:20:00+07:00"),
        ("12.03.2022 – 10 Uhr", "2022-03-12T10:00:00+07:00"),
        ("le 1er janvier 2022 à 10h20", "2022-01-01T10:20:00+07:00"),
        ("12 de enero de 2022 a las 10:20", "2022-01-12T10:20:00+07:00"),
        ("14 novembre 2025 10.20", "2025-11-14T10:20:00+07:00"),
        ("14 listopada 2025", "2025-11-14"),
        ("21 вересня 2020, 12:20", "2020-09-21T12:20:00+07:00"),
        ("18 ноября 2020", "2020-11-18"),
        ("30 AĞUSTOS 2020", "2020-08-30"),
        ("2020. szeptember 21. 12:20", "2020-09-21T12:20:00+07:00"),
        ("2019.11.18 12:13", "2019-11-18T12:13:00+07:00"),
        ("2019년 11월 18일 오후 3:20", "2019-11-18T15:20:00+07:00"),
        ("2019年11月18日 10:20", "2019-11-18T10:20:00+07:00"),
        ("١٢/٠١/٢٠٢٢", "2022-01-12"),
        # years of two digits, where their place is sure
        ("31.10.23", "2023-10-31"),
        ("Redaksi Contoh | 3. 08. 25, 09:15 Uhr", "2025-08-03T09:15:00+07:00"),
        ("23.09.20 | 18:19", "2020-09-23T18:19:00+07:00"),
        ("Sabtu, 11/7/26 09:15 WIB", "2026-07-11T09:15:00+07:00"),
        ("11-07-26, pukul 09.15 WITA", "2026-07-11T09:15:00+08:00"),
        # the day is sure, the time is not
        ("24/01/2022 24:00", "2022-01-24"),
        ("24/01/2022 25:61", "2022-01-24"),
        ("10:20 IST 12 Jan 2022", "2022-01-12"),
        ("12 Januari 2022 pukul 10.000 orang", "2022-01-12"),
        ("07/25/2025", "2025-07-25"),  # there is no month 25
        ("5 orang, 30 Februari 2022, lalu 1 Maret 2022", "2022-03-01"),
        # nothing is sure
        ("", None),
        ("Reporter Satu", None),
        ("03/04/05", None),
        ("03/04/05 10:00", None),
        ("03.04.05.06", None),
        ("08.05.12 WIB", None),
        ("versi 1.2.10", None),
        ("v10.05.12", None),
        ("26.13.01", None),
        ("31.10.27", None),
        ("30 Februari 2022", None),
        ("2024-02-30", None),
        ("Januari 2022", None),
        ("12 Januari", None),
        ("0000-00-00", None),
        ("1970-01-01T00:00:00Z", None),
        ("2999-01-01", None),
        ("1234567890123", None),
        ("12 orang 2022", None),
    ],
)
def test_reads_what_is_stated_and_nothing_else(text: str, moment: str | None) -> None:
    assert told(text) == moment


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("5 menit lalu", "2026-08-03T18:55:00+07:00", Precision.INFERRED),
        ("2 jam yang lalu", "2026-08-03T17:00:00+07:00", Precision.INFERRED),
        ("30 detik lalu", "2026-08-03T18:59:00+07:00", Precision.INFERRED),
        ("15 mnt yang lalu", "2026-08-03T18:45:00+07:00", Precision.INFERRED),
        ("sejam lalu", "2026-08-03T18:00:00+07:00", Precision.INFERRED),
        ("baru saja", "2026-08-03T19:00:00+07:00", Precision.INFERRED),
        ("Kemarin, 10.20 WIB", "2026-08-02T10:20:00+07:00", Precision.INFERRED),
        ("Hari ini 06:00", "2026-08-03T06:00:00+07:00", Precision.INFERRED),
        ("kemarin", "2026-08-02", Precision.DAY),
        ("3 hari lalu", "2026-07-31", Precision.DAY),
        ("an hour ago", "2026-08-03T18:00:00+07:00", Precision.INFERRED),
        ("2 hours ago", "2026-08-03T17:00:00+07:00", Precision.INFERRED),
        ("yesterday", "2026-08-02", Precision.DAY),
        ("vor 5 Minuten", "2026-08-03T18:55:00+07:00", Precision.INFERRED),
        ("il y a 2 heures", "2026-08-03T17:00:00+07:00", Precision.INFERRED),
        ("hace 3 días", "2026-07-31", Precision.DAY),
    ],
)
def test_counts_back_from_now(text: str, moment: str, precision: Precision) -> None:
    found = read(text, timezone="Asia/Jakarta", now=NOW)
    assert found is not None
    assert (found.iso(), found.precision) == (moment, precision)
    assert read(text, timezone="Asia/Jakarta", now=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "2 minggu lalu",
        "3 months ago",
        "minggu",
        "Jumat",
        "hari",
        "Hier ist alles",
        "today the shop opened",
    ],
)
def test_words_that_leave_the_day_open_are_no_date(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("timezone", "offset"),
    [("Asia/Jakarta", "+07:00"), ("Asia/Makassar", "+08:00"), ("Asia/Jayapura", "+09:00")],
)
def test_a_time_without_zone_is_the_sources(timezone: str, offset: str) -> None:
    assert told("12 Januari 2022 09:01", timezone) == f"2022-01-12T09:01:00{offset}"
    assert told("12 Januari 2022 09:01 WIB", timezone) == "2022-01-12T09:01:00+07:00"
    assert told("12 Januari 2022", timezone) == "2022-01-12"


def test_the_sources_own_name_of_its_zone_is_understood() -> None:
    assert told("10:20 IST 12 Jan 2022", "Asia/Kolkata") == "2022-01-12T10:20:00+05:30"
    assert told("12 Jul 2022 10:20 IST", "Europe/Dublin") == "2022-07-12T10:20:00+01:00"
    assert told("12 Jul 2022 10:20 CST", "Asia/Shanghai") == "2022-07-12T10:20:00+08:00"


def test_a_zone_that_is_only_the_installations_makes_the_time_inferred() -> None:
    naive = read("12 Januari 2022 09:01", timezone="Asia/Jakarta", now=NOW, zone_known=False)
    stated = read(
        "12 Januari 2022 09:01 WIB", timezone="Asia/Jakarta", now=NOW, zone_known=False
    )
    assert naive is not None
    assert naive.precision is Precision.INFERRED
    assert stated is not None
    assert stated.precision is Precision.EXACT


def test_a_day_is_its_midnight_in_the_sources_zone() -> None:
    found = read("12 Januari 2022", timezone="Asia/Makassar", now=NOW)
    assert found is not None
    assert found.at.isoformat() == "2022-01-12T00:00:00+08:00"


def test_a_clock_may_be_a_quarter_of_an_hour_fast_and_no_more() -> None:
    assert told("2026-08-03T12:15:00Z") == "2026-08-03T12:15:00+00:00"
    assert told("2026-08-03T12:16:00Z") is None
    assert told("2026-08-03T12:16:00Z", now=None) == "2026-08-03T12:16:00+00:00"


def test_a_date_far_into_a_text_is_not_searched_for() -> None:
    assert told("kata " * 200 + "12 Januari 2022") is None


@pytest.mark.parametrize("word", sorted(MONTHS))
def test_every_month_word_is_read_before_and_after_the_day(word: str) -> None:
    expected = f"2023-{MONTHS[word]:02}-07"
    assert told(f"7 {word} 2023") == expected
    assert told(f"{word.upper()} 7, 2023") == expected or word.upper().lower() not in MONTHS


@given(st.text() | st.text("0123456789:.-/ TZ+WIBJan'(,", max_size=60))
def test_whatever_it_is_given_it_gives_a_moment_of_the_web_or_none(text: str) -> None:
    found = read(text, timezone="Asia/Jakarta", now=NOW)
    if found is not None:
        assert found.at.year >= EARLIEST
        assert found.at <= NOW + AHEAD


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2026, 8, 1)),  # noqa: DTZ001 - the zone is the text's
    st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%d %B %Y %H:%M:%S", "%a, %d %b %Y %H:%M:%S"]),
    st.integers(-13 * 60, 13 * 60),
)
def test_what_python_writes_reads_back(at: datetime, form: str, minutes: int) -> None:
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    found = read(
        f"{at.strftime(form)} {sign}{hours:02}{rest:02}", timezone="Asia/Jakarta", now=None
    )
    assert found is not None
    assert found.at.replace(tzinfo=None) == at.replace(microsecond=0)
    assert found.at.utcoffset() == timedelta(minutes=minutes)


def test_hostile_lines_take_no_time() -> None:
    parts = ("1 ", "10:20 ", "99/99/2020", "jan 1 ", "(", "(1", "1 jan 2020('", "\u2003", "x")
    for one, other in product(parts, parts):
        read((one + other) * 100_000, timezone="Asia/Jakarta", now=NOW)


def test_equal_moments_are_equal_values() -> None:
    assert read("2022-01-12", timezone="UTC", now=None) == read(
        "12/01/2022", timezone="UTC", now=None
    )
    assert isinstance(read("2022-01-12", timezone="UTC", now=None), Moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1 jam, 5 menit lalu", "2026-08-03T17:55:00+07:00"),
        ("1 jam 5 menit yang lalu", "2026-08-03T17:55:00+07:00"),
        ("2 hours and 10 minutes ago", "2026-08-03T16:50:00+07:00"),
        ("1 hari 2 jam lalu", "2026-08-02T17:00:00+07:00"),
        ("1,5 jam lalu", "2026-08-03T17:30:00+07:00"),
        ("2.5 hours ago", "2026-08-03T16:30:00+07:00"),
        ("Terbit: baru saja", "2026-08-03T19:00:00+07:00"),
        ("Pasar yang baru saja dibuka", None),
    ],
)
def test_words_of_more_than_one_part_count_back_all_of_it(
    text: str, moment: str | None
) -> None:
    assert told(text) == moment


@pytest.mark.parametrize("text", ["1783736100", "1783736100123", " 1783736100.25 "])
def test_seconds_since_1970_are_a_moment(text: str) -> None:
    moment = unix(text, timezone="Asia/Jakarta")
    assert moment is not None
    assert moment.iso() == "2026-07-11T09:15:00+07:00"


@pytest.mark.parametrize("text", ["", "20260711", "2026071109", "17837361001", "x1783736100"])
def test_other_numbers_are_no_seconds_since_1970(text: str) -> None:
    assert unix(text, timezone="Asia/Jakarta") is None


@pytest.mark.parametrize(
    "zone", ["Z", "+07:00", "-0330", "-00:00", "+13:59", "+13:75", "+14:00"]
)
@pytest.mark.parametrize("clock", ["09:01:07", "09:01:07.250", "23:59:60", "24:00:00"])
def test_a_stamp_alone_is_read_as_one_among_words(clock: str, zone: str) -> None:
    stamp = f"2022-01-12T{clock}{zone}"
    alone = read(stamp, timezone="Asia/Jakarta", now=None)
    assert alone == read(f"Terbit {stamp}", timezone="Asia/Jakarta", now=None)
