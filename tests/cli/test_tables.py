import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from crawler.cli.tables import ago, counted, lines, plain, safe, show

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    name: str
    at: datetime | None
    tags: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a b"),
        ("\x1b[31m", " [31m"),
        ("\u202eab", " ab"),
        ("Kazakhstan ✓", "Kazakhstan ✓"),
    ],
)
def test_text_is_one_line_that_turns_nothing(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (None, "-"),
        (NOON, "0s ago"),
        (NOON - timedelta(seconds=119), "119s ago"),
        (NOON - timedelta(minutes=2), "2m ago"),
        (NOON - timedelta(hours=47), "47h ago"),
        (NOON - timedelta(days=400), "400d ago"),
        (NOON + timedelta(hours=3), "in 3h"),
    ],
)
def test_times_are_told_by_their_distance(then: datetime | None, words: str) -> None:
    assert ago(then, NOON) == words


def test_values_become_json_whatever_is_in_them() -> None:
    row = Row("lone \ud800", NOON, ("a",))
    assert plain([row]) == [{"name": "lone ?", "at": "2026-11-22T12:00:00Z", "tags": ["a"]}]


def test_each_value_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines([Row("satu", None), Row("dua\nbaris", None)])
    shown = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["name"] for line in shown] == ["satu", "dua\nbaris"]


def test_a_table_keeps_a_row_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    show(("id", "title"), [("1", "panjang " * 60), ("2", "[bold]bukan[/bold]\n")], wide=1)
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 3
    assert "[bold]bukan[/bold]" in shown[2]


@pytest.mark.parametrize(
    ("number", "name", "words"),
    [(0, "page read", "0 pages read"), (1, "rule", "1 rule"), (2, "delivery", "2 deliveries")],
)
def test_numbers_agree_with_their_nouns(number: int, name: str, words: str) -> None:
    assert counted(number, name) == words
