"""Index pages of many makes: every article found, and nothing that is none."""

import time
from datetime import datetime
from urllib.parse import urljoin

import pytest

from crawler.dedup.urls import identity
from crawler.discover import listing
from tests.discover.index_pages import FOOT, NAV, PAGES, TITLES, IndexPage, page
from tests.discover.more_index_pages import MORE
from tests.discover.odd_index_pages import ODD
from tests.discover.replies import a_document

BASES = {"relative to a base": "https://www.kabar.example/asia/"}


def wanted(made: IndexPage) -> dict[str, str]:
    base = BASES.get(made.make, made.url)
    return {identity(urljoin(base, link)): title for link, title in made.articles.items()}


@pytest.mark.parametrize("made", [*PAGES, *MORE, *ODD], ids=lambda made: made.make)
def test_finds_every_article_and_nothing_else(made: IndexPage) -> None:
    found = listing.read(a_document(made.html, url=made.url)).found
    assert {identity(each.url): each.title for each in found} == wanted(made)


@pytest.mark.parametrize("made", [*PAGES, *MORE, *ODD], ids=lambda made: made.make)
def test_finds_each_article_once(made: IndexPage) -> None:
    found = listing.read(a_document(made.html * 2, url=made.url)).found
    assert len({identity(each.url) for each in found}) == len(found)


def test_there_are_pages_of_many_makes() -> None:
    assert len({made.make for made in (*PAGES, *MORE, *ODD)}) >= 60


def test_a_page_of_furniture_lists_nothing() -> None:
    document = a_document(page(NAV + FOOT), url="https://www.kabar.example/indeks")
    assert listing.read(document).found == ()


def test_articles_come_in_the_order_of_the_page() -> None:
    made = PAGES[0]
    found = listing.read(a_document(made.html, url=made.url)).found
    assert [each.title for each in found] == list(TITLES)


def test_short_headlines_are_found_among_their_like() -> None:
    short = '<h3><a href="/berita/481299/banjir">Banjir Surut</a></h3>'
    made = next(made for made in PAGES if made.make == "id and slug, bare rows")
    document = a_document(made.html.replace("</body>", short + "</body>"), url=made.url)
    assert "Banjir Surut" in [each.title for each in listing.read(document).found]


def test_the_date_in_a_card_is_its_article_s() -> None:
    cards = "".join(
        f'<div class=c><h3><a href="/read/10000{at}/judul-yang-cukup-panjang-{at}">Judul yang cukup panjang nomor {at}</a></h3>'
        + (f"<time>{at} November 2026, 09:00 WIB</time>" if at != 2 else "")
        + "</div>"
        for at in (1, 2)
    )
    found = listing.read(a_document(page(f"<main>{cards}</main>"))).found
    assert [each.published for each in found] == [
        datetime.fromisoformat("2026-11-01T09:00+07:00"),
        None,
    ]


def test_what_others_lie_under_is_a_section() -> None:
    links = "".join(
        f'<a href="/ekonomi/keuangan-dan-perbankan-daerah/{at}/laju-kredit-bank-daerah-naik">Laju kredit bank daerah naik lagi</a>'
        for at in range(3)
    )
    section = '<h2><a href="/ekonomi/keuangan-dan-perbankan-daerah">Keuangan dan Perbankan Daerah</a></h2>'
    found = listing.read(a_document(page(section + links))).found
    assert len(found) == 3


@pytest.mark.parametrize(
    "body",
    [
        "<a href='http://[::1'>Sebuah alamat yang rusak sama sekali</a>",
        "<a href='/read/123456/"
        + "a" * 5000
        + "'>Judul berita dengan alamat terlalu panjang</a>",
        "<a href='https://u:p@news.example/read/123456/judul-berita-ini'>Judul berita dengan sandi</a>",
        "<a href='data:text/html,judul-berita-yang-panjang'>Judul berita sebagai data saja</a>",
        "<a>Tanpa alamat sama sekali di sini</a>" * 100,
    ],
)
def test_a_link_that_leads_nowhere_is_left_out(body: str) -> None:
    assert listing.read(a_document(page(body))).found == ()


def test_a_heading_over_many_links_is_none_of_theirs() -> None:
    links = "".join(f'<a href="/n/70010{at}"><img src=i.jpg></a>' for at in range(6))
    box = f"<div><h2>Kumpulan foto pasar lama dari tahun ke tahun</h2>{links}</div>"
    assert listing.read(a_document(page(box))).found == ()


def test_a_heading_of_few_words_makes_no_article_of_the_link_beside_it() -> None:
    cards = "".join(
        f'<div><h3>Kabar Kota</h3><a href="/kota/{at}/x"><img src=i.jpg></a></div>'
        for at in range(6)
    )
    assert listing.read(a_document(page(cards))).found == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "".join(f'<a href="/a/{at}"><img></a>' for at in range(4000)) + "</div>",
        "".join(f'<div><a href="/a/{at}"><img></a>' for at in range(3000)),
        "".join(
            f'<li><div><div><a href="/a/{at}"><img></a></div></div></li>' for at in range(3000)
        ),
        "<script>" + '={"a":' * 100_000 + "</script>",
        "".join("<div data-x='" + "[{" * 30 + '"a":1\'>' for _ in range(4000)),
    ],
    ids=["flat", "nested", "rows", "program", "attributes"],
)
def test_a_page_made_to_be_slow_is_read_in_time(body: str) -> None:
    document = a_document(page(body))
    began = time.process_time()
    assert listing.read(document).found == ()
    assert time.process_time() - began < 3  # a tenth or so, where nobody else is at work
