"""A letter keeps the formula that ends it and those who signed it."""

import pytest

from crawler.extract.blocks import Block
from crawler.extract.letters import leave
from tests.extract.pages import PROSE, a_page, read


@pytest.mark.parametrize(
    "signed",
    [
        ("Hormat kami,", "Warga Contoh"),
        ("Salam,", "Ani", "Ketua RT"),
        ("Yours faithfully,", "A Reader"),
        ("Mit freundlichen Grüßen,", "Ein Leser"),
        ("Cordialement,", "Les voisins"),
    ],
)
def test_who_signed_a_letter_stays(signed: tuple[str, ...]) -> None:
    texts = (*PROSE, *signed)
    assert read(a_page("".join(f"<p>{text}</p>" for text in texts))).paragraphs == texts


def test_where_when_and_by_whom_a_decree_was_made_stays() -> None:
    orders = ("KESATU: Pasar dibuka setiap hari.", "KEDUA: Jalan ditutup sampai Mei.")
    signed = (
        "Ditetapkan di Kota Contoh",
        "pada tanggal 3 Maret 2026",
        "WALI KOTA",
        "ttd.",
        "ANI",
    )
    texts = (*PROSE, *orders, *signed)
    assert read(a_page("".join(f"<p>{text}</p>" for text in texts))).paragraphs == texts


def test_labels_below_those_who_signed_go() -> None:
    texts = (*PROSE, "Hormat kami,", "Warga Contoh", "Editor: Budi")
    page = a_page("".join(f"<p>{text}</p>" for text in texts))
    assert read(page).paragraphs == texts[:-1]


@pytest.mark.parametrize(
    "text",
    [
        "Salam dari desa",
        "Hormat kami",
        "Regards to all,",
        "Ditetapkan di balai desa, kata warga.",
    ],
)
def test_what_is_no_formula_ends_no_letter(text: str) -> None:
    assert leave([Block(PROSE[0], "p"), Block(text, "p")]) is None


def test_a_formula_in_the_middle_ends_no_letter() -> None:
    texts = (PROSE[0], "Salam,", *PROSE)
    assert leave([Block(text, "p") for text in texts]) is None
