"""A web of raw sockets on loopback that says exactly what a test tells it to say.

The guard stays on in every test: a fetcher in the lab is allowed the lab's own address and
port, and names are resolved by a table.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from ssl import SSLContext
from typing import Any

from crawler.fetch import Limits, Web, open_web
from crawler.model import NO_VALIDATORS, Reply, Request, Validators

LOOPBACK = "127.0.0.1"
Play = Callable[[asyncio.StreamWriter], Awaitable[None]]  # says something, in its own time
Said = bytes | Play
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]  # a connection

# Bounds small enough for a test to see each of them reached.
QUICK = Limits(
    total=timedelta(seconds=2.5),
    robots=timedelta(seconds=2),
    headers=timedelta(seconds=1),
    connect=timedelta(seconds=1),
    idle=timedelta(seconds=1),
    patience=timedelta(seconds=0.5),
)


def page(body: bytes = b"ok", status: str = "200 OK", **headers: str) -> bytes:
    """An answer after which the connection stays open."""
    head = {"content-length": str(len(body)), "content-type": "text/html"}
    head |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """An answer that leads on."""
    return page(b"", status, location=location)


@dataclass(frozen=True)
class Asked:
    """One request that reached the lab."""

    line: str
    headers: Mapping[str, str]
    body: bytes
    at: float  # the loop's clock

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]


@dataclass
class Lab:
    """A server; `answers` is what it says to each path, by default a 404."""

    answers: dict[str, Said] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    port: int = 0
    scheme: str = "http"

    def url(self, path: str = "/", host: str = LOOPBACK) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def place(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            self.open -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether another may follow."""
        asked = await _request(reader)
        self.asked.append(asked)
        said = self.answers.get(asked.path, self.answers.get("*", page(b"", "404 Not Found")))
        if not isinstance(said, bytes):
            await said(writer)
            return False
        writer.write(said)
        await writer.drain()
        return b"content-length" in said.lower().split(b"\r\n\r\n")[0]


async def _request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = head.rstrip("\r\n").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (r.partition(":") for r in rest)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(line, headers, body, asyncio.get_running_loop().time())


@asynccontextmanager
async def a_lab(
    answers: Mapping[str, Said] | None = None, tls: SSLContext | None = None
) -> AsyncIterator[Lab]:
    """A lab that is up until the block ends."""
    lab = Lab(dict(answers or {}), scheme="https" if tls else "http")
    async with served(lab.serve, tls=tls) as lab.port:
        yield lab


@asynccontextmanager
async def served(serve: Serve, *, tls: SSLContext | None = None) -> AsyncIterator[int]:
    """The port on loopback at which each connection is given to `serve` until the block ends."""
    talks: set[asyncio.Future[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.ensure_future(serve(reader, writer))
        talks.add(talk)
        talk.add_done_callback(talks.discard)

    server = await asyncio.start_server(begin, LOOPBACK, 0, ssl=tls)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


def names(**table: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A resolver that knows `x.test` for each name `x` of `table`, and nothing else."""

    def lookup(host: str, port: int) -> Sequence[str]:
        try:
            return table[host.removesuffix(".test").replace(".", "_")]
        except KeyError as error:
            raise OSError(f"no such host as {host}") from error

    return lookup


@asynccontextmanager
async def a_web(*labs: Lab, **settings: Any) -> AsyncIterator[Web]:
    """A web that may connect to these labs and to nothing else on loopback."""
    settings.setdefault("user_agent", "kliping/test (+https://example.org/contact)")
    settings.setdefault("limits", QUICK)
    settings.setdefault("resolver", names())
    allow = [*settings.pop("allow", ()), *(lab.place for lab in labs)]
    async with open_web(allow=allow, **settings) as web:
        yield web


async def get(
    web: Web,
    url: str,
    *,
    since: Validators = NO_VALIDATORS,
    headers: Mapping[str, str] | None = None,
    robots: bool = False,
    delay: timedelta = timedelta(0),
) -> Reply | None:
    """A request without the manners that a test is not about."""
    return await web.get(
        Request(
            url=url,
            since=since,
            headers=tuple((headers or {}).items()),
            obey_robots=robots,
            delay=delay,
        )
    )
