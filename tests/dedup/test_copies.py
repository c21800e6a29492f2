import random

import numpy as np
import pytest

from crawler.dedup.copies import COPY, containment, may_hold, shade, text, told
from crawler.dedup.shingles import LEAST, firsts, shingles


def some(count: int, kind: str = "kata") -> str:
    return " ".join(f"{kind}{number}" for number in range(count))


def test_a_text_within_a_longer_one_is_contained_both_ways_round() -> None:
    small, large = text([some(40)]), text([some(400)])
    assert containment(small, large) == containment(large, small) == 1.0


def test_texts_that_share_nothing_or_are_too_short_contain_nothing() -> None:
    assert containment(text([some(40)]), text([some(40, "lain")])) == 0.0
    assert containment(text([some(29)]), text([some(29)])) == 0.0
    assert len(text([])) == 0


def test_half_of_the_shorter_text_is_a_copy() -> None:
    shared = some(33)  # 30 shingles
    one = text([shared, some(30, "x")])
    other = text([shared, some(500, "y")])
    assert containment(one, other) == COPY == 30 / 60


def test_what_its_host_always_says_is_no_text() -> None:
    notice = some(40, "ikuti")
    said = np.sort(firsts(shingles([notice])))
    mine, theirs = (text([some(35, kind), notice], said) for kind in "ab")
    assert containment(mine, theirs) == 0.0
    assert 32 <= len(mine) <= 35  # the seam is the article's own


def test_an_article_of_which_too_little_is_left_is_no_text() -> None:
    notice = some(40, "ikuti")
    said = np.sort(firsts(shingles([notice])))
    assert len(text([some(20, "a"), notice], said)) == 0
    assert len(told(shingles([some(LEAST)]), said)) == LEAST - 3


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_a_shade_never_hides_a_copy(share: float) -> None:
    dice = random.Random(int(share * 10))
    for size in (30, 60, 300):
        words = [f"w{dice.random()}" for _ in range(3 * size)]
        part = words[: int(size * share)] + [f"x{dice.random()}" for _ in range(size)]
        whole, small = text([" ".join(words)]), text([" ".join(part)])
        if containment(whole, small) >= COPY:
            assert may_hold(shade(whole), small)


def test_a_shade_tells_most_strangers() -> None:
    whole = text([some(300)])
    strangers = [text([some(60, f"lain{number}x")]) for number in range(50)]
    assert not any(may_hold(shade(whole), stranger) for stranger in strangers)
    assert not may_hold(b"", whole)
