"""Servers that mean harm, or have no idea: each ends in time, in an error of the tree or a page.

The bounds are those of `QUICK`, a twentieth of the real ones.
"""

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.errors import FetchError, Undelivered
from crawler.fetch import Web
from crawler.fetch.decoding import MIB
from crawler.model import NO_VALIDATORS, Post, Validators
from tests.fetch.hostile import CASES, PLAIN
from tests.fetch.lab import (
    QUICK,
    Said,
    a_lab,
    a_web,
    get,
    page,
)
from tests.fetch.plays import BLANK, OK, resets
from tests.fetch.spelled import MORE

EVERYTHING = CASES | MORE
SLOW = [case for case, (_, codes) in CASES.items() if {"timeout", "slow"} & set(codes.split())]
LONGEST = 20  # seconds; the total on a very busy machine, two thirds of what silence takes


def test_there_are_enough_cases() -> None:
    assert len(EVERYTHING) == len(CASES) + len(MORE) >= 350
    plain = [said for said, _ in EVERYTHING.values() if isinstance(said, bytes)]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("case", [case for case in EVERYTHING if case not in SLOW])
async def test_ends_with_a_page_or_a_typed_error_in_time(case: str) -> None:
    said, codes = EVERYTHING[case]
    async with a_lab({"/": said}) as lab, a_web(lab) as web:
        began = time.monotonic()
        assert await _code(web, lab.url()) in codes.split()
        assert time.monotonic() - began < LONGEST


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
    ask: Callable[[Web, str], Awaitable[str]],
    path: str,
    cases: Sequence[str] = tuple(EVERYTHING),
) -> dict[str, str]:
    """What came of asking for `/page` where each case is said at `path`; `late` where it hung."""
    room = asyncio.Semaphore(16)

    async def one(said: Said) -> str:
        answers: dict[str, Said] = {"/page": page(), path: said}
        async with room, a_lab(answers) as lab, a_web(lab) as web:
            began = time.monotonic()
            code = await ask(web, lab.url("/page"))
            return code if time.monotonic() - began < LONGEST else "late"

    codes = await asyncio.gather(*(one(EVERYTHING[case][0]) for case in cases))
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
