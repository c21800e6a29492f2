"""`add`: finds where a site lists its articles, shows what it gives, writes it as a source."""

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer

from crawler import logs
from crawler.cli import tables
from crawler.cli.options import CONFIG, Config, Json, configuration
from crawler.settings import Configuration, addresses, words, writing


def add(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Any page of the site, or its feed.")
    ],
    name: Annotated[
        str | None, typer.Option(help="What to call the source; by its host without this.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show only; write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    config: Config = CONFIG,
    as_lines: Json = False,
) -> None:
    """Find a site's feeds, sitemaps and index pages, read five articles, write it as a source.

    Its name, language, time zone and rhythm are proposed. It is written to sources.yaml in the
    configuration folder; what stands there stays as it is. Exit with 1 where no list of articles is found.

    Example: kliping add https://www.contoh.example --dry-run
    """
    from crawler.cli import surveyed  # noqa: PLC0415 - other commands start quicker without

    address, called = _address(url), _name(name)
    loaded = known(config)
    logs.set_up(logging.ERROR, secrets=frozenset() if loaded is None else loaded.secrets)
    seen, proposed = asyncio.run(surveyed.look(address, loaded, called, names(loaded)))
    timezone = surveyed.settings_of(loaded).timezone
    if as_lines:
        tables.lines([surveyed.plain(seen, proposed, timezone)])
    else:
        typer.echo(surveyed.shown(seen, proposed, timezone))
    if not seen.doors:
        raise typer.Exit(1)
    path = writing.place(config)
    if dry_run or not (yes or _agreed(path)):
        typer.echo("kliping: nothing was written", err=True)
        return
    writing.add(path, [proposed.section(timezone)])
    said = "a running daemon reads it on SIGHUP"
    typer.echo(f"kliping: {proposed.name} is written to {path}; {said}", err=True)


def known(folder: Path) -> Configuration | None:
    """The configuration in `folder`; None where there is none yet.  Raises ConfigError."""
    if not folder.exists() or not any(folder.rglob("*.yaml")):
        return None
    return configuration(folder, quiet=True)


def names(loaded: Configuration | None) -> frozenset[str]:
    """Names of sources that are in use, those of sources that rest too."""
    if loaded is None:
        return frozenset()
    resting = {name for kind, name in loaded.resting if kind == "sources"}
    return frozenset(source.name for source in loaded.sources) | resting


def _address(url: str) -> str:
    """What was given as an address; a bare host is meant as one too."""
    try:
        return addresses.url(url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise typer.BadParameter("".join(map(str, error.args)), param_hint="URL") from error


def _name(name: str | None) -> str | None:
    try:
        return None if name is None else words.name(name)
    except ValueError as error:
        raise typer.BadParameter("".join(map(str, error.args)), param_hint="--name") from error


def _agreed(path: Path) -> bool:
    try:
        return typer.confirm(f"Write it to {path}?", err=True)
    except typer.Abort:  # nobody is there to ask
        return False
