"""What is noticed of a page beside its article."""

from crawler.extract import extract
from crawler.model import Brief
from tests.extract.pages import a_reply

URL = "https://contoh.id/berita/banjir-besar-di-hulu"
TEXT = "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di tiga kelurahan. "


def test_an_article_is_read_with_where_it_goes_on_and_with_what_its_host_repeats() -> None:
    markup = (
        f"<html><head><title>Banjir</title></head><body><article><h1>Banjir</h1><p>{TEXT * 3}</p>"
        '<a href="?page=2">2</a></article></body></html>'
    )
    article = extract(Brief(url=URL), a_reply(markup, url=URL))
    assert article.noticed.further.pages == ((2, f"{URL}?page=2"),)
    assert article.noticed.hearts


def test_every_address_that_a_page_gives_itself_is_noticed_once() -> None:
    head = (
        '<link rel="canonical" href="https://lain.id/berita/banjir"><meta property="og:url" content="/b">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Banjir", '
        '"mainEntityOfPage": {"@id": "https://contoh.id/c"}, "url": "https://contoh.id/d"}</script>'
    )
    body = f"<body><article><h1>Banjir</h1><p>{TEXT * 3}</p></article></body>"
    article = extract(
        Brief(url=URL), a_reply(f"<html><head>{head}</head>{body}</html>", url=URL)
    )
    told = ("https://lain.id/berita/banjir", "https://contoh.id/b", "https://contoh.id/c")
    assert article.noticed.addresses == told
    assert article.canonical == told[0]
