"""What servers of the lab do that a server should not, and the beginnings of answers."""

import asyncio
import zlib

from tests.fetch.lab import Play, page

OK = b"HTTP/1.1 200 OK\r\n"
BLANK = b"\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"


def drips(text: bytes, pause: float = 0.01, rest: bytes = b"") -> Play:
    """Says `text` byte by byte."""

    async def play(writer: asyncio.StreamWriter) -> None:
        for byte in text:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(pause)
        writer.write(rest)

    return play


def floods(head: bytes, more: bytes) -> Play:
    """Says `more` without end."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(more)
            await writer.drain()

    return play


def hangs(text: bytes = b"") -> Play:
    """Says `text` and then nothing, without hanging up."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        await asyncio.sleep(30)

    return play


def resets(text: bytes = b"") -> Play:
    """Says `text` and breaks the connection off."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        writer.transport.abort()

    return play


def says(text: bytes) -> Play:
    """Says `text` and hangs up."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(text)

    return play


def coded(coding: str, body: bytes) -> bytes:
    return page(body, content_encoding=coding)


def raw_deflated(data: bytes) -> bytes:
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    return maker.compress(data) + maker.flush()
