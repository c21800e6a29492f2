"""Do pairs that share little more than half pass by the sieve?

    python -m benchmarks.copies_hard --pairs 30000

Words are changed at even or random distances, or one or several passages stand in something longer;
texts have 30 to 1,500 words, and share half to two thirds.  Each is sought by the other.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from crawler.dedup.copies import COPY, Text, containment, told
from crawler.dedup.shingles import LEAST, UNSAID, Hashes, of_words
from crawler.dedup.sieve import TURNS, Sieve, sample

LONGEST = 1500  # words
MOST = 0.67  # of the shorter one's shingles; more is easy
Dice = np.random.Generator


def words(dice: Dice, count: int) -> Hashes:
    """Words that stand nowhere else."""
    return dice.integers(0, 1 << 64, count, dtype=np.uint64)


def evenly(dice: Dice, text: Hashes) -> Hashes:
    """Every so many words another one."""
    every = int(dice.integers(7, 14))
    changed = np.arange(len(text)) % every == int(dice.integers(every))
    return np.where(changed, words(dice, len(text)), text)


def randomly(dice: Dice, text: Hashes) -> Hashes:
    """Another word here and there."""
    changed = dice.random(len(text)) < dice.uniform(0.06, 0.16)
    return np.where(changed, words(dice, len(text)), text)


def one_passage(dice: Dice, text: Hashes) -> Hashes:
    """The beginning, in the midst of something else."""
    part = text[: int(len(text) * dice.uniform(0.5, 0.68)) + 1]
    before, behind = (words(dice, int(dice.integers(0, 600))) for _ in range(2))
    return np.concatenate([before, part, behind])


def passages(dice: Dice, text: Hashes) -> Hashes:
    """Some passages, others between them and behind them."""
    parts, at = [], 0
    while at < len(text):
        end = at + int(dice.integers(8, 60))
        parts.append(text[at:end] if dice.random() < 0.7 else words(dice, end - at))
        at = end
    return np.concatenate([*parts, words(dice, int(dice.integers(0, 400)))])


WAYS: tuple[Callable[[Dice, Hashes], Hashes], ...] = (evenly, randomly, one_passage, passages)


def pairs(dice: Dice) -> Iterator[tuple[str, Text, Text]]:
    """Hard pairs without end, with the way in which they were made."""
    while True:
        size = int(np.exp(dice.uniform(np.log(LEAST), np.log(LONGEST))))
        text, way = words(dice, size), WAYS[int(dice.integers(len(WAYS)))]
        one, other = (told(of_words(each), UNSAID) for each in (text, way(dice, text)))
        if COPY <= containment(one, other) < MOST:
            yield way.__name__, one, other
            yield way.__name__, other, one


def missed(count: int, seed: int) -> dict[str, tuple[int, int]]:
    """By the way they were made, how many pairs the sieve does not let through, and of how many."""
    dice = np.random.default_rng(seed)
    tried, lost = Counter[str](), Counter[str]()
    for way, kept, sought in islice(pairs(dice), count):
        sieve = Sieve()
        sieve.add(sample(kept.ordered, len(kept), int(dice.integers(TURNS))), len(kept))
        tried[way] += 1
        lost[way] += not sieve.candidates(sought.distinct)
    return {way: (lost[way], tried[way]) for way in sorted(tried)}


def main() -> int:
    """Print how many are missed; 1 where it is one of a thousand or more."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    found = missed(args.pairs, args.seed)
    lost = sum(each for each, _ in found.values())
    print(json.dumps({"pairs": args.pairs, "missed": lost, "of each": found}))
    return int(lost * 1000 >= args.pairs)


if __name__ == "__main__":
    raise SystemExit(main())
