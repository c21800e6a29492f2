"""What stories are called when articles are grouped anew: most keep the name they had."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Share(NamedTuple):
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
    given = set[int]()
    for _, story, group in sorted(_claims(groups)):
        if group not in names and story not in given:
            names[group] = story
            given.add(story)
    for group, shares in enumerate(groups):
        if group not in names:
            names[group] = _new(shares, lambda name: name in given or taken(name))
            given.add(names[group])
    return [names[group] for group in range(len(groups))]


def _claims(groups: Sequence[Sequence[Share]]) -> list[tuple[int, int, int]]:
    """How many articles, as a negative number, of which story, in which group."""
    given: dict[tuple[int, int], int] = {}
    for group, shares in enumerate(groups):
        for share in shares:
            claim = share.story, group
            given[claim] = given.get(claim, 0) - share.articles
    return [(articles, *claim) for claim, articles in given.items()]


def _new(shares: Sequence[Share], taken: Callable[[int], bool]) -> int:
    voices = sorted(number for share in shares for number in share.voices)
    for number in voices:
        if not taken(number):
            return number
    name = -voices[0]  # all of them founded stories that they have left since
    while taken(name):
        name -= 1
    return name
