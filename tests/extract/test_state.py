import pytest

from crawler.model import PageState
from tests.extract.pages import PROSE, URL, a_page, read

CARD = (
    "<div class=kartu><h3><a href=/b/{n}>Berita kota nomor {n} yang baru saja terbit pagi ini</a></h3>"
    "<p>Ringkasan berita nomor {n} yang panjangnya dua baris dan berakhir dengan titik.</p></div>"
)
CARDS = "".join(CARD.format(n=n) for n in range(20))


def bare(inside: str, title: str = "Kota Contoh") -> str:
    return f"<html><head><title>{title}</title></head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    ("page", "url", "state"),
    [
        (a_page(), URL, PageState.FULL),
        (a_page(f"<p>{PROSE[0]}</p>"), URL, PageState.FULL),
        (bare(f"<main>{CARDS}</main>"), "https://kota.example/", PageState.LIST),
        (bare(f"<main>{CARDS}</main>"), "https://kota.example/kanal/dunia", PageState.LIST),
        (bare(f"<h1>Tag: pasar</h1><main>{CARDS}</main>"), "https://kota.example/tag/pasar", PageState.LIST),
        (bare("<div id=app></div>"), URL, PageState.EMPTY),
        (bare("<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>", "404"), URL, PageState.EMPTY),
        (bare("<h1>Not found</h1><p>The page was not found. Try the search.</p>"), URL, PageState.EMPTY),
        (bare("<h1>Just a moment...</h1><p>Checking your browser before you go on to the site.</p>", "Just a moment..."), URL, PageState.BLOCKED),
        (bare("<h1>Verify you are human</h1><p>Complete the captcha below to go on.</p>"), URL, PageState.BLOCKED),
        (bare("<h1>Silakan masuk</h1><p>Silakan login untuk membaca berita ini di situs kami.</p>"), URL, PageState.BLOCKED),
        (a_page(f"<p>{PROSE[0]}</p><p>{PROSE[1][:60]}…</p>"), URL, PageState.PARTIAL),
        (a_page(f"<p>{PROSE[0]}</p><div class=paywall><p>Subscribe to continue reading this story.</p></div>"), URL, PageState.PARTIAL),
        (
            a_page(head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'),
            URL,
            PageState.PARTIAL,
        ),
        (
            a_page(
                "".join(f"<p>{text} {n}</p>" for n in range(6) for text in PROSE),
                head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
            ),
            URL,
            PageState.FULL,
        ),
    ],
)  # fmt: skip
def test_the_kind_of_page_is_told(page: str, url: str, state: PageState) -> None:
    assert read(page, url=url).state is state


def test_an_article_with_many_teasers_below_it_is_still_an_article() -> None:
    article = read(
        a_page("".join(f"<p>{t}</p>" for t in PROSE) + f"<section>{CARDS}</section>")
    )
    assert article.state is PageState.FULL
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    "text",
    [
        "Banjir memaksa 500 warga mengungsi ke balai desa sejak Minggu malam, kata petugas setempat.",
        "Kredit murah dengan bunga ringan akan dibagikan kepada 1.500 petani di tiga kecamatan.",
        "Sebanyak 404 rumah rusak ringan karena gempa yang mengguncang pesisir pada Senin pagi.",
    ],
)
def test_a_number_in_a_flash_of_news_is_no_error_page(text: str) -> None:
    assert read(bare(f"<h1>Kabar singkat</h1><p>{text}</p>"), url=URL).state is PageState.FULL
