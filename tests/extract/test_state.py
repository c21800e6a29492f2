"""What kind of page it is; the pages that are no articles stand in kinds.py."""

import gzip
import json
import os
from pathlib import Path

import pytest

from crawler.model import PageState
from tests.extract.kinds import BLOCKED, CARDS, EMPTY, LISTS, STORY, bare
from tests.extract.pages import PROSE, URL, a_page, read

SHARED = Path(os.environ.get("KLIPING_SHARED", Path(__file__).parents[3] / "shared"))
PAID = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":%s}</script>'
WHOLE = "".join(f"<p>{text} {n}</p>" for n in range(6) for text in PROSE)


@pytest.mark.parametrize("page", BLOCKED.values(), ids=BLOCKED)
def test_a_page_that_lets_nobody_in_is_blocked(page: str) -> None:
    assert read(page, url=STORY).state is PageState.BLOCKED


@pytest.mark.parametrize("page", EMPTY.values(), ids=EMPTY)
def test_a_page_without_an_article_is_empty(page: str) -> None:
    assert read(page, url=STORY).state in {PageState.EMPTY, PageState.LIST}


@pytest.mark.parametrize(("page", "url"), LISTS.values(), ids=LISTS)
def test_a_page_of_links_is_a_list(page: str, url: str) -> None:
    assert read(page, url=url).state is PageState.LIST


@pytest.mark.parametrize(
    "teaser",
    [
        "Subscribe to continue reading this story.",
        "Sign up to read the rest of it.",
        "This article is only available to subscribers.",
        "Berlangganan untuk membaca artikel ini sampai selesai.",
        "Konten ini khusus pelanggan Kota Contoh.",
        "Jetzt weiterlesen mit einem Probeabo.",
        "Article réservé aux abonnés.",
        "Il vous reste 80% de cet article à lire.",
        "Contenido exclusivo para suscriptores.",
        "Contenuto riservato agli abbonati.",
        "Conteúdo exclusivo para assinantes.",
    ],
)
def test_a_beginning_that_is_for_sale_is_partial(teaser: str) -> None:
    page = a_page(f"<p>{PROSE[0]}</p><div class=paywall><p>{teaser}</p></div>")
    assert read(page).state is PageState.PARTIAL


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (a_page(), PageState.FULL),
        (a_page(f"<p>{PROSE[0]}</p>"), PageState.FULL),
        (a_page(f"<p>{PROSE[0]}</p><p>{PROSE[1][:60]}…</p>"), PageState.PARTIAL),
        (a_page(head=PAID % '"False"'), PageState.PARTIAL),
        (a_page(WHOLE, head=PAID % "false"), PageState.FULL),
        (a_page(head='<meta property="og:type" content="website">'), PageState.FULL),
    ],
)
def test_the_kind_of_article_is_told(page: str, state: PageState) -> None:
    assert read(page, url=URL).state is state


@pytest.mark.parametrize("query", ["?p=2895", "?id=17", "?page_id=3&lang=id"])
def test_an_article_may_stand_at_the_address_of_the_home_page(query: str) -> None:
    assert read(a_page(), url=f"https://kota.example/{query}").state is PageState.FULL
    assert read(a_page(), url="https://kota.example/?ref=x").state is PageState.LIST


@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="website">'])
def test_an_article_with_a_few_teasers_beside_it_is_an_article(head: str) -> None:
    teasers = "".join(CARDS.partition("</article>")[0:2]) * 4
    assert read(a_page(WHOLE + teasers, head=head)).state is PageState.FULL


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


FLASH = '<meta property="og:type" content="article">'


@pytest.mark.parametrize("head", ["", FLASH])
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Error 404 Jadi Nama Kafe di Kota Contoh", "Kafe bernama Error 404 di Jalan Contoh itu buka setiap hari sejak pukul tujuh pagi."),
        ("Captcha Baru Diluncurkan", "Sebuah perusahaan meluncurkan captcha baru bagi pengguna lanjut usia pada Senin di Kota Contoh."),
        ("MK Tolak Gugatan", "Mahkamah menyatakan artikel dalam naskah lama itu sudah tidak berlaku dan menolak gugatan warga."),
    ],
)  # fmt: skip
def test_a_flash_about_errors_and_captchas_is_news(title: str, text: str, head: str) -> None:
    page = bare(f"<h1>{title}</h1><div><p>{text}</p></div>", head=head)
    assert read(page, url=URL).state is PageState.FULL


def test_a_flash_above_many_teasers_is_an_article_but_a_tag_with_a_word_about_it_is_none() -> (
    None
):
    title = "Pasar Lama Kota Contoh Dibuka Lagi"
    page = bare(
        f"<main><h1>{title}</h1><p>{PROSE[0]}</p><section>{CARDS}</section></main>", title
    )
    assert read(page, url=URL).state is PageState.FULL
    assert read(page, url="https://kota.example/topik/pasar-lama").state is PageState.LIST


def test_a_list_that_calls_itself_an_article_is_a_list() -> None:
    page = bare(f"<h1>Indeks Berita</h1>{CARDS}", "Indeks Berita", FLASH)
    assert read(page, url="https://kota.example/indeks").state is PageState.LIST


@pytest.mark.parametrize(
    ("end", "state"),
    [
        ("Entah sampai kapan...", PageState.FULL),
        (PROSE[1][:60] + "...", PageState.PARTIAL),
        (f"Pasar ramai. {PROSE[1][:60]}…", PageState.PARTIAL),
        (f"{PROSE[1]} Entah sampai kapan…", PageState.FULL),
    ],
)
def test_what_trails_off_is_not_cut_off(end: str, state: PageState) -> None:
    assert read(a_page(f"<p>{PROSE[0]}</p><p>{end}</p>")).state is state


def test_an_offer_below_the_text_is_none_of_it_and_makes_it_a_part() -> None:
    page = a_page(
        "".join(f"<p>{text}</p>" for text in (*PROSE, "Artikel ini khusus pelanggan."))
    )
    assert read(page).paragraphs == PROSE
    assert read(page).state is PageState.PARTIAL


def test_pictures_with_captions_are_an_article() -> None:
    figures = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>{text}</figcaption></figure>"
        for n, text in enumerate(PROSE)
    )
    title = "Foto: Pasar Lama Kota Contoh Dibuka Lagi"
    article = read(bare(f"<h1>{title}</h1>{figures}", title), url=URL)
    assert article.state is PageState.FULL
    assert [one.caption for one in article.pictures] == [*PROSE]


def test_a_letter_that_is_a_word_counts_as_one() -> None:
    text = "村民星期六上午清理了主干道两旁的排水沟，为雨季做准备，村长表示满意。"
    page = bare(f"<h1>村民清理排水沟</h1><div><p>{text}</p></div>", "村民清理排水沟")
    assert read(page, url=URL).state is PageState.FULL
    assert read(page.replace(text, text[:8]), url=URL).state is PageState.EMPTY


@pytest.mark.parametrize("corpus", ["articles", "publishers"])
def test_no_article_of_the_corpora_is_taken_for_another_kind_of_page(corpus: str) -> None:
    folder = SHARED / "corpora" / corpus
    if not folder.exists():
        pytest.skip(f"needs {folder}; set KLIPING_SHARED")
    lost = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = gzip.decompress((folder / row["page"]).read_bytes())
        state = read(page, url=row["url"]).state
        if state not in {PageState.FULL, PageState.PARTIAL}:
            lost[row["url"]] = state
    assert lost == {}


def _archive(count: int, *, title: str, head: str = "") -> str:
    ends = ("di pasar lama", "di balai kota", "di tepi sungai", "di terminal", "di alun-alun")
    cards = "".join(
        f"<article><h2><a href=/b/{n}>Berita nomor {n} tentang kota dan warganya</a></h2>"
        f"<p>Warga bergotong royong sejak pagi {ends[n % 5]} untuk ke-{n} kalinya tahun ini.</p></article>"
        for n in range(count)
    )
    return bare(f"<main><h1>{title}</h1>{cards}</main>", title, head)


@pytest.mark.parametrize("count", [4, 5, 8, 12, 15, 40])
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
@pytest.mark.parametrize("path", ["category/daerah/", "daerah"])
def test_an_archive_of_articles_is_a_list(count: int, head: str, path: str) -> None:
    page = _archive(count, title="Kategori: Daerah", head=head)
    assert read(page, url=f"https://kota.example/{path}").state is PageState.LIST


def test_an_archive_under_a_headline_is_a_list_where_its_address_says_so() -> None:
    page = _archive(12, title="Berita Terbaru Tentang Pasar Hari Ini")
    assert read(page, url="https://kota.example/tag/pasar").state is PageState.LIST


def test_a_text_above_other_articles_is_an_article() -> None:
    others = bare("".join(CARDS.partition("</article>")[:2]) * 4)
    for inside in (f"<p>{PROSE[0]}</p>", "".join(f"<p>{text}</p>" for text in PROSE)):
        page = bare(f"<main><div><h1>Pasar Lama Dibuka Lagi</h1>{inside}</div>{others}</main>")
        assert read(page, url=STORY).state is PageState.FULL


@pytest.mark.parametrize(
    "notice",
    [
        "Artikel ini tersedia untuk pelanggan premium. Silakan login untuk membaca lebih lanjut.",
        "Silakan masuk untuk membaca berita ini.",
        "Log in to continue.",
    ],
)
def test_an_article_that_begins_above_a_login_is_partial(notice: str) -> None:
    told = read(
        a_page(
            f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{notice}</p>",
            title="Pasar Lama Kota Dibuka Lagi Hari Ini",
        )
    )
    assert told.state is PageState.PARTIAL


@pytest.mark.parametrize("end", ["…", "...", " […]", " [...]"])
def test_a_text_that_breaks_off_is_partial_whatever_leads_on(end: str) -> None:
    cut = (
        f"<p>{PROSE[0]}</p><p>{PROSE[1][:70]}{end}</p><p><a href=/17>Baca selengkapnya</a></p>"
    )
    assert read(a_page(cut)).state is PageState.PARTIAL
