"""What stories are called when articles are grouped anew: most keep the name they had."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What of a story goes one way: one article, or all of them."""

    story: int
    voices: tuple[int, ...]  # the articles that stand for it
    articles: int  # how many it has


def named(groups: Sequence[Sequence[Share]], taken: Callable[[int], bool]) -> list[int]:
    """A story's number for each group, no two alike: of the story that gives it most articles.

    Of two that give as many, the earlier one's.  A group whose stories all went elsewhere is called
    by its first article whose number no other story has; `taken` tells whether one far away does.
    """
    names: dict[int, int] = {}
    for _, story, group in sorted(_claims(groups)):
        if group not in names and story not in names.values():
            names[group] = story
    for group, shares in enumerate(groups):
        if group not in names:
            names[group] = _new(shares, lambda name: name in names.values() or taken(name))
    return [names[group] for group in range(len(groups))]


def _claims(groups: Sequence[Sequence[Share]]) -> list[tuple[int, int, int]]:
    """How many articles, as a negative number, of which story, in which group."""
    claims = []
    for group, shares in enumerate(groups):
        given: Counter[int] = Counter()
        for share in shares:
            given[share.story] += share.articles
        claims += [(-articles, story, group) for story, articles in given.items()]
    return claims


def _new(shares: Sequence[Share], taken: Callable[[int], bool]) -> int:
    voices = sorted(number for share in shares for number in share.voices)
    for number in voices:
        if not taken(number):
            return number
    name = -voices[0]  # all of them founded stories that they have left since
    while taken(name):
        name -= 1
    return name
