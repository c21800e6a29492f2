"""What the daemon says of itself: one line an event on stderr, key=value, safe to read.

Secrets are blotted out, and characters that could forge a line or turn a terminal are escaped, in
every value, whoever it came from.
"""

import atexit
import logging
import re
import sys
import time
from collections.abc import Collection, MutableMapping
from contextlib import suppress
from queue import Full, Queue
from threading import Thread
from typing import TextIO, cast

import structlog

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")  # user:password of an address
LINES = 10_000  # that wait to be written
LONGEST = 4_000  # characters of a value
SHORTEST = 4  # characters of a secret; blotting out a shorter one would garble every line


class Blot:
    """A structlog processor that makes every value one safe line without secrets."""

    def __init__(self, secrets: Collection[str]) -> None:
        """Blot out `secrets`, the longest first, so that none shows through another."""
        ordered = sorted(
            (text for text in secrets if len(text) >= SHORTEST), key=len, reverse=True
        )
        self._secrets = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def __call__(
        self, _logger: object, _method: str, event: MutableMapping[str, object]
    ) -> MutableMapping[str, object]:
        """The event, clean."""
        for key, value in event.items():
            if not isinstance(value, int | float | bool | None):
                event[key] = self.clean(str(value))
        return event

    def clean(self, text: str) -> str:
        """`text` without secrets and without characters that do not show."""
        if self._secrets is not None:
            text = self._secrets.sub("***", text)
        text = CREDENTIALS.sub("***", text)
        if len(text) > LONGEST:
            text = text[:LONGEST] + "…"
        return UNSAFE.sub(lambda found: ascii(found.group())[1:-1], text)


class Sturdy:
    """A stream that never keeps its writer: a thread of its own writes what can be written.

    A full disk or a closed pipe is no fault of the daemon's, and a terminal that was stopped, or
    a pipe that nobody reads, must not stop it.  What finds no room is dropped, and counted.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._dropped = stream, 0
        self._lines: Queue[str] = Queue(LINES)
        Thread(target=self._serve, name="log", daemon=True).start()

    def write(self, text: str) -> int:
        """Have `text` written soon."""
        with suppress(Full):
            if self._dropped:
                self._lines.put_nowait(f'event="log lines dropped" count={self._dropped}\n')
                self._dropped = 0
            self._lines.put_nowait(text)
            return len(text)
        self._dropped += 1
        return len(text)

    def flush(self) -> None:
        """Nothing: whoever writes does not wait."""

    def drain(self, patience: float = 1.0) -> None:
        """Wait until all is written, though not for more than so many seconds."""
        end = time.monotonic() + patience
        while self._lines.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.005)

    def _serve(self) -> None:
        while True:
            text = self._lines.get()
            with suppress(OSError, ValueError):
                self._stream.write(text)
                self._stream.flush()
            self._lines.task_done()


class Cleaned(logging.Formatter):
    """What libraries say, as one safe line."""

    def __init__(self, blot: Blot) -> None:
        super().__init__("level=%(levelname)s event=%(name)s problem=%(message)s")
        self._blot = blot

    def format(self, record: logging.LogRecord) -> str:
        """The record, clean."""
        return self._blot.clean(super().format(record))


def set_up(level: int = logging.INFO, *, secrets: Collection[str] = ()) -> Sturdy:
    """Log to stderr from now on, from `level` up; the stream, to be drained by who cannot wait."""
    sturdy, blot = Sturdy(sys.stderr), Blot(secrets)
    stream = cast("TextIO", sturdy)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Cleaned(blot))
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            blot,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    atexit.register(sturdy.drain)
    return sturdy
