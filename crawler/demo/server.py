"""A small HTTP/1.1 server for loopback: GET and HEAD, kept connections, everything bounded."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

HEAD = 16 * 1024  # bytes of a request's head
IDLE = timedelta(seconds=15)  # for a whole head to arrive
STALLED = timedelta(seconds=15)  # for an answer to be taken
REQUESTS = 200  # on one connection
CONNECTIONS = 64  # at once; beyond it one is closed unheard


@dataclass(frozen=True, slots=True)
class Asked:
    """A request."""

    method: str
    path: str  # without its query
    headers: Mapping[str, str]  # names in lower case


@dataclass(frozen=True, slots=True)
class Answered:
    """A response; what frames it is added when it is sent."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Malformed(Exception):
    """A request that is none; the message is the status line's phrase."""


Site = Callable[[Asked], Awaitable[Answered]]


@asynccontextmanager
async def serve(site: Site, host: str = "127.0.0.1") -> AsyncIterator[int]:
    """Serve `site` on a free port of `host`, which it gives, until the context ends."""
    connections: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs this in a task of its own
        if len(connections) >= CONNECTIONS:
            writer.close()
            return
        connections.add(task)
        try:
            await _converse(site, reader, writer)
        finally:
            connections.discard(task)
            writer.close()

    server = await asyncio.start_server(connected, host, 0, limit=HEAD)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()


async def _converse(
    site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer the requests of one connection until either side has enough."""
    with suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError):
        for left in range(REQUESTS - 1, -1, -1):
            keep = left > 0
            try:
                asked = await _asked(reader)
            except Malformed as problem:
                answered = Answered(400, body=f"{problem}\n".encode())
                asked, keep = Asked("GET", "", {}), False
            else:
                answered = await _answer(site, asked)
                keep = keep and _wants_more(asked)
            writer.write(_wire(asked, answered, keep=keep))
            async with asyncio.timeout(STALLED.total_seconds()):
                await writer.drain()
            if not keep:
                return


async def _asked(reader: asyncio.StreamReader) -> Asked:
    """The next request; raises Malformed, or IncompleteReadError where none comes."""
    try:
        async with asyncio.timeout(IDLE.total_seconds()):
            head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError as error:
        raise Malformed("the head of the request is too long") from error
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[1].startswith("/") or not words[2].startswith("HTTP/1."):
        raise Malformed("this is no request that is served here")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise Malformed("a header has no colon")
        headers[name.strip().lower()] = value.strip()
    if words[2] == "HTTP/1.0":
        headers["connection"] = "close"
    return Asked(words[0], words[1].partition("?")[0], headers)


async def _answer(site: Site, asked: Asked) -> Answered:
    """What `site` says to a request that it may hear."""
    if asked.method not in {"GET", "HEAD"}:
        return Answered(405, {"Allow": "GET, HEAD"})
    return await site(asked)


def _wants_more(asked: Asked) -> bool:
    """Whether the connection is kept; what has a body is not read further."""
    body = {"content-length", "transfer-encoding"} & asked.headers.keys()
    return asked.headers.get("connection", "").lower() != "close" and not body


def _wire(asked: Asked, answered: Answered, *, keep: bool) -> bytes:
    """A response as bytes."""
    headers = dict(answered.headers)
    if answered.status != 304:
        headers["Content-Length"] = str(len(answered.body))
    headers["Connection"] = "keep-alive" if keep else "close"
    head = f"HTTP/1.1 {answered.status} {HTTPStatus(answered.status).phrase}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    silent = asked.method == "HEAD" or answered.status == 304
    return head.encode("latin-1") + b"\r\n" + (b"" if silent else answered.body)
