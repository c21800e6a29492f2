"""Whatever a page is made of, its article is the same, to the byte."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler import article_text
from crawler.article_text import Text
from crawler.extract import extract
from crawler.model import Brief, PageState, Reply
from tests.extract.makes import MAKES

SHARED = Path(os.environ.get("KLIPING_SHARED", Path(__file__).parents[3] / "shared"))
MARKET = Text(
    title="Pasar “Contoh” Dibuka Lagi, Pedagang Menata Kios Sejak Subuh",
    authors=("Ani",),
    published=datetime(2025, 3, 2, 7, 5, tzinfo=timezone(timedelta(hours=7))),
    pictures=("Pedagang menata kios di Pasar Contoh", "Pedagang menata kios di Pasar Contoh/Foto Kota"),
    paragraphs=(
        "Kota.example -\xa0Pasar Contoh dibuka lagi pada Minggu pagi setelah tiga bulan diperbaiki.",
        "“Kami menata kios sejak subuh supaya pembeli bisa datang pukul tujuh,” kata seorang pedagang sayur yang menempati los paling depan.",
        "Pemerintah kota menyebut ada 412 kios baru, lebih banyak daripada sebelum kebakaran, dan semuanya sudah berlistrik.",
        "Pembeli pertama datang sebelum pintu dibuka.",
        "Sebagian jalan di sekitar pasar masih ditutup sampai akhir bulan karena saluran air belum selesai dikerjakan.",
        "Wali kota meminta pedagang menjaga kebersihan los dan tidak berjualan di atas trotoar, seperti yang disepakati bulan lalu.",
        "Pasar itu akan buka setiap hari mulai pukul lima pagi.kota",
    ),
)  # fmt: skip


def read(page: str, *, encoding: str = "utf-8", header: str | None = None) -> str:
    url = "https://kota.example/berita/23461/pasar-contoh"
    reply = Reply(
        url=url,
        status=200,
        type="text/html",
        charset=header,
        body=page.encode(encoding, "xmlcharrefreplace"),
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    article = extract(Brief(url=url, zone_known=False), reply)
    assert article.state is PageState.FULL
    return article.text


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_each_make_gives_the_same_article(make: Callable[[Text], str]) -> None:
    assert read(make(MARKET)) == article_text.write(MARKET)


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_each_make_gives_the_founding_article(make: Callable[[Text], str]) -> None:
    file = SHARED / "seed" / "article.txt"
    if not file.exists():
        pytest.skip(f"needs {file}; set KLIPING_SHARED")
    source = file.read_bytes().decode()
    assert read(make(article_text.read(source))) == source


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_an_encoding_named_only_by_the_server_changes_nothing(
    make: Callable[[Text], str],
) -> None:
    page = (
        make(MARKET).replace('<meta charset="utf-8">', "").replace("<meta charset=utf-8>", "")
    )
    text = read(page, encoding="windows-1252", header="windows-1252")
    assert text == article_text.write(MARKET)


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_an_encoding_named_only_by_the_page_changes_nothing(
    make: Callable[[Text], str],
) -> None:
    page = make(MARKET).replace("charset=utf-8", "charset=x").replace('charset="utf-8"', "")
    page = page.replace("<head>", "<head><meta charset='iso-8859-1'>", 1)
    page = page.replace("<HEAD>", "<HEAD><meta charset='iso-8859-1'>", 1)
    assert read(page, encoding="windows-1252") == article_text.write(MARKET)
