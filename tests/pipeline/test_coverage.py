"""Whether a list goes on where its last reading ended."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from crawler.model import Found, Inlet, InletKind, InletState, Seen
from crawler.pipeline.coverage import LISTED, gap, joined, key, seen
from tests.builders import NOON

HOUR = timedelta(hours=1)


def plain(*keys: int) -> list[Seen]:
    return [Seen(each) for each in keys]


def dated(*keys: int) -> list[Seen]:
    """Articles that appeared an hour apart, by their number."""
    return [Seen(each, NOON - timedelta(days=9) + each * HOUR) for each in keys]


def down(first: int, last: int) -> list[int]:
    """Newest first."""
    return list(range(first, last - 1, -1))


BEFORE = down(30, 11)  # twenty articles
PINNED = 5  # older than all of them


@pytest.mark.parametrize("of", [plain, dated])
@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (BEFORE, BEFORE, True),
        (BEFORE, down(31, 12), True),
        (BEFORE, down(49, 30), True),  # one is left
        (BEFORE, down(50, 31), False),  # none is
        (BEFORE, down(90, 71), False),
        ([PINNED, *BEFORE], [PINNED, *down(50, 31)], False),
        ([*BEFORE, PINNED], [*down(50, 31), PINNED], False),  # in a box at the foot
        ([PINNED, *BEFORE], [PINNED, *down(48, 29)], True),
        ([], BEFORE, True),  # the first reading
        (BEFORE, [], True),
        (BEFORE, down(32, 31), True),  # so short that all of it is shown
        ([1, 2], down(32, 31), True),
        (BEFORE, down(36, 31), True),  # a list of one day, after midnight
        (BEFORE, [40, *BEFORE[5:]], True),  # some were taken down
    ],
)
def test_only_what_was_new_before_and_is_still_there_joins_two_readings(
    of: object, before: list[int], after: list[int], whole: bool
) -> None:
    make = dated if of is dated else plain
    assert joined(make(*before), make(*after), NOON) is whole


def test_an_older_article_that_comes_up_again_proves_nothing_by_its_date() -> None:
    assert not joined(dated(*BEFORE), dated(*down(50, 33), 12, 11), NOON)
    assert joined(dated(*BEFORE), dated(*down(50, 33), 29, 28), NOON)


def test_links_that_were_renamed_are_no_gap_where_their_dates_are_old() -> None:
    renamed = [Seen(each.key + 1000, each.published) for each in dated(*BEFORE)]
    assert joined(dated(*BEFORE), renamed, NOON)


def test_days_alone_tell_nothing_apart_so_places_do() -> None:
    day = NOON - timedelta(hours=12)
    before = [Seen(each, day) for each in BEFORE]
    assert not joined(before, [Seen(each, day) for each in down(50, 31)], NOON)
    assert joined(before, [Seen(each, day) for each in down(45, 26)], NOON)


def test_a_date_in_the_future_moves_no_edge() -> None:
    before = [Seen(99, NOON + timedelta(days=30)), *dated(*BEFORE)]
    assert not joined(before[1:], dated(*down(50, 31)), NOON)
    assert joined(before, dated(*down(45, 26)), NOON)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 200), st.booleans())
def test_a_moving_window_is_whole_exactly_while_it_overlaps(
    size: int, pinned: int, moved: int, with_dates: bool
) -> None:
    make = dated if with_dates else plain
    before, after = down(200, 201 - size), down(200 + moved, 201 - size + moved)
    whole = joined(make(*before), make(*after), NOON + timedelta(days=30))
    if moved >= size and moved >= 3 and size >= 3:
        assert not whole
    if moved < size // 2:
        assert whole
    fixed = list(range(1, 1 + pinned % 4))
    if moved >= size >= 9:
        assert not joined(
            make(*fixed, *before), make(*fixed, *after), NOON + timedelta(days=30)
        )


def test_a_gap_reaches_from_the_newest_known_to_the_oldest_found() -> None:
    state = InletState(
        inlet=Inlet(InletKind.FEED, "https://contoh.id/feed"),
        listed=tuple(dated(*BEFORE)),
        read=NOON - HOUR,
    )
    found = gap(state, dated(*down(50, 31)), NOON, pages=3, filled=True)
    assert (found.began, found.ended) == tuple(each.published for each in dated(30, 31))
    assert (found.pages, found.filled, found.noticed) == (3, True, NOON)
    found = gap(state, plain(*down(50, 31)), NOON, pages=0, filled=False)
    assert (found.began, found.ended) == (NOON - HOUR, NOON)


def test_a_list_is_remembered_by_identity_and_only_its_beginning() -> None:
    at = datetime(2026, 11, 22, 7, 30, 1, 99, tzinfo=UTC)
    links = [Found(url="https://contoh.id/berita/100001/a?utm_source=x", published=at)]
    assert seen(links) == (
        Seen(key("https://contoh.id/berita/100001/a"), at.replace(microsecond=0)),
    )
    assert len(seen(links * 500)) == LISTED
    assert all(-(1 << 63) <= key(f"https://contoh.id/{n}") < 1 << 63 for n in range(50))
