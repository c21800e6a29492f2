"""Whether the pages of a source can be read: it fails where more than half could not for an hour.

What became of the pages of the last hour is remembered in this process only: after a start it
takes an hour to say so again.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.model import Sign

WINDOW = timedelta(hours=1)
LEAST = 4  # pages of the last hour, fewer say nothing


@dataclass(slots=True)
class Pages:
    """What became of the pages of each source in the last hour."""

    _last: dict[str, deque[tuple[datetime, bool]]] = field(default_factory=dict)
    _since: dict[str, tuple[datetime, str]] = field(default_factory=dict)  # failing, and why

    def note(self, source: str, problem: str, now: datetime) -> None:
        """Note how reading a page of `source` ended; no `problem`: well."""
        last = self._last.setdefault(source, deque())
        last.append((now, not problem))
        while last and not now - WINDOW <= last[0][0] <= now:
            last.popleft()
        failed = sum(not good for _, good in last)
        if len(last) < LEAST and source in self._since and problem:
            return  # so few are asked for now because they fail
        if len(last) >= LEAST and 2 * failed > len(last):
            since, _ = self._since.get(source, (now, ""))
            self._since[source] = since, problem or self._since.get(source, (now, ""))[1]
        else:
            self._since.pop(source, None)

    def signs(self, now: datetime) -> tuple[Sign, ...]:
        """How the pages of each source do, as far as it is known; bad ones after an hour of it."""
        return tuple(self._sign(source, now) for source in self._last)

    def _sign(self, source: str, now: datetime) -> Sign:
        since, problem = self._since.get(source, (None, ""))
        if since is None or now - since < WINDOW:
            return Sign(kind="pages", name=source, failures=0)
        failed = sum(not good for _, good in self._last[source])
        return Sign(
            kind="pages", name=source, failures=max(failed, LEAST), since=since, problem=problem
        )
