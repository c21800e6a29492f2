"""The one way to a socket: names resolved by us, every answer checked, the checked one connected.

httpcore asks this backend for its connections, so whatever URL a page, a redirect or a robots
file names, no socket is opened to an address that the guard has not seen.
"""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from itertools import chain, zip_longest
from socket import SOCK_STREAM, getaddrinfo
from threading import Thread

import httpcore

from crawler.fetch.fault import Fault
from crawler.fetch.guard import Guard

Lookup = Callable[[str, int], Sequence[str]]  # a name's addresses; may block; raises OSError
THREADS = 16  # lookups at once: asyncio's own pool has 6 on two cores, and is not for hanging
PATIENCE = 5.0  # seconds a lookup may take, waiting for a thread included
ATTEMPTS = 4  # addresses tried for one connection


def system_lookup(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver gives for `host`."""
    return [str(entry[4][0]) for entry in getaddrinfo(host, port, type=SOCK_STREAM)]


class Names:
    """Resolves names, each in a daemon thread, so that hanging lookups hold up nothing else.

    Not an executor: a lookup cannot be cancelled (cpython #112169), and an executor's threads
    are waited for when the process ends, which a dead name server would delay by half a minute.
    """

    def __init__(self, lookup: Lookup, patience: float = PATIENCE) -> None:
        self._lookup, self._patience = lookup, patience
        self._threads = asyncio.Semaphore(THREADS)

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of `host`, at least one; a Fault where there is none in time."""
        try:
            async with asyncio.timeout(self._patience):
                await self._threads.acquire()
                answers = await self._start(host, port)
        except TimeoutError as error:
            raise Fault("dns", f"{host} was not resolved in {self._patience:g} s") from error
        except (OSError, UnicodeError) as error:
            raise Fault("dns", f"{host} cannot be resolved: {error}") from error
        if not answers:
            raise Fault("dns", f"{host} has no address")
        return answers

    def _start(self, host: str, port: int) -> "asyncio.Future[Sequence[str]]":
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(found: Sequence[str] | OSError | UnicodeError) -> None:
            self._threads.release()
            if answer.done():
                return  # nobody waits any more
            if isinstance(found, OSError | UnicodeError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def look() -> None:
            found: Sequence[str] | OSError | UnicodeError
            try:
                found = self._lookup(host, port)
            except (OSError, UnicodeError) as error:
                found = error
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, found)

        Thread(target=look, name=f"lookup {host}", daemon=True).start()
        return answer


class Wire(httpcore.AsyncNetworkStream):
    """A stream that counts what comes in and says when it is a handshake that failed."""

    def __init__(
        self, inner: httpcore.AsyncNetworkStream, count: Callable[[int], None]
    ) -> None:
        self._inner, self._count = inner, count

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 -- httpcore's signature
        """Some bytes, at most `max_bytes`; none at the end."""
        data = await self._inner.read(max_bytes, timeout)
        self._count(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 -- httpcore's signature
        """Send all of `buffer`."""
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """The same connection under TLS, `server_hostname` checked; a Fault where that fails."""
        try:
            stream = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectTimeout as error:
            raise Fault("timeout", "the TLS handshake took too long") from error
        except (httpcore.ConnectError, OSError) as error:
            raise Fault("tls", _reason(error)) from error
        return Wire(stream, self._count)

    def get_extra_info(self, info: str) -> object:
        """What httpcore asks of a socket, such as whether it is readable."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to what the guard admits, over TCP only: its base refuses local sockets."""

    def __init__(self, guard: Guard, names: Names, count: Callable[[int], None]) -> None:
        self._guard, self._names, self._count = guard, names, count
        self._tcp = httpcore.AnyIOBackend()
        self._opened: list[httpcore.AsyncNetworkStream] = []

    async def close(self) -> None:
        """Close every connection it opened, those too that httpcore lost.

        One that is cancelled in its TLS handshake belongs to no pool yet, and to nobody after.
        """
        for stream in self._opened:
            await stream.aclose()
        self._opened.clear()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, check all answers, and try some of them within `timeout` seconds."""
        await self.close()  # whoever asks for another connection is done with the last one
        addresses = self._guard.admit(host, port, await self._answers(host, port))
        ends = time.monotonic() + (timeout if timeout is not None else PATIENCE)
        turns = by_turns(addresses)[:ATTEMPTS]
        problem: Exception | None = None
        for left, address in zip(range(len(turns), 0, -1), turns, strict=True):
            share = max(0.001, (ends - time.monotonic()) / left)
            try:
                stream = await self._tcp.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                self._opened.append(stream)
                return Wire(stream, self._count)
        if isinstance(problem, httpcore.ConnectTimeout):
            raise Fault(
                "connect", f"{host}:{port} did not accept a connection in time"
            ) from problem
        raise Fault("connect", f"{host}:{port}: {problem}") from problem

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._tcp.sleep(seconds)

    async def _answers(self, host: str, port: int) -> Sequence[str]:
        try:
            ip_address(host)
        except ValueError:
            return await self._names.addresses(host, port)
        return (host,)


def by_turns(addresses: Sequence[str]) -> list[str]:
    """The addresses, families by turns, so that a dead family does not use up the time.

    >>> by_turns(["2a::1", "2a::2", "9.9.9.9"])
    ['2a::1', '9.9.9.9', '2a::2']
    """
    first = ":" in addresses[0]
    families = ([a for a in addresses if (":" in a) is wanted] for wanted in (first, not first))
    return [address for address in chain(*zip_longest(*families)) if address is not None]


def _reason(error: BaseException) -> str:
    """What the deepest cause says: httpcore's own errors are wrapped around OpenSSL's."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error) or type(error).__name__
