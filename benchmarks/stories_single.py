"""Stories by a single pass: each article joins the nearest centre, or is the first of a new story.

It shares no line with what is measured.  Vectors are TF-IDF over all articles at once.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

Vector = dict[str, float]


def single_pass(words: Sequence[Sequence[str]], threshold: float) -> list[int]:
    """The story of each article, given as its words; `threshold` is a cosine."""
    centres: list[tuple[Vector, float]] = []
    having: dict[str, set[int]] = defaultdict(set)  # which centres have a word
    stories = []
    for vector in vectors(words):
        products: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for story in having[word]:
                products[story] += weight * centres[story][0][word]
        likeness = {story: product / centres[story][1] for story, product in products.items()}
        story = max(likeness, key=lambda each: (likeness[each], -each), default=-1)
        if story < 0 or likeness[story] < threshold:
            story = len(centres)
            centres.append(({}, 0.0))
        centre = centres[story][0]
        for word, weight in vector.items():
            centre[word] = centre.get(word, 0.0) + weight
            having[word].add(story)
        centres[story] = (centre, math.hypot(*centre.values()))
        stories.append(story)
    return stories


def vectors(words: Sequence[Sequence[str]]) -> list[Vector]:
    """Each article's words, the rare ones heavier, at length 1; nothing where it says nothing."""
    among = Counter(word for each in words for word in set(each))
    found = []
    for each in words:
        vector = {
            word: (1 + math.log(times)) * math.log(len(words) / among[word])
            for word, times in Counter(each).items()
            if among[word] < len(words)
        }
        length = math.hypot(*vector.values())
        found.append({word: weight / length for word, weight in vector.items()})
    return found
