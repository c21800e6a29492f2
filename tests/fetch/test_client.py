from datetime import UTC, datetime, timedelta

from crawler.model import Post, Validators
from tests.fetch.lab import a_lab, a_web, get, page


async def test_reads_a_page_whole_with_what_its_headers_say() -> None:
    said = page(
        b"<p>Harga beras naik",
        content_type='Text/HTML; charset="UTF-8"',
        etag='"a1"',
        last_modified="Wed, 12 Jan 2022 02:01:00 GMT",
    )
    noon = datetime(2022, 1, 12, 12, tzinfo=UTC)
    async with a_lab({"/a?b=c": said}) as lab, a_web(lab, now=lambda: noon) as web:
        reply = await get(web, lab.url("/a?b=c#d"))
    assert reply is not None
    assert reply.url == lab.url("/a?b=c")
    assert (reply.status, reply.type, reply.charset) == (200, "text/html", "UTF-8")
    assert reply.body == b"<p>Harga beras naik"
    assert reply.validators == Validators('"a1"', "Wed, 12 Jan 2022 02:01:00 GMT")
    assert reply.at == noon


async def test_says_who_it_is_and_what_it_can_decode() -> None:
    async with a_lab({"*": page()}) as lab, a_web(lab, user_agent="kliping/9 (+x)") as web:
        await get(web, lab.url())
    assert lab.asked[0].headers["user-agent"] == "kliping/9 (+x)"
    assert lab.asked[0].headers["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in lab.asked[0].headers


async def test_posts_bytes_and_tells_the_answer() -> None:
    async with (
        a_lab({"/hook": page(status="202 Accepted", retry_after="7")}) as lab,
        a_web(lab) as web,
    ):
        answer = await web.post(Post(url=lab.url("/hook"), body=b"{}", headers={"X-A": "b"}))
    assert (answer.status, answer.retry_after) == (202, timedelta(seconds=7))
    assert lab.asked[0].body == b"{}"
    assert lab.asked[0].headers["x-a"] == "b"
