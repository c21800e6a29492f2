"""The benchmark of addresses counts what it says."""

from pathlib import Path

from benchmarks.urls import TABLE, Pair, judged, pairs, row


def test_pairs_are_read_from_any_file(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"one": "a", "other": "b", "same": true}\n\n', encoding="utf-8")
    assert pairs(path) == [Pair("a", "b", same=True)]


def test_what_is_joined_is_counted_apart_from_what_is_wrongly_joined() -> None:
    table = [Pair("a", "A", same=True), Pair("a", "b", same=True), Pair("c", "C", same=False)]
    joined, us = judged(table, str.lower)
    assert joined == [True, False, True]
    assert us >= 0
    told = row("x", table, joined, us)
    assert (told["joined"], told["same"]) == (1, 2)
    assert (told["wrongly joined"], told["different"]) == (1, 1)


def test_the_table_says_each_pair_once_and_why() -> None:
    table = pairs(TABLE)
    assert len({frozenset((pair.one, pair.other)) for pair in table}) == len(table)
    assert all(pair.why and pair.one != pair.other for pair in table)
    hosts = {"example", "test", "127.0.0.1", "ampproject.org", "google", "bing-amp", "co.id"}
    assert all(any(host in pair.one for host in hosts) for pair in table)
