"""A file that every message is added to as one line of JSON.

One that has grown long makes room: alerts.jsonl becomes alerts.jsonl.1, that one .2, and so on.
"""

import asyncio
import fcntl
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.channels.folders import writable
from crawler.errors import Undelivered
from crawler.model import Message

PATIENCE = 2.0  # seconds for another writer to be done
PARTED = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Appends lines `{"id": …, "type": …, …}`; `id` is the delivery's, to drop repeats by.

    Each line is on the disk before the message counts as delivered.
    """

    path: Path
    rotate: int = 100_000_000  # bytes, after which a new file is begun
    keep: int = 5  # files before this one; the oldest goes
    folder: Path = Path()  # what a relative `path` is relative to

    async def send(self, message: Message) -> None:
        """Append `message`; see `ports.Channel`."""
        path = self.folder / self.path
        try:
            await asyncio.to_thread(self._append, path, line(message))
        except OSError as error:
            raise Undelivered(f"{path}: {error.strerror or error}") from error

    async def reach(self) -> str:
        """See that the folder of the file can be written; see `Reachable`."""
        return writable((self.folder / self.path).parent)

    def _append(self, path: Path, added: bytes) -> None:
        """Add a line and see it on the disk, or leave the file as it was."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        with _locked(path) as file:
            size = os.fstat(file).st_size
            full = size > 0 and size + len(added) > self.rotate
            if full:
                _make_room(path, self.keep)
            else:
                _add(file, size, added)
        if full:
            self._append(path, added)
        elif new:
            _sync_folder(path.parent)


def line(message: Message) -> bytes:
    """The message as a line: the object of its body, with the delivery's id before it.

    Nothing in it ends a line for any reader (U+2028 does for some), and a body that is no
    object is kept as text.
    """
    try:
        body = json.loads(message.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        body = {"body": message.body.decode("utf-8", errors="replace")}
    whole = {"id": message.id} | {key: body[key] for key in body if key != "id"}
    text = json.dumps(whole, ensure_ascii=False).translate(PARTED)
    return text.encode("utf-8", errors="backslashreplace") + b"\n"  # \ud800: an escape of JSON


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file at `path`, open, and ours alone."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(None, "not a regular file")
            _lock(file)  # another delivery may be at its end as well
            if path.exists() and os.path.samestat(found, path.stat()):
                yield file
                return
            # or another made room meanwhile, and this one is called otherwise now
        finally:
            os.close(file)


def _add(file: int, size: int, added: bytes) -> None:
    if size and os.pread(file, 1, size - 1) != b"\n":
        added = b"\n" + added  # a crash, or an editor, left the last line open
    try:
        _write_whole(file, added)
    except OSError:
        os.ftruncate(file, size)
        raise


def _make_room(path: Path, keep: int) -> None:
    """Call the file by a number, and those before it by the next; the last one goes."""
    names = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, keep + 1))]
    for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
        if newer.exists():
            newer.replace(older)


def _lock(file: int) -> None:
    """Wait a little for whoever else writes; a lock that is kept must not keep us."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise OSError(None, "another program keeps it locked") from None
            time.sleep(0.02)


def _write_whole(file: int, added: bytes) -> None:
    if os.write(file, added) != len(added):
        raise OSError(None, "no room for the whole line")
    os.fsync(file)


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a loss of power."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
