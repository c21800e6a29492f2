"""Servers that mean harm, or have no idea: each ends in time, in an error of the tree or a page.

The bounds are those of `QUICK`, a twentieth of the real ones.
"""

import asyncio
import gzip
import random
import resource
import time
import zlib
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.errors import FetchError, Undelivered
from crawler.fetch import Web
from crawler.fetch.decoding import MIB
from crawler.model import NO_VALIDATORS, Post, Validators
from tests.fetch.lab import (
    QUICK,
    Play,
    Said,
    a_lab,
    a_web,
    get,
    page,
    redirect,
)

OK = b"HTTP/1.1 200 OK\r\n"
BLANK = b"\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"
RANDOM = random.Random(7)


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


def coded(coding: str, body: bytes) -> bytes:
    return page(body, content_encoding=coding)


def raw_deflated(data: bytes) -> bytes:
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    return maker.compress(data) + maker.flush()


ZEROS = gzip.compress(bytes(64 * MIB))
PLAIN = gzip.compress(b"halo")

# What is said, and the codes that may come of it; `read` is a page.
CASES: dict[str, tuple[Said, str]] = {
    # Silence and slowness (faults A1 to A4, A9)
    "hangs after accepting": (hangs(), "timeout"),
    "hangs in the status": (hangs(b"HTTP/1."), "timeout"),
    "hangs in the headers": (hangs(OK + b"content-type: te"), "timeout"),
    "hangs after the headers": (hangs(OK + b"content-length: 9\r\n\r\n"), "timeout"),
    "hangs in the body": (hangs(OK + b"content-length: 9\r\n\r\nabc"), "timeout"),
    "hangs in a chunk": (hangs(CHUNKED + b"5\r\nab"), "timeout"),
    "hangs in a chunk's size": (hangs(CHUNKED + b"5"), "timeout"),
    "hangs in the trailers": (hangs(CHUNKED + b"0\r\nx: y"), "timeout"),
    "hangs in gzip": (hangs(OK + b"content-encoding: gzip\r\ncontent-length: 99\r\n\r\n" + PLAIN[:9]), "timeout"),
    "drips its headers": (drips(OK + b"x: " + b"y" * 500), "timeout"),
    "drips blank lines": (drips(b"\r\n" * 500), "timeout protocol"),
    "drips its body": (drips(OK + BLANK + b"x" * 500), "slow timeout"),
    "drips its chunks": (drips(CHUNKED + b"1\r\nx\r\n" * 200), "slow timeout"),
    "hints for ever": (floods(b"", b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), "timeout too_large"),
    "continues for ever": (floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout too_large"),
    "hints slowly for ever": (drips(b"HTTP/1.1 102 P\r\n\r\n" * 50, 0.005), "timeout"),
    # Without end (A5)
    "body without end": (floods(OK + BLANK, bytes(65_536)), "too_large"),
    "chunks without end": (floods(CHUNKED, b"10000\r\n" + bytes(65_536) + b"\r\n"), "too_large"),
    "chunks of one byte without end": (floods(CHUNKED, b"1\r\nx\r\n" * 5000), "too_large timeout"),
    "chunk extensions without end": (floods(CHUNKED, b"1;" + b"x" * 9000 + b"\r\ny\r\n"), "too_large timeout protocol"),
    "headers without end": (floods(OK, b"a: b\r\n" * 1000), "protocol"),
    "one header without end": (floods(OK + b"a: ", b"b" * 65_536), "protocol"),
    "status without end": (floods(b"HTTP/1.1 200 ", b"O" * 65_536), "protocol"),
    "trailers without end": (floods(CHUNKED + b"0\r\n", b"a: b\r\n" * 1000), "protocol"),
    "garbage without end": (floods(b"", b"\xff" * 65_536), "protocol"),
    "blank lines without end": (floods(b"", b"\r\n" * 30_000), "protocol timeout too_large"),
    "length of ten gigabytes": (floods(OK + b"content-length: 10000000000\r\n\r\n", bytes(65_536)), "too_large"),
    # Lies about lengths (A6)
    "body shorter than said": (drips(b"", rest=OK + b"content-length: 100\r\n\r\nabc"), "truncated"),
    "body longer than said": (OK + b"content-length: 2\r\n\r\nabcdef", "read"),
    "negative length": (OK + b"content-length: -1\r\n\r\nabc", "protocol"),
    "length of no number": (OK + b"content-length: abc\r\n\r\nabc", "protocol"),
    "length in hex": (OK + b"content-length: 0x3\r\n\r\nabc", "protocol"),
    "length with a plus": (OK + b"content-length: +3\r\n\r\nabc", "protocol"),
    "length beyond numbers": (OK + b"content-length: " + b"9" * 30 + b"\r\n\r\nabc", "protocol truncated"),
    "two lengths": (OK + b"content-length: 3\r\ncontent-length: 5\r\n\r\nabc", "protocol"),
    "two lengths that agree": (OK + b"content-length: 3\r\ncontent-length: 3\r\n\r\nabc", "read"),
    "length and chunks": (OK + b"content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "read"),
    "broken off in the body": (resets(OK + b"content-length: 100\r\n\r\nabc"), "truncated broken"),
    # Chunks that lie: A7
    "chunk size of no number": (CHUNKED + b"zz\r\nabc\r\n", "protocol"),
    "negative chunk": (CHUNKED + b"-5\r\nabc\r\n", "protocol"),
    "chunk of 2^63": (CHUNKED + b"8000000000000000\r\nabc", "truncated protocol"),
    "chunk of 2^100": (CHUNKED + b"1" + b"0" * 25 + b"\r\nabc", "truncated protocol"),
    "chunk without its end": (CHUNKED + b"3\r\nabcdef\r\n0\r\n\r\n", "protocol"),
    "chunks cut short": (CHUNKED + b"5\r\nab", "truncated"),
    "chunks without the last": (CHUNKED + b"3\r\nabc\r\n", "truncated"),
    "chunks with trailers": (CHUNKED + b"3\r\nabc\r\n0\r\nx: y\r\n\r\n", "read"),
    "chunked twice": (OK + b"transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n", "protocol"),
    "transfer in gzip": (OK + b"transfer-encoding: gzip\r\n\r\n" + PLAIN, "protocol"),
    "spaces before the chunk size": (CHUNKED + b"  3\r\nabc\r\n0\r\n\r\n", "protocol read"),
    # No HTTP, or a strange one (A8)
    "nothing": (b"", "broken"),
    "reset at once": (resets(), "broken"),
    "HTTP/0.9": (b"<html>halo</html>", "protocol"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00", "protocol"),
    "HTTP/3 in words": (b"HTTP/3.0 200 OK\r\n\r\n", "read"),
    "SSH": (b"SSH-2.0-OpenSSH_9.6\r\n", "protocol"),
    "SMTP": (b"220 mail.example ESMTP\r\n", "protocol"),
    "a request": (b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", "protocol"),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "protocol broken"),
    "zeros": (bytes(1000), "protocol broken"),
    "status of 99": (b"HTTP/1.1 99 X\r\n\r\n", "protocol"),
    "status of 1000": (b"HTTP/1.1 1000 X\r\n\r\n", "protocol"),
    "status of 600": (b"HTTP/1.1 600 X\r\ncontent-length: 0\r\n\r\n", "http_600 protocol"),
    "status of 999": (b"HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n", "http_999 protocol"),
    "status of 000": (b"HTTP/1.1 000 X\r\ncontent-length: 0\r\n\r\n", "protocol"),
    "status without a reason": (b"HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok", "read"),
    "status that is no number": (b"HTTP/1.1 abc OK\r\n\r\n", "protocol"),
    "header without a colon": (OK + b"halo\r\n\r\n", "protocol"),
    "header without a name": (OK + b": x\r\n\r\n", "protocol"),
    "header with a NUL": (OK + b"x: a\x00b\r\n\r\n", "protocol"),
    "header that is folded": (OK + b"x: a\r\n b\r\ncontent-length: 2\r\n\r\nok", "read"),
    "header of bytes": (OK + b"content-type: \xff\xfe\r\netag: \xff\r\ncontent-length: 2\r\n\r\nok", "read"),
    "headers of 32 KiB": (OK + b"x: " + b"y" * 32_768 + b"\r\ncontent-length: 2\r\n\r\nok", "read"),
    "headers of 1 MiB": (OK + b"x: " + b"y" * MIB + b"\r\n\r\nok", "protocol"),
    "20,000 headers": (OK + b"x: y\r\n" * 20_000 + b"\r\nok", "protocol read"),
    "lines ended by LF": (b"HTTP/1.1 200 OK\ncontent-length: 2\n\nok", "read"),
    "HTTP/1.0 without a length": (b"HTTP/1.0 200 OK\r\n\r\nok", "read"),
    "upgrade": (b"HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n\x00\x00", "protocol"),
    "205 with a body": (b"HTTP/1.1 205 R\r\ncontent-length: 3\r\n\r\nabc", "read"),
    "204 with a body": (b"HTTP/1.1 204 N\r\ncontent-length: 3\r\n\r\nabc", "read truncated protocol"),
    # Content codings (A10 to A13)
    "gzip bomb": (coded("gzip", ZEROS), "bomb"),
    "deflate bomb": (coded("deflate", zlib.compress(bytes(64 * MIB))), "bomb"),
    "raw deflate bomb": (coded("deflate", raw_deflated(bytes(64 * MIB))), "bomb"),
    "bomb in parts": (coded("gzip", gzip.compress(bytes(MIB)) * 80), "bomb too_large"),
    "parts of nothing": (coded("gzip", gzip.compress(b"") * 50_000), "bomb"),
    "bomb within a bomb": (coded("gzip, gzip", gzip.compress(ZEROS)), "encoding"),
    "bomb within a bomb, told once": (coded("gzip", gzip.compress(ZEROS)), "read"),
    "bomb in a 404": (ZEROS.join([b"HTTP/1.1 404 N\r\ncontent-encoding: gzip\r\n\r\n", b""]), "not_found"),
    "gzip cut short": (coded("gzip", PLAIN[:-5]), "truncated"),
    "gzip of garbage": (coded("gzip", b"halo halo halo"), "encoding"),
    "gzip with a wrong sum": (coded("gzip", PLAIN[:-8] + b"12345678"), "encoding"),
    "gzip and padding": (coded("gzip", PLAIN + bytes(100)), "read"),
    "gzip of nothing": (coded("gzip", b""), "read"),
    "deflate of garbage": (coded("deflate", b"\xff" * 100), "encoding"),
    "brotli": (coded("br", b"\x0b\x02\x80halo\x03"), "encoding"),
    "zstd": (coded("zstd", b"\x28\xb5\x2f\xfd"), "encoding"),
    "a coding of nonsense": (coded("x" * 5000, b"halo"), "encoding"),
    "a hundred codings": (coded(",".join(["gzip"] * 100), PLAIN), "encoding"),
    # Where a redirect leads: A14, A15
    "redirect to itself": (redirect("/"), "redirect"),
    "redirect with a bomb": (b"HTTP/1.1 302 F\r\nlocation: /\r\ncontent-encoding: gzip\r\n\r\n" + ZEROS, "redirect"),
    "redirect with a flood": (floods(b"HTTP/1.1 302 F\r\nlocation: /\r\n\r\n", bytes(65_536)), "redirect"),
    "redirect to 60 KiB": (redirect("/" + "a" * 60_000), "redirect http_414 not_found protocol broken"),
    "redirect to bytes": (b"HTTP/1.1 302 F\r\nlocation: \xff\xfe\r\ncontent-length: 0\r\n\r\n", "not_found redirect"),
    # Whoever asked whether it changed
    "304 to no question": (b"HTTP/1.1 304 N\r\n\r\n", "protocol"),
    "304 with a body": (b"HTTP/1.1 304 N\r\ncontent-length: 5\r\n\r\nhalo!", "protocol"),
    # Noise
    **{f"noise {n}": (RANDOM.randbytes(65_536), "protocol broken") for n in range(20)},
    **{f"noise after a status {n}": (OK + RANDOM.randbytes(4096), "protocol broken read truncated") for n in range(5)},
}  # fmt: skip

SLOW = [case for case, (_, codes) in CASES.items() if {"timeout", "slow"} & set(codes.split())]
LONGEST = 20  # seconds; the total on a very busy machine, two thirds of what silence takes


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize("case", [case for case in CASES if case not in SLOW])
async def test_ends_with_a_page_or_a_typed_error(case: str) -> None:
    said, codes = CASES[case]
    async with a_lab({"/": said}) as lab, a_web(lab) as web:
        assert await _code(web, lab.url()) in codes.split()


async def test_those_that_take_their_time_are_left_in_time() -> None:
    came = await _everywhere(_code, "/page", SLOW)
    assert not {case: came[case] for case in SLOW if came[case] not in CASES[case][1].split()}


async def _code(
    web: Web, url: str, since: Validators = NO_VALIDATORS, *, robots: bool = False
) -> str:
    try:
        reply = await get(web, url, since=since, robots=robots)
    except FetchError as error:
        return error.code
    return "read" if reply is not None else "same"


async def _everywhere(
    ask: Callable[[Web, str], Awaitable[str]], path: str, cases: Sequence[str] = tuple(CASES)
) -> dict[str, str]:
    """What came of asking for `/page` where each case is said at `path`; `late` where it hung."""
    room = asyncio.Semaphore(16)

    async def one(said: Said) -> str:
        answers: dict[str, Said] = {"/page": page(), path: said}
        async with room, a_lab(answers) as lab, a_web(lab) as web:
            began = time.monotonic()
            code = await ask(web, lab.url("/page"))
            return code if time.monotonic() - began < LONGEST else "late"

    codes = await asyncio.gather(*(one(CASES[case][0]) for case in cases))
    return dict(zip(cases, codes, strict=True))


async def test_as_a_robots_txt_each_lets_a_page_be_read_or_not_and_nothing_else() -> None:
    async def ask(web: Web, url: str) -> str:
        return await _code(web, url, robots=True)

    came = await _everywhere(ask, "/robots.txt")
    assert set(came.values()) == {"read", "robots"}
    assert came["bomb in a 404"] == came["redirect to itself"] == "read"
    assert came["hangs in the body"] == came["gzip bomb"] == came["two lengths"] == "robots"


async def _posted(web: Web, url: str) -> str:
    try:
        answer = await web.post(Post(url=url, body=b"{}", timeout=QUICK.total))
    except Undelivered:
        return "undelivered"
    return str(answer.status)


async def test_as_an_answer_to_a_post_each_is_a_status_or_undelivered() -> None:
    came = await _everywhere(_posted, "/page")
    assert {code for code in came.values() if not code.isdigit()} == {"undelivered"}


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("gzip bomb", "200"),
        ("body without end", "200"),
        ("hangs in the body", "200"),
        ("hangs in the headers", "undelivered"),
        ("SSH", "undelivered"),
    ],
)
async def test_what_follows_the_status_of_an_answer_to_a_post_counts_for_nothing(
    case: str, outcome: str
) -> None:
    assert await _everywhere(_posted, "/page", [case]) == {case: outcome}


async def test_a_flood_is_stopped_within_the_bounds_and_not_drained() -> None:
    sent = 0

    async def floods_and_counts(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(OK + BLANK)
        while True:
            writer.write(bytes(65_536))
            await writer.drain()
            sent += 65_536

    async with a_lab({"/": floods_and_counts}) as lab, a_web(lab) as web:
        assert await _code(web, lab.url()) == "too_large"
    assert QUICK.wire <= sent < QUICK.wire + 8 * MIB  # what the system's buffers took


async def test_hostile_servers_neither_hold_up_the_loop_nor_fill_the_memory() -> None:
    heavy = [case for case in CASES if "bomb" in case or "end" in case or "parts" in case]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lags: list[float] = []

    async def watch() -> None:
        while True:
            began = (
                time.thread_time()
            )  # ours, not that of whoever else is at work on the machine
            await asyncio.sleep(0.005)
            lags.append(time.thread_time() - began)

    watcher = asyncio.ensure_future(watch())
    for case in heavy:
        async with a_lab({"/": CASES[case][0]}) as lab, a_web(lab) as web:
            await _code(web, lab.url())
    watcher.cancel()
    assert max(lags) < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # KiB


FRAGMENTS = st.sampled_from(
    [b"HTTP/1.1 ", b"HTTP/1.0 ", b"200", b"302", b"304", b" OK", b"\r\n", b"\r\n\r\n", b"\n", b"\r", b": ",
     b"content-length", b"content-encoding", b"transfer-encoding", b"location", b"etag", b"retry-after", b"chunked",
     b"gzip", b"deflate", b"0", b"5", b"-1", b"ffffffff", b"/", b"//", b"http://", b"\x00", b"\xff", b"x" * 300,
     PLAIN, b"5\r\nhalo!\r\n", b"0\r\n\r\n", b"connection", b"close", b"content-type", b"text/html; charset="]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FRAGMENTS | st.binary(max_size=20), max_size=25), st.booleans())
def test_whatever_is_said_nothing_but_the_tree_comes_out(
    parts: list[bytes], proper: bool
) -> None:
    said = (OK if proper else b"") + b"".join(parts)

    async def ask() -> None:
        async with a_lab({"*": resets(said)}) as lab, a_web(lab) as web:
            await _code(web, lab.url(), Validators('"a"'))

    asyncio.run(ask())
