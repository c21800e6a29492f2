"""`kliping`, and `python -m crawler`: runs the command line and turns errors into exit codes."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from crawler.errors import (
    AlreadyRunning,
    ConfigError,
    KlipingError,
    StoreError,
)

CODES: tuple[
    tuple[type[KlipingError], int], ...
] = (  # the first that fits counts; see sysexits(3)
    (AlreadyRunning, 75),
    (StoreError, 74),
    (ConfigError, 78),
    (KlipingError, 1),
)


def main() -> None:
    """Run the command that the arguments name; exit with its code."""
    from crawler.cli import app  # noqa: PLC0415 - reading processes import this file, and need no command line

    if sys.stdout is None:  # closed by who started us: nothing is to be shown
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    try:
        _run(app)
    except KlipingError as error:
        _end(str(error), next(code for kind, code in CODES if isinstance(error, kind)))
    except BrokenPipeError:  # `kliping articles | head`: the reader has enough
        _end("", 0)
    except OSError as error:
        _end(f"what was asked for cannot be written: {error.strerror or error}", 1)


def _run(app: Callable[[], None]) -> None:
    try:
        app()
    except SystemExit:
        sys.stdout.flush()  # raises what would be lost at exit: a full disk, a closed pipe
        raise


def _end(said: str, code: int) -> NoReturn:
    """Say the last word to a person, and end without another one from the interpreter."""
    with suppress(OSError, ValueError, AttributeError):
        if said:
            print(f"kliping: {said}", file=sys.stderr, flush=True)  # noqa: T201 - as above
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


if __name__ == "__main__":
    main()
