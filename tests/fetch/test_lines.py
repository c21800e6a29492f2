import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import Unreachable
from crawler.fetch.lines import KEEP, MOST_IDLE
from crawler.model import Validators
from tests.fetch.lab import LOOPBACK, Lab, a_lab, a_web, get, names, page

CANCELLED = int(os.environ.get("KLIPING_CANCELLED", "600"))  # 10,000 end the same, in a minute


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_requests_to_one_host_share_a_connection() -> None:
    async with a_lab({"*": page()}) as lab, a_web(lab) as web:
        for n in range(50):
            await get(web, lab.url(f"/{n}"))
    assert len(lab.asked) == 50
    assert lab.connections == 1


async def test_answers_without_a_body_keep_the_connection() -> None:
    answers = {
        "*": page(),
        "/same": page(b"", "304 Not Modified"),
        "/on": page(b"", "302 Found", location="/"),
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        for _ in range(3):
            assert await get(web, lab.url("/same"), since=Validators('"a"')) is None
            assert await get(web, lab.url("/on")) is not None
    assert lab.connections == 1


async def test_the_body_of_a_redirect_is_not_read() -> None:
    async def floods(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: /b\r\ncontent-length: 100000000\r\n\r\n")
        for _ in range(1000):
            writer.write(bytes(100_000))
            await writer.drain()
            sent.append(100_000)

    sent: list[int] = []
    async with a_lab({"/a": floods, "/b": page()}) as lab, a_web(lab) as web:
        assert await get(web, lab.url("/a")) is not None
        await _settled(lab, 1)
    assert sum(sent) < 20_000_000  # what the system's buffers took


async def test_a_connection_the_server_closed_meanwhile_is_replaced() -> None:
    async with a_lab({"*": page(connection="close")}) as lab, a_web(lab) as web:
        for _ in range(5):
            assert await get(web, lab.url()) is not None
    assert lab.connections == 5


async def test_a_connection_closed_under_a_request_is_tried_again_once() -> None:
    async def slams(writer: asyncio.StreamWriter) -> None:
        lab.answers["/b"] = page(b"second")

    async with a_lab({"/a": page(), "/b": slams}) as lab, a_web(lab) as web:
        await get(web, lab.url("/a"))
        reply = await get(web, lab.url("/b"))
        assert reply is not None
        assert reply.body == b"second"
    assert lab.paths == ["/a", "/b", "/b"]


async def test_a_new_connection_that_is_closed_is_not_tried_again() -> None:
    async def slams(writer: asyncio.StreamWriter) -> None:
        pass

    async with a_lab({"/b": slams}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/b"))
    assert raised.value.code == "broken"
    assert lab.paths == ["/b"]


async def test_cancelled_requests_poison_nothing() -> None:
    """httpcore #1093: a shared pool loses a slot with each, until it has none."""
    hang = asyncio.Event()

    async def hangs(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal")
        await hang.wait()

    async with a_lab({"*": page(), "/hang": hangs}) as lab, a_web(lab) as web:
        await get(web, lab.url())
        before = descriptors()
        for n in range(CANCELLED):
            task = asyncio.ensure_future(get(web, lab.url("/hang")))
            for _ in range(n % 23):  # cancelled in each of its phases
                await asyncio.sleep(0)
            if n % 100 == 0:
                await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        for n in range(100):
            assert await get(web, lab.url(f"/{n}")) is not None
        hang.set()
        await _settled(lab, 1)
        assert descriptors() <= before + 2
        assert web._lines._weight.used == 0


async def test_requests_that_time_out_poison_nothing() -> None:
    done = asyncio.Event()

    async def hangs(writer: asyncio.StreamWriter) -> None:
        await done.wait()

    table = names(**{f"h{n}": [LOOPBACK] for n in range(30)})
    async with a_lab({"*": page(), "/hang": hangs}) as lab, a_web(lab, resolver=table) as web:
        hosts = [f"h{n}.test" for n in range(30)]
        ends = await asyncio.gather(
            *(get(web, lab.url("/hang", host=host)) for host in hosts), return_exceptions=True
        )
        assert {end.code for end in ends if isinstance(end, Unreachable)} == {"timeout"}
        for host in hosts:
            assert await get(web, lab.url(host=host)) is not None
        done.set()
        await _settled(lab, len(hosts))


async def test_a_request_cancelled_by_its_caller_s_deadline_is_cancelled_not_failed() -> None:
    async def hangs(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async with a_lab({"*": hangs}) as lab, a_web(lab) as web:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await get(web, lab.url())


async def test_idle_connections_are_few_and_end_by_themselves() -> None:
    async with a_lab({"*": page()}) as lab:
        table = names(**{f"h{n}": [LOOPBACK] for n in range(100)})
        async with a_web(lab, resolver=table) as web:
            for n in range(100):
                await get(web, lab.url(host=f"h{n}.test"))
            await _settled(lab, MOST_IDLE)
            assert lab.connections == 100
            lines = web._lines
            for origin in list(lines._idle):
                lines._expire(origin)  # what the timer does after KEEP
            await _settled(lab, 0)
    assert timedelta(seconds=30) >= KEEP


async def test_nothing_stays_open_when_the_web_is_closed() -> None:
    before = descriptors()
    async with a_lab({"*": page()}) as lab:
        async with a_web(lab) as web:
            await get(web, lab.url())
        await _settled(lab, 0)
    assert descriptors() <= before + 1


async def test_many_hosts_at_once_do_not_wait_for_a_slow_one() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        writer.write(page())

    table = names(slow=[LOOPBACK], **{f"h{n}": [LOOPBACK] for n in range(20)})
    async with a_lab({"*": page(), "/slow": slow}) as lab, a_web(lab, resolver=table) as web:
        slow_one = asyncio.ensure_future(get(web, lab.url("/slow", host="slow.test")))
        await asyncio.gather(*(get(web, lab.url(host=f"h{n}.test")) for n in range(20)))
        assert not slow_one.done()
        await slow_one


async def _settled(lab: Lab, most: int) -> None:
    """Wait until the lab has at most so many connections open; the test ends if it never has."""
    async with asyncio.timeout(5):
        while lab.open > most:  # noqa: ASYNC110 -- what ends it is the system closing a socket
            await asyncio.sleep(0.005)
