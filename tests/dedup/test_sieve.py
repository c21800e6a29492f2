import random

import numpy as np
import pytest

from crawler.dedup.copies import COPY, Text, containment, text
from crawler.dedup.shingles import Hashes, firsts
from crawler.dedup.sieve import (
    AT_ONCE,
    FRESH,
    HOPELESS,
    MIDDLE,
    SPARSEST,
    THINNED,
    TURNS,
    USUAL,
    Sieve,
    needed,
    sample,
    stride,
)

DICE = random.Random(6)
WORDS = [f"kata{number}" for number in range(5000)]


def words(count: int) -> list[str]:
    return [DICE.choice(WORDS) for _ in range(count)]


def of(found: list[str]) -> Text:
    return text([" ".join(found)])


def put(into: Sieve, whole: Text) -> int:
    return into.add(sample(whole.ordered, len(whole), len(into)), len(whole))


def noise(number: int) -> Hashes:
    return np.random.default_rng(number).integers(0, 2**64, 40, dtype=np.uint64)


@pytest.mark.parametrize("size", [30, 31, 60, 90, 200, 400, 3000])
def test_a_passage_is_found_whichever_text_is_the_longer_and_comes_first(size: int) -> None:
    long = words(3000)
    part = long[500 : 500 + size] if size < 3000 else long
    for first, second in ((of(long), of(part)), (of(part), of(long))):
        known = Sieve()
        for _ in range(50):
            put(known, of(words(300)))
        number = put(known, first)
        assert known.candidates(second.distinct)[:1] == [number]


@pytest.mark.parametrize("every", [8, 9, 12])
def test_a_text_with_words_changed_at_even_distances_is_still_found(every: int) -> None:
    missed = pairs = 0
    for _ in range(60):
        long = words(DICE.randrange(60, 600))
        changed = [w if n % every else DICE.choice(WORDS) for n, w in enumerate(long)]
        one, other = of(long), of(changed)
        if containment(one, other) < COPY:
            continue
        known = Sieve()
        put(known, one)
        pairs += 1
        missed += known.candidates(other.distinct) != [0]
    assert pairs > 10
    assert missed == 0


def test_nothing_is_found_among_strangers_or_for_no_text() -> None:
    known = Sieve()
    assert known.candidates(of(words(50)).distinct) == []
    for _ in range(100):
        put(known, of(words(200)))
    assert known.candidates(of([]).distinct) == []
    assert sum(bool(known.candidates(of(words(200)).distinct)) for _ in range(50)) <= 2


def test_those_with_the_larger_share_come_first() -> None:
    long = words(300)
    known = Sieve()
    for share in (200, 300, 250):
        put(known, of(long[:share] + words(300 - share)))
    assert known.candidates(of(long).distinct) == [1, 2, 0]


def test_many_texts_sorted_and_joined_are_still_found() -> None:
    known, at_once = Sieve(fresh=2), Sieve(fresh=2)
    samples = [noise(number) for number in range(2500)]
    for each in samples:
        known.add(firsts(each), 400)
    at_once.extend((firsts(each), 400) for each in samples)
    for filled in (known, at_once):
        assert len(filled) == len(samples)
        for number in range(0, 2500, 7):
            assert filled.candidates(np.sort(samples[number]))[0] == number  # others by chance
        assert [each.texts for each in filled._segments] == [1024, 1024, 256, 192, 4]
    known.forget(1200)
    assert known.candidates(np.sort(samples[3])) == []
    assert known.candidates(np.sort(samples[1200])) == [1200]


def test_where_there_are_too_many_samples_are_thinned_and_still_enough() -> None:
    known, at_once = Sieve(fresh=2, most=20_000), Sieve(fresh=2, most=20_000)
    samples = [noise(number) for number in range(2500)]
    for each in samples:
        known.add(firsts(each), 120)
    at_once.extend((firsts(each), 120) for each in samples)
    for filled in (known, at_once):
        assert filled._entries() < 2500 * 40 / 2
        for number in range(0, 2500, 7):
            assert filled.candidates(np.sort(samples[number]))[0] == number


def test_the_sizes_are_as_their_comment_says() -> None:
    assert FRESH * MIDDLE * AT_ONCE <= 1 << 20  # texts of the largest segment fit into an entry
    assert [stride(size) for size in (1, 63, 64, 96, 10_000)] == [1, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("mine", "size", "least"),
    [(1000, 40, 20), (40, 40, 20), (40, 400, 1), (1000, 400, 40), (1, 9, 1)],
)
def test_a_whole_sample_must_hold_half_and_a_thin_one_a_little(
    mine: int, size: int, least: int
) -> None:
    assert needed(mine, size, stride(size)) == least


def test_a_thinned_sample_needs_less() -> None:
    assert needed(1000, 40, 3) == 1
    assert needed(1000, 400, 9) == 5


def test_what_is_hopeless_is_never_enough() -> None:
    for step in range(1, SPARSEST * THINNED + 1):
        for size in range(1, 5000, 7):
            assert needed(size, size, step) * step / size > HOPELESS


@pytest.mark.parametrize("size", [300, USUAL, USUAL + 1, 3 * USUAL])
def test_one_shingle_of_every_few_is_sampled_each_turn_others(size: int) -> None:
    shingles = np.arange(size, dtype=np.uint64) << np.uint64(32)
    turns = [sample(shingles, size, turn).tolist() for turn in range(TURNS)]
    for turn in turns:
        assert [place // SPARSEST for place in turn] == list(range((size - 1) // SPARSEST))
    assert len(set(map(tuple, turns))) == TURNS
    assert sample(shingles, size, TURNS).tolist() == turns[0]


def test_a_long_text_is_sampled_as_a_shorter_one_is() -> None:
    shingles = np.arange(USUAL + 9, dtype=np.uint64) << np.uint64(32)
    usual = sample(shingles[:USUAL], USUAL, 3).tolist()
    assert sample(shingles, USUAL + 9, 3).tolist()[: len(usual)] == usual
