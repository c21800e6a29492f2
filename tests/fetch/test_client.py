import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import FetchError, Refused, Undelivered, Unreachable
from crawler.fetch import Limits
from crawler.model import Post, Request, Validators
from tests.fetch.lab import LOOPBACK, QUICK, Said, a_lab, a_web, get, names, page, redirect

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


# Statuses


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "forbidden"), (403, "forbidden"), (451, "forbidden"), (404, "not_found"), (410, "gone"),
     (400, "http_400"), (402, "http_402"), (405, "http_405"), (406, "http_406"), (418, "http_418"),
     (499, "http_499"), (300, "http_300"), (305, "http_305"), (399, "http_399")],
)  # fmt: skip
async def test_a_status_that_will_stay_is_refused(status: int, code: str) -> None:
    async with a_lab({"/": page(b"x", f"{status} No")}) as lab, a_web(lab) as web:
        with pytest.raises(Refused, match=str(status)) as raised:
            await get(web, lab.url())
    assert (raised.value.code, raised.value.url) == (code, lab.url())


@pytest.mark.parametrize("status", [408, 421, 425, 429, 500, 501, 502, 503, 504, 520, 599])
async def test_a_status_that_may_pass_is_unreachable(status: int) -> None:
    async with a_lab({"/": page(b"x", f"{status} Later")}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.code == f"http_{status}"
    assert raised.value.host_wide is (status in {429, 503})
    assert raised.value.retry_after is None


@pytest.mark.parametrize(
    ("said", "wait"),
    [("7", timedelta(seconds=7)), ("0", timedelta(0)), ("-1", None), ("99999999999", timedelta(hours=24)),
     ("Wed, 12 Jan 2022 12:00:42 GMT", timedelta(seconds=42)), ("besok", None)],
)  # fmt: skip
@pytest.mark.parametrize("status", [429, 503, 500])
async def test_passes_on_how_long_the_server_wants_to_rest(
    status: int, said: str, wait: timedelta | None
) -> None:
    answers = {"/": page(b"", f"{status} Later", retry_after=said)}
    async with a_lab(answers) as lab, a_web(lab, now=lambda: NOON) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.retry_after == wait


@pytest.mark.parametrize("retry_after", ["3600", None])
async def test_a_host_that_asked_for_rest_is_not_asked_for_other_pages(
    retry_after: str | None,
) -> None:
    headers = {} if retry_after is None else {"retry_after": retry_after}
    async with (
        a_lab({"/": page(b"", "429 No", **headers), "/b": page()}) as lab,
        a_web(lab) as web,
    ):
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/"))
        assert raised.value.host_wide
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/b"))
        assert raised.value.host_wide
    assert lab.paths == ["/"]
    assert raised.value.code == "resting"
    assert raised.value.retry_after is not None
    assert raised.value.retry_after <= timedelta(hours=1)


async def test_a_retry_after_of_nothing_lets_the_host_be_asked_at_once() -> None:
    answers = {"/": page(b"", "503 No", retry_after="0"), "/b": page()}
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable):
            await get(web, lab.url())
        assert await get(web, lab.url("/b")) is not None


@pytest.mark.parametrize(
    ("status", "header"),
    [("403 No", ("cf-mitigated", "challenge")), ("503 No", ("cf-mitigated", "challenge")),
     ("202 Accepted", ("x-amzn-waf-action", "challenge")), ("405 No", ("x-amzn-waf-action", "captcha")),
     ("403 No", ("x-sucuri-block", "x"))],
)  # fmt: skip
async def test_a_challenge_is_blocked_whatever_its_status(
    status: str, header: tuple[str, str]
) -> None:
    async with a_lab({"/": page(b"x", status, **dict([header]))}) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url())
    assert raised.value.code == "blocked"


@pytest.mark.parametrize("status", ["206 Partial Content", "101 Switching Protocols"])
async def test_what_was_not_asked_for_is_no_page(status: str) -> None:
    async with a_lab({"/": page(b"x", status)}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable):
            await get(web, lab.url())


@pytest.mark.parametrize("status", ["200 OK", "203 Other", "204 No Content", "299 Fine"])
async def test_a_2xx_is_a_reply(status: str) -> None:
    async with a_lab({"/": page(b"", status)}) as lab, a_web(lab) as web:
        reply = await get(web, lab.url())
    assert reply is not None
    assert reply.status == int(status[:3])


# Redirects


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 Other", "307 Same", "308 Moved"]
)
async def test_follows_redirects_and_says_where_they_led(status: str) -> None:
    async with (
        a_lab({"/a/b": redirect("../c?d", status), "/c?d": page()}) as lab,
        a_web(lab) as web,
    ):
        reply = await get(web, lab.url("/a/b"))
    assert reply is not None
    assert reply.url == lab.url("/c?d")


@pytest.mark.parametrize(
    ("location", "path"),
    [("/berita terbaru", "/berita%20terbaru"), (" /b ", "/b"), ("/b#bagian", "/b"), ("?x=1", "/a?x=1"),
     ("//{place}/b", "/b"), ("HTTP://{place}/b", "/b"), ("/caf\u00c3\u00a9", "/caf%C3%A9"), ("b/../c", "/c")],
)  # fmt: skip
async def test_understands_locations_as_servers_write_them(location: str, path: str) -> None:
    async with a_lab({path: page()}) as lab, a_web(lab) as web:
        lab.answers["/a"] = redirect(location.format(place=lab.place))
        assert await get(web, lab.url("/a")) is not None
    assert lab.paths == ["/a", path]


@pytest.mark.parametrize(
    "location",
    ["", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "data:text/html,x", "//", "http://",
     "https:", "http://[::1", "http://a b/", "\\\\x\\y", "/\\x", "http://x\\@y/", "mailto:a@b", "about:blank",
     "http://%zz/", "http://a%00b/", "ftp://x/", "ws://x/", "http://x:y/", "http://x:-1/", "view-source:http://x/",
     "\x01", "/\x7f", "http://user@x/", "http://xn--/", "http://-/", "http://a..b/"],
)  # fmt: skip
async def test_a_redirect_to_nowhere_is_refused(location: str) -> None:
    async with a_lab({"/a": redirect(location)}) as lab, a_web(lab) as web:
        with pytest.raises(FetchError) as raised:
            await get(web, lab.url("/a"))
    assert raised.value.code in {"redirect", "protocol", "dns"}
    assert lab.paths == ["/a"]


async def test_a_redirect_without_or_with_two_locations_is_refused() -> None:
    two = b"HTTP/1.1 302 Found\r\nlocation: /b\r\nlocation: /c\r\ncontent-length: 0\r\n\r\n"
    async with a_lab({"/a": page(b"", "302 Found"), "/b": two}) as lab, a_web(lab) as web:
        for path in ("/a", "/b"):
            with pytest.raises(Refused) as raised:
                await get(web, lab.url(path))
            assert raised.value.code == "redirect"


@pytest.mark.parametrize(("hops", "read"), [(1, True), (5, True), (6, False), (9, False)])
async def test_follows_five_redirects_and_no_more(hops: int, read: bool) -> None:
    answers = {f"/{n}": redirect(f"/{n + 1}") for n in range(hops)} | {f"/{hops}": page()}
    async with a_lab(answers) as lab, a_web(lab) as web:
        if read:
            assert await get(web, lab.url("/0")) is not None
        else:
            with pytest.raises(Refused, match="more than 5") as raised:
                await get(web, lab.url("/0"))
            assert raised.value.code == "redirect"
    assert len(lab.asked) <= 6


async def test_a_circle_is_left_when_it_closes() -> None:
    async with a_lab({"/a": redirect("/b"), "/b": redirect("/a")}) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url("/a"))
    assert raised.value.code == "redirect"
    assert lab.paths == ["/a", "/b"]


async def test_a_source_s_headers_go_to_its_own_origin_only() -> None:
    table = names(one=[LOOPBACK], two=[LOOPBACK])
    own = {"Authorization": "Bearer s3cret", "Cookie": "a=b", "X-Key": "k"}
    async with a_lab({"/b": page()}) as lab, a_web(lab, resolver=table) as web:
        lab.answers["/a"] = redirect(lab.url("/b", host="two.test"))
        await get(web, lab.url("/a", host="one.test"), headers=own)
        lab.answers["/c"] = redirect("/b")
        await get(web, lab.url("/c", host="one.test"), headers=own)
    sent = [{name.lower() for name in own} & set(asked.headers) for asked in lab.asked]
    everything = {"authorization", "cookie", "x-key"}
    assert sent == [everything, set(), everything, everything]


async def test_a_source_s_headers_do_not_decide_what_is_ours() -> None:
    own = {
        "Host": "other.example", "Accept-Encoding": "br", "Content-Length": "5", "Connection": "close",
        "Range": "bytes=0-1", "Transfer-Encoding": "chunked", "If-None-Match": "x", "User-Agent": "Own/1",
    }  # fmt: skip
    async with a_lab({"/": page()}) as lab, a_web(lab) as web:
        await get(web, lab.url(), headers=own)
    sent = lab.asked[0].headers
    assert (sent["host"], sent["accept-encoding"], sent["user-agent"]) == (
        lab.place,
        "gzip, deflate",
        "Own/1",
    )
    assert not {
        "content-length",
        "range",
        "transfer-encoding",
        "if-none-match",
        "connection",
    } & set(sent)


@pytest.mark.parametrize(
    "value", ["a\r\nX: y", "a\nb", "\x00", "é", "日本", "\ud800", "x" * 200_000]
)
async def test_an_odd_header_of_a_source_is_sent_plain_or_is_an_error_of_the_tree(
    value: str,
) -> None:
    async with a_lab({"/": page()}) as lab, a_web(lab) as web:
        with suppress(FetchError):
            await get(web, lab.url(), headers={"X-Odd": value})
    assert all("x" not in asked.headers for asked in lab.asked)


async def test_an_error_after_a_redirect_names_both_places() -> None:
    async with a_lab() as other, a_lab() as lab, a_web(lab, other) as web:
        lab.answers["/a"] = redirect(other.url("/gone"))
        with pytest.raises(Refused) as raised:
            await get(web, lab.url("/a"))
    assert (raised.value.code, raised.value.url) == ("not_found", lab.url("/a"))
    assert other.place in raised.value.problem


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


# Posts


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
