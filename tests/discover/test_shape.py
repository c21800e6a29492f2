"""How much an address looks like an article's."""

import pytest
from hypothesis import given, strategies as st

from crawler.discover import shape

SITE = "https://news.example"


@pytest.mark.parametrize(
    "path",
    [
        "/read/2026/11/02/101500178/harga-beras-turun",
        "/read/2026/11/02/337/3012345/harga-beras",
        "/2026/11/02/harga-beras-turun",
        "/ekonomi/20261102101500-92-1167890/harga-beras-turun",
        "/berita/d-7654321/harga-beras-turun",
        "/ekonomi/pr-0112345678/harga-beras-turun",
        "/bola/read4812345/harga-beras-turun",
        "/news/481234",
        "/harga-beras-turun-gKx9",
        "/ekonomi/64f0c2ab12ed9/harga-beras",
        "/2026/11/harga-beras-turun.html",
        "/baca.php?id=48123",
        "/a/harga-beras-turun/7654321.html",
        "/harga_beras_turun_lagi.html",
    ],
)
def test_an_article_s_address_has_something_of_its_own(path: str) -> None:
    assert shape.likeness(SITE + path) >= 2


@pytest.mark.parametrize(
    "path", ["", "/", "/ekonomi", "/gaya-hidup", "/ekonomi/makro", "/2026/11/02", "/2026/11/", "/indeks/20261102",
             "/arsip/2026-11-02", "/?page=2", "/a/b/c/d"],
)  # fmt: skip
def test_a_list_s_address_has_nothing(path: str) -> None:
    assert shape.likeness(SITE + path) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "/read/2026/11/02/123456/harga-beras-turun",
            "/read/2025/01/30/99/wali-kota-resmikan-jembatan",
        ),
        ("/berita/481299/banjir", "/berita/481300/harga-beras-turun-lagi"),
        ("/ekonomi/harga-beras-turun", "/ekonomi/wali-kota-resmikan-jembatan"),
        ("/harga-beras-7654321", "/banjir-7654322"),
    ],
)
def test_addresses_made_alike_have_one_pattern(one: str, other: str) -> None:
    assert shape.pattern(SITE + one) == shape.pattern(SITE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/harga-beras-turun", "/ekonomi/harga-beras-turun"),
        ("/tokoh/harga-beras-turun", "/ekonomi/harga-beras-turun"),
        ("/berita/481299/banjir", "/berita/banjir"),
        ("/a?id=1", "/a"),
    ],
)
def test_addresses_made_otherwise_have_another(one: str, other: str) -> None:
    assert shape.pattern(SITE + one) != shape.pattern(SITE + other)


@given(st.text(alphabet="abc019-_/.%?=&", max_size=200))
def test_any_address_has_a_shape(path: str) -> None:
    assert shape.likeness(f"{SITE}/{path}") >= 0
    assert shape.pattern(f"{SITE}/{path}").startswith("news.example")
