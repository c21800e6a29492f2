import unicodedata

import pytest
from hypothesis import given, strategies as st

from crawler.message.plain import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("satu\r\ndua\ttiga", "satu dua tiga"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
        ("\x1b]0;judul\x07isi", "]0;judulisi"),
        ("\x9b31mmerah", "31mmerah"),
        ("nul\x00", "nul"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("\ufeffa\u200bb\u00adc", "abc"),
        ("\U000e0041tag", "tag"),
        ("\ufffe\U0010ffff\ud800x", "x"),
        ("\ue000x", "x"),
        ("👩\u200d👧 نمی\u200cخواهم", "👩\u200d👧 نمی\u200cخواهم"),
        ("e" + "\u0301" * 1000, "é" + "\u0301" * 3),
        ("harga\u00a0beras", "harga beras"),
        ("", ""),
    ],
)
def test_shows_words_and_nothing_that_moves_them(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(st.characters()), st.integers(1, 50))
def test_is_one_short_line_without_controls(text: str, most: int) -> None:
    shown = plain(text, most)
    assert len(shown) <= most
    assert len(f"{shown}.".splitlines()) == 1
    for character in shown:
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
        assert category != "Cf" or character in "\u200c\u200d"


@given(st.text(st.characters()))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)
