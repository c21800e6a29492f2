from collections import defaultdict

import numpy as np
from hypothesis import given, strategies as st

from crawler.dedup.overflow import Overflow, keys

HALF = st.integers(0, 2**32 - 1) | st.integers(0, 40) | st.integers(2**32 - 40, 2**32 - 1)
PAIRS = st.lists(st.tuples(HALF, st.integers(0, 2**20)), max_size=80, unique=True)


def put(into: Overflow, pairs: list[tuple[int, int]]) -> None:
    halves, numbers = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    into.add(keys(np.array(halves, np.uint32), np.array(numbers, np.uint32)))


@given(st.lists(PAIRS, max_size=5), st.lists(HALF, max_size=30))
def test_what_is_found_is_what_was_added(
    parts: list[list[tuple[int, int]]], sought: list[int]
) -> None:
    overflow, known = Overflow(), defaultdict[int, list[int]](list)
    for part in parts:
        put(overflow, part)
        for half, number in part:
            known[half].append(number)
    wanted = sorted(number for half in sought for number in known[half])
    if len(overflow):
        assert sorted(overflow.find(np.array(sought, np.uint32)).tolist()) == wanted
    assert len(overflow) == sum(map(len, parts))


@given(PAIRS, st.integers(0, 2**32), st.integers(0, 2**32))
def test_the_keys_within_two_halves_are_those_from_the_one_to_before_the_other(
    pairs: list[tuple[int, int]], one: int, other: int
) -> None:
    start, end = sorted((one, other))
    overflow = Overflow()
    put(overflow, pairs)
    wanted = sorted(half << 32 | number for half, number in pairs if start <= half < end)
    assert sorted(overflow.within(start, end).tolist()) == wanted


def test_halves_that_were_not_added_are_hardly_ever_searched_for() -> None:
    overflow, dice = Overflow(), np.random.default_rng(1)
    halves = np.unique(dice.integers(0, 2**32, 60_000, dtype=np.uint64).astype(np.uint32))
    for part in np.array_split(halves, 3):
        overflow.add(keys(part, np.arange(len(part))))
    assert np.array_equal(overflow.find(halves[::7]) >= 0, np.ones(len(halves[::7]), np.bool_))
    strangers = dice.integers(0, 2**32, 60_000, dtype=np.uint64).astype(np.uint32)
    places = overflow._places(strangers)
    marked = (
        overflow._bits[places >> np.uint32(3)] >> (places & np.uint32(7)).astype(np.uint8) & 1
    )
    assert np.count_nonzero(marked) < len(strangers) / 6
