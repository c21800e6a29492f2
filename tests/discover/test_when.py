"""Dates that inlets state."""

from datetime import UTC, datetime

from crawler.discover.when import when
from tests.discover.replies import a_document


def test_a_date_without_a_zone_is_the_source_s() -> None:
    assert when("02/11/2026 10:15", a_document("<rss/>")) == datetime(
        2026, 11, 2, 3, 15, tzinfo=UTC
    )


def test_words_count_back_from_the_reply() -> None:
    assert when("2 jam lalu", a_document("<rss/>")) == datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def test_no_date_is_none() -> None:
    assert when("kapan saja", a_document("<rss/>")) is None
