"""Commands that are known and not built yet: refused in words, never ignored."""

from collections.abc import Callable

import typer

ANYTHING = {"allow_extra_args": True, "ignore_unknown_options": True}
LATER = {  # name -> what to do until then
    "backup": "stop the daemon and copy the state folder",
    "restore": "stop the daemon and copy the state folder back",
}


def refusal(name: str, instead: str) -> Callable[[], None]:
    """A command that says it is not there yet."""

    def refuse() -> None:
        typer.echo(f"kliping: {name}: not yet; {instead}", err=True)
        raise typer.Exit(2)

    refuse.__doc__ = f"Not yet: {instead}."
    return refuse
