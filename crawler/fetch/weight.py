"""How much of what is fetched may be in memory at once, whoever sends it.

Most bodies are small and never ask.  Of those that are not, so many megabytes in all are taken in at
once, and beyond that one: the others wait with their servers, until what was read is done with.
"""

import asyncio
from collections.abc import Awaitable, Callable

FREE = 512 * 1024  # bytes of a body that count for nothing; more than most pages have
MOST = 20 * 1024 * 1024  # bytes beyond that, of all bodies together
STEP = 256 * 1024  # asked for at a time
PAUSE = 0.05  # seconds between two looks whether there is room


class Weight:
    """What all bodies weigh together; for one event loop."""

    def __init__(
        self, most: int = MOST, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self.used = 0
        self._most, self._sleep = most, sleep
        self._line: list[int] = []  # ids of shares that had to wait, the first of them first

    def share(self) -> "Share":
        """The part of one body."""
        return Share(self)

    async def take(self, share: "Share", size: int) -> None:
        """Wait until `size` bytes more are there for `share`: the first in line always goes on."""
        mine = id(share)
        while self.used + size > self._most:
            if mine not in self._line:
                self._line.append(mine)
            if self._line[0] == mine:
                break
            await self._sleep(PAUSE)
        self.used += size
        share.held += size

    def leave(self, share: "Share") -> None:
        """Let the next in line go on."""
        if id(share) in self._line:
            self._line.remove(id(share))


class Share:
    """What one body weighs; given back when it is dropped, or nobody holds this any more."""

    def __init__(self, weight: Weight) -> None:
        self.held = 0
        self._weight = weight

    async def grow(self, size: int) -> None:
        """Go on when there is room for a body of `size` bytes."""
        if size > FREE + self.held:
            await self._weight.take(self, -(-(size - FREE - self.held) // STEP) * STEP)

    def done(self) -> None:
        """The body has come, or will not: it grows no more."""
        self._weight.leave(self)

    def drop(self) -> None:
        """Nobody holds the body any more."""
        self._weight.leave(self)
        self._weight.used -= self.held
        self.held = 0

    def __del__(self) -> None:
        self.drop()
