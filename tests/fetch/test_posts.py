"""Messages out: `Web.post`."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import Undelivered, Unreachable
from crawler.model import Post
from tests.fetch.lab import Said, a_lab, a_web, get, page

NOON = datetime(2022, 1, 12, 12, tzinfo=UTC)


async def test_posts_bytes_and_tells_the_answer() -> None:
    answers = {"/hook": page(status="202 Accepted", retry_after="7")}
    async with a_lab(answers) as lab, a_web(lab) as web:
        answer = await web.post(Post(url=lab.url("/hook"), body=b"{}", headers={"X-A": "b"}))
    assert (answer.status, answer.retry_after) == (202, timedelta(seconds=7))
    [asked] = lab.asked
    assert (asked.line, asked.body) == ("POST /hook HTTP/1.1", b"{}")
    assert asked.headers["x-a"] == "b"
    assert asked.headers["user-agent"].startswith("kliping/")


@pytest.mark.parametrize("status", [301, 302, 304, 307, 308, 400, 404, 410, 429, 500, 503])
async def test_a_post_tells_any_status_and_follows_nothing(status: int) -> None:
    async with (
        a_lab({"/": page(b"", f"{status} X", location="/b"), "/b": page()}) as lab,
        a_web(lab) as web,
    ):
        assert (await web.post(Post(url=lab.url(), body=b""))).status == status
    assert lab.paths == ["/"]


async def test_posts_do_not_stand_in_the_line_of_readers_nor_ask_for_robots() -> None:
    answers = {"/": page(b"", "429 No", retry_after="3600"), "/hook": page()}
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable):
            await get(web, lab.url())
        assert (await web.post(Post(url=lab.url("/hook"), body=b""))).status == 200
    assert lab.paths == ["/", "/hook"]


async def test_a_status_stands_whatever_follows_it() -> None:
    head = b"HTTP/1.1 200 OK\r\n"

    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(head + b"\r\n")
        while True:
            writer.write(bytes(65_536))
            await writer.drain()

    async def silent(writer: asyncio.StreamWriter) -> None:
        writer.write(head + b"content-length: 10\r\n\r\n")
        await asyncio.sleep(10)

    answers: dict[str, Said] = {
        "/endless": endless,
        "/silent": silent,
        "/cut": head + b"content-length: 10\r\n\r\nx",
        "/coded": head + b"content-encoding: br\r\ncontent-length: 1\r\n\r\nx",
        "/chunks": head + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        for path in answers:
            post = Post(url=lab.url(path), body=b"{}", timeout=timedelta(seconds=1))
            assert (await web.post(post)).status == 200, path


async def test_no_answer_in_time_is_undelivered() -> None:
    async def hangs(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async def drips(writer: asyncio.StreamWriter) -> None:
        for byte in b"HTTP/1.1 200 OK\r\n" * 100:
            writer.write(bytes([byte]))
            await asyncio.sleep(0.02)

    async with (
        a_lab({"/a": hangs, "/b": drips, "/c": b"", "/d": b"garbage\r\n\r\n"}) as lab,
        a_web(lab) as web,
    ):
        for path in ("/a", "/b", "/c", "/d"):
            with pytest.raises(Undelivered):
                await web.post(
                    Post(url=lab.url(path), body=b"", timeout=timedelta(seconds=0.2))
                )


async def test_a_post_is_sent_once_only() -> None:
    async with a_lab({"/": page(), "/b": b""}) as lab, a_web(lab) as web:
        await web.post(Post(url=lab.url(), body=b""))
        with pytest.raises(Undelivered):
            await web.post(Post(url=lab.url("/b"), body=b""))
    assert lab.paths == ["/", "/b"]


async def test_an_error_of_a_post_does_not_show_the_address() -> None:
    async with a_web() as web:
        with pytest.raises(Undelivered) as raised:
            await web.post(Post(url="https://none.test/s3cret?t=s3cret", body=b""))
    assert "s3cret" not in str(raised.value)
