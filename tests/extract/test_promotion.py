"""Promotion goes, and not a sentence of the article with it."""

from itertools import product

import pytest

from crawler.extract.promotion import is_about_cookies, is_credit, is_promotion
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
        ("Related work has been done for years by the city.", 0, True),
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
