"""The feeds that a page names."""

import pytest

from crawler.discover import named
from crawler.model import InletKind
from tests.discover.index_pages import FOOT, NAV, page
from tests.discover.replies import a_document


def feeds(body: str, head: str = "") -> list[str]:
    inlets = named.of(a_document(page(body, head), url="https://www.news.example/"))
    return [inlet.url for inlet in inlets if inlet.kind is InletKind.FEED]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/feed/">',
        "<LINK REL=Alternate TYPE='Application/RSS+XML; charset=utf-8' HREF='https://www.news.example/feed/'>",
        '<link rel="alternate home" type="application/atom+xml" href="feed/">',
        '<link rel="alternate" type="application/feed+json" href="/feed/">',
        '<link rel="feed" href="/feed/">',
        '<link rel="alternate" type="text/xml" href="/feed/">',
    ],
)
def test_a_link_names_a_feed_in_head_and_body(link: str) -> None:
    assert feeds("", head=link) == ["https://www.news.example/feed/"]
    assert feeds(f"<div>{link}</div>") == ["https://www.news.example/feed/"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" title="Kabar » Comments Feed" href="/rss2/">',
        '<link rel="alternate" type="application/rss+xml" title="Komentar" href="/rss2/">',
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">',
        '<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">',
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<link rel="alternate" type="application/rss+xml" href="https://tracker.example/feed">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<a href="/berita/rss-itu-apa">Apa itu RSS</a>',
        '<a href="/feedback">Saran</a>',
        '<a href="https://other.example/rss.xml">RSS</a>',
    ],
)
def test_what_is_no_feed_of_the_site_s_articles_is_left_out(link: str) -> None:
    assert feeds(NAV + link + FOOT) == []


@pytest.mark.parametrize(
    "path", ["/rss", "/rss/", "/feed", "/nasional/rss", "/rss.xml", "/atom.xml", "/feeds/berita.xml", "/berita.rss",
             "/?feed=rss2", "/index.xml", "/feed.json"],
)  # fmt: skip
def test_an_anchor_that_clearly_is_a_feed_names_it(path: str) -> None:
    assert feeds(f'<footer><a href="{path}">RSS</a></footer>') == [
        f"https://www.news.example{path}"
    ]


def test_feeds_on_known_feed_hosts_are_the_site_s() -> None:
    assert feeds('<a href="https://feeds.feedburner.com/kabar">RSS</a>') == [
        "https://feeds.feedburner.com/kabar"
    ]


def test_the_best_come_first_and_each_once() -> None:
    body = '<a href="/ekonomi/rss">x</a><a href="/feed/">y</a>'
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/category/bola/feed/">'
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    assert feeds(body, head) == [
        f"https://www.news.example{path}"
        for path in ("/feed/", "/feed.json", "/ekonomi/rss", "/category/bola/feed/")
    ]


def test_no_more_than_ten_are_named() -> None:
    assert len(feeds("".join(f'<a href="/{at}/rss">x</a>' for at in range(50)))) == 10


@pytest.mark.parametrize("body", ["<rss/>", "<feed/>", '{"items": []}'])
def test_a_feed_names_itself(body: str) -> None:
    assert [inlet.url for inlet in named.of(a_document(body))] == ["https://news.example/rss"]


def test_a_sitemap_names_no_feed() -> None:
    assert named.of(a_document("<urlset/>")) == ()
