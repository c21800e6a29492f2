"""Rows for people and for programs: tables, JSON lines, times and ages in words."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
PIPE_WIDTH = 200  # columns where output is no terminal


def safe(text: str) -> str:
    """`text` on one line, without characters that could turn a terminal."""
    return CONTROL.sub(" ", text)


def show(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, wide: int | None = None
) -> None:
    """Print a table; a row is a line, and column `wide` is cut to fit."""
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(head):
        ratio = 1 if place == wide else None
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=ratio)
    for row in rows:
        table.add_row(*(Text(safe(str(cell))) for cell in row))
    console.print(table)


def lines(values: Iterable[object]) -> None:
    """Print each value as JSON on a line of its own."""
    for value in values:
        sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: dataclasses as objects, times in ISO 8601, UTC, lengths in seconds."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return value


def ago(then: datetime | None, now: datetime) -> str:
    """How far `then` lies from `now`, roughly.

    >>> from datetime import timedelta
    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> ago(noon - timedelta(minutes=90), noon), ago(noon + timedelta(seconds=5), noon), ago(None, noon)
    ('90m ago', 'in 5s', '-')
    """
    if then is None:
        return "-"
    seconds = (then - now).total_seconds()
    size = abs(seconds)
    for unit, length, most in (
        ("s", 1, 120),
        ("m", 60, 120),
        ("h", 3600, 48),
        ("d", 86400, 10**9),
    ):
        if size < length * most:
            amount = f"{size // length:.0f}{unit}"
            return f"in {amount}" if seconds > 0 else f"{amount} ago"
    return "-"


def counted(number: int, name: str) -> str:
    """A number of things in words.

    >>> counted(1, "rule"), counted(2, "delivery tried")
    ('1 rule', '2 deliveries tried')
    """
    if number == 1:
        return f"1 {name}"
    noun, _, rest = name.partition(" ")
    plural = noun[:-1] + "ies" if noun.endswith("ry") else noun + "s"
    return f"{number} {plural} {rest}".rstrip()
