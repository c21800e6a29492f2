"""What is read is what the bytes are, not what they are called."""

import pytest

from crawler import discover
from crawler.errors import Unreadable
from crawler.model import InletKind
from tests.discover.replies import a_reply, an_inlet

ARTICLE = "https://news.example/read/123456/harga-beras-turun-lagi"
RSS = f"<rss><channel><item><link>{ARTICLE}</link></item></channel></rss>"
JSON = f'{{"items": [{{"url": "{ARTICLE}"}}]}}'
SITEMAP = f"<urlset><url><loc>{ARTICLE}</loc></url></urlset>"
LINES = f"{ARTICLE}\n"
PAGE = f"<html><h2><a href='{ARTICLE}'>Harga beras turun lagi hari ini</a></h2></html>"
FEED, MAP, LISTING = InletKind.FEED, InletKind.SITEMAP, InletKind.LISTING


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        *((kind, body) for kind in InletKind for body in (RSS, JSON, SITEMAP)),
        (MAP, LINES),
        (LISTING, PAGE),
    ],
)
def test_reads_what_is_there(kind: InletKind, body: str) -> None:
    listing = discover.read(an_inlet(kind), a_reply(body), "Asia/Jakarta")
    assert [found.url for found in listing.found] == [ARTICLE]


@pytest.mark.parametrize(
    ("kind", "body", "problem"),
    [
        (FEED, PAGE, "a feed was expected, this is a page"),
        (MAP, PAGE, "a sitemap was expected, this is a page"),
        (FEED, LINES, "a feed was expected, this is a plain text"),
        (LISTING, LINES, "a listing was expected, this is a plain text"),
        (FEED, "<h1>503 Service Unavailable</h1>", "a feed was expected"),
        (FEED, "", "an empty answer"),
    ],
)
def test_an_error_page_is_no_feed(kind: InletKind, body: str, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        discover.read(an_inlet(kind), a_reply(body), "Asia/Jakarta")


def test_inlets_are_the_feeds_a_page_names() -> None:
    body = '<html><link rel=alternate type="application/rss+xml" href="/feed"></html>'
    assert discover.inlets(a_reply(body)) == (an_inlet(FEED, "https://news.example/feed"),)
    with pytest.raises(Unreadable):
        discover.inlets(a_reply(b""))
