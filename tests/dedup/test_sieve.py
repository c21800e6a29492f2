import random

import numpy as np
import pytest

from crawler.dedup.copies import COPY, Text, containment, text
from crawler.dedup.shingles import Hashes, firsts
from crawler.dedup.sieve import (
    AT_ONCE,
    LARGEST,
    SAMPLED,
    SPARSEST,
    TINY,
    TURNS,
    USUAL,
    Sieve,
    _fewest,
    _least,
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


def test_texts_taken_in_at_once_are_found_as_if_one_by_one() -> None:
    known, at_once = Sieve(), Sieve()
    samples = [noise(number) for number in range(AT_ONCE + 900)]
    for each in samples:
        known.add(firsts(each), 40)
    at_once.extend(((firsts(each), 40) for each in samples), len(samples))
    for filled in (known, at_once):
        assert len(filled) == len(samples)
        for number in range(0, len(samples), 7):
            assert filled.candidates(np.sort(samples[number])) == [number]
        filled.forget(1200)
        assert filled.candidates(np.sort(samples[1199])) == []
        assert filled.candidates(np.sort(samples[1200])) == [1200]


def test_a_wrong_word_of_how_many_are_to_come_does_no_harm() -> None:
    for count in (0, 3, 5000):
        known = Sieve()
        known.extend(((firsts(noise(number)), 40) for number in range(30)), count)
        assert [known.candidates(np.sort(noise(n))) for n in (0, 29)] == [[0], [29]]


def test_a_text_stored_with_a_denser_sample_is_found_too() -> None:
    known, whole = Sieve(), of(words(400))
    known.add(firsts(whole.ordered[::3]), len(whole))
    assert known.candidates(whole.distinct) == [0]


def test_few_shingles_of_a_text_are_sampled_only_where_it_has_many() -> None:
    sizes = (1, SAMPLED, 2 * SAMPLED - 1, 2 * SAMPLED, 4 * SAMPLED, 10_000)
    assert [stride(size) for size in sizes] == [1, 1, 1, 2, 4, SPARSEST]


@pytest.mark.parametrize(
    ("smaller", "step", "least"),
    [(40, 1, 20), (40, 3, 2), (300, 3, 36), (400, 9, 12), (1, 9, 1)],
)
def test_a_whole_sample_must_hold_half_and_a_thin_one_a_little(
    smaller: int, step: int, least: int
) -> None:
    assert needed(np.array([smaller]), np.array([step])) == [least]


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


@pytest.mark.parametrize("said", ["ya", "satu dua", "satu dua tiga empat lima"])
def test_a_text_that_says_one_thing_again_and_again_is_found_in_a_long_one(said: str) -> None:
    again, known = of(said.split() * 40), Sieve()
    assert 0 < len(again) < TINY
    put(known, of(words(300)))
    number = put(known, again)
    long = of([*words(300), *said.split() * 3, *words(300)])
    assert (number in known.candidates(long.distinct)) == (containment(again, long) >= COPY)
    at_once = Sieve()
    at_once.extend([(sample(again.ordered, len(again), 0), len(again))])
    assert at_once.candidates(again.distinct) == [0]


def test_no_text_is_passed_by_because_others_need_more() -> None:
    sizes = [TINY, 20, 40, 71, 72, 100, 215, 216, 400, 2000, LARGEST]
    for one in sizes:
        least = min(_least()[stride(each), min(one, each)] for each in sizes)
        assert _fewest()[one] <= least
    assert _fewest()[1000] == 4  # of a sample of 24 shingles
