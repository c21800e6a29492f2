"""Where redirects lead, and what goes along."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from crawler.errors import FetchError, Refused
from tests.fetch.lab import LOOPBACK, a_lab, a_web, get, names, page, redirect

NOON = datetime(2022, 1, 12, 12, tzinfo=UTC)


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
