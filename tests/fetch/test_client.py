import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import FetchError, Unreachable
from crawler.fetch import Limits
from crawler.model import Post, Request, Validators
from tests.fetch.lab import LOOPBACK, QUICK, a_lab, a_web, get, names, page, redirect

NOON = datetime(2022, 1, 12, 12, tzinfo=UTC)


async def test_reads_a_page_whole_with_what_its_headers_say() -> None:
    said = page(
        b"<p>Harga beras naik",
        content_type='Text/HTML; charset="UTF-8"',
        etag='"a1"',
        last_modified="Wed, 12 Jan 2022 02:01:00 GMT",
    )
    async with a_lab({"/a?b=c": said}) as lab, a_web(lab, now=lambda: NOON) as web:
        reply = await get(web, lab.url("/a?b=c#d"))
    assert reply is not None
    assert reply.url == lab.url("/a?b=c")
    assert (reply.status, reply.type, reply.charset) == (200, "text/html", "UTF-8")
    assert reply.body == b"<p>Harga beras naik"
    assert reply.validators == Validators('"a1"', "Wed, 12 Jan 2022 02:01:00 GMT")
    assert reply.at == NOON


async def test_says_who_it_is_and_what_it_can_decode() -> None:
    async with a_lab({"*": page()}) as lab, a_web(lab, user_agent="kliping/9 (+x)") as web:
        await get(web, lab.url())
    [asked] = lab.asked
    assert asked.line == "GET / HTTP/1.1"
    assert asked.headers["host"] == lab.place
    assert asked.headers["user-agent"] == "kliping/9 (+x)"
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding"}


async def test_keeps_no_cookies() -> None:
    async with a_lab({"*": page(set_cookie="a=b")}) as lab, a_web(lab) as web:
        await get(web, lab.url())
        await get(web, lab.url())
    assert all("cookie" not in asked.headers for asked in lab.asked)


# Validators


async def test_asks_whether_it_changed_with_the_validators_as_they_came() -> None:
    since = Validators('W/"é\x80"', "Wed, 12 Jan 2022 02:01:00 GMT")
    async with a_lab({"/": page(b"", "304 Not Modified")}) as lab, a_web(lab) as web:
        assert await get(web, lab.url(), since=since) is None
    assert lab.asked[0].headers["if-none-match"] == since.etag
    assert lab.asked[0].headers["if-modified-since"] == since.modified


async def test_validators_come_back_as_they_were_sent() -> None:
    said = page(etag='W/"é\x80"')
    async with (
        a_lab({"/": said, "/b": page(b"", "304 Not Modified")}) as lab,
        a_web(lab) as web,
    ):
        reply = await get(web, lab.url())
        assert reply is not None
        await get(web, lab.url("/b"), since=reply.validators)
    assert lab.asked[1].headers["if-none-match"] == 'W/"é\x80"'


async def test_a_304_that_nobody_asked_for_is_no_answer() -> None:
    async with a_lab({"/": page(b"", "304 Not Modified")}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.code == "protocol"


async def test_a_changed_page_is_read_though_it_was_asked_for_only_if_changed() -> None:
    async with a_lab({"/": page(b"new", etag='"b"')}) as lab, a_web(lab) as web:
        reply = await get(web, lab.url(), since=Validators('"a"'))
    assert reply is not None
    assert (reply.body, reply.validators) == (b"new", Validators('"b"'))


# Manners and time


async def test_leaves_the_delay_between_requests_to_a_host() -> None:
    async with a_lab({"*": page()}) as lab, a_web(lab) as web:
        await asyncio.gather(
            *(get(web, lab.url(f"/{n}"), delay=timedelta(seconds=0.1)) for n in range(5))
        )
    times = [asked.at for asked in lab.asked]
    assert times[-1] - times[0] >= 0.4


async def test_waiting_for_a_turn_takes_nothing_of_the_time_for_an_answer() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(page())

    limits = Limits(total=timedelta(seconds=0.5), headers=timedelta(seconds=0.5))
    async with a_lab({"*": slow}) as lab, a_web(lab, limits=limits) as web:
        replies = await asyncio.gather(*(get(web, lab.url(f"/{n}")) for n in range(5)))
    assert None not in replies


async def test_all_hops_together_have_the_time_of_one_request() -> None:
    def on(number: int) -> bytes:
        return redirect(f"/{number}")

    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(on(len(lab.asked)))

    limits = Limits(total=timedelta(seconds=0.5), headers=timedelta(seconds=0.4))
    async with a_lab({"*": slow}) as lab, a_web(lab, limits=limits) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/0"))
    assert raised.value.code == "timeout"
    assert len(lab.asked) == 3


# Both


async def test_a_name_in_odd_punycode_is_a_name() -> None:
    table = names(**{"xn--": [LOOPBACK], "xn--i-7iq": [LOOPBACK]})
    async with a_lab({"*": page()}) as lab, a_web(lab, resolver=table) as web:
        for name in ("xn--.test", "xn--i-7iq.test"):
            assert await get(web, lab.url(host=name)) is not None
            assert (await web.post(Post(url=lab.url(host=name), body=b""))).status == 200
    assert lab.asked[0].headers["host"] == f"xn--.test:{lab.port}"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://none.test/", "dns"),
        (f"http://{LOOPBACK}:8080/", "address"),
        ("ftp://x/", "url"),
        ("", "url"),
    ],
)
async def test_what_cannot_be_asked_is_told_by_a_word(url: str, code: str) -> None:
    async with a_web() as web:
        with pytest.raises(FetchError) as raised:
            await web.get(Request(url=url))
    assert (raised.value.code, raised.value.url) == (code, url)


async def test_a_closed_port_is_unreachable() -> None:
    async with a_lab() as lab:
        pass
    async with a_web(lab) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.code == "connect"


def test_the_quick_limits_differ_from_the_real_ones_in_time_only() -> None:
    assert (QUICK.wire, QUICK.budget, QUICK.redirects, QUICK.rate) == (
        Limits().wire,
        Limits().budget,
        Limits().redirects,
        Limits().rate,
    )
