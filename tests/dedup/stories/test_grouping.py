import numpy as np
import pytest

from crawler.dedup.stories.grouping import HEADLINE, JOINED, grouped as grouped_of


def alike(
    *pairs: tuple[int, int, float], items: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    table = np.eye(items)
    for one, other, likeness in pairs:
        table[one, other] = table[other, one] = likeness
    return table


def grouped(
    table: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    sizes: list[int],
    length: int = 20 * HEADLINE,
) -> list[tuple[list[int], float]]:
    return grouped_of(table, [length] * len(table), sizes)


def sets(groups: list[tuple[list[int], float]]) -> set[frozenset[int]]:
    return {frozenset(items) for items, _ in groups}


def test_what_is_alike_is_one_group_and_the_rest_stays() -> None:
    table = alike((0, 1, 0.5), (2, 3, 0.4), items=5)
    assert sets(grouped(table, [1] * 5)) == {
        frozenset({0, 1}),
        frozenset({2, 3}),
        frozenset({4}),
    }


def test_a_bridge_of_one_article_does_not_join_two_groups() -> None:
    inside = [
        (one, other, 0.6)
        for group in ((0, 1, 2), (3, 4, 5))
        for one in group
        for other in group
        if one < other
    ]
    table = alike(*inside, (2, 3, 0.3), items=6)
    assert sets(grouped(table, [1] * 6)) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_loose_groups_are_joined_more_easily_than_tight_ones() -> None:
    across = [(one, other, JOINED - 0.01) for one in (0, 1) for other in (2, 3)]
    loose = alike((0, 1, 0.2), (2, 3, 0.2), *across, items=4)
    tight = alike((0, 1, 0.9), (2, 3, 0.9), *across, items=4)
    assert sets(grouped(loose, [1] * 4)) == {frozenset({0, 1, 2, 3})}
    assert sets(grouped(tight, [1] * 4)) == {frozenset({0, 1}), frozenset({2, 3})}


def test_groups_of_headlines_are_joined_more_easily_than_groups_of_long_texts() -> None:
    across = [(one, other, JOINED - 0.02) for one in (0, 1) for other in (2, 3)]
    table = alike((0, 1, 0.5), (2, 3, 0.5), *across, items=4)
    assert len(grouped(table, [1] * 4)) == 2
    assert len(grouped(table, [1] * 4, HEADLINE)) == 1
    pair = alike((0, 1, JOINED - 0.001), items=2)
    assert len(grouped(pair, [1, 1], HEADLINE)) == 2


def test_rows_of_one_item_are_never_parted() -> None:
    assert sets(grouped(np.eye(3), [2, 1])) == {frozenset({0}), frozenset({1})}
    assert sets(grouped(alike((1, 2, 0.9), items=3), [2, 1])) == {frozenset({0, 1})}


@pytest.mark.parametrize(("likeness", "groups"), [(JOINED, 1), (JOINED - 0.001, 2)])
def test_two_articles_are_one_story_from_the_named_likeness_on(
    likeness: float, groups: int
) -> None:
    assert len(grouped(alike((0, 1, likeness), items=2), [1, 1])) == groups


def test_each_group_says_how_alike_its_last_parts_were() -> None:
    found = grouped(alike((0, 1, 0.5), items=3), [1, 1, 1])
    assert found == [([0, 1], 0.5), ([2], 1.0)]


def test_one_item_is_one_group() -> None:
    assert grouped(np.eye(1), [1]) == [([0], 1.0)]
