"""Whether a folder that is to be written can be."""

import os
from pathlib import Path

from crawler.errors import Undelivered


def writable(folder: Path) -> str:
    """What was found of `folder`, or of the one it would be made in; raises Undelivered."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise Undelivered(f"{there}: nothing can be written there")
    return f"{folder} can be written" if folder.exists() else f"{folder} can be made"
