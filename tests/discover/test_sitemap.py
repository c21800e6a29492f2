"""Sitemaps: what is newest in them, whatever their size and state."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.discover import sitemap
from crawler.errors import Unreadable
from crawler.model import Found, Inlet, InletKind
from tests.discover.replies import NOW, a_document

URL = "https://news.example/sitemap.xml"
ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{}</urlset>'
)


def read(body: str) -> tuple[Found, ...]:
    return sitemap.read(a_document(ROOT.format(body), url=URL)).found


def index(*children: str) -> list[str]:
    body = "".join(f"<sitemap>{child}</sitemap>" for child in children)
    document = a_document(f"<sitemapindex>{body}</sitemapindex>", url=URL)
    more = sitemap.read(document).more
    assert all(inlet.kind is InletKind.SITEMAP for inlet in more)
    return [inlet.url.removeprefix("https://news.example/") for inlet in more]


def test_reads_a_news_sitemap() -> None:
    assert read(
        "<url><loc>https://news.example/read/12345/harga-beras</loc>"
        "<image:image><image:loc>https://news.example/i.jpg</image:loc><image:title>Foto</image:title></image:image>"
        "<news:news><news:publication><news:name>Kabar</news:name><news:language>id</news:language></news:publication>"
        "<news:publication_date>2026-11-02T10:15:00+07:00</news:publication_date>"
        "<news:title><![CDATA[Harga Beras Turun & Stok Naik]]></news:title></news:news>"
        "<lastmod>2026-11-02T11:00:00+07:00</lastmod></url>"
    ) == (
        Found(
            url="https://news.example/read/12345/harga-beras",
            title="Harga Beras Turun & Stok Naik",
            published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    "entry",
    [
        "<url><loc>https://news.example/a/judul-yang-baik</loc></url>",
        "<url>\n<loc>\n https://news.example/a/judul-yang-baik \n</loc>\n</url>",
        "<url><loc><![CDATA[https://news.example/a/judul-yang-baik]]></loc></url>",
        "<!-- <url><loc>https://news.example/a/judul-yang-lama</loc></url> --><url><loc>https://news.example/a/judul-yang-baik</loc>",
        "<url><loc>https://news.example/a/judul-yang-baik",
        "<url><loc>https://news.example/a/judul-yang-baik</lod></url>",
        "<s:url xmlns:s='x'><s:loc>https://news.example/a/judul-yang-baik</s:loc></s:url>",
        "<url><priority>0.5</priority><loc>/a/judul-yang-baik</loc></url>",
        "<url><loc>https://news.example/</loc></url><url><loc>https://news.example/a/judul-yang-baik</loc></url>",
        "<url><loc>https://news.example/tag/judul-yang-baik</loc></url><url><loc>https://news.example/a/judul-yang-baik</loc></url>",
        "<url><loc>https://other.example/a/judul-yang-lain</loc></url><url><loc>https://news.example/a/judul-yang-baik</loc></url>",
    ],
)
def test_finds_the_one_article(entry: str) -> None:
    assert [each.url for each in read(entry)] == ["https://news.example/a/judul-yang-baik"]


def test_a_link_of_two_parameters_is_whole() -> None:
    (found,) = read("<url><loc>https://news.example/baca.php?id=12345&amp;kanal=2</loc></url>")
    assert found.url == "https://news.example/baca.php?id=12345&kanal=2"


def entry(at: int, date: str = "") -> str:
    return f"<url><loc>https://news.example/a/judul-berita-nomor-{at}</loc>{date}</url>"


def numbers(found: tuple[Found, ...]) -> list[int]:
    return [int(each.url.rpartition("-")[2]) for each in found]


def test_the_newest_are_kept_and_come_first() -> None:
    dates = [(NOW - timedelta(hours=2000 - at)).isoformat() for at in range(1500)]
    body = "".join(entry(at, f"<lastmod>{date}</lastmod>") for at, date in enumerate(dates))
    assert numbers(read(body)) == list(range(1499, 499, -1))


def test_without_dates_both_ends_are_kept() -> None:
    kept = numbers(read("".join(entry(at) for at in range(3000))))
    assert kept == [*range(500), *range(2500, 3000)]


def test_those_without_dates_come_after_those_with() -> None:
    body = entry(1) + entry(2, "<lastmod>2026-11-01</lastmod>") + entry(3)
    assert numbers(read(body)) == [2, 1, 3]


def test_fifty_thousand_entries_are_read_in_time() -> None:
    body = "".join(
        entry(at, f"<lastmod>2026-{at % 10 + 1:02}-{at % 28 + 1:02}T10:15:00+07:00</lastmod>")
        for at in range(50_000)
    )
    begun = time.process_time()
    found = read(body)
    assert len(found) == 1000
    assert {each.published.month for each in found if each.published} == {10}
    assert time.process_time() - begun < 4


def test_a_packed_sitemap_is_read() -> None:
    document = a_document(gzip.compress(ROOT.format(entry(7)).encode()), url=URL + ".gz")
    assert numbers(sitemap.read(document).found) == [7]


@pytest.mark.parametrize(
    ("children", "order"),
    [
        (
            ["<loc>/a.xml</loc><lastmod>2026-11-01</lastmod>", "<loc>/b.xml</loc><lastmod>2026-11-02</lastmod>"],
            ["b.xml", "a.xml"],
        ),
        (["<loc>/post-sitemap.xml</loc>", "<loc>/post-sitemap12.xml</loc>", "<loc>/post-sitemap2.xml</loc>"],
         ["post-sitemap12.xml", "post-sitemap2.xml", "post-sitemap.xml"]),
        (["<loc>/sitemap-2025-12.xml</loc>", "<loc>/sitemap-2026-02.xml</loc>"],
         ["sitemap-2026-02.xml", "sitemap-2025-12.xml"]),
        (["<loc>/sitemap_web.xml</loc>", "<loc>/sitemap_news.xml</loc>"],
         ["sitemap_news.xml", "sitemap_web.xml"]),
        (["<loc>/category-sitemap.xml</loc>", "<loc>/post_tag-sitemap.xml</loc>", "<loc>/author-sitemap.xml</loc>",
          "<loc>/page-sitemap.xml</loc>", "<loc>/post-sitemap.xml</loc>"], ["post-sitemap.xml"]),
        (["<loc>/old.xml</loc><lastmod>2024-01-01</lastmod>", "<loc>/new.xml</loc><lastmod>2026-11-02</lastmod>"],
         ["new.xml"]),
        (["<loc>https://other.example/a.xml</loc>", "<loc>/sitemap.xml</loc>", "<loc>/a.xml</loc>"], ["a.xml"]),
        (["<loc>/a.xml?x=1&amp;y=2</loc>"], ["a.xml?x=1&y=2"]),
    ],
)  # fmt: skip
def test_an_index_names_its_newest_sitemaps_first(
    children: list[str], order: list[str]
) -> None:
    assert index(*children) == order


def test_an_index_of_a_thousand_gives_twenty() -> None:
    names = index(*(f"<loc>/sitemap-{at}.xml</loc>" for at in range(1000)))
    assert names == [f"sitemap-{at}.xml" for at in range(999, 979, -1)]


def test_a_sitemap_may_be_on_another_host_of_its_owner() -> None:
    document = a_document(
        "<sitemapindex><sitemap><loc>https://bola.news.example/s.xml</loc></sitemap>", url=URL
    )
    assert sitemap.read(document).more == (
        Inlet(InletKind.SITEMAP, "https://bola.news.example/s.xml"),
    )


def test_lines_are_addresses() -> None:
    document = a_document(
        "https://news.example/a/judul-yang-baik\n\nhttps://news.example/\n", url=URL
    )
    assert [each.url for each in sitemap.lines(document).found] == [
        "https://news.example/a/judul-yang-baik"
    ]


def test_lines_of_anything_else_are_no_sitemap() -> None:
    with pytest.raises(Unreadable, match="neither markup nor a list of addresses"):
        sitemap.lines(a_document("https://news.example/a\nNot found", url=URL))


@pytest.mark.parametrize(
    "piece", ["<url>", "<loc>", "<url ", "<!--", "<url><loc><![CDATA[", "<url><loc>x</loc>"]
)
def test_nothing_keeps_it_busy(piece: str) -> None:
    begun = time.process_time()
    read(piece * (2_000_000 // len(piece)))
    assert time.process_time() - begun < 5
