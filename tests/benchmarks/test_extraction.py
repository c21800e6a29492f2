"""The figures of the extraction benchmark are what they are called."""

from datetime import datetime

import pytest

from benchmarks.extraction import (
    Page,
    Run,
    f1,
    figures,
    interval,
    is_same_day,
    is_same_minute,
    overlap,
)

GOLD = "satu dua tiga empat lima enam tujuh delapan"


@pytest.mark.parametrize(
    ("told", "shares"),
    [
        (GOLD, (1.0, 0.0, 0.0)),
        ("", (0.0, 0.0, 1.0)),
        ("satu dua tiga empat", (0.2, 0.0, 0.8)),
        (GOLD + " sembilan", (5 / 6, 1 / 6, 0.0)),
    ],
)
def test_texts_are_compared_by_four_words_in_a_row(
    told: str, shares: tuple[float, float, float]
) -> None:
    assert overlap(GOLD, told) == pytest.approx(shares)


def test_f1_is_of_averages_and_an_empty_answer_costs_recall_only() -> None:
    assert f1([(1.0, 0.0, 0.0)]) == 1.0
    assert f1([(1.0, 0.0, 0.0), (0.0, 0.0, 1.0)]) == pytest.approx(2 / 3)
    assert f1([]) == 0.0


def test_an_extractor_is_not_different_from_itself() -> None:
    run = Run("one", [], [(1.0, 0.0, 0.0), (0.5, 0.2, 0.3), (0.1, 0.1, 0.8)])
    assert interval(run, run) == (0.0, 0.0)
    worse = Run("two", [], [(0.1, 0.1, 0.8)] * 3)
    low, high = interval(run, worse)
    assert 0.0 <= low < high


def test_times_are_compared_across_zones() -> None:
    utc, wib = map(
        datetime.fromisoformat, ("2026-01-12T02:01:00+00:00", "2026-01-12T09:01:30+07:00")
    )
    assert is_same_minute(utc, wib)
    assert is_same_day(utc, wib)
    assert not is_same_minute(utc, datetime.fromisoformat("2026-01-12T09:01:30"))


def test_each_figure_is_of_the_pages_that_have_an_answer() -> None:
    page = Page(
        "1",
        "u",
        b"",
        {"title": "A  b", "authors": ["Ani"], "published": "2026-01-12 09:01:00+07:00"},
    )
    blank = Page("2", "u", b"", {})
    run = Run(
        "one",
        [
            {"title": "A b", "authors": ["ani", "Budi"], "published": "2026-01-12", "ms": 1},
            {"ms": 2},
        ],
    )
    told = figures([page, blank], run)
    assert told == pytest.approx({"title": 1.0, "authors": 2 / 3, "day": 1.0, "minute": 0.0})
