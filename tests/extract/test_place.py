"""Short articles side by side that lead to others are cards; whole articles and posts are not."""

import pytest

from tests.extract.pages import PROSE, read

TEASERS = (
    "Harga cabai naik di pasar kecamatan karena hujan turun terus di sentra penghasil utama.",
    "Tim bola voli putri menang tiga kali berturut-turut dan lolos ke putaran kedua di ibu kota.",
    "Perpustakaan keliling singgah di empat desa setiap Sabtu pagi sampai akhir tahun ajaran.",
    "Petani di lereng utara mulai menanam kentang setelah air irigasi mengalir kembali lancar.",
    "Nelayan menunda melaut dua hari sebab gelombang di selat masih setinggi tiga meter lebih.",
)


def cards(count: int, wrapper: str = "{}", link: str = "h3") -> str:
    """Teasers as archives have them, each an `article`."""
    return "".join(
        wrapper.format(
            f"<article><{link}><a href=/b/{n}>Kabar {n} hari ini</a></{link}>"
            f"<p>{TEASERS[n % 5]}</p></article>"
        )
        for n in range(count)
    )


def a_page(inside: str) -> str:
    return f"<html><head><title>Kabar</title></head><body><main>{inside}</main></body></html>"


@pytest.mark.parametrize("count", [6, 9, 20])
@pytest.mark.parametrize("wrapper", ["{}", "<li>{}</li>", "<div class=kolom>{}</div>"])
def test_an_archive_of_cards_is_no_article(count: int, wrapper: str) -> None:
    article = read(
        a_page(f"<h1>Daerah</h1>{cards(count, wrapper)}"), url="https://k.example/d/"
    )
    assert not set(article.paragraphs) & set(TEASERS)


@pytest.mark.parametrize("count", [3, 4, 8])
@pytest.mark.parametrize("wrapper", ["{}", "<div>{}</div>"])
def test_a_short_article_is_not_lost_to_the_cards_below_it(count: int, wrapper: str) -> None:
    title = "<h1>Jembatan Gantung Dibuka</h1>"
    below = f"<section><h3>Artikel Lain</h3>{cards(count, wrapper)}</section>"
    article = read(a_page(f"<div>{title}<p>{PROSE[0]}</p></div>{below}"))
    assert article.paragraphs == (PROSE[0],)


def test_cards_above_the_text_are_no_standfirst() -> None:
    inside = f"<h1>Pasar Lama</h1>{cards(3)}<article>{''.join(f'<p>{p}</p>' for p in (*PROSE, *TEASERS[3:]))}</article>"
    assert read(a_page(inside)).paragraphs[0] == PROSE[0]


def test_posts_that_lead_nowhere_are_the_text() -> None:
    posts = "".join(
        f"<article><h3>Pos {n}</h3><p>{text}</p></article>" for n, text in enumerate(PROSE)
    )
    got = read(a_page(f"<h1>Kabar Terkini dari Pasar</h1>{posts}")).paragraphs
    assert set(PROSE) <= set(got)


def test_of_several_whole_articles_the_first_is_taken() -> None:
    whole = "".join(f"<p>{text}</p>" for text in (*PROSE, *TEASERS))
    other = "".join(f"<p>{text[::-1]}</p>" for text in (*PROSE, *TEASERS))
    pages = f"<article><h1>Pasar</h1>{whole}</article><article><h2>Lain</h2>{other}</article>"
    assert read(a_page(pages)).paragraphs == (*PROSE, *TEASERS)
