import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.message.words import WORDS, when, words


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
