"""Lines around an article are told from its text by what they say."""

import pytest

from crawler.extract.heads import holds, introduces, is_dateline, is_like, is_signature

TITLE = "Pasar Lama Dibuka Lagi Setelah Perbaikan"
NAMES = ("Ani Contoh", "Budi Contoh")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TITLE, True),
        ("Kota: Pasar lama dibuka lagi", True),
        ("Pasar\u00ad Lama Dibuka\u00ad Lagi", True),
        ("Wali kota membagikan payung kepada warga", False),
        ("", False),
    ],
)
def test_a_headline_is_known_in_other_words(text: str, told: bool) -> None:
    assert is_like(text, TITLE) is told


def test_a_line_holds_the_headline_if_little_stands_around_it() -> None:
    key = "pasarlamadibukalagi"
    assert holds("KOTA | Pasar Lama Dibuka Lagi!", key)
    assert not holds("Pasar Lama", key)
    assert not holds("Pasar Lama Dibuka Lagi" + " setelah semua kios diperbaiki" * 9, key)
    assert not holds("apa saja", "")


@pytest.mark.parametrize(
    "text",
    [
        "25.10.2025 - 15:26 Uhr",
        "Senin, 12 Januari 2026 | 09:01 WIB",
        "January 12, 2026 9:01 am",
        "2026-01-12",
        "Diperbarui 12 menit lalu.",
        "Publié le 30 août 2026 à 14h52, modifié à 15h54 Temps de lecture 4 min.",
        "Oleh Ani Contoh",
        "By Ani Contoh",
    ],
)
def test_a_line_with_a_date_or_a_label_is_no_text(text: str) -> None:
    assert is_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pasar itu dibuka pada 12 Januari 2026.",
        "Harga naik dua kali sejak 2019",
        "Stand makanan penuh sejak pagi",
        "Kota - Pasar lama dibuka lagi pada 12 Januari 2026, " + "kata wali kota, " * 9,
    ],
)
def test_a_sentence_with_a_date_is_text(text: str) -> None:
    assert not is_dateline(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ani Contoh", True),
        ("Ani Contoh/Budi Contoh", True),
        ("Ditulis oleh: ANI CONTOH", True),
        ("Ani Contoh menata kios sejak subuh", False),
        ("Kota Contoh", False),
    ],
)
def test_a_line_of_names_is_a_signature(text: str, told: bool) -> None:
    assert is_signature(text, NAMES) is told


def test_a_paragraph_may_say_who_an_author_is() -> None:
    assert introduces("Ani Contoh is a reporter who covers markets.", NAMES)
    assert introduces("Budi Contoh adalah penulis tetap.", NAMES)
    assert not introduces("Ani Contoh menata kios sejak subuh.", NAMES)
    assert not introduces("Apa saja.", ())
