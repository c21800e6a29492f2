"""One request and its answer over one connection, within bounds of time and size.

httpx bounds neither: its timeouts are for each single read, and it reads redirects' bodies
whole.  Its client is left out (it would keep cookies); its transport is used directly.
"""

import asyncio
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpcore
import httpx

from crawler.fetch.decoding import MIB, Body, Budget
from crawler.fetch.fault import Fault, Unanswered
from crawler.fetch.guard import Guard
from crawler.fetch.network import GuardedBackend, Names
from crawler.fetch.weight import FREE, Share

BREATH = 64  # pieces of a body taken before others get a turn; a piece can be one byte
GLANCE, GLANCED = timedelta(seconds=1), 64 * 1024  # at the answer to a POST


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one request."""

    total: timedelta = timedelta(seconds=30)  # over all redirects, waiting for a turn left out
    robots: timedelta = timedelta(seconds=10)  # the same for a robots.txt
    headers: timedelta = timedelta(seconds=10)  # until the last header of one answer
    connect: timedelta = timedelta(seconds=5)
    idle: timedelta = timedelta(seconds=10)  # between two reads
    patience: timedelta = timedelta(seconds=10)  # from here on a body must come at …
    rate: int = 1024  # … bytes a second, on average
    wire: int = 10 * MIB  # bytes of one answer as received, headers included
    budget: Budget = field(default_factory=Budget)
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer; the body is read for 2xx only, decoded."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    share: Share | None = field(default=None, compare=False, repr=False)  # of what may be held


class Line:
    """A way to one origin: at most one connection, used by one request at a time."""

    def __init__(self, guard: Guard, names: Names, tls: ssl.SSLContext, limits: Limits) -> None:
        self.received = 0  # bytes of this answer
        self.served = False  # it has carried an answer before
        self._wire = limits.wire
        self._backend = GuardedBackend(guard, names, self._count)
        self._pool = httpcore.AsyncConnectionPool(
            tls, max_connections=1, keepalive_expiry=None, network_backend=self._backend
        )
        self.transport = _Transport(self._pool)

    @property
    def clean(self) -> bool:
        """Whether nothing was sent after the last answer, that the next would be taken to be.

        httpcore keeps such bytes and reads them as the answer to the next request: the page of
        one URL would be stored as that of another.  It has no word for them of its own.
        """
        connections: Sequence[Any] = self._pool.connections
        states = [connection._connection._h11_state for connection in connections]  # noqa: SLF001 -- see above
        return not any(state.trailing_data[0] for state in states)

    async def close(self) -> None:
        """Close the connection, whatever state it is in."""
        await self._pool.aclose()
        await self._backend.close()

    def _count(self, size: int) -> None:
        self.received += size
        if self.received > self._wire:
            raise Fault("too_large", f"over {self._wire} bytes", lasting=True)


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool of ours; its own constructor takes no network backend."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


async def exchange(
    line: Line, request: httpx.Request, limits: Limits, total: timedelta, share: Share
) -> Raw:
    """Send `request` and read its answer; a Fault where that does not work out in `total`.

    A large body comes in as far as there is room for its `share`, which goes with it.
    """
    started = asyncio.get_running_loop().time()
    with _faults(total):
        async with asyncio.timeout_at(started + total.total_seconds()):
            response = await _headers(line, request, limits)
            try:
                body = await _body(line, response, limits, share)
            finally:
                share.done()
                await response.aclose()
    line.served = True
    return Raw(response.status_code, response.headers, body, share if share.held else None)


async def deliver(line: Line, request: httpx.Request, limits: Limits, total: timedelta) -> Raw:
    """Send `request` for its status alone; a Fault where none comes in `total`.

    What follows the status is glanced at, so that a receiver can finish its sentence, and can
    change nothing any more.
    """
    with _faults(total):
        async with asyncio.timeout(total.total_seconds()):
            response = await _headers(line, request, limits)
    with suppress(Fault):
        await _glance(response)
    return Raw(response.status_code, response.headers)


async def _glance(response: httpx.Response) -> None:
    read = 0
    with _faults(GLANCE):
        try:
            async with asyncio.timeout(GLANCE.total_seconds()):
                async for piece in response.aiter_raw():
                    read += len(piece)
                    if read >= GLANCED:
                        break
        finally:
            await response.aclose()


async def _headers(line: Line, request: httpx.Request, limits: Limits) -> httpx.Response:
    seconds = limits.headers.total_seconds()
    line.received = 0
    request.extensions["timeout"] = {
        "connect": limits.connect.total_seconds(),
        "read": limits.idle.total_seconds(),
        "write": limits.idle.total_seconds(),
        "pool": seconds,
    }
    timer = asyncio.timeout(seconds)
    try:
        async with timer:
            return await line.transport.handle_async_request(request)
    except TimeoutError as error:
        if not timer.expired():
            raise
        raise Fault("timeout", f"no answer within {seconds:g} s") from error
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
        if line.received:
            raise
        raise Unanswered("broken", "the connection ended before an answer came") from error


async def _body(line: Line, response: httpx.Response, limits: Limits, share: Share) -> bytes:
    if not response.is_success:
        if response.status_code == 304 or response.headers.get("content-length") == "0":
            await _skip(response)  # nothing is to come, and the connection stays of use
        return b""
    body = Body(response.headers.get("content-encoding", ""), limits.budget)
    try:
        await _take_in(body, line, response, limits, share)
        return body.finish()
    except BaseException:
        body.drop()  # a traceback may hold it for long
        share.drop()
        raise


async def _take_in(
    body: Body, line: Line, response: httpx.Response, limits: Limits, share: Share
) -> None:
    clock = asyncio.get_running_loop().time
    started, pieces = clock(), 0
    async for piece in response.aiter_raw():
        body.feed(piece)
        if body.size > FREE:
            waits = clock()
            await share.grow(body.size)
            started += clock() - waits  # its server is not to blame for that
        elapsed = clock() - started
        if elapsed > limits.patience.total_seconds() and line.received < elapsed * limits.rate:
            raise Fault("slow", f"comes at under {limits.rate} bytes a second")
        pieces += 1
        if pieces % BREATH == 0:
            await asyncio.sleep(0)


async def _skip(response: httpx.Response) -> None:
    async for _ in response.aiter_raw():
        pass


# What httpx tells us, most special first; the codes are those of `Fault`.
KINDS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "timeout"),  # before OSError, which it is one of
    (httpx.TimeoutException, "timeout"),
    (httpx.ProtocolError, "protocol"),
    (httpx.HTTPError, "broken"),
    (OSError, "broken"),  # OpenSSL's errors in the middle of a stream pass through httpx
)


@contextmanager
def _faults(total: timedelta) -> Iterator[None]:
    """Make faults of what goes wrong in here."""
    try:
        yield
    except tuple(kind for kind, _ in KINDS) as error:
        code = next(code for kind, code in KINDS if isinstance(error, kind))
        if "closed connection" in str(error):  # h11, of a body that is short
            code = "truncated"
        said = str(error) or f"not done within {total.total_seconds():g} s"
        raise Fault(code, said) from error
