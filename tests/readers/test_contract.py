"""What every reader promises, run against each of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from crawler.errors import Unreadable
from crawler.model import Brief, Inlet, InletKind, PageState, Reply
from crawler.ports import Reader
from crawler.readers.inline import Inline
from crawler.readers.pool import Pool

URL = "https://news.example/read/123456/harga-beras-turun"
PAGE = f"""<!doctype html><html lang=id><head><title>Harga beras turun</title>
<link rel=alternate type="application/rss+xml" href="/feed"></head><body><main><article>
<h1>Harga beras turun di pasar induk</h1>
<p>Harga beras di pasar induk turun dalam tiga hari terakhir karena stok dari daerah kembali lancar.</p>
<p>Pedagang mengatakan pembeli mulai kembali membeli dalam jumlah besar sejak awal pekan ini.</p>
<p>Dinas perdagangan akan memantau harga sampai akhir bulan dan menambah pasokan bila perlu.</p>
</article><h3><a href="{URL}">Harga beras turun di pasar induk</a></h3></main></body></html>"""


def a_reply(body: str = PAGE, url: str = URL) -> Reply:
    return Reply(
        url=url,
        status=200,
        type="text/html",
        charset="utf-8",
        body=body.encode(),
        at=datetime(2026, 11, 2, tzinfo=UTC),
    )


@pytest.fixture(params=["inline", "pool"])
async def reader(request: pytest.FixtureRequest) -> AsyncIterator[Reader]:
    if request.param == "inline":
        yield Inline()
    else:
        async with Pool(1) as pool:
            yield pool


HOME = Inlet(InletKind.LISTING, "https://news.example/")


async def test_reads_listings_inlets_and_articles(reader: Reader) -> None:
    listing = await reader.listing(HOME, a_reply(url="https://news.example/"), "Asia/Jakarta")
    assert [found.url for found in listing.found] == [URL]
    inlets = await reader.inlets(a_reply())
    assert inlets == (Inlet(InletKind.FEED, "https://news.example/feed"),)
    article = await reader.article(Brief(url=URL), a_reply())
    assert (article.title, article.state) == (
        "Harga beras turun di pasar induk",
        PageState.FULL,
    )


async def test_what_is_not_as_expected_is_unreadable(reader: Reader) -> None:
    feed = Inlet(InletKind.FEED, "https://news.example/feed")
    with pytest.raises(Unreadable, match="a feed was expected, this is a page"):
        await reader.listing(feed, a_reply(), "Asia/Jakarta")
    with pytest.raises(Unreadable, match="empty"):
        await reader.inlets(a_reply(""))


async def test_a_bug_is_unreadable_with_its_name(reader: Reader) -> None:
    feed = Inlet(InletKind.FEED, "https://news.example/feed")
    item = "<rss><channel><item><link>/a</link><pubDate>2026-11-02 10:00</pubDate></item></channel></rss>"
    with pytest.raises(Unreadable, match="ZoneInfoNotFoundError while reading"):
        await reader.listing(feed, a_reply(item), "No/Where")
    assert await reader.inlets(a_reply())  # and the next document is read
