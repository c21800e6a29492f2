"""The articles of the practice web, kept as data in stories/, one file a site, oldest first."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.demo.papers import PAPERS, Paper
from crawler.model import Picture

_SLUG = 60  # characters of a title that go into an address, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one site tells, before anyone knows when."""

    paper: Paper
    number: int
    section: str
    title: str
    edited: str | None = None  # the title it gets later …
    edited_after: timedelta = timedelta(0)  # … this long after it came out
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    paragraphs: tuple[str, ...]
    comments: tuple[str, ...] = ()
    aside: tuple[
        str, ...
    ] = ()  # headlines in the boxes around it, which are none of its business
    expects: frozenset[str] = frozenset()  # names of the rules it answers
    copied: bool = False  # from another site's, word for word

    @property
    def slug(self) -> str:
        """Its first title as part of an address."""
        words = re.findall("[a-z0-9]+", self.title.lower())
        while len("-".join(words)) > _SLUG:
            words.pop()
        return "-".join(words)


@cache
def stories() -> tuple[Story, ...]:
    """Every story in the order in which they come out: the sites take turns."""
    told = {paper.name: _told(paper) for paper in PAPERS}
    agency = {
        each["agency"]: each for file in told.values() for each in file if "agency" in each
    }
    turns = [
        (turn, at, _story(paper, paper.numbers + turn, each, agency))
        for at, paper in enumerate(PAPERS)
        for turn, each in enumerate(told[paper.name])
    ]
    return tuple(story for _, _, story in sorted(turns, key=lambda one: one[:2]))


def _told(paper: Paper) -> list[dict[str, Any]]:
    """The file of one site."""
    file = files("crawler.demo") / "stories" / f"{paper.name}.json"
    told: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return told


def _story(
    paper: Paper, number: int, told: Mapping[str, Any], agency: Mapping[str, Mapping[str, Any]]
) -> Story:
    """One entry of a file; one that names where it is `from` takes its text from there."""
    text = agency[told["from"]] if "from" in told else told
    edited = told.get("edited", {})
    picture = told.get("picture")
    return Story(
        paper=paper,
        number=number,
        section=told["section"],
        title=told["title"],
        edited=edited.get("title"),
        edited_after=timedelta(seconds=edited.get("after", 0)),
        authors=tuple(text["authors"]),
        tags=tuple(text["tags"]),
        picture=Picture(f"/images/{number}.jpg", **picture) if picture else None,
        paragraphs=tuple(text["paragraphs"]),
        comments=tuple(told.get("comments", ())),
        aside=tuple(told["aside"]),
        expects=frozenset(told["expects"]),
        copied="from" in told,
    )
