"""The benchmark of copies counts what it says."""

import json
from pathlib import Path

import pytest

from benchmarks.copies import Body, bodies, compared, judged, ours, row, simhash, truth
from benchmarks.copies_made import COPIES, Made
from benchmarks.copies_restart import make, restarted
from crawler.dedup.shingles import shingles

REPORT = [f"kata{number}" for number in range(80)]
OTHER = [f"lain{number}" for number in range(80)]
TEXTS = [" ".join(REPORT), " ".join(REPORT[:40]), " ".join(OTHER), " ".join(REPORT[:10])]


def test_the_truth_is_half_of_the_shorter_text_of_thirty_words() -> None:
    assert truth(TEXTS) == {(0, 1): 1.0}
    half = [" ".join(REPORT[:33] + OTHER[:30]), " ".join(REPORT)]
    assert truth(half) == {(0, 1): 0.5}
    assert truth([" ".join(REPORT[:32] + OTHER[:30]), " ".join(REPORT)]) == {}


def test_the_index_finds_the_truth() -> None:
    found, took = ours([Body(text, "a") for text in TEXTS])
    assert found == truth(TEXTS)
    assert took >= 0


def test_simhash_finds_equal_texts_only_by_their_bits() -> None:
    found, _ = simhash([TEXTS[0], TEXTS[0], TEXTS[2], TEXTS[3]])
    assert found[3] == {(0, 1)}


def test_recall_and_precision_are_shares_of_pairs() -> None:
    told = row("x", {(0, 1), (0, 2)}, {(0, 1): 1.0, (1, 2): 0.6, (2, 3): 0.5}, 0.004, 4)
    assert (told["found"], told["recall"], told["precision"]) == (2, 1 / 3, 0.5)
    assert told["ms"] == pytest.approx(1)


def test_any_file_of_the_form_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "bodies.jsonl"
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(TEXTS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [body.host for body in bodies(path)] == [""] * 4
    told = compared(path, None)
    assert (told["articles"], told["pairs"], told["missed"], told["wrong share"]) == (
        4,
        1,
        [],
        [],
    )


def test_made_articles_are_the_same_each_time_and_copies_of_those_they_repeat() -> None:
    made, again = (Made([" ".join(REPORT), " ".join(OTHER)]) for _ in range(2))
    for number in range(3 * COPIES):
        assert made.text(number) == again.text(number)
        assert made.host(number) == again.host(number)
    origin = made.origin(2 * COPIES)
    assert origin is not None
    assert origin < 2 * COPIES
    assert made.origin(origin) is None


def test_the_shingles_of_a_made_article_are_those_of_its_text() -> None:
    made = Made([" ".join(REPORT), " ".join(OTHER)])
    for number in range(2 * COPIES + 1):
        assert made.shingles(number).tolist() == shingles([made.text(number)]).tolist()


def test_what_is_missed_and_what_is_wrong_at_a_size_is_seen() -> None:
    made = Made(
        [" ".join(f"kata{number}-{each}" for each in range(200)) for number in range(50)]
    )
    known = truth([made.text(number) for number in range(60)])
    told = {number: [a for a, b in known if b == number] for number in range(30, 60)}
    right = judged(told, made)
    count = sum(map(len, told.values()))
    assert right["pairs"] == count > 1
    assert (right["recall"], right["precision"]) == (1, 1)
    copies = [number for number in told if told[number]]
    missing = judged(told | {copies[0]: []}, made)
    assert missing["recall"] == pytest.approx(1 - len(told[copies[0]]) / count)
    assert missing["precision"] == 1
    strangers = next(n for n in range(30) if n not in told[copies[0]])
    wrong = judged(told | {copies[0]: [*told[copies[0]], strangers]}, made)
    assert (wrong["recall"], wrong["precision"]) == (1, pytest.approx(count / (count + 1)))


def test_a_store_is_made_and_opened_again_and_nothing_is_written_to_it(tmp_path: Path) -> None:
    source, path = tmp_path / "bodies.jsonl", tmp_path / "kliping.db"
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(TEXTS)]
    source.write_text("\n".join(lines), encoding="utf-8")
    make(path, source, 50)
    found = [restarted(path) for _ in range(2)]
    assert [told["articles"] for told in found] == [50, 50]
    assert [list(told) for told in found] == [
        ["articles", "restart s", "before it", "after it", "in use"]
    ] * 2
