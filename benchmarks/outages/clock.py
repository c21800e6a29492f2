"""A clock that is turned by hand, and shared by processes: what one turns, all see."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORM = struct.Struct("<q")  # microseconds since START


class Clock:
    """The time in the file at `path`; it outlives whoever turned it."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(FORM.pack(0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), FORM.size)

    @property
    def seconds(self) -> float:
        """Since the start of the run."""
        (passed,) = FORM.unpack_from(self._shared)
        return float(passed) / 1e6

    def now(self) -> datetime:
        """The time of day."""
        return START + timedelta(seconds=self.seconds)

    def turn(self, seconds: float) -> None:
        """Let so much time pass."""
        FORM.pack_into(self._shared, 0, round((self.seconds + seconds) * 1e6))
