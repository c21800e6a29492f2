"""`check` and `schema`: what is wrong with the configuration, and what may stand in it."""

import asyncio
import json
import logging

import typer

from crawler import logs, settings
from crawler.cli import doubts
from crawler.cli.options import CONFIG, Config, State, configuration
from crawler.cli.tables import counted, safe
from crawler.errors import StoreError
from crawler.message.plain import plain
from crawler.settings import Configuration


def check(
    config: Config = CONFIG,
    state: State = None,
    online: bool = typer.Option(
        False, help="Also reach each channel and poll each source; nobody is told anything."
    ),
) -> None:
    """Read the configuration and complain; exit with 78 where it cannot be used.

    Doubtful rules are warned of, and new ones tried on what is stored.

    With --online, exit with 1 where a channel or a source cannot be reached.

    Example: kliping check --config config
    """
    loaded = configuration(config)
    counts = [
        counted(len(found), name)
        for found, name in (
            (loaded.sources, "source"),
            (loaded.rules, "rule"),
            (loaded.channels, "channel"),
            (loaded.sites, "site"),
        )
        if found
    ]
    folder = loaded.settings.state if state is None else state
    for doubt in doubts.warnings(loaded, folder):
        typer.echo(f"kliping: warning: {doubt}", err=True)
    typer.echo(f"{config}: good. {', '.join(counts)}.")
    try:
        for line in doubts.fresh(loaded, folder):
            typer.echo(line)
    except StoreError as error:  # the configuration is good all the same
        typer.echo(
            f"kliping: warning: rules were tried on nothing: {safe(str(error))}", err=True
        )
    if online and not asyncio.run(_online(loaded)):
        raise typer.Exit(1)


async def _online(loaded: Configuration) -> bool:
    """Tell what is found of each channel and source as it is found; whether all is well."""
    from crawler.cli import online  # noqa: PLC0415 - a check without it starts quicker

    logs.set_up(logging.ERROR, secrets=loaded.secrets)  # what is found is told below
    blot = logs.Blot(loaded.secrets)
    well = True
    for look in (online.channels, online.sources):
        async for finding in look(loaded):
            well &= finding.good
            sign = "ok " if finding.good else "BAD"
            said = safe(blot.clean(finding.found))
            typer.echo(f"  {sign} {finding.section[:-1]} {finding.name}: {said}")
            for title in finding.titles:
                typer.echo(f"        {safe(plain(title, 100))}")
    return well


def schema() -> None:
    """Print the JSON Schema of a configuration file, for editors.

    Example: kliping schema > config/schema.json
    """
    typer.echo(json.dumps(settings.schema(), indent=2, ensure_ascii=False))
