import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.message.words import WORDS, number, span, when, words


def test_every_language_says_the_same_things_of_the_same_facts() -> None:
    one, *others = WORDS.values()
    for other in others:
        assert set(other) == set(one)
        for key in one:
            assert set(re.findall(r"\{\w*\}", other[key])) == set(
                re.findall(r"\{\w*\}", one[key])
            ), key
    assert all(len(language["months"].split()) == 12 for language in WORDS.values())


def test_a_language_that_is_not_there_is_indonesian() -> None:
    assert words("xx") is WORDS["id"]


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 5, 2, 9, 5, tzinfo=ZoneInfo("Asia/Jayapura")), "2 Mei 2026 09:05 WIT"),
        (datetime(2026, 5, 2, 9, 5, tzinfo=UTC), "2 Mei 2026 09:05 UTC"),
        (datetime(2026, 5, 2, 9, 5, tzinfo=ZoneInfo("Asia/Dubai")), "2 Mei 2026 09:05 UTC+04"),
        (date(2026, 5, 2), "2 Mei 2026"),
        (None, ""),
    ],
)
def test_a_time_has_its_zone_and_a_day_has_none(at: datetime | date | None, shown: str) -> None:
    assert when(at, "id") == shown


ZONE = ZoneInfo("Asia/Jakarta")
EVENING = datetime(2026, 5, 2, 19, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("since", "shown"),
    [
        (datetime(2026, 5, 2, 7, 30, tzinfo=ZONE), "2 May 2026 07:30–19:00 WIB"),
        (
            datetime(2026, 5, 1, 7, 30, tzinfo=ZONE),
            "1 May 2026 07:30 WIB – 2 May 2026 19:00 WIB",
        ),
        (
            datetime(2026, 5, 2, 7, 30, tzinfo=UTC),
            "2 May 2026 07:30 UTC – 2 May 2026 19:00 WIB",
        ),
        (date(2026, 5, 2), "2 May 2026 – 2 May 2026 19:00 WIB"),
        (None, ""),
    ],
)
def test_of_two_times_of_one_day_the_day_is_said_once(
    since: datetime | date | None, shown: str
) -> None:
    assert span(since, EVENING, "en") == shown


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert (number(999, "en"), number(1_234_567, "en")) == ("999", "1,234,567")
    assert (number(999, "id"), number(1_234_567, "id")) == ("999", "1.234.567")
