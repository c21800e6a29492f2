"""Which encoding the bytes of a document are read in."""

import codecs

import pytest
from hypothesis import given, strategies as st

from crawler.charset import decode

WORD = "Café “Nusantara” – €5"
CYRILLIC = "Новости дня"


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        (codecs.BOM_UTF8 + WORD.encode(), "windows-1251", WORD),
        (codecs.BOM_UTF16_LE + WORD.encode("utf-16-le"), "utf-8", WORD),
        (codecs.BOM_UTF16_BE + WORD.encode("utf-16-be"), None, WORD),
        (CYRILLIC.encode("cp1251"), "Windows-1251", CYRILLIC),
        (WORD.encode("cp1252"), "ISO-8859-1", WORD),
        (CYRILLIC.encode("koi8-r"), ' "KOI8-R" ', CYRILLIC),
        ("東京の天気".encode("cp932"), "Shift_JIS", "東京の天気"),
        ("<a>é</a>".encode("utf-16-le"), None, "<a>é</a>"),
        ("<a>é</a>".encode("utf-16-be"), None, "<a>é</a>"),
        (b"", "utf-8", ""),
    ],
)
def test_the_mark_comes_before_the_header(body: bytes, header: str | None, text: str) -> None:
    assert decode(body, header) == text


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="windows-1251"?>',
        "<?xml version='1.0' encoding = 'CP1251' ?>",
        "<meta charset=windows-1251>",
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ],
)
def test_a_document_says_its_own_encoding(declaration: str) -> None:
    text = declaration + CYRILLIC
    assert decode(text.encode("cp1251"), None) == text


def test_the_header_comes_before_the_document() -> None:
    text = "<meta charset=utf-16>" + CYRILLIC
    assert decode(text.encode("cp1251"), "windows-1251") == text


@pytest.mark.parametrize(
    "label",
    ["zlib", "utf-7", "idna", "unicode_escape", "undefined", "rot13", "hex", "", "x" * 10_000],
)
def test_what_is_no_encoding_of_the_web_is_not_used(label: str) -> None:
    assert decode(WORD.encode(), label) == WORD
    assert decode(f"<meta charset={label}>{WORD}".encode(), None).endswith(WORD)


@pytest.mark.parametrize("header", ["iso-8859-1", "us-ascii", "windows-1252", "utf-16", None])
def test_utf_8_is_known_under_a_default_that_was_never_changed(header: str | None) -> None:
    assert decode(WORD.encode(), header) == WORD


def test_without_any_word_of_it_bytes_that_are_no_utf_8_are_western() -> None:
    assert decode("<p>Café à la carte".encode("cp1252"), None) == "<p>Café à la carte"


def test_a_broken_byte_among_many_good_ones_leaves_the_text_utf_8() -> None:
    assert decode((WORD * 3).encode() + b"\xff", None) == WORD * 3 + "\ufffd"


@given(body=st.binary(), header=st.none() | st.text(max_size=20))
def test_any_bytes_under_any_name_are_some_text(body: bytes, header: str | None) -> None:
    assert isinstance(decode(body, header), str)
