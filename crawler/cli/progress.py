"""A bar on a terminal for what takes longer than a second; none in a pipe."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

PATIENCE = 1.0  # seconds before it is shown


class Bar:
    """Shows on stderr how far the work called `name` has come; gone when it is done."""

    def __init__(
        self, name: str, stream: TextIO | None = None, patience: float = PATIENCE
    ) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._name, self._starts = name, time.monotonic() + patience
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        """Begin the work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if not self._stream.isatty():
            return
        if self._progress is None:
            if time.monotonic() < self._starts:
                return
            columns = (TextColumn(self._name), BarColumn(), MofNCompleteColumn())
            self._progress = Progress(
                *columns, console=Console(file=self._stream), transient=True
            )
            self._progress.add_task(self._name, total=total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)
