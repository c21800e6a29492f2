import json

import pytest

from crawler.errors import Unreadable
from crawler.extract import shell
from crawler.model import PageState
from tests.extract.pages import PROSE, URL, linked, read

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
TITLE = "Pasar Lama Dibuka Lagi"
POST = {"title": TITLE, "content": PARAGRAPHS}
OTHER = [f"{text[:-1]} di desa nomor {n}." for n in range(3) for text in PROSE]
OTHERS = {
    "title": "Kebun Desa Dibuka Lagi",
    "content": "".join(f"<p>{text}</p>" for text in OTHER),
}
TERMS = "Dengan memakai situs ini Anda setuju pada semua ketentuan kami. " * 40


def page(data: object, head: str = "", title: str = TITLE, inside: str = "") -> str:
    written = json.dumps(data).replace("</", "<\\/")
    script = f"<script id=__NEXT_DATA__ type='application/json'>{written}</script>"
    return f"<html lang=id><head><title>{title} - Kota Contoh</title>{head}</head><body><div id=app>{inside}</div>{script}</body></html>"


def test_text_that_is_only_in_data_is_found_there() -> None:
    told = read(page({"props": {"post": POST}}))
    assert told.paragraphs == PROSE
    assert told.state is PageState.FULL


def test_the_text_that_machines_are_told_stands_in_for_that_of_the_page() -> None:
    head = linked({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(PROSE)})
    assert (
        read(f"<html><head>{head}</head><body><h1>Pasar</h1></body></html>").paragraphs == PROSE
    )
    begun = f"<article><h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p></article>"
    longer = "\n".join((*PROSE, *OTHER))
    head = linked({"@type": "NewsArticle", "headline": TITLE, "articleBody": longer})
    assert read(f"<html><head>{head}</head><body>{begun}</body></html>").paragraphs == (
        *PROSE,
        *OTHER,
    )
    head = linked({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(OTHER)})
    assert read(f"<html><head>{head}</head><body>{begun}</body></html>").paragraphs == PROSE[:3]


@pytest.mark.parametrize(
    "data",
    [
        {"post": POST, "next": OTHERS, "config": {"terms": TERMS, "text": TERMS, "help": {"body": TERMS}}},
        {"related": [OTHERS, OTHERS], "post": POST},
        {"feed": [OTHERS, POST, OTHERS]},
        {"a": OTHERS, "b": {"slug": URL.rsplit("/", 1)[-1] + "-17", "url": URL, "isi": PARAGRAPHS}},
        {"post": {"title": {"rendered": TITLE}, "content": {"rendered": PARAGRAPHS}}, "x": OTHERS},
        {"post": json.dumps(POST), "x": OTHERS},
        {"post": {"headlines": {"basic": TITLE}, "content_elements": [{"type": "text", "content": text} for text in PROSE]}, "x": OTHERS},
        {'content({"id":17})': {"headline": TITLE, 'body({"size":"all"})': {"json": [{"type": "p", "children": [{"type": "text", "data": text}]} for text in PROSE]}}},
        {"post": {"title": TITLE, "body": "\n\n".join(PROSE), "description": TERMS}},
    ],
)  # fmt: skip
def test_the_object_that_is_the_page_is_the_article(data: object) -> None:
    assert read(page(data)).paragraphs == PROSE


@pytest.mark.parametrize(
    "data",
    [
        {"x": OTHERS},
        {"feed": [OTHERS, OTHERS]},
        {"config": {"help": TERMS}},
        {"terms": {"body": TERMS}},
    ],
)
def test_a_text_that_is_anothers_is_not_the_article(data: object) -> None:
    share = f'<meta property="og:title" content="{TITLE}">'
    assert read(page(data, head=share)).paragraphs == ()


def test_of_a_page_without_a_headline_what_is_alone_of_its_kind_is_the_article() -> None:
    assert read(page({"post": POST}, title="Beranda")).paragraphs == PROSE
    assert read(page({"feed": [POST, OTHERS]}, title="Beranda")).paragraphs == ()


def test_a_flash_in_data_is_believed_where_it_is_the_pages_own() -> None:
    assert read(page({"post": {"title": TITLE, "text": PROSE[0]}})).paragraphs == PROSE[:1]
    assert read(page({"post": {"name": "Bantuan", "text": PROSE[0]}})).paragraphs == ()


def test_text_of_the_page_gives_way_only_to_more_of_the_same_article() -> None:
    inside = f"<h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    told = {"title": TITLE, "body": "".join(f"<p>{text}</p>" for text in (*PROSE, *OTHER))}
    assert len(read(page({"post": told}, inside=inside)).paragraphs) == len(PROSE) + len(OTHER)
    assert read(page({"post": POST}, inside=inside)).paragraphs == PROSE[:3]
    assert read(page({"post": OTHERS}, inside=inside)).paragraphs == PROSE[:3]


@pytest.mark.parametrize(
    "author",
    [
        "Ani Contoh", ["Ani Contoh"], {"name": "Ani Contoh", "bio": "Menulis tentang kota."},
        [{"display_name": "Ani Contoh"}], {"fullName": "Ani Contoh"},
    ],
)  # fmt: skip
def test_who_wrote_it_and_when_is_read_from_the_data_too(author: object) -> None:
    told = read(
        page({"post": POST | {"author": author, "publishedAt": "2026-07-11T09:15:00+07:00"}})
    )
    assert told.authors == ("Ani Contoh",)
    assert told.published is not None
    assert told.published.iso() == "2026-07-11T09:15:00+07:00"


def test_a_script_inside_the_text_is_none_of_it() -> None:
    data = {"post": {"title": TITLE, "body": PARAGRAPHS + '<script>var a="satu dua";</script>'}}
    assert read(page(data)).paragraphs == PROSE


@pytest.mark.parametrize("data", ["", [], [1, 2], {"a": "pendek"}, None, {"title": TITLE}])
def test_data_without_text_give_nothing(data: object) -> None:
    assert read(page(data)).paragraphs == ()


def test_data_without_end_are_left() -> None:
    deep: object = POST
    for _ in range(500):
        deep = {"a": deep, "title": "x"}
    here = shell.page([TITLE], [URL])
    assert shell.read([deep], here) is None
    assert shell.read([[{"title": "x", "body": "kata " * 9}] * 200_000], here) is None


def test_hostile_markup_in_data_is_refused_as_that_of_a_page_is() -> None:
    hostile = json.dumps(POST | {"content": "<p>" + "<b>" * 10_000 + "<p>x y" * 10_000})
    written = hostile.replace("<", "\\u003c")
    script = f"<script type=application/json>{written}</script>"
    with pytest.raises(Unreadable, match="nested"):
        read(f"<title>{TITLE}</title><h1>{TITLE}</h1>{script}")


def test_half_a_letter_in_data_harms_nothing() -> None:
    data = {"title": TITLE, "body": "\n".join(PROSE) + "\ud800", "author": "Ani\udc00"}
    told = read(page({"post": data}))
    assert told.paragraphs[:3] == PROSE[:3]
    told.text.encode()
