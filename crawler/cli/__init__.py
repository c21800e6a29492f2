"""The command line: a file for each group of commands, no logic of its own."""

from collections.abc import Callable

import typer

from crawler import __version__
from crawler.cli import (
    add,
    alerts,
    articles,
    channels,
    check,
    daemon,
    extract,
    health,
    later,
    opml,
    rules,
)

app = typer.Typer(
    name="kliping",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Watch news sites, and tell people when an article they care about appears.",
    epilog="Try `kliping demo` first: it needs no configuration and sends nothing outside.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kliping {__version__}")
        raise typer.Exit


@app.callback()
def main(
    _version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Watch news sites, and tell people when an article they care about appears."""


COMMANDS: tuple[Callable[..., None], ...] = (
    *(daemon.demo, daemon.run, daemon.once, check.check, check.schema, extract.extract),
    *(add.add, opml.export),
    *(articles.articles, articles.show, health.sources, health.status),
)
for command in COMMANDS:
    app.command()(command)
app.command("import")(opml.import_)
app.add_typer(alerts.app, name="alerts")
app.add_typer(rules.app, name="rules")
app.add_typer(channels.app, name="channels")
for name, told in later.LATER.items():
    app.command(name, hidden=True, context_settings=later.ANYTHING)(later.refusal(name, told))
