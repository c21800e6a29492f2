import asyncio
from datetime import timedelta

import pytest

from crawler.errors import Refused, Unreachable
from crawler.fetch import Limits
from crawler.fetch.decoding import MIB, Budget
from tests.fetch.lab import a_lab, a_web, get, page


def test_the_bounds_are_those_that_are_written_down() -> None:
    assert Limits() == Limits(
        total=timedelta(seconds=30),
        robots=timedelta(seconds=10),
        headers=timedelta(seconds=10),
        connect=timedelta(seconds=5),
        idle=timedelta(seconds=10),
        patience=timedelta(seconds=10),
        rate=1024,
        wire=10 * MIB,
        budget=Budget(decoded=16 * MIB, ratio=200, free=MIB),
        redirects=5,
    )


@pytest.mark.parametrize(
    "extra", [b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ntwo", b"x", b"\r\n", b"\x00" * 999]
)
async def test_what_follows_an_answer_is_not_the_answer_to_the_next_request(
    extra: bytes,
) -> None:
    async with a_lab({"/a": page(b"one") + extra, "/b": page(b"b")}) as lab, a_web(lab) as web:
        first, second = await get(web, lab.url("/a")), await get(web, lab.url("/b"))
    assert first is not None
    assert second is not None
    assert (first.body, second.body) == (b"one", b"b")


async def test_what_follows_later_is_not_the_answer_to_the_next_request_either() -> None:
    async def blurts(writer: asyncio.StreamWriter) -> None:
        writer.write(page(b"one"))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(page(b"two"))
        await asyncio.sleep(0.05)

    async with a_lab({"/a": blurts, "/b": page(b"b")}) as lab, a_web(lab) as web:
        await get(web, lab.url("/a"))
        await asyncio.sleep(0.1)
        second = await get(web, lab.url("/b"))
    assert second is not None
    assert second.body == b"b"


async def test_a_small_page_of_a_server_that_thinks_for_long_is_not_slow() -> None:
    async def thinks(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(page(b"x" * 100))

    limits = Limits(patience=timedelta(seconds=0.2), rate=100_000)
    async with a_lab({"*": thinks}) as lab, a_web(lab, limits=limits) as web:
        assert await get(web, lab.url()) is not None


async def test_a_body_that_comes_too_slowly_is_given_up_before_the_time_is() -> None:
    async def drips(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(500):
            writer.write(b"x")
            await asyncio.sleep(0.02)

    limits = Limits(patience=timedelta(seconds=0.2))
    async with a_lab({"*": drips}) as lab, a_web(lab, limits=limits) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.code == "slow"


async def test_an_answer_has_a_size_on_the_wire_that_framing_counts_for() -> None:
    async def pads(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        writer.write((b"1;" + b"x" * 500 + b"\r\ny\r\n") * 300 + b"0\r\n\r\n")

    async with a_lab({"*": pads}) as lab:
        async with a_web(lab, limits=Limits(wire=200_000)) as web:
            assert await get(web, lab.url()) is not None
        async with a_web(lab, limits=Limits(wire=100_000)) as web:
            with pytest.raises(Refused, match="over 100000 bytes"):
                await get(web, lab.url())


async def test_the_bound_is_each_answer_s_and_not_the_connection_s() -> None:
    limits = Limits(wire=100_000)
    async with a_lab({"*": page(b"x" * 60_000)}) as lab, a_web(lab, limits=limits) as web:
        for _ in range(5):
            assert await get(web, lab.url()) is not None
    assert lab.connections == 1
