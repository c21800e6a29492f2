"""The connections that are kept between requests: one an origin, a few seconds, never a bad one.

A cancelled request can leave httpcore's pool with a slot that nothing frees (httpcore #1093).
So there is no shared pool: each origin has a line of its own, which is taken out while it is
used, put back only after a whole answer, and thrown away after anything else.
"""

import asyncio
import ssl
from dataclasses import replace
from datetime import timedelta

import httpx

from crawler.fetch.exchange import Limits, Line, Raw, deliver, exchange
from crawler.fetch.fault import Unanswered
from crawler.fetch.guard import Guard, Target
from crawler.fetch.network import Names
from crawler.fetch.weight import Weight

KEEP = timedelta(seconds=15)  # idle; longer than most delays, shorter than servers' patience
MOST_IDLE = 64
MOST_OPEN = 128  # requests under way; the engine has fewer workers, posts included


class Lines:
    """Sends requests over lines, reusing them; `close` it."""

    def __init__(
        self,
        guard: Guard,
        names: Names,
        tls: ssl.SSLContext,
        limits: Limits,
        keep: timedelta = KEEP,
    ) -> None:
        self._guard, self._names, self._tls, self._limits = guard, names, tls, limits
        self._keep = keep
        self._idle: dict[tuple[str, str, int], tuple[Line, asyncio.TimerHandle]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(MOST_OPEN)
        self._weight = Weight()

    def guard_by(self, guard: Guard) -> None:
        """Open new connections under `guard` from now on; those kept were admitted before."""
        self._guard = guard

    async def send(self, target: Target, request: httpx.Request, total: timedelta) -> Raw:
        """Send a request that may be sent again, over a kept connection if there is one."""
        async with self._room:
            line = self._take(target)
            ends = asyncio.get_running_loop().time() + total.total_seconds()
            try:
                return await self._over(line, target, request, total)
            except Unanswered:
                if not line.served:
                    raise
            left = timedelta(seconds=ends - asyncio.get_running_loop().time())
            return await self._over(self._new(), target, request, left)

    async def deliver(self, request: httpx.Request, total: timedelta) -> Raw:
        """Send a request that must not be sent twice, over a connection of its own."""
        async with self._room:
            line = self._new()
            try:
                return await deliver(line, request, replace(self._limits, headers=total), total)
            finally:
                await self._close(line)

    async def close(self) -> None:
        """Close every kept connection."""
        for line, timer in self._idle.values():
            timer.cancel()
            self._drop(line)
        self._idle.clear()
        await asyncio.gather(*self._closing)

    async def _over(
        self, line: Line, target: Target, request: httpx.Request, total: timedelta
    ) -> Raw:
        whole = False
        try:
            raw = await exchange(line, request, self._limits, total, self._weight.share())
            whole = line.clean
        finally:
            if not whole:
                await self._close(line)
        if whole:
            self._put(target, line)
        return raw

    def _new(self) -> Line:
        return Line(self._guard, self._names, self._tls, self._limits)

    def _take(self, target: Target) -> Line:
        kept = self._idle.pop(target.origin, None)
        if kept is None:
            return self._new()
        kept[1].cancel()
        return kept[0]

    def _put(self, target: Target, line: Line) -> None:
        self._expire(target.origin)
        if len(self._idle) >= MOST_IDLE:
            self._expire(next(iter(self._idle)))
        timer = asyncio.get_running_loop().call_later(
            self._keep.total_seconds(), self._expire, target.origin
        )
        self._idle[target.origin] = line, timer

    def _expire(self, origin: tuple[str, str, int]) -> None:
        kept = self._idle.pop(origin, None)
        if kept is not None:
            kept[1].cancel()
            self._drop(kept[0])

    def _drop(self, line: Line) -> asyncio.Task[None]:
        """Close a line in a task of its own, which no cancellation of ours reaches."""
        task = asyncio.get_running_loop().create_task(line.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        return task

    async def _close(self, line: Line) -> None:
        await asyncio.shield(self._drop(line))
