"""The state folder: made for its owner only, and held by one daemon at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import AlreadyRunning, StoreUnusable

DATABASE = "kliping.db"
LOCK = "kliping.lock"


def prepared(folder: Path) -> Path:
    """`folder`, made with the mode 0700 where it was missing.

    Raises StoreUnusable where that cannot be.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreUnusable(
            f"{folder}: there is a file where the state folder should be; move it away, or "
            "name another folder (settings.state, --state)"
        ) from error
    except OSError as error:
        raise StoreUnusable(
            f"{folder}: the state folder cannot be made: {error.strerror}; make it yourself, or "
            "name another folder (settings.state, --state)"
        ) from error
    return folder


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process; the system lets go of it even when the process is killed.

    Raises AlreadyRunning where another process holds it, StoreUnusable where it cannot be held.
    """
    path = prepared(folder) / LOCK
    try:
        held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnusable(
            f"{path}: cannot be written: {error.strerror}; let this user write in the folder, "
            "or name another one (settings.state, --state)"
        ) from error
    try:
        _hold(held, path)
        yield
    finally:
        os.close(held)  # the file stays: to remove it could let two processes hold two of it


def _hold(held: int, path: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(held, 32, 0).decode("ascii", "replace").strip()
        who = f"process {holder}" if holder.isdigit() else "another process"
        raise AlreadyRunning(
            f"{path.parent}: a daemon is running here already ({who}); stop it first, or name "
            "another folder (settings.state, --state)"
        ) from error
    except OSError as error:
        raise StoreUnusable(
            f"{path}: cannot be locked: {error.strerror}; the state folder must be on a local "
            "disk of this machine"
        ) from error
    try:
        os.ftruncate(held, 0)
        os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    except OSError:  # a full disk: the lock holds all the same, only the number is missing
        return
