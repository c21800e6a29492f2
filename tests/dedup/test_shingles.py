from itertools import pairwise

import numpy as np
from hypothesis import given, strategies as st

from crawler.dedup.shingles import (
    LEAST,
    UNSAID,
    WORDS,
    distinct,
    firsts,
    shared,
    shingles,
    without,
)
from crawler.fold import fold, tokens

LONG = [f"kata{number}" for number in range(LEAST)]
WORD = st.sampled_from(["air", "banjir", "Jum’at", "rumah", "Kota", "di", "naik", "é"])


def spelled(text: str) -> list[tuple[str, ...]]:
    """The shingles as words."""
    words = tokens(fold(text))
    return list(zip(*(words[start:] for start in range(WORDS)), strict=False))


def test_a_text_of_thirty_words_has_a_shingle_for_every_four_in_a_row() -> None:
    assert len(distinct(shingles([" ".join(LONG)]))) == LEAST - WORDS + 1
    assert len(shingles([" ".join(LONG[1:])])) == 0


def test_shingles_are_the_same_in_every_run() -> None:
    assert int(shingles([" ".join(LONG)])[0]) == 13915382942279554647


@given(st.lists(st.lists(WORD), max_size=20))
def test_two_shingles_are_the_same_number_where_they_are_the_same_words(
    paragraphs: list[list[str]],
) -> None:
    texts = [" ".join(LONG), *(" ".join(paragraph) for paragraph in paragraphs)]
    numbers = dict(zip(shingles(texts).tolist(), spelled(" ".join(texts)), strict=True))
    assert len(set(numbers.values())) == len(numbers)
    assert set(numbers.values()) == set(spelled(" ".join(texts)))


def test_dress_does_not_matter() -> None:
    plain = " ".join(["jum'at", *LONG])
    assert np.array_equal(shingles([plain]), shingles([plain.upper().replace("'", "’")]))
    assert np.array_equal(shingles([plain]), shingles(plain.split()))


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_what_is_shared_is_what_both_have(one: set[int], other: set[int]) -> None:
    mine, theirs = (np.array(sorted(each), np.uint64) for each in (one, other))
    assert shared(mine, theirs) == len(one & other)


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_distinct_numbers_ascend(numbers: list[int]) -> None:
    found = distinct(np.array(numbers, np.uint64)).tolist()
    assert set(found) == set(numbers)
    assert all(one < other for one, other in pairwise(found))


def test_what_is_left_out_is_gone_and_the_rest_keeps_its_order() -> None:
    whole = shingles([" ".join(LONG)])
    said = np.sort(firsts(whole[5:8]))
    assert without(whole, said).tolist() == [*whole[:5].tolist(), *whole[8:].tolist()]
    assert without(whole, UNSAID) is whole
