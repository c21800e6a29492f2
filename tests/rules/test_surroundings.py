"""From a page through extraction to the matcher: what surrounds an article is no part of it."""

import pytest

from crawler.rules import match, parse
from tests.extract.pages import PROSE, a_page, read

PAGE = a_page(
    "<nav><a href=/gempa>Gempa hari ini</a></nav><article><h1>Pasar Lama Dibuka Lagi</h1>"
    f"<p>{PROSE[0]}</p><p><strong>Baca juga: <a href=/b/2>Banjir merendam jalan utama</a></strong></p>"
    f"<p>{PROSE[1]}</p><p>Baca Juga: Longsor menutup jalur selatan</p><p>{PROSE[2]}</p>"
    "<figure><img src=/los.jpg alt='Los ikan'><figcaption>Penataan kios daging</figcaption></figure>"
    f"<p>{PROSE[3]}</p></article>"
    "<div class=tags><a href=/tag/inflasi rel=tag>inflasi</a></div>"
    "<section class=related><h3>Berita terkait</h3><ul>"
    "<li><a href=/b/3>Kebakaran gudang kertas</a></li><li><a href=/b/4>Tsunami kecil di timur</a></li>"
    "</ul></section>"
    "<section class=comments><h3>Komentar</h3><div class=comment><p>Semoga rezeki mengalir</p></div>"
    "</section><footer>Hak cipta penerbit</footer>",
    head='<meta property="article:tag" content="Inflasi Pangan">',
)


@pytest.mark.parametrize(
    "word",
    [
        "banjir",
        "longsor",
        "kebakaran",
        "tsunami",
        "gempa",
        "inflasi",
        "terkait",
        "penerbit",
        "baca~",
    ],
)
@pytest.mark.parametrize("query", ["{}", "any:{}", "title:{} OR lead:{} OR caption:{}"])
def test_what_surrounds_an_article_is_never_found(query: str, word: str) -> None:
    assert match(parse(query.replace("{}", word)), read(PAGE), "contoh") is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pasar", "title"), ("pedagang", "body"), ("lead:perbaikan", "lead"),
        ("caption:daging", "caption"), ("any:daging", "caption"), ('tag:"inflasi pangan"', "tag"),
    ],
)  # fmt: skip
def test_what_is_of_the_article_is_found_where_it_is(query: str, found: str) -> None:
    matches = match(parse(query), read(PAGE), "contoh")
    assert matches is not None
    assert matches[0].field == found


def test_what_readers_say_is_found_only_where_a_query_asks_for_it() -> None:
    article = read(PAGE)
    assert match(parse("rezeki OR daging"), article, "contoh") is None
    assert match(parse("comment:rezeki"), article, "contoh") is not None
