"""Pages of an article by their addresses."""

import pytest

from crawler.dedup.several import Place, is_whole, number, place

HOST = "https://contoh.id"
SLUG = f"{HOST}/berita/banjir-besar-di-hulu"


@pytest.mark.parametrize(
    ("url", "article", "expected"),
    [
        (f"{SLUG}?page=2", SLUG, 2),
        (f"{SLUG}?utm_source=x&halaman=3", SLUG, 3),
        (f"{SLUG}?hlm=4", f"{SLUG}?hlm=2", 4),
        (f"{SLUG}/2/", f"{SLUG}/", 2),
        (f"{SLUG}/halaman/2", SLUG, 2),
        (f"{SLUG}/hal-12.html", SLUG, 12),
        (f"{SLUG}-hal-2", SLUG, 2),
        (f"{HOST}/read.php?id=5&hal=2", f"{HOST}/read.php?id=5", 2),
        (f"{HOST}/banjir?page=3", f"{HOST}/banjir?page=2", 3),
        (f"{HOST}/read/123456/judul-lain/2", f"{HOST}/read/123456/judul-lama", 2),
        # Other articles, and other pages than those of an article.
        (f"{HOST}/galeri/4", f"{HOST}/galeri/3", None),
        (f"{HOST}/?p=13", f"{HOST}/?p=12", None),
        (f"{HOST}/terkini?page=2", SLUG, None),
        (f"{HOST}/2026/08/12", f"{HOST}/2026/08/11", None),
        (f"{SLUG}?page=200", SLUG, None),
        (SLUG, SLUG, None),
        ("javascript:void(2)", SLUG, None),
        ("", "", None),
    ],
)
def test_a_page_belongs_to_an_article_by_its_address(
    url: str, article: str, expected: int | None
) -> None:
    told = place(url, article)
    assert (None if told is None else told.number) == expected


@pytest.mark.parametrize("url", [f"{SLUG}-2", f"{SLUG}_2", f"{SLUG}?p=2", f"{SLUG}?part=2"])
def test_what_may_be_another_article_is_called_doubtful(url: str) -> None:
    assert place(url, SLUG) == Place(2, sure=False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (SLUG, 1),
        (f"{SLUG}?page=3", 3),
        (f"{HOST}/banjir?page=2", 2),
        (f"{SLUG}/4", 4),
        (f"{HOST}/galeri/3", 1),
        (f"{SLUG}-24", 1),
    ],
)
def test_an_address_says_which_page_it_is(url: str, expected: int) -> None:
    assert number(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{SLUG}?page=all", True),
        (f"{SLUG}?Halaman=Semua", True),
        (f"{SLUG}?single=1", True),
        (f"{SLUG}?showall=1&x=y", True),
        (f"{SLUG}/all", True),
        (f"{HOST}/all", False),
        (f"{SLUG}?print=1", False),
        (SLUG, False),
        ("nowhere", False),
    ],
)
def test_an_address_asks_for_all_pages_at_once(url: str, expected: bool) -> None:
    assert is_whole(url) is expected
