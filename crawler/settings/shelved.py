"""The file in the state folder that remembers what the queries of rules came to (rules/shelf.py).

It only saves time: without it, or where it is of no use, queries are read as if for the first time.
"""

import os
import stat
import unicodedata
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import structlog

import crawler.fold
import crawler.rules
from crawler.rules.shelf import Shelf

FILE = "queries.json"
MOST = 1 << 30  # bytes of a file that is read

log = structlog.get_logger(__name__)


def opened(state: Path) -> Shelf:
    """The shelf of a state folder; an empty one, which says why, where it cannot be used."""
    path = state / FILE
    shelf = Shelf(edition())
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):
            shelf.problem = "it is no regular file"  # a pipe: nobody may ever write to it
            return shelf
        saved = path.read_bytes() if told.st_size <= MOST else b"\n"
    except FileNotFoundError:
        return shelf
    except OSError as error:
        shelf.problem = str(error)
        return shelf
    return Shelf(edition(), saved)


def keep(shelf: Shelf, state: Path) -> None:
    """Write a shelf where something was read that it had not; a file there is replaced as a whole.

    The log is told why a file that was there was of no use.
    """
    path, fresh = state / FILE, state / f"{FILE}.new"
    if shelf.problem is not None:
        log.info("queries were read anew", file=str(path), problem=shelf.problem)
    if not shelf.changed:
        return
    try:
        fresh.unlink(missing_ok=True)  # it might be a pipe, too
        with open(fresh, "wb", opener=_private) as file:
            file.write(shelf.saved())
        fresh.replace(path)
    except OSError as error:
        log.warning("queries are not kept", file=str(path), problem=str(error))
    else:
        shelf.changed = False


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@cache
def edition() -> str:
    """What is another whenever a query might come to something else: programs and Unicode's tables."""
    sources = [
        Path(crawler.fold.__file__),
        *sorted(Path(crawler.rules.__file__).parent.glob("*.py")),
    ]
    seen = blake2b(digest_size=16)
    for source in sources:
        seen.update(source.read_bytes())
    return f"{seen.hexdigest()} {unicodedata.unidata_version} {version('google-re2')}"
