"""`articles` and `show`: what is stored."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler import article_text, rules
from crawler.cli import tables
from crawler.cli.options import CONFIG, Config, Json, State, state_of
from crawler.cli.values import duration
from crawler.dedup import revisions, urls
from crawler.errors import KlipingError
from crawler.extract import as_json
from crawler.store import open_shelf
from crawler.store.names import Name
from crawler.store.shelf import Shelf
from crawler.store.sights import Dossier, Stored

WHY = {  # an article goes by a name
    "found": "the link that led to it",
    "redirect": "where that link led",
    "canonical": "what the page says is its address",
    "number": "the number in its address",
}
MOST = 50  # articles shown, where nothing else is said


def articles(
    query: Annotated[str, typer.Argument(help="What to find, in the language of rules.")] = "",
    since: Annotated[
        str, typer.Option(metavar="TIME", help="Seen no longer ago: 24h, 7d.")
    ] = "",
    source: Annotated[str, typer.Option(help="Only of this source.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0: all.")] = MOST,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """List stored articles, newest first; with a QUERY those that answer it.

    Example: kliping articles 'banjir AND Jakarta' --since 7d
    """
    start = datetime.now(UTC) - duration(since) if since else None
    found = _found(state_of(config, state), query, start, source or None, limit)
    asyncio.run(_list(found, as_lines=as_lines))


def show(
    reference: Annotated[
        str, typer.Argument(metavar="ID", help="An id, its beginning, or an address.")
    ],
    why: Annotated[
        bool, typer.Option("--why", help="Also by which addresses it is known, and why.")
    ] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Also what it said before, where that differs.")
    ] = False,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """Print one stored article in the article text format; what is known of it goes to stderr.

    Example: kliping show 77aa12 --why
    """
    dossier = asyncio.run(_dossier(state_of(config, state), reference))
    if as_lines:
        tables.lines(
            [
                _record(dossier.stored)
                | {"others": dossier.others, "alerts": dossier.alerts, "skips": dossier.skips}
                | {
                    "networks": dossier.networks,
                    "original": dossier.original,
                    "names": [_name(each) for each in dossier.names],
                    "versions": dossier.versions,
                }
            ]
        )
        return
    sys.stdout.write(dossier.stored.article.text.encode(errors="replace").decode() + "\n")
    _about(dossier)
    if versions:
        _before(dossier)
    if why:
        _why(dossier)


async def _found(
    folder: Path, query: str, since: datetime | None, source: str | None, limit: int
) -> AsyncGenerator[Stored, None]:
    node = rules.parse(query) if query else None
    async with (
        open_shelf(folder) as shelf,
        aclosing(shelf.articles(node, since=since, source=source, limit=limit or None)) as kept,
    ):
        async for stored in kept:
            yield stored


async def _list(found: AsyncGenerator[Stored, None], *, as_lines: bool) -> None:
    async with aclosing(found):  # whoever reads our output may stop us at any line
        if as_lines:
            async for stored in found:
                tables.lines([_record(stored)])
            return
        now = datetime.now(UTC)
        rows = [
            (one.id, tables.ago(one.first_seen, now), one.source, one.article.title or "-")
            async for one in found
        ]
    if rows:
        tables.show(("id", "seen", "source", "title"), rows, wide=3)
    else:
        typer.echo("No article answers.", err=True)


def _record(stored: Stored) -> dict[str, object]:
    return {
        "id": stored.id,
        "source": stored.source,
        "first_seen": stored.first_seen,
        "story": stored.story,
        "copy_of": stored.copy_of,
        "contained": stored.contained,
        "origin": stored.origin,
    } | as_json(stored.article)


async def _dossier(folder: Path, reference: str) -> Dossier:
    async with open_shelf(folder) as shelf:
        return await dossier_of(shelf, reference)


async def dossier_of(shelf: Shelf, reference: str) -> Dossier:
    """All that is known of the one article that `reference` means.  Raises KlipingError."""
    keys = await shelf.find(reference)
    if len(keys) > 1:
        raise KlipingError(f"{reference!r} may be any of {', '.join(keys)}: say more of it")
    dossier = await shelf.article(keys[0]) if keys else None
    if dossier is None:
        raise KlipingError(
            f"no stored article is called {reference!r}; `kliping articles` lists them"
        )
    return dossier


def _about(dossier: Dossier) -> None:
    stored, now, original = dossier.stored, datetime.now(UTC), dossier.original
    said = [f"id {stored.id}, from {stored.source}, seen {tables.ago(stored.first_seen, now)}"]
    said.append(stored.article.url)
    if stored.origin:
        said.append(f"credits {stored.origin}")
    if stored.copy_of is not None:
        share = (
            "" if stored.contained is None else f": {stored.contained:.0%} of the shorter text"
        )
        said.append(f"a copy of {stored.copy_of}{share}")
    said += [
        f"first published by {other.source}: {other.url}"
        for other in dossier.others
        if other.id == original
    ]
    if dossier.versions:
        last, times = dossier.versions[-1], len(dossier.versions)
        said.append(
            f"changed {'once' if times == 1 else f'{times} times'}, last seen"
            f" {tables.ago(last.until, now)}; --versions shows what it said before"
        )
    if dossier.others:
        count = len(dossier.networks)
        said.append(
            f"in {count} newsroom{'' if count == 1 else 's'}: {', '.join(dossier.networks)}"
        )
    for other in dossier.others:
        network = "" if other.network == other.source else f" ({other.network})"
        said.append(f"also: {other.source}{network}: {other.url}")
    for alert in dossier.alerts:
        ends = (f"{sending.channel} {sending.state}" for sending in alert.deliveries)
        kind = "" if alert.type == "article.matched" else f" as {alert.type}"
        said.append(f"told by {alert.rule}{kind}: {', '.join(ends)}")
        for one in alert.matches:  # each clause with the words that answered it
            left, right = one.snippet[: one.start], one.snippet[one.end :]
            words = one.snippet[one.start : one.end]
            said.append(f"  {one.term} in its {one.field}: {left}[{words}]{right}")
    said += [f"not told by {rule}: {reason}" for rule, reason in dossier.skips]
    typer.echo("\n".join(tables.safe(line) for line in said), err=True)


def _before(dossier: Dossier) -> None:
    """Say what the article said before, newest first, as far as it was different."""
    later = dossier.stored.article
    for version in reversed(dossier.versions):
        text = article_text.read(version.text)
        earlier = replace(later, title=version.title, paragraphs=text.paragraphs)
        title = revisions.headline(earlier, later)
        said = [f"until {version.until.isoformat(timespec='minutes')} it said:"]
        for change in (*((title,) if title else ()), *revisions.body(earlier, later)):
            said += [f"  {change.field}: {change.was or '-'}", f"    now: {change.now or '-'}"]
        typer.echo("\n".join(tables.safe(line) for line in said), err=True)
        later = earlier


def _name(name: Name) -> dict[str, object]:
    steps = urls.reasons(name.url, name.key) if name.url else ()
    return {"key": name.key, "url": name.url, "why": name.why, "left_out": steps}


def _why(dossier: Dossier) -> None:
    """Say by which addresses the article is known, and what of each was left out."""
    for name in dossier.names:
        left_out = urls.reasons(name.url, name.key) if name.url else ()
        typer.echo(tables.safe(f"known as {name.key}"), err=True)
        if name.url:
            typer.echo(tables.safe(f"  {WHY.get(name.why, name.why)}: {name.url}"), err=True)
        for reason in left_out:
            typer.echo(f"  left aside: {reason}", err=True)
