from collections import defaultdict
from itertools import chain

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings, strategies as st

from crawler.dedup.buckets import (
    FEW,
    FORESEEN,
    FULL,
    LATE,
    LOOKED_AT,
    SLICE,
    SPARE,
    Buckets,
)
from crawler.dedup.shingles import Said
from crawler.dedup.slots import FEWEST, SLOTS

ROOM = FEWEST * SLOTS  # slots to begin with


def some(count: int, seed: int = 1, below: int = 1 << 32) -> Said:
    return (
        np.random.default_rng(seed).integers(0, below, count, dtype=np.uint64).astype(np.uint32)
    )


def halves(*given: int) -> Said:
    return np.array(given, np.uint32)


def found(buckets: Buckets, *given: int) -> list[int]:
    return sorted(buckets.find(np.sort(halves(*given))).tolist())


def numbered(count: int, each: int) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(count), each)


def test_a_number_is_found_under_each_of_its_halves_and_no_other() -> None:
    buckets = Buckets()
    buckets.put(halves(7, 8, 7, 0, 2**32 - 1), 0)
    buckets.put(halves(8, 9), 1)
    assert [found(buckets, half) for half in (7, 8, 9, 0, 2**32 - 1)] == [
        [0],
        [0, 1],
        [1],
        [0],
        [0],
    ]
    assert found(buckets, 6, 10, 1) == []
    assert found(buckets, 7, 8, 9) == [0, 0, 1, 1]


def test_nothing_is_found_where_nothing_is_or_nothing_is_sought() -> None:
    buckets = Buckets()
    assert found(buckets, 0, 1, 2**32 - 1) == []
    buckets.put(halves(), 0)
    buckets.fill(halves(), numbered(0, 0))
    buckets.put(halves(5), 0)
    assert found(buckets) == []
    assert found(buckets, 5) == [0]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3), max_size=60), max_size=80),
    st.integers(0, 80),
    st.booleans(),
)
def test_what_is_found_is_what_was_put(
    texts: list[list[int]], forgotten: int, at_once: bool
) -> None:
    buckets, known = Buckets(), defaultdict[int, set[int]](set)
    for number, text in enumerate(texts):
        for half in text:
            known[half].add(number)
        if not at_once:
            buckets.put(halves(*text), number)
    if at_once:
        numbers = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        buckets.fill(halves(*chain.from_iterable(texts)), numbers)
    buckets.forget(forgotten)
    for half, own in known.items():
        assert found(buckets, half) == sorted(n for n in own if n >= forgotten)


def test_all_is_found_when_there_are_more_buckets_than_at_first() -> None:
    texts = [some(40, number) for number in range(ROOM // 20)]
    buckets, at_once = Buckets(), Buckets()
    for number, text in enumerate(texts):
        buckets.put(text, number)
    at_once.fill(np.concatenate(texts), numbered(len(texts), 40))
    for each in (buckets, at_once):
        assert len(each) >= 40 * len(texts) - 100  # a half may stand in a text twice
        for number in range(0, len(texts), 97):
            numbers = each.find(np.sort(texts[number])).tolist()
            assert numbers.count(number) == 40
            assert len(numbers) < 45


def test_a_text_of_any_length_is_looked_up() -> None:
    buckets, long = Buckets(), some(2 * LOOKED_AT + 5)
    buckets.put(long, 0)
    assert buckets.find(np.sort(long)).tolist().count(0) >= len(np.unique(long))
    assert len(buckets.find(np.sort(some(2 * LOOKED_AT, 2)))) < 5


def test_what_many_texts_have_is_found_in_all_of_them() -> None:
    buckets, count = Buckets(), LATE // 3
    for number in range(count):
        buckets.put(np.concatenate([halves(*range(5)), some(20, number)]), number)
    for half in range(5):
        assert found(buckets, half) == list(range(count))
    assert found(buckets, 5) == []
    buckets.forget(count - 10)
    assert found(buckets, 3) == list(range(count - 10, count))


def test_where_numbers_are_forgotten_as_others_come_the_room_stays_the_same() -> None:
    buckets, most = Buckets(), []
    for number in range(0, 60_000, 100):
        buckets.forget(number - 2000)
        buckets.fill(some(4000, number), number + numbered(100, 40))
        most.append(buckets._slots.count)
    kept = 2000 * 40
    assert max(most) * SLOTS < 4 * max(kept / FULL, ROOM)
    assert found(buckets, *some(40, 0).tolist()) == []
    assert found(buckets, *some(40, 59_900).tolist()).count(59_900) == 40


def test_all_is_found_while_it_moves_and_no_text_moves_much_of_it() -> None:
    buckets, texts = Buckets(), [some(40, number) for number in range(ROOM // 38)]
    moving = most = ended = 0
    for number, text in enumerate(texts):
        older, before = buckets._older, buckets._done
        buckets.put(text, number)
        ended += older is not None and buckets._older is None
        moving += buckets._older is not None
        most = max(most, buckets._done - before)
        if buckets._older is not None and moving % 16 == 1:
            assert found(buckets, *text.tolist()).count(number) == 40
            assert found(buckets, *texts[number // 2].tolist()).count(number // 2) == 40
    assert moving > FEWEST // SLICE // 2
    assert most == SLICE
    assert ended == 1
    assert all(
        found(buckets, *texts[n].tolist()).count(n) == 40 for n in range(0, len(texts), 97)
    )


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
def test_what_thousands_of_texts_say_is_found_in_each_of_them(half: int, others: int) -> None:
    buckets, count = Buckets(), 3 * LATE // others
    for number in range(count):
        buckets.put(np.append(some(others, number), np.uint32(half)), number)
    assert found(buckets, half) == list(range(count))
    own = some(others, count - 1)
    assert set(found(buckets, *own.tolist())) & {count - 1} == {count - 1}


@pytest.mark.parametrize("first", [0, 1 << 20])
def test_texts_without_many_halves_are_told_apart_by_as_many_bits_as_that_takes(
    first: int,
) -> None:
    buckets = Buckets()
    buckets.forget(first)
    count = 2 * FEWEST + 5
    for number in range(count):
        buckets.put(halves(number), first + number)
    assert [found(buckets, n) for n in (0, FEWEST, count - 1)] == [
        [first],
        [first + FEWEST],
        [first + count - 1],
    ]


def test_room_for_what_is_told_beforehand_is_made_once() -> None:
    buckets, texts = Buckets(), 3 * ROOM // 100
    buckets.reserve(100 * texts, texts)
    first = buckets._slots
    for number in range(0, texts, 1000):
        count = min(1000, texts - number)
        buckets.reserve(100 * (texts - number), texts)
        buckets.fill(some(100 * count, number), number + numbered(count, 100))
    assert buckets._slots is first
    assert first.filled == pytest.approx(SPARE * SLOTS * first.count, rel=0.01)


def test_there_is_more_room_than_it_takes_only_while_that_is_little() -> None:
    counts = []
    for entries in (FEW - 1, FEW):
        buckets = Buckets()
        buckets.reserve(entries, entries // 100)
        counts.append(buckets._slots.count)
    assert counts == pytest.approx([FEW / SPARE / SLOTS, FEW / FORESEEN / SLOTS], rel=0.01)
