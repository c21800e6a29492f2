"""What a page says of where its article goes on."""

import pytest

from crawler.extract import further, meta, page
from crawler.model import Further
from tests.extract.pages import a_reply

URL = "https://contoh.id/berita/banjir-besar-di-hulu"


def read(markup: str, url: str = URL, article: str = URL) -> Further:
    body = f"<!doctype html><html><head></head><body>{markup}</body></html>"
    told = meta.read(page.tree(a_reply(body, url=url)), further.candidates(article))
    return further.read(told, url, article)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', ((2, "?page=2"), (3, "?page=3"))),
        ('<a href="?page=2">Banjir besar di hulu</a>', ((2, "?page=2"),)),
        ('<a href="/berita/banjir-besar-di-hulu/2">Halaman 2</a>', ((2, "/2"),)),
        ('<a href="/berita/banjir-besar-di-hulu-2">2</a>', ((2, "-2"),)),
        ('<a href="/berita/banjir-besar-di-hulu-2" title="Page 2 of 3"></a>', ((2, "-2"),)),
        # Some count from 0: then what stands in the pager tells.
        ('<a href="?page=1">2</a><a href="?page=2">3</a>', ((2, "?page=1"), (3, "?page=2"))),
        # Another article that is called alike, lists, comments, other sites.
        ('<a href="/berita/banjir-besar-di-hulu-2">Banjir besar di hulu kembali</a>', ()),
        ('<a href="/terkini?page=2">2</a><a href="/tag/banjir/2">2</a>', ()),
        ('<a href="/berita/kota-lain/2">2</a>', ()),
        ('<a href="https://lain.example/berita/banjir-besar-di-hulu?page=2">2</a>', ()),
        ('<a href="#2">2</a><a href="javascript:go(2)">2</a><a href="">2</a><a>2</a>', ()),
        ('<a href="http://[x?page=2">2</a>', ()),
        ('<a href="http:?page=2">2</a><a href="//">2</a><a href="http:/2/2">2</a>', ()),
    ],
)
def test_the_pages_of_its_pager(markup: str, expected: tuple[tuple[int, str], ...]) -> None:
    assert read(markup).pages == tuple((at, URL + rest) for at, rest in expected)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="next" href="?page=2">', "?page=2"),
        ('<a rel="nofollow next" href="?page=2">x</a>', "?page=2"),
        ('<a href="?page=2">Selanjutnya</a>', "?page=2"),
        ('<a href="?page=2">Halaman selanjutnya »</a>', "?page=2"),
        ('<a href="?page=1">Next page</a>', "?page=1"),
        ('<a href="?page=2" aria-label="Berikutnya"><i></i></a>', "?page=2"),
        # The next article of the site, as most systems mean it.
        ('<link rel="next" href="/berita/kebakaran-di-pasar-lama">', None),
        ('<a href="/berita/kebakaran-di-pasar-lama-2">Selanjutnya</a>', None),
        ('<a href="?page=2">2</a>', None),
    ],
)
def test_what_is_called_the_next_page(markup: str, expected: str | None) -> None:
    assert read(markup).next == (None if expected is None else URL + expected)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="?page=all">Tampilkan semua</a>', "?page=all"),
        ('<link rel="canonical" href="https://contoh.id/berita/banjir-besar-di-hulu?page=all">', "?page=all"),
        ('<a href="/berita/banjir-besar-di-hulu?single=1">Satu halaman</a>', "?single=1"),
        ('<a href="/berita/kota-lain-yang-jauh?page=all">Semua</a>', None),
        ('<a href="/terkini?page=all">Semua</a>', None),
    ],
)  # fmt: skip
def test_where_all_pages_are_at_once(markup: str, expected: str | None) -> None:
    assert read(markup).whole == (None if expected is None else URL + expected)


def test_a_page_that_is_the_whole_goes_on_nowhere() -> None:
    url = f"{URL}?page=all"
    assert read('<a href="?page=2">2</a><a href="?page=1">1</a>', url) == Further()


def test_a_further_page_is_held_against_the_first() -> None:
    first = "https://contoh.id/banjir"
    markup = '<a href="/banjir/1">1</a><a href="/banjir/3">3</a>'
    assert read(markup, f"{first}/2").pages == ()
    assert [at for at, _ in read(markup, f"{first}/2", first).pages] == [1, 3]


@pytest.mark.parametrize("first", ["https://contoh.id/banjir", URL])
def test_a_later_page_knows_where_the_first_is(first: str) -> None:
    markup = f'<a href="{first}">1</a><a href="{first}">Banjir</a><a href="?page=3">3</a>'
    assert dict(read(markup, f"{first}?page=2", f"{first}?page=2").pages)[1] == first


def test_links_start_from_the_base_of_the_page() -> None:
    markup = (
        '<base href="https://contoh.id/berita/"><a href="banjir-besar-di-hulu?page=2">2</a>'
    )
    assert read(markup).pages == ((2, f"{URL}?page=2"),)


@pytest.mark.parametrize(
    ("href", "taken"),
    [
        ("https://contoh.id/amp/berita/banjir-besar-di-hulu", True),
        ("https://amp.contoh.id/berita/banjir-besar-di-hulu", True),
        ("?amp=1", True),
        ("https://contoh-id.cdn.ampproject.org/c/s/contoh.id/berita/banjir-besar-di-hulu", True),
        ("https://lain.example/berita/banjir-besar-di-hulu", False),
        ("https://lain-id.cdn.ampproject.org/c/s/lain.example/banjir-besar", False),
        ("https://google.lain.example/amp/s/contoh.id/berita/banjir-besar-di-hulu", False),
        ("data:text/html,x", False),
        (URL, False),
    ],
)  # fmt: skip
def test_amp_is_of_the_same_site_or_in_a_known_cache(href: str, taken: bool) -> None:
    assert (read(f'<link rel="amphtml" href="{href}">').amp is not None) is taken


def test_a_page_of_very_many_links_notes_a_few() -> None:
    links = "".join(
        f'<a href="?page={at % 99 + 1}&x={at}">{at % 99 + 1}</a>' for at in range(9000)
    )
    assert len(read(links).pages) <= further.MOST


def test_a_link_is_known_however_it_spells_the_address_of_the_article() -> None:
    for link in (
        "//CONTOH.id/berita/banjir-besar-di-hulu?page=2",
        "HTTPS://www.contoh.id/berita/banjir-besar-di-hulu?page=2",
        " ?page=2 ",
        "banjir-besar-di-hulu?page=2",
    ):
        assert [at for at, _ in read(f'<a href="{link}">2</a>').pages] == [2], link
    named = "https://bücher.example/?p=12"
    assert read('<a href="https://bücher.example?p=12&page=2">2</a>', named, named).pages
