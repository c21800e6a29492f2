"""`sources`, `status`: how the daemon does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import typer

from crawler.cli import tables, watching
from crawler.cli.options import CONFIG, Config, Json, State, state_of
from crawler.store import Shelf, open_shelf
from crawler.store.sights import Aside, Health, Status

T = TypeVar("T")


def sources(config: Config = CONFIG, state: State = None, as_lines: Json = False) -> None:
    """Show the health of each source, and pages that were set aside.

    Example: kliping sources --json
    """
    now = datetime.now(UTC)

    async def both(shelf: Shelf) -> tuple[list[Health], list[Aside]]:
        return await shelf.sources(now), await shelf.aside()

    health, aside = looked(state_of(config, state), both)
    if as_lines:
        tables.lines([*health, *aside])
        return
    head = ("source", "polled", "next", "newest", "24h", "waiting", "aside", "length")
    tables.show(head, (_health(one, now) for one in health))
    listed("Problems:", (f"{one.name}: {text}" for one in health for text in _troubles(one)))
    for title, told in watching.SECTIONS:
        listed(title, (f"{one.name}: {text}" for one in health for text in told(one, now)))
    listed("Pages changed:", (text for one in health for text in _changes(one, now)))
    listed("Pages set aside:", (_aside(page) for page in aside))


def _health(one: Health, now: datetime) -> tuple[object, ...]:
    due = "rests" if one.due is None else tables.ago(one.due, now)
    newest = tables.ago(one.newest, now)
    polled = tables.ago(one.polled, now)
    length = one.hosts[0].length if one.hosts else "-"  # on the host with most of its articles
    return (one.name, polled, due, newest, one.day, one.waiting, one.aside, length)


def _changes(one: Health, now: datetime) -> list[str]:
    """What has changed on the pages of a source, with a page that shows it."""
    return [
        f"{one.name}: {host.host}: {change.sign}, since {tables.ago(change.since, now)}, "
        f"as on {change.example}"
        for host in one.hosts
        for change in host.changes
    ]


def _aside(page: Aside) -> str:
    return f"{page.source}: {page.url}: {page.problem.removeprefix(f'{page.url}: ')}"


def _troubles(one: Health) -> list[str]:
    """What is wrong with a source, inlet by inlet."""
    troubles = [inlet.problem for inlet in one.inlets if inlet.problem]
    return troubles or ([one.problem] if one.problem else [])


def listed(head: str, lines: Iterable[str]) -> None:
    """Print `lines` under `head`, made safe; nothing where there is none."""
    for number, line in enumerate(lines):
        if number == 0:
            typer.echo(f"\n{head}")
        typer.echo(f"  {tables.safe(line)}")


def status(config: Config = CONFIG, state: State = None, as_lines: Json = False) -> None:
    """Show what is stored and what waits.

    Example: kliping status
    """
    folder = state_of(config, state)
    found: Status = looked(folder, lambda shelf: shelf.status())
    if as_lines:
        tables.lines([found])
        return
    now = datetime.now(UTC)
    pages, deliveries = _counts(found.pages), _counts(found.deliveries)
    rows = [
        ("articles", f"{found.articles} of {found.stories} stories"),
        ("pages", pages),
        ("alerts", found.alerts),
        ("deliveries", deliveries),
        ("hosts with changed pages", found.changed),
        ("channels in trouble", len(found.channels)),
        ("pushed lists", f"{found.pushed} of {found.hubs} that name a hub"),
        ("oldest waiting", tables.ago(found.oldest_waiting, now)),
        ("database", f"{found.size / 2**20:.1f} MiB in {folder}, schema {found.version}"),
    ]
    tables.show(("what", "how much"), rows)
    listed("Channels in trouble:", (f"{name}: {why}" for name, why in found.channels.items()))


def _counts(counts: Mapping[str, int]) -> str:
    pairs = sorted(counts.items())
    return ", ".join(f"{number} {name}" for name, number in pairs) or "none"


def looked(folder: Path, look: Callable[[Shelf], Awaitable[T]]) -> T:
    """What `look` finds on the shelf of the store in `folder`."""

    async def look_in() -> T:
        async with open_shelf(folder) as shelf:
            return await look(shelf)

    return asyncio.run(look_in())
