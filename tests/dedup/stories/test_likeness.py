import random

import numpy as np
import pytest

from crawler.dedup.stories.likeness import FADING, LASTING, Rarity, among
from crawler.dedup.stories.traits import traits

WORDS = ["gempa kota contoh", "gempa kota contoh", "gempa desa", "harga cabai naik", "banjir"]
TOLD = [traits(words, []) for words in WORDS]


def counted() -> Rarity:
    rarity = Rarity()
    for each in TOLD:
        rarity.count(each)
    return rarity


def test_the_same_words_are_one_and_others_nothing() -> None:
    alike = counted().to_one(TOLD[0], TOLD[1:])
    assert alike.tolist()[0] == pytest.approx(1.0, abs=0.002)
    assert 0.05 < alike[1] < 0.6
    assert alike.tolist()[2:] == [0.0, 0.0]


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    rarity = counted()
    frequent, rare = rarity.weights(np.concatenate([traits("gempa", []), traits("desa", [])]))
    assert rare > frequent


def test_a_word_is_as_rare_among_ten_times_as_many_articles() -> None:
    few, many = crowd(1000), crowd(10_000)
    for having in (1, 30, 100):
        word = traits(f"ada{having}", [])
        expected = pytest.approx(many.weights(word).tolist(), rel=0.03)
        assert few.weights(word).tolist() == expected


def test_a_word_that_all_articles_have_says_next_to_nothing() -> None:
    rarity = Rarity()
    for number in range(40):
        rarity.count(traits(f"kota judul{number}", []))
    everywhere, once = rarity.weights(
        np.concatenate([traits("kota", []), traits("judul7", [])[:1]])
    )
    assert everywhere < once / 10


def crowd(articles: int) -> Rarity:
    """So many articles; a hundred say `ada100`, thirty of them `ada30`, one `ada1`."""
    rarity = Rarity()
    for number in range(articles):
        said = [f"ada{among}" for among in (1, 30, 100) if number < among]
        rarity.count(traits(" ".join(said) or "lain", []))
    return rarity


def test_only_a_slot_that_stands_twice_has_a_column() -> None:
    slots = np.array([7, 300, 9, 7, 12, 9, 7], np.uint32)
    columns, width = Rarity().columns(slots)
    assert width == 2
    assert columns[0] == columns[3] == columns[6] != columns[2] == columns[5]
    assert columns[[1, 4]].tolist() == [-1, -1]
    assert set(columns.tolist()) == {-1, 0, 1}


def test_one_to_many_and_many_among_each_other_agree() -> None:
    rarity = counted()
    table = among(TOLD, [0.0] * len(TOLD), rarity)
    for row, told in enumerate(TOLD):
        expected = rarity.to_one(told, TOLD)
        expected[row] = 1.0
        assert table[row].tolist() == expected.tolist()


def test_articles_of_many_words_are_as_alike_by_either_way() -> None:
    dice, rarity = random.Random(3), Rarity()
    words = [f"kata{number}x" for number in range(400)]
    told = [traits("", [" ".join(dice.sample(words, 90))]) for _ in range(12)]
    for each in told:
        rarity.count(each)
    table = among(told, [0.0] * len(told), rarity)
    assert table[0, 1:].tolist() == rarity.to_one(told[0], told[1:]).tolist()
    assert 0 < table[0, 1] < 1


def test_likeness_fades_with_time_but_not_wholly() -> None:
    rarity = counted()
    for days, left in ((0.0, 1.0), (FADING, LASTING + (1 - LASTING) / 2), (1e9, LASTING)):
        table = among(TOLD[:2], [0.0, days], rarity)
        assert table[0, 1] == pytest.approx(left, abs=0.002)
        assert table[0, 0] == 1.0


def test_the_order_of_articles_and_of_their_words_changes_no_digit() -> None:
    rarity = counted()
    turned = [each[::-1] for each in reversed(TOLD)]
    once = among(TOLD, [0.0, 1.0, 2.0, 3.0, 4.0], rarity)
    again = among(turned, [4.0, 3.0, 2.0, 1.0, 0.0], rarity)
    assert np.array_equal(once, again[::-1, ::-1])


def test_what_is_taken_away_was_never_there() -> None:
    rarity, without = counted(), Rarity()
    for each in TOLD[1:]:
        without.count(each)
    rarity.count(TOLD[0], -1)
    for each in TOLD:
        assert rarity.weights(each).tolist() == without.weights(each).tolist()
