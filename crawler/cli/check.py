"""`check` and `schema`: what is wrong with the configuration, and what may stand in it."""

import json

import typer

from crawler import settings
from crawler.cli import doubts
from crawler.cli.options import CONFIG, Config, State, configuration
from crawler.cli.tables import counted


def check(
    config: Config = CONFIG,
    state: State = None,
    online: bool = typer.Option(False, help="Also poll each source (not yet)."),
) -> None:
    """Read the configuration and complain; exit with 78 where it cannot be used.

    Doubtful rules are warned of, and new ones tried on what is stored.

    Example: kliping check --config config
    """
    if online:
        typer.echo(
            "kliping: check --online: not yet; `kliping once -v` polls every source", err=True
        )
        raise typer.Exit(2)
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
    for line in doubts.fresh(loaded, folder):
        typer.echo(line)


def schema() -> None:
    """Print the JSON Schema of a configuration file, for editors.

    Example: kliping schema > config/schema.json
    """
    typer.echo(json.dumps(settings.schema(), indent=2, ensure_ascii=False))
