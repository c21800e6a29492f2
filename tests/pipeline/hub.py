"""A hub on loopback: takes subscriptions, asks back, and pushes, honestly or not."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from crawler.model import Call
from crawler.pipeline import answer
from tests.fetch.lab import LOOPBACK, served
from tests.pipeline.world import FEED, Small, a_feed

Caller = Callable[..., Awaitable[httpx.Response]]  # httpx's `request`


@dataclass
class Hub:
    """What it was asked, and how it is to behave."""

    call: Caller  # how it reaches callbacks
    status: int = 202
    verifies: bool = True  # before it answers, which is the harder order
    lease: str = "864000"
    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    verified: list[httpx.Response] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/hub"

    @property
    def last(self) -> dict[str, str]:
        return self.asked[-1]

    async def verify(self, **given: str) -> httpx.Response:
        """Ask whether the last request was meant."""
        fields = {
            "hub.mode": self.last["hub.mode"],
            "hub.topic": self.last["hub.topic"],
            "hub.challenge": "tantangan",
            "hub.lease_seconds": self.lease,
        } | {f"hub.{name}": value for name, value in given.items()}
        return await self.call("GET", f"{self.last['hub.callback']}?{urlencode(fields)}")

    async def push(
        self,
        body: bytes = b"<rss/>",
        *,
        secret: str | None = None,
        method: str = "sha256",
        to: int = -1,
    ) -> httpx.Response:
        """Tell of a change to the last subscriber, or to another; signed with its secret, or another."""
        one = self.asked[to]
        key = (one["hub.secret"] if secret is None else secret).encode()
        code = hmac.new(key, body, getattr(hashlib, method)).hexdigest()
        headers = {"X-Hub-Signature": f"{method}={code}", "Content-Type": "application/rss+xml"}
        return await self.call("POST", one["hub.callback"], content=body, headers=headers)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.partition("content-length:")[2].split()[0])
        self.asked.append(dict(parse_qsl((await reader.readexactly(size)).decode())))
        if self.verifies and self.status < 300:
            self.verified.append(await self.verify())
        writer.write(f"HTTP/1.1 {self.status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def up(hub: Hub) -> AsyncIterator[Hub]:
    """A hub that is up until the block ends."""
    async with served(hub.serve) as hub.port:
        yield hub


def a_pushed_feed(hub: str, *urls: str, topic: str = FEED) -> bytes:
    links = (
        f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="hub" href="{hub}"/>'
        f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="{topic}"/>'
    )
    return a_feed(*urls).replace(b"<channel>", b"<channel>" + links.encode())


class Callbacks:
    """How a hub calls us: straight into `answer`, with the bytes of a body in pieces."""

    small: Small

    async def __call__(
        self,
        method: str,
        url: str,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        async def body() -> AsyncIterator[bytes]:
            for start in range(0, len(content), 65_536):
                yield content[start : start + 65_536]

        parts = urlsplit(url)
        call = Call(
            method=method,
            path=parts.path,
            query=parts.query,
            headers={name.lower(): value for name, value in (headers or {}).items()},
            body=body(),
        )
        said = await answer(self.small.world, call)
        return httpx.Response(said.status, content=said.body)
