import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from crawler.demo import server
from crawler.demo.server import Answered, Asked, serve


async def echo(asked: Asked) -> Answered:
    """Tells what it was asked."""
    return Answered(200, {"X-Path": asked.path}, f"{asked.method} {asked.path}\n".encode())


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with serve(echo) as port:
        yield port


async def said(port: int, request: bytes) -> bytes:
    """Everything that comes back until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(10):
        writer.write(request)
        with suppress(ConnectionError):
            await writer.drain()
        answer = b""
        with suppress(ConnectionError):
            while more := await reader.read(65536):
                answer += more
    writer.close()
    return answer


CLOSE = b"Host: x\r\nConnection: close\r\n\r\n"


async def test_answers_a_get(port: int) -> None:
    answer = await said(port, b"GET /a/b?c=d HTTP/1.1\r\n" + CLOSE)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b"X-Path: /a/b",
        b"Content-Length: 9",
        b"Connection: close",
    ]
    assert body == b"GET /a/b\n"


async def test_a_head_has_no_body(port: int) -> None:
    answer = await said(port, b"HEAD /a HTTP/1.1\r\n" + CLOSE)
    assert answer.endswith(b"Content-Length: 8\r\nConnection: close\r\n\r\n")


async def test_a_connection_is_kept_and_requests_are_answered_in_order(port: int) -> None:
    answer = await said(port, b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n" + CLOSE)
    assert answer.count(b"HTTP/1.1 200") == 2
    assert answer.index(b"GET /1\n") < answer.index(b"GET /2\n")


@pytest.mark.parametrize(
    "request_",
    [
        b"NONSENSE\r\n\r\n",
        b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / SPDY/3\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"\r\n\r\n",
        b"\x16\x03\x01\x00\xa5\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * (2 * server.HEAD) + b"\r\n\r\n",
    ],
)
async def test_what_is_no_request_ends_the_connection(port: int, request_: bytes) -> None:
    answer = await said(port, request_)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")


@pytest.mark.parametrize("method", [b"POST", b"DELETE", b"CONNECT"])
async def test_other_methods_are_not_allowed(port: int, method: bytes) -> None:
    answer = await said(port, method + b" /a HTTP/1.1\r\n" + CLOSE)
    assert answer.startswith(b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n")


async def test_the_body_of_a_request_is_never_taken_for_the_next_one(port: int) -> None:
    answer = await said(
        port,
        b"POST / HTTP/1.1\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    )
    assert answer.count(b"HTTP/1.1") == 1


async def test_an_old_client_is_answered_and_closed(port: int) -> None:
    assert b"Connection: close" in await said(port, b"GET / HTTP/1.0\r\n\r\n")


async def test_a_client_that_leaves_in_the_middle_harms_nobody(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTT")
    await writer.drain()
    writer.close()
    assert b"200 OK" in await said(port, b"GET / HTTP/1.1\r\n" + CLOSE)


async def test_no_more_connections_are_heard_than_it_bears(port: int) -> None:
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(server.CONNECTIONS)]
    for reader, writer in held:  # each is heard, and goes on
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    assert await said(port, b"GET / HTTP/1.1\r\n" + CLOSE) == b""
    for _, writer in held:
        writer.close()


async def test_it_ends_while_connections_are_open_and_answers_on_their_way() -> None:
    begun = asyncio.Event()

    async def never(_: Asked) -> Answered:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with asyncio.timeout(10):
        async with serve(never) as port:
            idle = await asyncio.open_connection("127.0.0.1", port)
            asking = await asyncio.open_connection("127.0.0.1", port)
            asking[1].write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await begun.wait()
        for reader, writer in (idle, asking):
            with suppress(ConnectionError):
                assert await reader.read() == b""
            writer.close()
        with pytest.raises(ConnectionError):
            await asyncio.open_connection("127.0.0.1", port)
