"""The files of a configuration folder, as bytes: the only place here that reads the folder."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import Complaint, ConfigError

LARGEST = 1024 * 1024  # bytes of one file; a list of 5,000 sources is about half of it
MOST_FILES = 1000


def shown(path: Path, base: Path) -> str:
    """How `path` is called in complaints: relative to `base` where it lies in it."""
    name = path.relative_to(base) if path.is_relative_to(base) else path
    return re.sub(r"[^\w\s./+@~,=-]|[\n\r\t]", "?", name.as_posix())


def read(folder: Path, base: Path) -> dict[str, bytes]:
    """Every `*.yaml` file under `folder`, by the name it has in complaints, in the order of names.

    What begins with a dot is an editor's or a mount's business and is left out.  Raises
    ConfigError with all that could not be read.
    """
    name = shown(folder, base)
    complaints: list[Complaint] = []
    found = sorted(_named(folder, name, complaints))
    if not found and not complaints:
        complaints.append(
            Complaint(name, None, "", "expected at least one *.yaml file, found none")
        )
    if len(found) > MOST_FILES:
        complaints.append(
            Complaint(
                name, None, "", f"expected at most {MOST_FILES} files, found {len(found)}"
            )
        )
    files = {} if complaints else _contents(found, base, complaints)
    if complaints:
        raise ConfigError(complaints)
    return files


def misnamed(folder: Path, base: Path) -> tuple[Complaint, ...]:
    """A warning for each `*.yml` file under `folder`, which is not read."""
    return tuple(
        Complaint(shown(path, base), None, "", "is not read: name it .yaml, or move it away")
        for path in sorted(_named(folder, shown(folder, base), [], suffix=".yml"))
    )


def _named(
    folder: Path, name: str, complaints: list[Complaint], *, suffix: str = ".yaml"
) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        problem = f"expected a folder that can be read: {_reason(error)}"
        complaints.append(Complaint(name, None, "", problem))

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for each in names:
            if each.endswith(suffix) and not each.startswith("."):
                yield Path(place, each)


def _contents(found: list[Path], base: Path, complaints: list[Complaint]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in found:
        try:
            data = whole(path, LARGEST)
        except (OSError, ValueError) as error:
            problem = f"expected a file that can be read: {_reason(error)}"
            complaints.append(Complaint(shown(path, base), None, "", problem))
        else:
            files[shown(path, base)] = data
    return files


def whole(path: Path, most: int, *, private: bool = False) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Never waits on a pipe or a device.  `private`: only where no one but its owner, who must be
    this user or root, may read or write it.  Raises OSError, or ValueError with the reason.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        if private:
            _check_private(status)
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"it is larger than {most:,} bytes")
    return data


def _check_private(status: os.stat_result) -> None:
    if status.st_uid not in {0, os.geteuid()}:
        raise ValueError("it belongs to another user: chown it to the user that runs Kliping")
    if status.st_mode & 0o066:
        raise ValueError("others may read or write it: chmod 600 mends that")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return str(error)
