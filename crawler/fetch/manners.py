"""How a host is treated: one request at a time, a pause after each answer, rest when it asks.

One that could not be connected to is not tried again for a moment: all who want something of it
hear at once what the first one waited for.

A host is its `host:port`, whatever the scheme.  Whoever comes first is served first; as the
store hands out one page of a host at a time, a source with a thousand pages does not keep
another source of the same host waiting for all of them.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from crawler.fetch.fault import Fault

HOSTS = 10_000  # remembered; 200 bytes each
MISSED_FOR = timedelta(seconds=10)  # is a host left that could not be connected to
NO_WAY_IN = frozenset({"connect", "dns"})  # codes of faults that say so
WORTH_WAITING = timedelta(seconds=5)  # a rest that is longer goes back to the caller's schedule


@dataclass(slots=True)
class _Host:
    """What is remembered of a host; times are the clock's, in seconds."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # wakes its waiters in their order
    ended: float | None = None  # when the last answer did
    rests_until: float = 0.0
    missed_until: float = 0.0
    missed: tuple[str, str] | None = None  # why it could not be: code and problem of the fault
    guests: int = 0  # requests that wait or are under way


class Manners:
    """Takes turns at hosts; for one event loop."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        hosts: int = HOSTS,
    ) -> None:
        self._clock, self._sleep, self._most = clock, sleep, hosts
        self._hosts: OrderedDict[str, _Host] = OrderedDict()  # the last used at the end

    @asynccontextmanager
    async def turn(self, place: str, gap: timedelta) -> AsyncIterator[None]:
        """A turn at `place`, `gap` after the end of the one before; a Fault while it rests."""
        host = self._host(place)
        host.guests += 1
        try:
            self._ask(place, host)
            async with host.turn:
                await self._wait(place, host, gap)
                try:
                    yield
                except Fault as fault:
                    if fault.code in NO_WAY_IN:
                        host.missed = fault.code, fault.problem
                        host.missed_until = self._clock() + MISSED_FOR.total_seconds()
                    raise
                finally:
                    host.ended = self._clock()
        finally:
            host.guests -= 1

    def rest(self, place: str, wish: timedelta) -> None:
        """Leave `place` alone for as long as it wishes, counted from now."""
        self._host(place).rests_until = self._clock() + wish.total_seconds()

    async def _wait(self, place: str, host: _Host, gap: timedelta) -> None:
        while True:
            self._ask(place, host)  # again: it may have come to rest while we stood in line
            due = host.rests_until
            if host.ended is not None:
                due = max(due, host.ended + gap.total_seconds())
            wait = due - self._clock()
            if wait <= 0:
                return
            await self._sleep(wait)

    def _ask(self, place: str, host: _Host) -> None:
        if host.missed is not None and self._clock() < host.missed_until:
            code, problem = host.missed
            raise Fault(code, f"{problem} (a moment ago)")
        left = timedelta(seconds=max(0.0, host.rests_until - self._clock()))
        if left > WORTH_WAITING:
            raise Fault(
                "resting",
                f"{place} asked for rest, {left.total_seconds():.0f} s of it are left",
                retry_after=left,
                host_wide=True,
            )

    def _host(self, place: str) -> _Host:
        host = self._hosts.pop(place, None) or _Host()
        self._hosts[place] = host
        if len(self._hosts) > self._most:
            self._forget()
        return host

    def _forget(self) -> None:
        """Forget the host unused for longest, one that rests only where all others are in use."""
        now = self._clock()
        idle = [place for place, host in self._hosts.items() if not host.guests][:-1]
        awake = (place for place in idle if self._hosts[place].rests_until <= now)
        gone = next(awake, next(iter(idle), None))
        if gone is not None:
            del self._hosts[gone]
