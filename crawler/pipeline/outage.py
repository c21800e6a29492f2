"""Whether it is our own network that is down: most hosts fail within a minute, none answers.

Then nobody is blamed: failures are not counted, and polls come again as soon as it is back.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.errors import FetchError, Unreachable
from crawler.model import Sign

WITHIN = timedelta(minutes=1)
LEAST = 3  # hosts that must have failed
MOST = 0.8  # of the hosts asked must have
# What a host that is down looks like, and a network that is; a 503 proves that the network works.
CODES = frozenset({"dns", "connect", "timeout", "tls", "broken"})
NAME = "network"
PROBLEM = "no host answered within a minute, of all that were asked; no source is blamed for it"


@dataclass(slots=True)
class Network:
    """What became of the requests of the last minute."""

    down: datetime | None = None  # since when
    _last: deque[tuple[datetime, str, bool]] = field(default_factory=deque)

    def note(self, host: str, error: FetchError | None, now: datetime) -> bool | None:
        """Note how asking `host` ended; True when the network goes down by it, False when it is back."""
        if isinstance(error, Unreachable) and error.code == "resting":
            return None  # nobody was asked
        answered = not (isinstance(error, Unreachable) and error.code in CODES)
        self._last.append((now, host, answered))
        while self._last and not now - WITHIN <= self._last[0][0] <= now:
            self._last.popleft()
        was = self.down is not None
        if answered:
            self.down = None
        elif not was and self._failing():
            self.down = self._last[0][0]
        return None if was == (self.down is not None) else not was

    def sign(self) -> Sign:
        """How our own network does."""
        if self.down is None:
            return Sign(kind="network", name=NAME, failures=0)
        return Sign(kind="network", name=NAME, failures=LEAST, since=self.down, problem=PROBLEM)

    def _failing(self) -> bool:
        """Whether of the hosts asked lately enough failed, by the last answer of each."""
        ends = {host: answered for _, host, answered in self._last}
        failed = sum(not answered for answered in ends.values())
        return failed >= LEAST and failed >= MOST * len(ends)
