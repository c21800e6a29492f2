"""The page that a list goes on at."""

import pytest

from crawler.discover import feed, json_feed, listing
from tests.discover.index_pages import page
from tests.discover.replies import a_document

HERE = "https://www.news.example/indeks"


def older(body: str, head: str = "", url: str = HERE) -> str | None:
    return listing.read(a_document(page(body, head), url=url)).older


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ('<link rel="next" href="/indeks?page=2">', f"{HERE}?page=2"),
        ('<a rel="next nofollow" href="/indeks/2">2</a>', f"{HERE}/2"),
        ('<a href="/indeks?page=2">Berikutnya</a>', f"{HERE}?page=2"),
        ('<a href="/indeks/page/2/">Next »</a>', f"{HERE}/page/2/"),
        ('<a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=2">›</a>', f"{HERE}?page=2"),
        ('<a href="/indeks/page/2/" aria-label="Next page"><i></i></a>', f"{HERE}/page/2/"),
        ('<a href="/older-posts/page/2">Older posts</a>', "https://www.news.example/older-posts/page/2"),
    ],
)  # fmt: skip
def test_an_index_page_names_the_next_by_its_relation_or_in_words(body: str, url: str) -> None:
    assert older(body) == url
    assert older("", head=body) in {url, None}


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="/berita/next-generation">Next</a>',  # no number of a page
        '<a href="?page=1">«</a>',
        f'<a rel="next" href="{HERE}">Next</a>',
        '<a rel="next" href="https://lain.example/2">Next</a>',
        '<a rel="next" href="javascript:more()">Next</a>',
        '<a rel="next" href="#">Next</a>',
        '<a href="/2026/11/02/">Berikutnya</a>',
    ],
)
def test_what_leads_elsewhere_or_nowhere_is_none(body: str) -> None:
    assert older(body) is None


def test_a_later_page_goes_on_and_never_back() -> None:
    body = '<a href="?page=2">Next</a><a href="?page=4">Next</a>'
    assert older(body, url=f"{HERE}?page=3") == f"{HERE}?page=4"
    assert older('<a href="?page=2">Next</a>', url=f"{HERE}?page=2") is None


def test_a_feed_goes_on_where_it_says() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/feed?page=2"/>'
        '<entry><title>A</title><link href="/a"/></entry></feed>'
    )
    assert feed.read(a_document(atom)).older == "https://news.example/feed?page=2"
    assert feed.read(a_document(atom.replace("next", "self"))).older is None
    told = '{"items": [{"url": "https://news.example/a"}], "next_url": "%s"}'
    assert json_feed.read(a_document(told % "/b.json")).older == "https://news.example/b.json"
    assert json_feed.read(a_document(told % "https://x.example/")).older is None
    assert json_feed.read(a_document('[{"link": "https://news.example/a"}]')).older is None
