import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.stories import (
    LASTS,
    UNKNOWN,
    Told,
    b_cubed,
    forms,
    lines,
    mistakes,
    moment,
    spread,
)

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
QUAKE = (
    "Gempa mengguncang Kota Contoh",
    "Gempa di Kota Contoh merusak rumah",
    "Rumah rusak, gempa",
)
PRICES = ("Harga cabai naik", "Harga cabai rawit naik di pasar")


def told(event: str, title: str) -> Told:
    return Told(event, title, f"{title}.", NOON)


@pytest.mark.parametrize(
    ("stories", "precision", "recall"),
    [
        ([1, 1, 2, 2], 1.0, 1.0),
        ([1, 2, 3, 4], 1.0, 0.5),
        ([1, 1, 1, 1], 0.5, 1.0),
        ([1, 1, 1, 2], (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 0.5 + 0.5) / 4),
    ],
)
def test_b_cubed_is_as_defined(stories: list[int], precision: float, recall: float) -> None:
    score = b_cubed(["a", "a", "b", "b"], stories)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))
    assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-11-02 12:00:00", NOON),
        ("2026-11-02T19:00:00+07:00", NOON),
        ("2026-11-02T19:00:00.5+0700", NOON + timedelta(seconds=0.5)),
        ("2026-11-02", datetime(2026, 11, 2, tzinfo=UTC)),
        ("20261102", datetime(2026, 11, 2, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 19:00:00 +0700", NOON),
        ("1793620800", NOON),
        ("1793620800123", NOON),
        ("2 November 2026", datetime(2026, 11, 2, tzinfo=UTC)),
        ("", UNKNOWN),
        ("kemarin", UNKNOWN),
    ],
)
def test_times_are_read_in_every_form_of_the_corpora(
    published: str, expected: datetime
) -> None:
    assert moment(published) == expected


def test_a_line_without_a_time_came_with_the_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    published = ["", "2026-11-02 12:00:00", "?", "2026-11-05"]
    path.write_text("\n".join(f'{{"event": 1, "published": "{each}"}}' for each in published))
    later = datetime(2026, 11, 5, tzinfo=UTC)
    assert [each.time for each in lines(path)] == [NOON, NOON, NOON, later]


def test_events_at_drawn_times_are_short_and_come_in_order() -> None:
    told = [Told(f"event{number % 9}", f"Judul {number}", "", NOON) for number in range(45)]
    timed = spread(told, 1000)
    assert sorted(each.title for each in timed) == sorted(each.title for each in told)
    assert timed == sorted(timed, key=lambda each: each.time)
    for event in {each.event for each in told}:
        times = [each.time for each in timed if each.event == event]
        assert times[-1] - times[0] < timedelta(days=LASTS)
    assert timed[-1].time - timed[0].time > timedelta(days=500)
    assert spread(told, 1000) == timed


def test_a_line_of_the_file_ends_at_no_other_sign(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"event": 1, "title": "a\u2028b\x85c"}\n', encoding="utf-8")
    assert [each.title for each in lines(path)] == ["a\u2028b\x85c"]


def test_a_line_needs_an_event_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text('{"event": 3}\n{"event": "x", "title": "Judul", "text": null}\n')
    assert lines(path) == [Told("3", "", "", UNKNOWN), Told("x", "Judul", "", UNKNOWN)]


def test_mistakes_name_both_sides_and_why() -> None:
    articles = [told("a", "gempa kota"), told("b", "gempa desa"), told("a", "banjir")]
    assert [
        (each.kind, each.pairs, each.one, each.other) for each in mistakes(articles, [1, 1, 2])
    ] == [
        ("joined", 1, "gempa kota", "gempa desa"),
        ("parted", 1, "gempa kota", "banjir"),
    ]
    reasons = [each.because for each in mistakes(articles, [1, 1, 2])]
    assert reasons == ["they share gempa", "they share no word"]
    assert mistakes(articles, [1, 2, 1]) == []


def test_articles_come_whole_with_their_first_words_and_as_titles() -> None:
    long = Told("a", "judul", " ".join(["kata"] * 100), NOON)
    shapes = forms([long])
    assert [len(shapes[form][0].text.split()) for form in ("whole", "lead", "title")] == [
        100,
        60,
        0,
    ]


def test_any_file_is_measured_as_json(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    rows = [("gempa", title) for title in QUAKE] + [("cabai", title) for title in PRICES]
    filler = [
        (f"lain{number}", f"hal{number} soal{number} urusan{number}") for number in range(20)
    ]
    path.write_text(
        "".join(
            json.dumps(
                {"event": event, "title": title, "published": NOON.isoformat(), "text": ""}
            )
            + "\n"
            for event, title in filler + rows
        )
    )
    command = [sys.executable, "-m", "benchmarks.stories", "--json", "--file", str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    result = json.loads(run.stdout)["few"]
    assert (result["articles"], result["events"]) == (25, 22)
    assert result["ours"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert set(result["single pass"]) == {"precision", "recall", "f1", "threshold"}
    assert result["worst"] == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.stories",
        "--file",
        str(tmp_path / "none.jsonl"),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 66
    assert "no such file" in run.stdout
