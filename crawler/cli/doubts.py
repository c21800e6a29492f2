"""What `check` says of rules: what is probably not meant, and how often a new one would have fired."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler import backtest
from crawler.cli.options import has_database
from crawler.cli.tables import counted, safe
from crawler.demo.stories import stories
from crawler.errors import StoreError
from crawler.model import Article
from crawler.rules import Rule
from crawler.rules.lint import costs, doubts, unknown
from crawler.rules.tidy import asks_still
from crawler.settings import Configuration
from crawler.store import open_shelf
from crawler.store.shelf import Shelf

MONTH = timedelta(days=30)
SAMPLES = 40  # articles that rules are timed on
TIMED = 2000  # rules that are, at most: they take a few seconds together
TRIED = 20  # new rules that are tried on the store


def warnings(loaded: Configuration, folder: Path) -> list[str]:
    """What is doubtful about the rules, each with its place."""
    samples = asyncio.run(_samples(folder)) or _built_in()
    each = [*loaded.rules, *loaded.idle]
    # what rests is known too: its articles are stored
    names = [source.name for source in loaded.sources]
    names += [name for section, name in loaded.resting if section == "sources"]
    found = [
        *doubts(each),
        *unknown(each, names),
        *costs(each[:TIMED], samples, time.process_time),
    ]
    return [f'{_place(loaded, rule)}rule "{safe(rule)}": {safe(said)}' for rule, said in found]


def _place(loaded: Configuration, rule: str) -> str:
    file, line = loaded.places.get(rule, ("", None))
    return f"{file}:{line}: " if line is not None else ""


async def _samples(folder: Path) -> list[Article]:
    """Some of the newest stored articles; none where there is no store that can be read."""
    try:
        async with open_shelf(folder) as shelf, aclosing(shelf.articles(limit=SAMPLES)) as kept:
            return [stored.article async for stored in kept]
    except StoreError:
        return []  # `fresh` says so


def _built_in() -> list[Article]:
    """The practice web's stories as articles."""
    return [
        Article(
            url="https://contoh.example/",
            title=story.title,
            authors=story.authors,
            tags=story.tags,
            section=story.section,
            paragraphs=story.paragraphs,
            comments=story.comments,
            text="",
        )
        for story in stories()[:SAMPLES]
    ]


def fresh(loaded: Configuration, folder: Path) -> list[str]:
    """How often each rule that is new or changed would have fired; nothing where there is no store.

    Raises StoreError where there is one that cannot be read.
    """
    return asyncio.run(_fresh(loaded, folder))


async def _fresh(loaded: Configuration, folder: Path) -> list[str]:
    now = datetime.now(UTC)
    try:
        async with open_shelf(folder) as shelf:
            known = await shelf.rules(now - MONTH)
            _, articles = await shelf.reach(now - MONTH)
            asks = {name: one.asks for name, one in known.items() if one.asks is not None}
            new = [
                rule for rule in loaded.rules if not asks_still(rule, asks.get(rule.name, ""))
            ]
            if not articles:
                return []
            said = [line async for line in _tried(shelf, new[:TRIED], asks, loaded, now)]
    except StoreError:
        if has_database(folder):
            raise
        return []
    if len(new) > TRIED:
        said.append(f"  and {len(new) - TRIED} more; `kliping rules test NAME` tries one")
    return said


async def _tried(
    shelf: Shelf,
    new: Sequence[Rule],
    known: Iterable[str],
    loaded: Configuration,
    now: datetime,
) -> AsyncIterator[str]:
    sources = {source.name: source for source in loaded.sources}
    names = set(known)
    for rule in new:
        trial = await backtest.trial(
            shelf, rule, sources, since=now - MONTH, now=now, on=lambda *_: None
        )
        state = "changed" if rule.name in names else "new"
        yield (
            f"  rule {safe(rule.name)} is {state}: of {counted(trial.articles, 'article')} in 30 days it "
            f"matches {len(trial.hits)}, and would have raised "
            f"{counted(trial.alerts, 'alert')}; it tells of what is seen from now on"
        )
