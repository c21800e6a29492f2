"""Values that options are written in, read with a complaint that typer shows."""

from datetime import timedelta

import typer

from crawler.settings import durations


def duration(text: str) -> timedelta:
    """A length of time such as `90s`; a usage error says what was expected."""
    try:
        return durations.duration(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r}: {error}") from error
