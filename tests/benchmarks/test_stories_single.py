import pytest

from benchmarks.stories_single import single_pass, vectors

WORDS = [
    title.split() for title in ("gempa kota", "harga cabai", "gempa kota rusak", "banjir", "")
]


@pytest.mark.parametrize(
    ("threshold", "stories"), [(0.2, [0, 1, 0, 2, 3]), (0.99, [0, 1, 2, 3, 4])]
)
def test_each_article_joins_the_nearest_centre_or_is_the_first_of_a_story(
    threshold: float, stories: list[int]
) -> None:
    assert single_pass(WORDS, threshold) == stories


def test_vectors_have_length_one_and_rare_words_weigh_more() -> None:
    found = vectors(WORDS)
    assert sum(weight**2 for weight in found[2].values()) == pytest.approx(1)
    assert found[2]["rusak"] > found[2]["gempa"]
    assert found[4] == {}
