from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from crawler.extract.markdown import as_markdown, plain
from crawler.model import Moment, Picture, Precision
from tests.builders import PARAGRAPHS, URL, an_article

DAY = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def test_an_article_is_a_headline_a_byline_and_its_paragraphs() -> None:
    article = an_article(
        authors=("Reporter Satu",),
        published=Moment(DAY),
        pictures=(
            Picture("https://contoh.id/a (1).jpg", "alt", "Air di jalan"),
            Picture(alt="x"),
        ),
        comments=("Semoga surut",),
    )
    assert as_markdown(article).split("\n\n") == [
        "# Banjir merendam Kota Hulu",
        "*Reporter Satu · Minggu, 22 November 2026 \\| 05:00 UTC*",
        "![Air di jalan](https://contoh.id/a%20%281%29.jpg)",
        "x",
        *PARAGRAPHS,
        "> Semoga surut",
        f"<{URL}>",
    ]


def test_a_day_is_shown_without_a_time_and_nothing_is_made_up() -> None:
    bare = replace(an_article(), title="", url="", paragraphs=())
    assert as_markdown(bare) == "# -"
    dated = replace(bare, published=Moment(DAY, Precision.DAY))
    assert as_markdown(dated) == "# -\n\n*Minggu, 22 November 2026*"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# bukan judul", "\\# bukan judul"),
        ("1. bukan daftar", "1\\. bukan daftar"),
        ("- bukan daftar", "\\- bukan daftar"),
        ("[x](http://jahat.example)", "\\[x\\](http://jahat.example)"),
        ("<script>", "\\<script\\>"),
        ("5-4 untuk tuan rumah", "5-4 untuk tuan rumah"),
    ],
)
def test_what_a_page_says_is_no_markup(text: str, written: str) -> None:
    assert plain(text) == written


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    assert as_markdown(an_article(title=text, paragraphs=(text,))).startswith("# ")
