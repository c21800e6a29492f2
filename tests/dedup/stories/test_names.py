import pytest

from crawler.dedup.stories.names import Share, named


def part(story: int, *articles: int) -> list[Share]:
    return [Share(story, (article,), 1) for article in articles]


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        ([part(1, 1, 2), part(3, 3)], [1, 3]),
        ([part(1, 1, 2) + part(3, 3)], [1]),
        ([part(1, 1) + part(3, 3, 4)], [3]),
        ([part(1, 1) + part(3, 3)], [1]),  # as many: the earlier one's
        ([part(1, 1, 2), part(1, 4)], [1, 4]),
        ([part(1, 1), part(1, 2, 4)], [-1, 1]),  # the founder left: its number is taken
        ([part(1, 5) + part(9, 9), part(1, 1, 2), part(9, 7, 8)], [5, 1, 9]),
        ([part(1, 5), [Share(9, (20, 21), 40)], part(1, 2, 3)], [5, 9, 1]),
    ],
)
def test_a_story_keeps_its_name_where_most_of_it_goes(
    groups: list[list[Share]], names: list[int]
) -> None:
    assert named(groups, lambda _: False) == names


def test_a_new_story_never_takes_the_name_of_one_elsewhere() -> None:
    groups = [part(1, 1, 2, 3), part(1, 6, 5)]
    assert named(groups, {5}.__contains__) == [1, 6]
    assert named(groups, {5, 6}.__contains__) == [1, -5]
    assert named(groups, {5, 6, -5}.__contains__) == [1, -6]


def test_no_two_groups_are_called_alike() -> None:
    groups = [part(1, 1), part(1, 2), part(1, 3), part(2, 4), part(2, 5)]
    names = named(groups, lambda _: False)
    assert len(set(names)) == len(groups)
