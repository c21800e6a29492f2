"""The web of the neighbours: 180 sites that publish, and 20 that mean harm, each at a port of its own.

It lives until its input ends.  Its first line of output says at which port each site is.
"""

import asyncio
import gzip
import json
import re
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial

GOOD = 180
EVERY = 30.0  # seconds between two articles of a site
SHOWN = 15  # articles in a feed
LINKS = 40  # pages that a site which means harm shows at once
ALIVE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
MIB = 1024 * 1024
SENTENCE = (
    "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di kelurahan"
)

Serve = Callable[[str, asyncio.StreamWriter], Awaitable[None]]  # a path, where to write


async def send(writer: asyncio.StreamWriter, body: bytes, status: str = "200 OK") -> None:
    """A whole answer."""
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: text/html\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()


def feed(links: Mapping[str, float]) -> bytes:
    """An RSS feed of these paths, each with its time."""
    items = "".join(
        f"<item><title>Banjir di {path[8:14]}</title><link>{path}</link><pubDate>"
        f"{datetime.fromtimestamp(at, UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
        for path, at in links.items()
    )
    return f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()


def article(path: str) -> bytes:
    """A page as a newspaper has it."""
    text = "".join(f"<p>{SENTENCE} {path[8:14]} nomor {n}, kata lurah.</p>" for n in range(12))
    links = "".join(f'<li><a href="/kanal/{n}">Kanal nomor {n}</a></li>' for n in range(150))
    return (
        f"<!doctype html><html lang=id><head><title>Banjir di {path[8:14]}</title></head><body>"
        f"<ul>{links}</ul><article><h1>Banjir di {path[8:14]}</h1>{text}</article></body></html>"
    ).encode()


def publishing(number: int, started: float) -> Serve:
    """A site with a new article every half minute, each site at its own second."""

    async def serve(path: str, writer: asyncio.StreamWriter) -> None:
        offset = EVERY * number / GOOD
        count = int((time.time() - started + EVERY - offset) / EVERY) + SHOWN
        if path == "/feed":
            last = range(count, count - SHOWN, -1)
            links = {
                f"/berita/{number:03}{n:04}/banjir-di-kota": started
                + offset
                + (n - SHOWN) * EVERY
                for n in last
            }
            await send(writer, feed(links))
        elif path.startswith("/berita/"):
            await send(writer, article(path))
        else:
            await send(writer, b"", "404 Not Found")

    return serve


# What means harm


async def hangs(_: str, __: asyncio.StreamWriter) -> None:
    """Says nothing."""
    await asyncio.sleep(120)


async def drips_headers(_: str, writer: asyncio.StreamWriter) -> None:
    """Says a byte a second."""
    for byte in ALIVE * 2:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def drips_body(_: str, writer: asyncio.StreamWriter) -> None:
    """Comes just fast enough not to be cut off for it."""
    writer.write(ALIVE + b"\r\n<html><body><p>")
    for _second in range(240):
        writer.write(b"a b c d " * 64)
        await writer.drain()
        await asyncio.sleep(0.25)


async def endless(_: str, writer: asyncio.StreamWriter) -> None:
    """Never ends."""
    writer.write(ALIVE + b"\r\n")
    while True:
        writer.write(b"<p>banjir " * 8_000)
        await writer.drain()


async def bomb(_: str, writer: asyncio.StreamWriter) -> None:
    """A kilobyte that becomes a megabyte, a thousand times over."""
    body = gzip.compress(b"\0" * (64 * MIB))
    head = ALIVE + f"content-encoding: gzip\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    writer.write(head + body)
    await writer.drain()


async def circles(path: str, writer: asyncio.StreamWriter) -> None:
    """Leads on and on."""
    writer.write(
        f"HTTP/1.1 302 Found\r\nlocation: {path}x\r\ncontent-length: 0\r\n\r\n".encode()
    )
    await writer.drain()


async def resets(_: str, writer: asyncio.StreamWriter) -> None:
    """Hangs up in the middle."""
    writer.write(ALIVE + b"content-length: 100000\r\n\r\n<html>")
    await writer.drain()


def says(body: bytes) -> Serve:
    """Says this, whatever it is asked for."""

    async def serve(_: str, writer: asyncio.StreamWriter) -> None:
        await send(writer, body)

    return serve


CUBIC = b"<html><body>" + b"<b n><i n>" * 6_000
DEEP = b"<html><body>" + b"<div>" * 100_000
BIG = b"<html><body><article><h1>Banjir</h1>" + b"<p>banjir besar di kota</p>" * 300_000
MANY = b"<html><body><article>" + b"<p><a href=/a>banjir</a> di <b>kota</b></p>" * 60_000
SLOW_FEED = b'<rss version="2.0"><channel><item><author>' + b"a@" * 32_000 + b"</author>"
LINES_FEED = b"\n" * (9 * MIB) + b"<rss><channel></channel></rss>"
ITEMS = (
    b'<rss version="2.0"><channel>' + b"<item><title>x</title><link>/a</link></item>" * 50_000
)


def listing(pages: Serve, started: float) -> Serve:
    """A feed in order, with ever new pages that mean harm."""

    async def serve(path: str, writer: asyncio.StreamWriter) -> None:
        if path == "/feed":
            now = int(time.time() - started)
            await send(
                writer, feed({f"/berita/{now:04}{n:03}/x": time.time() for n in range(LINKS)})
            )
        elif path == "/robots.txt":
            await send(writer, b"", "404 Not Found")
        else:
            await pages(path, writer)

    return serve


def hostile(started: float) -> dict[str, Serve]:
    """The sites that mean harm, by what they do."""
    whole: dict[str, Serve] = {
        "hangs": hangs,
        "drips headers": drips_headers,
        "drips a body": drips_body,
        "endless": endless,
        "bomb": bomb,
        "circles": circles,
        "resets": resets,
        "a feed of one author": says(SLOW_FEED),
        "a feed of empty lines": says(LINES_FEED),
        "a feed of 50,000 items": says(ITEMS),
    }
    pages: dict[str, Serve] = {
        "hangs": hangs,
        "drips a body": drips_body,
        "endless": endless,
        "bomb": bomb,
        "resets": resets,
        "cubic": says(CUBIC),
        "deep": says(DEEP),
        "8 MB of text": says(BIG),
        "60,000 paragraphs": says(MANY),
        "circles": circles,
    }
    return whole | {f"pages: {name}": listing(serve, started) for name, serve in pages.items()}


async def talk(
    serve: Serve, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer what is asked over one connection; one that means harm is closed after an answer."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            await serve(head.split(b" ")[1].decode("latin-1"), writer)
            if not serve.__qualname__.startswith("publishing"):
                return
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main() -> None:
    """Serve until the input ends."""
    started = time.time()
    sites = {f"baik-{n:03}": publishing(n, started) for n in range(GOOD)}
    sites |= {
        "jahat-" + re.sub(r"\W+", "-", name): serve for name, serve in hostile(started).items()
    }
    ports = {}
    for name, serve in sites.items():
        server = await asyncio.start_server(partial(talk, serve), "127.0.0.1", 0, backlog=128)
        ports[name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
