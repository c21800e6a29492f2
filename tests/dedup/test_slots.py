import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from crawler.dedup.overflow import keys
from crawler.dedup.shingles import Hashes
from crawler.dedup.slots import FEWEST, SLOTS, Slots, heads

BASE = 1000


def filed(pairs: list[tuple[int, int]], count: int = 0) -> Slots:
    """A table of these halves and numbers."""
    slots = Slots(count, BASE, BASE + 200)
    whole = np.sort(ordered(pairs))
    slots.overflow(slots.place(whole))
    return slots


def ordered(pairs: list[tuple[int, int]]) -> Hashes:
    halves, numbers = zip(*pairs, strict=True) if pairs else ((), ())
    return keys(np.array(halves, np.uint32), np.array(numbers, np.uint32))


def found(slots: Slots, *halves: int) -> list[int]:
    parts = slots.find(np.array(halves, np.uint32))
    return sorted(number for part in parts for number in part.tolist() if number >= BASE)


PAIRS = st.lists(
    st.tuples(
        st.integers(0, 2**32 - 1) | st.integers(0, 3) | st.just(2**32 - 1),
        st.integers(BASE, BASE + 200),
    ),
    max_size=300,
    unique=True,
)


@settings(deadline=None)
@given(PAIRS, st.sampled_from([0, FEWEST, FEWEST + 777, 3 * FEWEST + 1]))
def test_what_was_placed_is_found_and_withdrawn(
    pairs: list[tuple[int, int]], count: int
) -> None:
    slots = filed(pairs, count)
    for half in {half for half, _ in pairs}:
        assert found(slots, half) == sorted(n for own, n in pairs if own == half)
    middle = slots.count // 3
    parts = [slots.withdraw(0, middle), slots.withdraw(middle, slots.count)]
    assert sorted(np.concatenate(parts).tolist()) == np.sort(ordered(pairs)).tolist()
    assert all(half < slots.start(middle) for half in (parts[0] >> np.uint64(32)).tolist())
    assert all(half >= slots.start(middle) for half in (parts[1] >> np.uint64(32)).tolist())
    assert slots.filled == 0


def test_what_finds_its_bucket_full_is_returned_and_found_when_it_has_flown_over() -> None:
    slots = Slots(0, BASE, BASE)
    whole = ordered([(7, BASE + n) for n in range(SLOTS + 5)])
    over = slots.place(whole)
    assert len(over) == 5
    assert len(found(slots, 7)) == SLOTS
    slots.overflow(over)
    assert found(slots, 7) == list(range(BASE, BASE + SLOTS + 5))
    assert len(slots) == SLOTS + 5


@pytest.mark.parametrize("last", [0, FEWEST - 2, FEWEST, 5 * FEWEST])
def test_a_table_tells_the_numbers_that_it_was_made_for(last: int) -> None:
    slots = Slots(1, BASE, BASE + last)
    assert slots.holds(BASE + last)
    slots.place(ordered([(5, BASE + last)]))
    assert found(slots, 5) == [BASE + last]


def test_the_first_of_a_kind_are_told() -> None:
    assert heads(np.array([1, 1, 2, 3, 3])).tolist() == [True, False, True, True, False]
    assert heads(np.array([])).tolist() == []
