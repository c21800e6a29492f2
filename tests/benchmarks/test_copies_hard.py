import numpy as np

from benchmarks.copies_hard import WAYS, missed, pairs
from crawler.dedup.copies import COPY, containment


def test_pairs_are_made_in_every_way_and_share_half_or_little_more() -> None:
    found, made = pairs(np.random.default_rng(1)), set[str]()
    for _ in range(200):
        way, one, other = next(found)
        made.add(way)
        assert COPY <= containment(one, other) < 0.67
    assert made == {way.__name__ for way in WAYS}


def test_hard_pairs_are_found_but_for_very_few() -> None:
    found = missed(1000, 3)
    assert sum(tried for _, tried in found.values()) == 1000
    assert sum(lost for lost, _ in found.values()) <= 1
