"""The stories of a window of time: where a new article belongs, and what it mends of earlier ones.

article --telling words--> candidates --likeness--> stories near --all their articles--> groups

Only the stories near an article are grouped anew, as if all their articles came at once: so two
stories merge when an article shows that they are one, and a small story parts when it shows that
they were two.  What is decided follows from the articles, their times and their stories alone.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from crawler.dedup.stories.grouping import JOINED, grouped
from crawler.dedup.stories.likeness import Rarity, among
from crawler.dedup.stories.names import Share, named
from crawler.dedup.stories.postings import Postings
from crawler.dedup.stories.traits import WEIGHTS, Traits, packed, unpacked

TELLING = 24  # words by which an article is found again
CANDIDATES = 16  # articles compared; with 24, stories come out as well, with 12 worse
NEAR = 0.08  # likeness from which an article's story is looked at
WHOLE = 10  # articles; a story with more of them is not parted any more
VOICES = 10  # the latest articles of such a story, which stand for it
TABLE = 32  # articles grouped at once
YOUNG = 4096  # articles; until then what is rare is still being learned, and old ones are seen again


@dataclass(frozen=True, slots=True)
class Row:
    """An article as it is stored."""

    article: int
    time: datetime
    story: int
    kept: bytes


@dataclass(frozen=True, slots=True)
class Near:
    """An article that was found near: why a story is what it is."""

    article: int
    likeness: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Move:
    """An article that was told under another story until now."""

    article: int
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article belongs, and what came of its coming."""

    story: int
    kept: bytes  # to be stored: the traits, the telling ones first
    moved: tuple[Move, ...]  # other articles, ascending
    merged: tuple[int, ...]  # stories that are no more
    near: tuple[Near, ...]  # of the same story, the nearest first, at most three


@dataclass(slots=True)
class _Article:
    number: int
    seconds: float  # since 1970
    story: int
    traits: Traits


class Stories:
    """Every article of the window, by its telling words and by its story."""

    def __init__(self, rows: Iterable[Row] = (), joined: float = JOINED) -> None:
        """The stories as they stand in `rows`, which ascend by article.

        `joined` is the likeness from which two groups are one story.
        """
        self._joined = joined
        self._rarity = Rarity()
        self._articles: dict[int, _Article] = {}
        self._order: list[int] = []
        self._stories: dict[int, list[int]] = defaultdict(list)  # ascending
        self._telling = Postings()
        for row in rows:
            article = _Article(row.article, row.time.timestamp(), row.story, unpacked(row.kept))
            self._enter(article)
            self._index(article)

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._order)

    def story(self, article: int) -> int:
        """The story of an article of the window."""
        return self._articles[article].story

    def articles(self, story: int) -> list[int]:
        """The articles of a story, ascending; none if there is no such story now."""
        return list(self._stories.get(story, ()))

    def add(self, article: int, traits: Traits, time: datetime) -> Place:
        """Find the story of a new article, and mend the stories near it.

        Raises ValueError unless `article` is beyond every earlier one.
        """
        mine = _Article(article, time.timestamp(), article, traits)
        self._enter(mine)
        mine.traits = traits[np.argsort(-self._rarity.weights(traits), kind="stable")]
        was: dict[int, int] = {}
        near = self._mend(mine, was)
        self._index(mine)
        if len(self) <= YOUNG:
            self._mend(self._articles[self._order[(len(self) - 1) // 2]], was)
        return self._place(mine, was, near)

    def renew(self, article: int, traits: Traits) -> bytes | None:
        """Know an article by other traits from now on; what to store, None where it is not known.

        It stays in its story: it was told there.
        """
        mine = self._articles.get(article)
        if mine is None:
            return None
        self._telling.forget({article}, _telling(mine))
        self._rarity.count(mine.traits, -1)
        self._rarity.count(traits)
        mine.traits = traits[np.argsort(-self._rarity.weights(traits), kind="stable")]
        self._index(mine)
        return packed(mine.traits)

    def forget(self, articles: Iterable[int]) -> None:
        """Drop these articles, as far as they are there."""
        gone = self._articles.keys() & set(articles)
        old = [self._articles[number] for number in gone]
        for each in old:
            self._rarity.count(each.traits, -1)
            del self._articles[each.number]
        self._order = [number for number in self._order if number not in gone]
        self._telling.forget(gone, {word for each in old for word in _telling(each)})
        _thin(self._stories, {each.story for each in old}, gone)

    def _enter(self, article: _Article) -> None:
        if self._order and article.number <= self._order[-1]:
            message = f"article {article.number} does not come after {self._order[-1]}"
            raise ValueError(message)
        self._rarity.count(article.traits)
        self._articles[article.number] = article
        self._order.append(article.number)
        self._stories[article.story].append(article.number)

    def _index(self, article: _Article) -> None:
        self._telling.enter(article.number, _telling(article))

    def _place(self, mine: _Article, was: dict[int, int], near: Sequence[Near]) -> Place:
        moves = [
            Move(number, old, self._articles[number].story)
            for number, old in sorted(was.items())
            if number != mine.number and old != self._articles[number].story
        ]
        merged = {move.was for move in moves if move.was not in self._stories}
        same = [each for each in near if self._articles[each.article].story == mine.story]
        return Place(
            mine.story,
            packed(mine.traits),
            tuple(moves),
            tuple(sorted(merged)),
            tuple(same[:3]),
        )

    def _mend(self, article: _Article, was: dict[int, int]) -> list[Near]:
        """Group the stories near `article` anew, and note in `was` where moved ones were."""
        near = self._near(article)
        stories = dict.fromkeys([article.story, *(self.story(each.article) for each in near)])
        if len(stories) > 1:
            self._regroup(self._fitting(stories), was)
        return near

    def _near(self, article: _Article) -> list[Near]:
        """The articles most like this one, the nearest first."""
        weights = self._rarity.weights(article.traits[:TELLING])
        numbers, scores = self._telling.scores(_telling(article), weights * weights)
        others = numbers != article.number
        numbers, scores = numbers[others], scores[others]
        if len(numbers) > CANDIDATES:
            enough = scores >= np.partition(scores, -CANDIDATES)[-CANDIDATES]
            numbers, scores = numbers[enough], scores[enough]
        found = numbers[np.lexsort((-numbers, -scores))[:CANDIDATES]].tolist()
        if not found:
            return []
        traits = [self._articles[number].traits for number in found]
        alike = self._rarity.to_one(article.traits, traits)
        pairs = zip(found, alike.tolist(), strict=True)
        near = [Near(*pair) for pair in pairs if pair[1] >= NEAR]
        return sorted(near, key=lambda each: (-each.likeness, each.article))

    def _fitting(self, stories: Iterable[int]) -> list[Share]:
        """The parts of as many stories as are grouped at once; of the first in any case."""
        shares: list[Share] = []
        left = TABLE
        for story in stories:
            numbers = self._stories[story]
            voices = len(numbers) if len(numbers) <= WHOLE else VOICES
            if shares and voices > left:
                continue
            left -= voices
            if len(numbers) > WHOLE:
                shares.append(Share(story, tuple(numbers[-VOICES:]), len(numbers)))
            else:
                shares.extend(Share(story, (number,), 1) for number in numbers)
        return shares

    def _regroup(self, shares: Sequence[Share], was: dict[int, int]) -> None:
        voices = [self._articles[number] for share in shares for number in share.voices]
        alike = among(
            [each.traits for each in voices], [each.seconds for each in voices], self._rarity
        )
        lengths = [len(each.traits) for each in voices]
        groups = grouped(alike, lengths, [len(share.voices) for share in shares], self._joined)
        parts = [[shares[item] for item in sorted(items)] for items, _ in groups]
        whole = {
            story: self._stories.pop(story)
            for story in dict.fromkeys(share.story for share in shares)
        }
        names = named(parts, self._stories.__contains__)
        for name, part in zip(names, parts, strict=True):
            self._settle(name, part, whole, was)

    def _settle(
        self, name: int, part: Sequence[Share], whole: dict[int, list[int]], was: dict[int, int]
    ) -> None:
        """Make one story of the shares in `part`, the articles of each story in `whole`."""
        shares = sorted(part, key=lambda share: share.story != name)
        first = shares[0]
        undivided = first.story == name and first.articles > 1
        members = whole[name] if undivided else []
        for share in shares[undivided:]:
            for number in whole[share.story] if share.articles > 1 else share.voices:
                insort(members, number)
                self._move(self._articles[number], name, was)
        self._stories[name] = members

    @staticmethod
    def _move(article: _Article, story: int, was: dict[int, int]) -> None:
        if article.story != story:
            was.setdefault(article.number, article.story)
            article.story = story


def _telling(article: _Article) -> list[int]:
    """The words by which it is found, as numbers."""
    words: list[int] = (article.traits[:TELLING] // WEIGHTS).tolist()
    return words


def _thin(lists: dict[int, list[int]], keys: Iterable[int], gone: set[int]) -> None:
    """Take the numbers that are `gone` out of the lists at `keys`."""
    for key in keys:
        left = [number for number in lists[key] if number not in gone]
        if left:
            lists[key] = left
        else:
            del lists[key]
