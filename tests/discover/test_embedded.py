"""Lists of articles in the data of a page."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.discover import embedded
from crawler.model import Found
from tests.discover.replies import a_document

ARTICLES = [
    {
        "headline": f"Judul berita nomor {at} hari ini",
        "link": f"/read/{123456 + at}/judul-berita-{at}",
        "datePublished": "2026-11-02T10:15:00+07:00",
        "description": "<p>Ringkas.</p>",
    }
    for at in range(4)
]


def read(data: Any, attributes: str = "id=__NEXT_DATA__") -> list[Found]:
    text = data if isinstance(data, str) else json.dumps(data)
    html = f"<html><script {attributes}>{text}</script>"
    return list(embedded.read(LexborHTMLParser(html), a_document(html)).values())


@pytest.mark.parametrize("attributes", ["id=__NEXT_DATA__", 'type="application/ld+json"'])
def test_articles_are_found_wherever_they_lie(attributes: str) -> None:
    found = read({"a": [{"b": {"c": ARTICLES}}]}, attributes)
    assert found[0] == Found(
        url="https://news.example/read/123456/judul-berita-0",
        title="Judul berita nomor 0 hari ini",
        summary="Ringkas.",
        published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
    )
    assert len(found) == 4


def test_fewer_than_a_list_are_none() -> None:
    assert read(ARTICLES[:2]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"link": "https://other.example/read/123456/judul"},
        {"link": "/tag/judul-berita-hari-ini"},
        {"link": "/ekonomi"},
        {"link": "judul-berita"},
        {"link": 7},
        {"headline": "Ekonomi"},
        {"headline": None},
    ],
)
def test_what_is_no_article_is_left_out(change: dict[str, Any]) -> None:
    assert read([{**article, **change} for article in ARTICLES]) == []


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "null", '"x"', "9" * 10_000])
def test_broken_data_is_no_data(text: str) -> None:
    assert read(text) == []


def test_a_short_title_is_one_s_where_others_have_addresses_like_its_own() -> None:
    menu = {"headline": "Kredit Bank Daerah", "link": "/ekonomi/kredit-bank-daerah-dan-syariah"}
    assert len(read([*ARTICLES, menu])) == 4
    short = [{**article, "headline": "Pasar Lama Buka"} for article in ARTICLES]
    assert len(read(short)) == 4


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("window.a = DATA;", 4),
        ("start({}, DATA)", 4),
        ("a({'b': 1}); b = DATA", 4),
        ("a = {b: 1}; c = DATA", 4),
        ("a = JSON.parse('DATA')", 4),
        ("a = 'DATA", 4),
        ("a = b", 0),
    ],
)
def test_what_a_script_begins_with_is_data(form: str, count: int) -> None:
    assert len(read(form.replace("DATA", json.dumps({"news": ARTICLES})), "")) == count
    assert (
        read(form.replace("DATA", json.dumps({"news": ARTICLES})), "type=text/x-template") == []
    )
    assert read(form.replace("DATA", json.dumps({"news": ARTICLES})), "src=/a.js") == []


def test_attributes_that_hold_data_are_read_and_others_are_not() -> None:
    items = "".join(f"<li data-item='{json.dumps(article)}'></li>" for article in ARTICLES)
    document = a_document(f"<html><ul data-n='[1]' class='[x]'>{items}</ul>")
    assert len(embedded.read(LexborHTMLParser(document.text), document)) == 4
