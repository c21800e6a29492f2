"""Options that several commands share, and what they mean."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.rules.shelf import Shelf
from crawler.settings import Configuration, load, load_stable, shelved
from crawler.store import DATABASE


def _handed_on(context: typer.Context, option: typer.CallbackParam, value: Any) -> Any:
    """What was said of an option before a subcommand, where nothing is said of it behind it."""
    source = context.get_parameter_source(option.name or "")
    before = context.parent.params if context.parent is not None else {}
    unsaid = source is not None and source.name.startswith("DEFAULT")
    return before[option.name] if unsaid and option.name in before else value


Config = Annotated[
    Path,
    typer.Option(
        "--config", metavar="DIR", help="Folder of the configuration.", callback=_handed_on
    ),
]
State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="DIR",
        help="Folder of the database, instead of settings.state.",
        callback=_handed_on,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print JSON, for programs.", callback=_handed_on)
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more of what is done.")]

CONFIG = Path("config")
PAUSE = 0.25  # seconds between two readings that must be the same


def configuration(
    folder: Path, *, quiet: bool = False, state: Path | None = None
) -> Configuration:
    """The configuration in `folder`; its warnings go to stderr, unless `quiet`.

    What its queries came to before is looked for in `state`, else in the state folder that it
    names.  Raises ConfigError.
    """
    loaded = load(folder, environ=os.environ, shelves=_shelves(state))
    for warning in () if quiet else loaded.warnings:
        typer.echo(f"kliping: warning: {warning}", err=True)
    return loaded


def configuration_again(folder: Path, state: Path | None = None) -> Configuration:
    """The configuration in `folder`, once it holds still.  Blocks; raises ConfigError."""
    return load_stable(
        folder,
        environ=os.environ,
        pause=lambda: time.sleep(PAUSE),
        shelves=_shelves(state),
    )


def _shelves(state: Path | None) -> Callable[[Path], Shelf]:
    return shelved.opened if state is None else lambda _: shelved.opened(state)


def state_of(folder: Path, state: Path | None) -> Path:
    """The state folder: as said on the command line, else as configured.  Raises ConfigError."""
    return state if state is not None else load(folder, environ=os.environ).settings.state


def has_database(folder: Path) -> bool:
    """Whether there is a database in a state folder, be it one that can be read or not."""
    return (folder / DATABASE).exists()
