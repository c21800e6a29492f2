"""Hubs asked: `Web.submit`."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from crawler.errors import Undelivered
from crawler.model import Post, Request
from tests.fetch.lab import a_lab, a_web, page, redirect

FORM = {"content-type": "application/x-www-form-urlencoded"}


def to(url: str, seconds: float = 5) -> Post:
    return Post(url=url, body=b"a=b", headers=FORM, timeout=timedelta(seconds=seconds))


async def test_a_hub_gets_the_form_and_tells_its_answer() -> None:
    answers = {"/hub": page(b"", "202 Accepted", retry_after="7")}
    async with a_lab(answers) as lab, a_web(lab) as web:
        answer = await web.submit(to(lab.url("/hub")))
    assert (answer.status, answer.retry_after) == (202, timedelta(seconds=7))
    [asked] = lab.asked
    assert (asked.line, asked.body) == ("POST /hub HTTP/1.1", b"a=b")
    assert asked.headers["content-type"] == FORM["content-type"]
    assert asked.headers["user-agent"].startswith("kliping/")


@pytest.mark.parametrize(
    ("status", "followed"),
    [(307, True), (308, True), (301, False), (302, False), (303, False), (300, False)],
)
async def test_a_hub_that_has_moved_is_asked_there(status: int, *, followed: bool) -> None:
    async with a_lab() as hub, a_lab({"/": page(b"", "202 Accepted")}) as other:
        hub.answers = {"/": redirect(other.url(), f"{status} X")}
        async with a_web(hub, other) as web:
            answer = await web.submit(to(hub.url()))
        assert answer.status == (202 if followed else status)
        assert [asked.body for asked in other.asked] == [b"a=b"] * followed


async def test_a_hub_that_leads_in_circles_or_on_for_ever_is_left() -> None:
    async with a_lab() as lab, a_web(lab) as web:
        lab.answers = {"/": redirect("/", "307 X")}
        with pytest.raises(Undelivered, match=r"redirect|timeout"):
            await web.submit(to(lab.url(), 3))
        assert len(lab.asked) <= 6


async def test_requests_to_one_hub_are_one_at_a_time_and_a_second_apart() -> None:
    async with a_lab({"*": page(b"", "202 Accepted")}) as lab, a_web(lab) as web:
        await asyncio.gather(*(web.submit(to(lab.url(f"/{n}"))) for n in range(3)))
    times = [asked.at for asked in lab.asked]
    assert all(b - a >= 0.95 for a, b in pairwise(times))


async def test_a_hub_that_asks_for_rest_gets_it_from_readers_too() -> None:
    async with a_lab({"*": page(b"", "429 No", retry_after="3600")}) as lab, a_web(lab) as web:
        answer = await web.submit(to(lab.url("/hub")))
        assert (answer.status, answer.retry_after) == (429, timedelta(hours=1))
        with pytest.raises(Undelivered, match="asked for rest") as raised:
            await web.submit(to(lab.url("/hub")))
        assert raised.value.retry_after is not None
        assert len(lab.asked) == 1


async def test_no_answer_in_time_is_undelivered() -> None:
    async def hang(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with a_lab({"/": hang}) as lab, a_web(lab) as web:
        with pytest.raises(Undelivered, match="timeout"):
            await web.submit(to(lab.url(), 0.2))


async def test_the_hubs_that_an_answer_s_headers_name_come_with_it() -> None:
    answers = {"/feed": page(link='<https://hub.example/>; rel="hub"')}
    async with a_lab(answers) as lab, a_web(lab) as web:
        reply = await web.get(Request(url=lab.url("/feed"), obey_robots=False))
    assert reply is not None
    assert reply.links == (("hub", "https://hub.example/"),)
