"""Our own address, called by clients of every manner."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import httpx
import pytest

from crawler import listener
from crawler.listener import Listener
from crawler.model import Call, Response

LOOPBACK = "127.0.0.1"


class Site:
    """Keeps what it was called for, with the bodies, and answers `said`."""

    def __init__(self, said: Response | Exception | None = None) -> None:
        self.said = said or Response(200, b"baik")
        self.calls: list[tuple[Call, bytes]] = []

    async def __call__(self, call: Call) -> Response:
        body = b""
        async for piece in call.body:
            body += piece
            if len(body) > 100_000:
                return Response(413)
        self.calls.append((call, body))
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


@asynccontextmanager
async def serving(site: Site, life: float = 10) -> AsyncIterator[tuple[Listener, int]]:
    server = Listener(site, timedelta(seconds=life))
    port = await server.start(LOOPBACK, 0)
    try:
        yield server, port
    finally:
        await server.close()


async def raw(port: int, said: bytes, *, patience: float = 5) -> bytes:
    """All that is answered to some bytes, until the other side hangs up."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    try:
        with suppress(ConnectionError):
            writer.write(said)
            async with asyncio.timeout(patience):
                return await reader.read()
        return b""
    finally:
        writer.close()


async def talks(server: Listener, number: int) -> None:
    """Wait until so many connections are open, five seconds at most."""
    for _ in range(500):
        if len(server._talks) == number:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{len(server._talks)} connections")


async def test_a_call_is_heard_and_its_answer_is_never_a_page() -> None:
    site = Site()
    async with serving(site) as (_, port), httpx.AsyncClient(trust_env=False) as client:
        got = await client.get(f"http://{LOOPBACK}:{port}/a/b?c=%20d&e", headers={"X-A": "1"})
        sent = await client.post(f"http://{LOOPBACK}:{port}/p", content=b"x" * 90_000)
    assert (got.status_code, got.text) == (200, "baik")
    assert got.headers["content-type"].startswith("text/plain")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "server" not in got.headers
    assert sent.status_code == 200
    (first, _), (second, body) = site.calls
    assert (first.method, first.path, first.query) == ("GET", "/a/b", "c=%20d&e")
    assert first.headers["x-a"] == "1"
    assert (second.method, body) == ("POST", b"x" * 90_000)


async def test_a_body_in_chunks_is_whole() -> None:
    site = Site()

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"isi"

    async with serving(site) as (_, port), httpx.AsyncClient(trust_env=False) as client:
        await client.post(f"http://{LOOPBACK}:{port}/p", content=pieces())
    assert site.calls[0][1] == b"isi" * 10


async def test_a_client_that_waits_to_be_told_to_go_on_is_told() -> None:
    site = Site()
    async with serving(site) as (_, port):
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(
            b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
        )
        async with asyncio.timeout(5):
            assert b"100" in await reader.readline()
            writer.write(b"isi")
            assert b"baik" in await reader.read()
        writer.close()
    assert site.calls[0][1] == b"isi"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"\r\n\r\n\r\n", b"400"),
        (b"halo\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),  # without a host
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"x: y\r\n" * 9000 + b"\r\n", b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500, b"400"),
        (b"GET / HTTP\r\nHost: a\r\n\r\n", b"400"),
    ],
)
async def test_what_is_no_request_is_refused(said: bytes, status: bytes) -> None:
    site = Site()
    async with serving(site, life=1) as (_, port):
        answer = await raw(port, said)
    assert answer.split(b" ", 2)[1] == status
    assert site.calls == []


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HT",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nisi",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["nothing", "half a head", "half a body", "no chunk"],
)
async def test_whoever_is_slow_is_hung_up_on(said: bytes) -> None:
    site = Site()
    async with serving(site, life=0.3) as (server, port):
        start = asyncio.get_running_loop().time()
        assert await raw(port, said) == b""
        assert 0.2 < asyncio.get_running_loop().time() - start < 3
        await talks(server, 0)
    assert site.calls == []


async def test_a_body_that_never_ends_is_cut_off_with_an_answer() -> None:
    async with serving(Site()) as (_, port):
        head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n"
        assert b" 413 " in await raw(port, head + b"x" * 300_000 + b"", patience=15)


async def test_whoever_hangs_up_in_the_middle_hurts_nobody() -> None:
    site = Site()
    async with serving(site) as (server, port):
        for said in (b"", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"):
            _, writer = await asyncio.open_connection(LOOPBACK, port)
            writer.write(said)
            writer.close()
        answer = await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answer.endswith(b"baik")
    assert len(site.calls) == 1
    assert server._talks == set()


async def test_beyond_so_many_connections_one_is_closed_unheard() -> None:
    async with serving(Site(), life=5) as (server, port):
        idle = [
            await asyncio.open_connection(LOOPBACK, port) for _ in range(listener.CONNECTIONS)
        ]
        await talks(server, listener.CONNECTIONS)
        assert await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") == b""
        for _, writer in idle:
            writer.close()
        await talks(server, 0)
        assert (await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"baik")


async def test_a_bug_in_what_is_served_ends_one_connection() -> None:
    site = Site(ZeroDivisionError("contoh"))
    async with serving(site) as (_, port):
        assert await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") == b""
        site.said = Response(200, b"lagi")
        assert (await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"lagi")


async def test_closing_hangs_up_on_all_and_frees_the_port() -> None:
    server = Listener(Site())
    port = await server.start(LOOPBACK, 0)
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    await talks(server, 1)
    await server.close()
    with suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()
    again = Listener(Site())
    assert await again.start(LOOPBACK, port) == port
    await again.close()
    await again.close()


async def test_an_address_that_is_taken_is_an_error_for_whoever_starts() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        server = Listener(Site())
        with pytest.raises(OSError, match="in use"):
            await server.start(LOOPBACK, other.getsockname()[1])
        await server.close()
