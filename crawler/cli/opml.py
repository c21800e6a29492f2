"""`import` and `export`: sources from feed readers, and to them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.add import known, names
from crawler.cli.options import CONFIG, Config, configuration
from crawler.cli.tables import counted, safe
from crawler.settings import opml, writing


class Format(StrEnum):
    """What sources can be exported as."""

    OPML = "opml"


WRITERS = {Format.OPML: opml.write}


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.opml", help="OPML, of any feed reader.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show only; write nothing.")
    ] = False,
    config: Config = CONFIG,
) -> None:
    """Take over the subscriptions of a feed reader as sources; folders become tags.

    They are written to sources.yaml in the configuration folder; what stands there stays as it
    is, and a feed that is followed already is left out.

    Example: kliping import langganan.opml --dry-run
    """
    try:
        found, left = opml.read(file.read_bytes())
    except (OSError, opml.NotOpml) as error:
        said = error.strerror if isinstance(error, OSError) else error
        typer.echo(f"kliping: {file}: {safe(str(said))}", err=True)
        raise typer.Exit(1) from error
    loaded = known(config)
    sources = () if loaded is None else loaded.sources
    sections, double = opml.sections(found, sources, names(loaded))
    for line in left:
        typer.echo(f"kliping: left out: {safe(line)}", err=True)
    if double:
        typer.echo(f"kliping: {counted(double, 'source')} known already", err=True)
    path = writing.place(config)
    if dry_run:
        typer.echo(writing.added("", sections) if sections else "", nl=False)
    elif sections:
        writing.add(path, sections)
    done = "would be written" if dry_run else "written"
    typer.echo(f"kliping: {counted(len(sections), 'source')} {done} to {path}", err=True)


def export(
    format_: Annotated[
        Format, typer.Option("--format", help="What to write; opml: sources, for feed readers.")
    ] = Format.OPML,
    config: Config = CONFIG,
) -> None:
    """Print the sources as OPML, for a feed reader.

    Example: kliping export --format opml > kliping.opml
    """
    typer.echo(WRITERS[format_](configuration(config, quiet=True).sources), nl=False)
