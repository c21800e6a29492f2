import random
from collections import Counter

import numpy as np

from crawler.dedup.stories.postings import LATEST, Postings


def scores(postings: Postings, worth: dict[int, int]) -> dict[int, int]:
    numbers, totals = postings.scores(list(worth), np.array(list(worth.values()), np.float64))
    assert numbers.tolist() == sorted(numbers.tolist())
    return dict(zip(numbers.tolist(), totals.tolist(), strict=True))


def test_articles_are_worth_what_their_words_are() -> None:
    dice, postings, words = random.Random(1), Postings(), dict[int, set[int]]()
    for article in range(200):
        words[article] = set(dice.sample(range(300), 8))
        postings.enter(article, words[article])
        if article % 20 == 19:
            gone = set(dice.sample(sorted(words), 5))
            postings.forget(gone, {word for each in gone for word in words.pop(each)})
        worth = {word: dice.randrange(1, 99) for word in dice.sample(range(320), 24)}
        expected = Counter[int]()
        for each, own in words.items():
            for word in own & worth.keys():
                expected[each] += worth[word]
        assert scores(postings, worth) == expected


def test_of_a_word_that_all_have_the_latest_are_looked_at() -> None:
    postings = Postings()
    for article in range(2 * LATEST):
        postings.enter(article, [7])
    assert scores(postings, {7: 3}) == dict.fromkeys(range(LATEST, 2 * LATEST), 3)


def test_where_nobody_has_a_word_nothing_is_found() -> None:
    assert scores(Postings(), {1: 5}) == {}
    assert scores(Postings(), {}) == {}
