"""What the daemon says of itself: one line an event on stderr, key=value, safe to read.

Secrets are blotted out, and characters that could forge a line or turn a terminal are escaped, in
every value, whoever it came from.
"""

import logging
import re
import sys
from collections.abc import Collection, MutableMapping
from contextlib import suppress
from typing import TextIO, cast

import structlog

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")  # user:password of an address
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
    """A stream that is written to as long as it can be: a full disk or a closed pipe is no fault."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        with suppress(OSError, ValueError):
            self._stream.flush()


def set_up(level: int = logging.INFO, *, secrets: Collection[str] = ()) -> None:
    """Log to stderr from now on, from `level` up."""
    stream = cast("TextIO", Sturdy(sys.stderr))
    logging.basicConfig(level=logging.WARNING, stream=stream, force=True)
    # Its beats cannot fail; what it would say is that one was cut off when the daemon stopped.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            Blot(secrets),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
