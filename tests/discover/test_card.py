"""What stands around a link."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discover import card


def anchor(html: str) -> LexborNode:
    node = LexborHTMLParser(html).css_first("a")
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<h2><a href=x>Judul <b>tebal</b>\n ini</a></h2>", (3, "Judul tebal ini")),
        ("<a href=x><img alt=Foto><h3>Judul</h3><p>Ringkas</p></a>", (3, "Judul")),
        (
            "<a href=x><span class='card__title'>Judul</span> <time>2 jam</time></a>",
            (3, "Judul"),
        ),
        ("<a href=x>Judul</a>", (2, "Judul")),
        ("<a href=x title='Judul &amp; isi'><img></a>", (1, "Judul & isi")),
        ("<a href=x><img alt='Judul'></a>", (1, "Judul")),
        ("<a href=x>Baca selengkapnya</a>", None),
        ("<a href=x>Read more »</a>", None),
        ("<a href=x></a>", None),
        (
            "<a href=x>Lanjutan Proyek Kereta Ditunda Tahun Ini</a>",
            (2, "Lanjutan Proyek Kereta Ditunda Tahun Ini"),
        ),
        (
            "<a href=x>Detail Rencana Anggaran Pendidikan Dibuka</a>",
            (2, "Detail Rencana Anggaran Pendidikan Dibuka"),
        ),
    ],
)
def test_a_link_s_title_is_its_best_words(html: str, title: tuple[int, str] | None) -> None:
    assert card.title(anchor(html)) == title


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<main><div><a href=x>", 0),
        ("<nav><ul><li><a href=x>", -4),
        ("<footer><div><a href=x>", -4),
        ("<div class='main-menu'><a href=x>", -4),
        ("<div id=footer><a href=x>", -4),
        ("<div role=navigation><a href=x>", -4),
        ("<div class='navigate-free tagline headings'><a href=x>", 0),
        ("<nav><article><a href=x>", 0),
        ("<body class='nav footer'><a href=x>", 0),
    ],
)
def test_a_link_s_place_is_the_worst_around_it(html: str, place: int) -> None:
    assert card.place(anchor(html)) == place


def test_dates_are_those_of_the_smallest_box() -> None:
    html = "<div><time>jauh</time><div><a href=a>A</a><time datetime=dekat></time></div><a href=b>B</a></div>"
    assert next(iter(card.dates(anchor(html), {"a": "1", "b": "2"}))) == "dekat"
    assert "jauh" not in list(card.dates(anchor(html), {"a": "1", "b": "2"}))
    assert "jauh" in list(card.dates(anchor(html.replace("dekat", "")), {"a": "1", "b": "1"}))
