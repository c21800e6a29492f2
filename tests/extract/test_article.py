import json

import pytest

from crawler import article_text
from crawler.extract import as_json
from crawler.model import Picture, Site
from tests.extract.pages import PROSE, a_page, read

LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Kota Contoh"},
        {"@type": "Person", "@id": "#ani", "name": "Ani Contoh"},
        {
            "@type": ["NewsArticle"],
            "headline": "Pasar Lama Dibuka Lagi",
            "author": {"@id": "#ani"},
            "publisher": {"@id": "#org"},
            "articleSection": "Kota",
            "keywords": "pasar, kota",
            "inLanguage": "id-ID",
            "datePublished": "2026-01-12T09:01:00+07:00",
        },
    ],
}


def script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_every_field_is_filled_from_a_graph() -> None:
    head = script(json.dumps(LD)) + '<link rel=canonical href="/berita/17?x=1">'
    article = read(a_page(head=head))
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.authors == ("Ani Contoh",)
    assert article.site == "Kota Contoh"
    assert article.section == "Kota"
    assert article.tags == ("pasar", "kota")
    assert article.language == "id"
    assert article.canonical == "https://kota.example/berita/17?x=1"


@pytest.mark.parametrize(
    "data",
    [
        "{", "[]", "null", "7", '{"@type":"NewsArticle","headline":["Pasar Lama Dibuka Lagi",1,{}]}',
        '{"@type":"NewsArticle","author":[[[]],{"name":{"x":1}},5,null,{"@id":"y"}],"keywords":[1]}',
        "[" * 100_000, '{"@type":"Article","datePublished":{"a":[]},"publisher":[[]]}',
        '<!-- {"@type":"NewsArticle"} -->', '{"@type":"NewsArticle",}',
    ],
)  # fmt: skip
def test_broken_linked_data_harms_nothing(data: str) -> None:
    article = read(a_page(head=script(data)))
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property=og:title content="Pasar Lama Dibuka Lagi - Kota">', "Pasar Lama Dibuka Lagi"),
        ('<meta property=og:site_name content=Kota><meta property=og:title content="Pasar Lama Dibuka Lagi | Kota">',
         "Pasar Lama Dibuka Lagi"),
        (script('{"@type":"NewsArticle","headline":"Pasar Lama Dibuka Lagi"}'), "Pasar Lama Dibuka Lagi"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_sites_name(head: str, title: str) -> None:
    assert read(a_page(head=head)).title == title


def test_an_article_without_a_headline_has_the_windows_title() -> None:
    page = f"<title>Pasar Lama | Kota</title><meta property=og:site_name content=Kota><p>{PROSE[0]}"
    assert read(page).title == "Pasar Lama"
    assert read(f"<p>{PROSE[0]}").text.startswith("-\n\nLaporan: -\n")


def test_pictures_are_told_with_alt_and_caption_in_page_order() -> None:
    inside = (
        "<figure><img src=/a.jpg alt='Los baru'><figcaption>Los baru/Kota</figcaption></figure>"
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><img data-src=/b.jpg src=data:x alt='Saluran air'>"
        f"<img src=/icon.png width=16 height=16 alt=ikon><p>{PROSE[2]}</p><p>{PROSE[3]}</p>"
        "<ul class=related><li><img src=/c.jpg alt=lain></li></ul>"
    )
    article = read(a_page(inside))
    assert article.pictures == (
        Picture(url="https://kota.example/a.jpg", alt="Los baru", caption="Los baru/Kota"),
        Picture(url="https://kota.example/b.jpg", alt="Saluran air"),
    )
    assert article_text.read(article.text).pictures == (
        "Los baru",
        "Los baru/Kota",
        "Saluran air",
    )
    assert article.paragraphs == PROSE


def test_comments_are_kept_apart_from_the_text() -> None:
    comments = "".join(
        f"<li class=comment><b>Pembaca</b><div class=comment-content><p>Komentar {n} tentang pasar.</p></div></li>"
        for n in range(3)
    )
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + f"<ol id=comments>{comments}</ol>"
    article = read(a_page(inside))
    assert article.paragraphs == PROSE
    assert article.comments == tuple(f"Komentar {n} tentang pasar." for n in range(3))
    assert article.text.endswith("\n\nKomentar:\n" + "\n".join(article.comments))


def test_hints_come_first_and_one_that_matches_nothing_is_as_if_not_there() -> None:
    page = a_page(
        "<h2 class=j>Judul lain</h2><i class=o>Budi</i><time class=w>1/2/2026 10:00</time>"
        f"<div class=x><p>{PROSE[0]}</p><p class=y>{PROSE[1]}</p></div><div><p>{PROSE[2]}</p></div>"
    )
    site = Site(host="x", title=".j", author=".o", published=".w", content=".x", remove=(".y",))
    article = read(page, site=site)
    assert article.title == "Judul lain"
    assert article.authors == ("Budi",)
    assert article.published is not None
    assert article.published.iso() == "2026-02-01T10:00:00+07:00"
    assert article.paragraphs == PROSE[:1]
    lost = Site(
        host="x", title=".q", author="((", content=":nope(", remove=("..", ":lexbor-contains(")
    )
    assert read(page, site=lost) == read(page)


def test_the_text_is_in_the_format_whatever_the_page_holds() -> None:
    for hostile in (
        "\x00",
        "\ud800",
        "Komentar:",
        "Laporan: -",
        "\u2028\u2028",
        "<p>-",
        "&#0;&#xd800;",
    ):
        page = a_page(
            f"<p>{PROSE[0]} {hostile}</p><p>{hostile}</p>".encode(
                "utf-8", "surrogatepass"
            ).decode("utf-8", "replace")
        )
        article = read(page)
        assert article_text.write(article_text.read(article.text)) == article.text


def test_as_json_names_every_field_of_the_contract() -> None:
    told = as_json(read(a_page(head=script(json.dumps(LD)))))
    assert list(told) == [
        "url", "canonical", "title", "authors", "published", "modified", "language", "site",
        "section", "tags", "pictures", "lead", "body", "comments", "text", "state",
    ]  # fmt: skip
    assert told["lead"] == PROSE[0]
    assert told["body"] == "\n\n".join(PROSE)
    assert told["published"] == "2026-01-12T09:01:00+07:00"
    json.dumps(told)
