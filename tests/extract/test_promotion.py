"""Promotion goes, and not a sentence of the article with it."""

from itertools import product

import pytest

from crawler.extract.promotion import (
    announces,
    asks_to_load,
    calls_away,
    is_about_cookies,
    is_credit,
    is_promotion,
    told_in_links,
    unmarked,
    without_calls,
)
from tests.extract.pages import PROSE, a_page, read

WORD = "Zamrud"  # stands in the promotion only
BLOCKS = {
    "by class": f'<div class="baca-juga"><a href="/1">Harga {WORD} naik lagi pekan ini</a></div>',
    "by text": f'<p>Baca juga: <a href="/2">Harga {WORD} naik lagi pekan ini</a></p>',
    "inline": f'<p><strong>Simak Juga: </strong><a href="/3">Harga {WORD} naik</a></p>',
    "list": "<ul>"
    + f'<li><a href="/4">Harga {WORD} naik lagi pekan ini</a></li>' * 3
    + "</ul>",
    "follow": f"<p>Ikuti saluran {WORD} di WhatsApp Channel untuk berita terbaru.</p>",
    "newsletter": f'<div class="newsletter-box"><p>Sign up for the {WORD} newsletter</p></div>',
    "advert": f'<div class="ads"><p>ADVERTISEMENT</p><p>{WORD} murah</p></div>',
    "aside": f"<aside><h3>Terkait</h3><p>{WORD} dan kota yang tidak pernah tidur.</p></aside>",
}
FRAMES = {
    "article": '<article><div class="read__content">{}</div></article>',
    "theme": '<div class="td-post-content">{}</div>',
    "blocks": '<div class="entry-content wp-block-post-content">{}</div>',
    "elementor": '<div class="elementor-widget-container"><div>{}</div></div>',
    "microdata": '<div itemprop="articleBody">{}</div>',
    "plain": "<div>{}</div>",
}


@pytest.mark.parametrize(("frame", "block"), [*product(FRAMES, BLOCKS)])
def test_promotion_between_paragraphs_goes_and_the_paragraphs_stay(
    frame: str, block: str
) -> None:
    inside = BLOCKS[block].join(f"<p>{text}</p>" for text in PROSE)
    article = read(a_page(FRAMES[frame].format(inside)))
    assert article.paragraphs == PROSE
    assert WORD not in article.text


@pytest.mark.parametrize("block", BLOCKS)
def test_promotion_below_text_parted_by_line_breaks_goes_too(block: str) -> None:
    inside = (
        f"<div>{'<br><br>'.join(PROSE[:2])}{BLOCKS[block]}{'<br><br>'.join(PROSE[2:])}</div>"
    )
    assert read(a_page(inside)).paragraphs == PROSE


def test_a_long_paragraph_that_begins_like_a_call_stays() -> None:
    long = "Baca juga menjadi kegiatan warga di taman kota. " + PROSE[0] * 4
    assert not is_promotion(long, 0)


@pytest.mark.parametrize(
    ("text", "linked", "goes"),
    [
        ("Baca Juga: Harga cabai naik", 16, True),
        ("BACA JUGA", 0, True),
        ("Lihat juga video ini", 0, True),
        ("Read more: prices rise", 10, True),
        ("ADVERTISEMENT", 0, True),
        ("Halaman: 1 2 3", 0, True),
        ("Lesen Sie auch: Preise steigen", 0, True),
        ("À lire aussi : les prix montent", 0, True),
        ("Harga cabai naik menjelang akhir pekan", 38, True),
        ("Warga membaca juga menulis di taman.", 0, False),
        ("Related work has been done for years by the city.", 0, False),
        ("Harga cabai naik menjelang akhir pekan.", 6, False),
    ],
)
def test_short_calls_and_lines_that_are_links_are_promotion(
    text: str, linked: int, *, goes: bool
) -> None:
    assert is_promotion(text, linked) is goes


@pytest.mark.parametrize(
    "text",
    ["Pasar lama (Foto: Redaksi Contoh)", "Pasar lama © Kota Contoh", "Foto: Redaksi Contoh"],
)
def test_a_line_that_ends_with_who_took_it_is_a_credit(text: str) -> None:
    assert is_credit(text)
    assert not is_credit(PROSE[0])


def test_a_notice_about_cookies_is_known_by_its_words() -> None:
    assert is_about_cookies("This website uses cookies to improve your experience on our site.")
    assert not is_about_cookies("The bakery sells cookies of three kinds every morning.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Baca juga aturan yang ditempel di balai kota, kata petugas kepada pedagang.",
        "Lihat video itu, para pedagang marah, ujar seorang warga.",
        "Iklan layanan masyarakat itu dipasang di gerbang pasar sejak Senin.",
        "Halaman 3 laporan itu memuat daftar kios yang rusak.",
        "Dapatkan berita baik? Itulah pertanyaan pedagang kepada wali kota.",
        "Related parties were also asked to pay, the mayor said.",
        "Recommended doses are two a day, the clinic said.",
        "Copyright law was amended in May, the minister said.",
        "More from the market came on Sunday, police said.",
        "Don't miss the point, he told the traders.",
        "Read more about it in the report on the market, the mayor said, holding the paper.",
        "Mehr zum Thema Markt will die Stadt im Herbst sagen, hieß es.",
        "“Click here,” the message on his phone said.",
        "Anzeige erstattete der Mann erst am Montag, sagte die Polizei.",
        "Foto: menurut pedagang, itulah bukti yang dibawa ke balai kota pada hari Senin.",
        "Toko itu menjual cookies lewat website sendiri sejak Maret, kata pemiliknya.",
        "Kami menjual cookies, kata pedagang di los tiga.",
    ],
)
def test_a_sentence_that_only_begins_like_a_call_stays(sentence: str) -> None:
    blocks = [f"<p>{text}</p>" for text in (*PROSE[:2], sentence, *PROSE[2:])]
    assert read(a_page("".join(blocks))).paragraphs == (*PROSE[:2], sentence, *PROSE[2:])


@pytest.mark.parametrize(
    "line",
    [
        f"Simak juga video berikut: {WORD} di pasar kota",
        f"Baca juga {WORD} Naik Lagi Menjelang Hari Raya Kota",
        f"Ikuti WhatsApp Channel {WORD}: <a href=/c>klik di sini</a>",
        f"Dapatkan update berita pilihan setiap hari dari {WORD}.",
        f"Jangan lewatkan berita menarik lainnya di {WORD}.",
        f"Artikel ini telah tayang di {WORD} dengan judul lain.",
        f"Join our list. Sign up now to get the {WORD} newsletter in your inbox.",
        f"For {WORD} alerts sent straight to your inbox sign up to our breaking news emails",
        f"We may earn a commission from {WORD} when you buy through links.",
        f"Copyright © 2026 {WORD}. All rights reserved.",
        f"Wir verwenden Cookies, damit {WORD} Ihnen gefällt.",
        f"Subscribe to continue reading {WORD}.",
        f"News takes time. Please consider supporting {WORD} with a donation.",
        f"Síguenos en {WORD} y en las redes",
        "Lanjut ke halaman berikutnya",
        "Bagikan",
        "Copy link",
        "Have a news tip? Write to us at any hour of the day.",
        f"You may also like {WORD}",
        "Your email address will not be published. Required fields are marked *",
    ],
)
def test_a_line_that_speaks_to_the_reader_goes(line: str) -> None:
    blocks = [f"<p>{text}</p>" for text in (*PROSE[:2], line, *PROSE[2:])]
    assert read(a_page("".join(blocks))).paragraphs == PROSE


LINK = f'<a href="/9">Harga {WORD} naik lagi pekan ini</a>'
LONG = f"{PROSE[0]} {PROSE[1]} {PROSE[2]}"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<strong>Baca juga: {LINK}</strong><br>{LONG}",
        f"<strong>Baca juga: {LINK}</strong> {LONG}",
        f"{LONG} <b>Baca Juga: {LINK}</b>",
        f"{LONG} (Baca juga: {LINK})",
        f"{PROSE[0]} Baca juga: {LINK} {PROSE[1]} {PROSE[2]}",
        f"{LONG}<br>Baca juga: {LINK}",
        f"{LONG}<br>BACA JUGA<br>Harga {WORD} Naik Lagi Pekan Ini",
        f"{LONG} Read more: {LINK}",
        f"{LONG} <a href=/9>Baca juga: Harga {WORD} naik lagi</a>",
        f"Baca juga berita lainnya: {LINK}<br>{LINK}<br>{LONG}",
    ],
)
def test_of_a_paragraph_that_holds_a_call_only_the_call_and_its_link_go(
    paragraph: str,
) -> None:
    page = f"<p>{PROSE[3]}</p><p>{paragraph}</p><p>{PROSE[1]} Itu saja.</p>"
    assert read(a_page(page)).paragraphs == (PROSE[3], LONG, f"{PROSE[1]} Itu saja.")


@pytest.mark.parametrize(
    "text",
    [
        "Air surut. Baca juga \x02laporan kota\x03 yang terbit kemarin.",
        "Warga membaca juga: \x02buku\x03",
        "Halaman 3 \x02laporan\x03 itu hilang.",
        "Kata dia, baca juga \x02buku itu\x03 di rumah.",
        "Air surut di \x02kota\x03.",
    ],
)
def test_a_link_that_is_of_a_sentence_stays(text: str) -> None:
    assert without_calls(text) == text


def test_the_signs_around_links_tell_how_long_they_are_and_go() -> None:
    assert told_in_links("a \x02bcd\x03 e \x02f\x03") == 4
    assert unmarked("a \x02bcd\x03 e") == "a bcd e"


@pytest.mark.parametrize("below", ["p", "div", "span"])
def test_a_headline_without_a_link_below_a_lone_call_goes_with_it(below: str) -> None:
    box = f"<p>BACA JUGA</p><{below}>Harga {WORD} Naik Lagi Pekan Ini</{below}>"
    inside = "".join(f"<p>{text}</p>" for text in PROSE[:2])
    rest = "".join(f"<p>{text}</p>" for text in PROSE[2:])
    assert read(a_page(inside + box + rest)).paragraphs == PROSE


def test_a_call_is_told_from_what_it_calls_to() -> None:
    assert announces("Baca juga:")
    assert not announces("Iklan")
    assert not announces("Baca juga: Harga cabai naik lagi menjelang akhir pekan")
    assert calls_away("Iklan")


@pytest.mark.parametrize(
    "text",
    [
        "Untuk menampilkan konten ini kami membutuhkan persetujuan Anda. Konten dari pihak ketiga memproses data.",
        "We need your consent to load this content. We use a third party service that may collect data.",
        "Ich bin damit einverstanden, dass mir externe Inhalte von Instagram angezeigt werden.",
        "Mit Ihrer Zustimmung wird hier ein externer Inhalt geladen.",
        "Avec votre consentement, nous pouvons afficher le contenu de YouTube.",
    ],
)
def test_a_notice_in_place_of_what_others_host_asks_for_consent(text: str) -> None:
    assert asks_to_load(text)


@pytest.mark.parametrize(
    "text",
    [
        "Warga memberi persetujuan atas rencana pasar, dan kami menampilkan daftar namanya di balai desa.",
        "The council gave its consent to show the market on YouTube, the mayor said.",
        '"We need your consent to load this content of a third party," the page read.',
        "Der Rat stimmte der Erweiterung zu; die Zustimmung der Nachbarn fehlt noch.",
        "Pemerintah menyetujui aturan bagi konten pihak ketiga di YouTube mulai tahun depan.",
        "",
    ],
)
def test_what_tells_of_consent_is_no_notice(text: str) -> None:
    assert not asks_to_load(text)
