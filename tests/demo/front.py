"""What the tests of the practice web share: a start, origins, and everything that ever comes out."""

from datetime import UTC, datetime, timedelta

from crawler.demo.papers import PAPERS, Paper
from crawler.demo.schedule import Item, edition, offsets
from crawler.demo.stories import stories

START = datetime(2026, 11, 22, 23, 58, 3, tzinfo=UTC)  # a midnight falls into the busy minutes
END = START + offsets(len(stories()))[-1] + timedelta(minutes=2)
ORIGINS = {paper.name: f"http://127.0.0.1:{4001 + at}" for at, paper in enumerate(PAPERS)}
EVERYTHING = edition(START, END)


def paper(name: str) -> Paper:
    return next(each for each in PAPERS if each.name == name)


def identity(item: Item) -> str:
    return f"{item.story.paper.name}-{item.story.number}"
