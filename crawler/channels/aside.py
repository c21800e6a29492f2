"""Work that blocks, done aside: what hangs there holds up neither the daemon nor its end.

In daemon threads of our own, not in an executor: Python waits for an executor's threads when it
ends, and its shared one is small.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

THREADS = 4  # at once, a channel


@dataclass(frozen=True, slots=True)
class Aside:
    """Threads for one channel, so that one which hangs costs the others nothing."""

    name: str
    threads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(THREADS))

    async def run(self, work: Callable[[], T], patience: float) -> T:
        """What `work` gives or raises; TimeoutError after `patience` seconds.

        Waiting for a thread counts: one whose work was not done in time is free again only when
        that work has ended.
        """
        async with asyncio.timeout(patience):
            await self.threads.acquire()
            return await self._start(work)

    def _start(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def settle(give: Callable[[], None]) -> None:
            self.threads.release()
            if not done.done():  # or nobody waits any more
                give()

        def labour() -> None:
            try:
                given = work()
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                problem = error
                give = lambda: done.set_exception(problem)  # noqa: E731 - two ways to end
            else:
                give = lambda: done.set_result(given)  # noqa: E731 - as above
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, give)

        Thread(target=labour, name=self.name, daemon=True).start()
        return done


def shaken(context: ssl.SSLContext, line: socket.socket, host: str) -> ssl.SSLSocket:
    """A connection under TLS, its certificate made out for `host`.  Blocks; raises OSError."""
    try:
        return context.wrap_socket(line, server_hostname=host)
    except ValueError as error:  # a host that no certificate can name
        raise OSError(str(error)) from error
