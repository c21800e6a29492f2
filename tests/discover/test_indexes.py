"""The index pages that a page links to."""

import pytest

from crawler.discover import named
from crawler.model import InletKind
from tests.discover.index_pages import FOOT, page
from tests.discover.replies import a_document

HOME = "https://www.news.example/"


def indexes(body: str) -> list[str]:
    inlets = named.of(a_document(page(body), url=HOME))
    return [inlet.url for inlet in inlets if inlet.kind is InletKind.LISTING]


@pytest.mark.parametrize(
    "href",
    [
        "/indeks",
        "/indeks/",
        "/Indeks.html",
        "/terkini",
        "/berita/terbaru",
        "/artikel/indeks",
        "/index.php/indeks",
        "/latest-news",
        "https://indeks.news.example/",
        "https://www.news.example/indeks?ref=menu",
    ],
)
def test_a_page_of_what_is_newest_is_known_by_the_end_of_its_address(href: str) -> None:
    found = indexes(f'<nav><a href="{href}">Indeks</a></nav>')
    assert len(found) == 1
    assert found[0].endswith(href)


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/ekonomi",
        "/terkini/berita-terkini-hari-ini-banjir",
        "/berita/2026/11/02/indeks-saham-naik-tiga-persen",
        "/a/b/c/indeks",
        "/indeks?date=2020-01-01",
        "/indeks?page=2",
        "https://lain.example/indeks",
        "javascript:indeks",
        "#indeks",
    ],
)
def test_nothing_else_is(href: str) -> None:
    assert indexes(f'<a href="{href}">Indeks</a>' + FOOT) == []


def test_that_of_the_whole_site_comes_before_those_of_its_parts() -> None:
    body = "".join(
        f'<a href="{href}">x</a>'
        for href in ("/ekonomi/indeks", "/terkini", "/indeks/", "/indeks")
    )
    assert indexes(body) == [
        f"{HOME}indeks/",
        f"{HOME}terkini",
        f"{HOME}ekonomi/indeks",
    ]


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("/wp-json/", "/wp-json/wp/v2/posts?per_page=50"),
        ("/blog/wp-json", "/blog/wp-json/wp/v2/posts?per_page=50"),
        ("/index.php?rest_route=/", "/index.php?rest_route=/wp/v2/posts&per_page=50"),
    ],
)
def test_the_posts_of_a_wordpress_without_a_feed_are_asked_of_its_interface(
    href: str, asked: str
) -> None:
    link = f'<link rel="https://api.w.org/" href="{href}">'
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    (one,) = named.of(a_document(page("", link), url=HOME))
    assert one.kind is InletKind.FEED
    assert one.url.startswith(HOME[:-1] + asked)
    (one,) = named.of(a_document(page("", link + feed), url=HOME))
    assert one.url == f"{HOME}feed/"
    assert named.of(a_document(page("", link.replace("/", "//x.example/", 1)), url=HOME)) == ()
