"""Answers that are damaged anywhere: each ends in time, whole or in a typed error."""

import random
import time
from datetime import timedelta

import pytest

from crawler.errors import FetchError, Unreachable
from tests.fetch.lab import QUICK, a_lab, a_web, get
from tests.fetch.plays import says
from tests.fetch.spelled import BODY, WHOLE

LONGEST = QUICK.total.total_seconds() + 1
ENDS = frozenset({"broken", "truncated", "protocol", "encoding", "timeout", "slow"})


async def ended(said: bytes) -> tuple[str, bytes, float]:
    """How asking for what is `said` ends, the page, and the seconds that it took."""
    async with a_lab({"/": says(said)}) as lab, a_web(lab) as web:
        began = time.monotonic()
        try:
            reply = await get(web, lab.url())
        except FetchError as error:
            return error.code, b"", time.monotonic() - began
        return "read", b"" if reply is None else reply.body, time.monotonic() - began


@pytest.mark.parametrize("how", WHOLE)
async def test_whole_it_is_read(how: str) -> None:
    assert (await ended(WHOLE[how]))[:2] == ("read", BODY)


@pytest.mark.parametrize("seed", range(40))
async def test_an_answer_with_damaged_bytes_is_read_or_refused_and_never_hangs(
    seed: int,
) -> None:
    dice = random.Random(seed)
    answer = bytearray(WHOLE[dice.choice(sorted(WHOLE))])
    for _ in range(dice.randint(1, 12)):
        answer[dice.randrange(len(answer))] = dice.randrange(256)
    code, body, took = await ended(bytes(answer))
    assert code == "read" or code.isidentifier()
    assert len(body) <= 4 * len(BODY)
    assert took < LONGEST


@pytest.mark.parametrize("seed", range(30))
async def test_noise_is_no_answer(seed: int) -> None:
    code, _, took = await ended(random.Random(seed).randbytes(65_536))
    assert code in ENDS
    assert took < LONGEST


STATUSES = (100, 102, 103, 199, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 304, 305, 306, 399, 400, 402, 405,
            406, 407, 408, 409, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 431, 444,
            449, 460, 499, 500, 501, 502, 504, 505, 507, 508, 510, 511, 520, 522, 530, 598, 599, 600, 999)  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
async def test_every_status_is_a_page_or_a_typed_error(status: int) -> None:
    said = f"HTTP/1.1 {status} X\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\nhello"
    code, body, took = await ended(said.encode())
    assert (code == "read") is (200 <= status < 300 and status != 206), code
    assert body in {b"", b"hello"}
    assert took < LONGEST


WISHES = {  # seconds; None: none that can be read
    "0": 0,
    "7": 7,
    " 7 ": 7,
    "3600": 3600,
    "99999999999": 86_400,
    "-5": None,
    "1.5": None,
    "soon": None,
    "": None,
    "7, 9": None,
    "\xb2": None,
    "Sun, 06 Nov 1994 08:49:37 GMT": 0,
    "Sun, 99 Nov 9999 99:99:99 GMT": None,
    "7" * 400: 86_400,
}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wish", WISHES)
async def test_any_retry_after_rests_the_host_for_a_bounded_time(
    wish: str, status: int
) -> None:
    head = f"HTTP/1.1 {status} X\r\nretry-after: {wish}\r\ncontent-length: 0\r\n\r\n"
    async with a_lab({"/": head.encode("latin-1")}) as lab, a_web(lab) as web:
        with pytest.raises(FetchError) as raised:
            await get(web, lab.url())
    wished = WISHES[wish]
    assert isinstance(raised.value, Unreachable)
    assert raised.value.host_wide
    assert raised.value.retry_after == (None if wished is None else timedelta(seconds=wished))
