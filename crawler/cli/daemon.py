"""`run`, `once`, `demo`: the commands that do the work."""

import asyncio
import logging
import signal
import tempfile
from collections.abc import Coroutine, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
import uvloop

from crawler import logs
from crawler.cli.options import (
    CONFIG,
    Config,
    State,
    Verbose,
    configuration,
    configuration_again,
)
from crawler.cli.tables import counted
from crawler.cli.values import duration
from crawler.model import Step
from crawler.settings import Configuration

T = TypeVar("T")


def run(config: Config = CONFIG, state: State = None, verbose: Verbose = False) -> None:
    """Watch, read and alert until SIGTERM or Ctrl-C; SIGHUP reads the configuration again.

    Example: kliping run --config /etc/kliping
    """
    from crawler.app import watch  # noqa: PLC0415 - other commands start quicker without it

    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is a daemon to read it again
    loaded = configuration(config, state=state)
    logs.set_up(logging.DEBUG if verbose else logging.INFO, secrets=loaded.secrets)
    folder = loaded.settings.state if state is None else state
    _run(watch(loaded, folder, lambda: configuration_again(config, folder)))


def once(config: Config = CONFIG, state: State = None, verbose: Verbose = False) -> None:
    """Poll every source that is due, finish what follows, and exit; for cron.

    Example: */15 * * * * cd /srv/kliping && .venv/bin/kliping once
    """
    from crawler import app  # noqa: PLC0415 - other commands start quicker without it

    loaded = configuration(config, state=state)
    logs.set_up(logging.INFO if verbose else logging.WARNING, secrets=loaded.secrets)
    taken = _run(app.once(loaded, loaded.settings.state if state is None else state))
    done = [
        counted(taken[Step.POLL], "source polled"),
        counted(taken[Step.READ], "page read"),
        counted(taken[Step.DELIVER], "delivery tried"),
    ]
    typer.echo(", ".join(done))


def demo(
    lasting: Annotated[
        str | None, typer.Option("--for", metavar="TIME", help="End by itself, e.g. after 60s.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Watch the daemon at work on a practice web of its own; nothing to configure, nothing sent outside.

    Example: kliping demo --for 60s
    """
    logs.set_up(logging.INFO if verbose else logging.ERROR)
    _run(_demo(None if lasting is None else duration(lasting)))


async def _demo(lasting: timedelta | None) -> None:
    from crawler.app import watch  # noqa: PLC0415 - other commands start quicker without it
    from crawler.demo import PracticeWeb  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="kliping-demo-") as folder:
        async with PracticeWeb.open() as web:
            config = _written(Path(folder, "config"), web.files())
            loaded = configuration(config, quiet=True)
            _welcome(loaded, lasting)
            await watch(
                loaded,
                Path(folder, "state"),
                lambda: configuration_again(config, Path(folder, "state")),
                lasting,
            )
    typer.echo(
        'The practice web is closed. For sites of your own see README, "How to configure".'
    )


def _written(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _welcome(loaded: Configuration, lasting: timedelta | None) -> None:
    names = ", ".join(source.name for source in loaded.sources)
    end = (
        "Ctrl-C ends it"
        if lasting is None
        else f"it ends after {lasting.total_seconds():.0f} s"
    )
    typer.echo(
        f"A practice web of {len(loaded.sources)} invented sites is publishing: {names}."
    )
    typer.echo("Kliping watches it by these rules:")
    for rule in loaded.rules:
        typer.echo(f"  {rule.name}: {rule.text}")
    typer.echo(f"Alerts appear below as articles come out; {end}.\n")


def _run(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
