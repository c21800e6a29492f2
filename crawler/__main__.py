"""`kliping`, and `python -m crawler`: runs the command line and turns errors into exit codes."""

import os
import sys

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

    try:
        app()
    except KlipingError as error:
        print(f"kliping: {error}", file=sys.stderr)  # noqa: T201 - the last word to a person
        sys.exit(next(code for kind, code in CODES if isinstance(error, kind)))
    except BrokenPipeError:  # `kliping articles | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
