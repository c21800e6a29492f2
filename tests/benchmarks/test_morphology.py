"""The pairs of the morphology benchmark are what they are said to be, and so are its figures."""

from collections import Counter

import pytest

from benchmarks.morphology import Pair, Score, half_of, ours, read, same_stem, score
from crawler.fold import fold


def test_there_are_a_thousand_pairs_and_no_one_chose_their_halves() -> None:
    pairs = read()
    assert len(pairs) >= 1000
    assert [pair for pair in pairs if half_of(pair.root) != pair.half] == []
    halves = Counter(pair.half for pair in pairs)
    assert min(halves.values()) > 0.4 * len(pairs)


def test_each_pair_is_two_different_folded_words_and_stands_once() -> None:
    pairs = read()
    assert len({(pair.root, pair.word) for pair in pairs}) == len(pairs)
    assert [pair for pair in pairs if fold(pair.root) != pair.root] == []
    assert [pair for pair in pairs if fold(pair.word) != pair.word] == []
    assert [pair for pair in pairs if pair.root == pair.word] == []


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ({"menyerang", "serangan"}, Score(4, 1.0, 1.0)),
        ({"menyerang"}, Score(4, 1.0, 0.5)),
        ({"menyerang", "serangga"}, Score(4, 0.5, 0.5)),
        (set(), Score(4, 1.0, 0.0)),
    ],
)
def test_precision_is_of_what_is_said_and_recall_of_what_is_so(
    said: set[str], figures: Score
) -> None:
    forms = {"menyerang": True, "serangan": True, "serangga": False, "seberang": False}
    pairs = [Pair("serang", word, is_form, "building") for word, is_form in forms.items()]
    assert score(pairs, lambda _, word: word in said) == figures


def test_a_stemmer_finds_a_pair_when_both_have_one_stem() -> None:
    judge = same_stem({"serang": "serang", "menyerang": "serang", "teri": "ter"})
    assert judge("serang", "menyerang")
    assert not judge("teri", "menyerang")


def test_most_pairs_for_building_are_judged_as_they_are_labelled() -> None:
    pairs = [pair for pair in read() if pair.half == "building"]
    figures = score(pairs, ours)
    assert figures.precision >= 0.98
    assert figures.recall >= 0.98
