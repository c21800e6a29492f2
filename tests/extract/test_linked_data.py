import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extract import meta
from crawler.extract.linked_data import LinkedData, read as read_data
from tests.extract.pages import GRAPH, PROSE, a_page, a_tree, linked, read

HERE = "https://kota.example/pasar"


def described(tree: LexborHTMLParser, address: str = HERE) -> LinkedData:
    return read_data(meta.read(tree).scripts, (address,))


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
    article = read(a_page(head=linked(data)))
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.paragraphs == PROSE


def test_the_articles_node_is_found_in_a_graph_and_its_references_followed() -> None:
    data = described(a_tree(linked(GRAPH)))
    assert data.found
    assert data.headline == "Pasar Lama Dibuka Lagi"
    assert data.authors == ("Ani Contoh",)
    assert data.publisher == "Kota Contoh"


def test_an_article_inside_another_object_is_found() -> None:
    data = described(
        a_tree(
            linked(
                {
                    "@type": "WebPage",
                    "mainEntity": {"@type": "BlogPosting", "headline": "Pasar"},
                }
            )
        )
    )
    assert data.headline == "Pasar"


def test_a_page_that_is_no_article_gives_only_its_dates() -> None:
    data = described(
        a_tree(linked({"@type": "WebPage", "name": "Beranda", "datePublished": "2026-01-12"}))
    )
    assert not data.found
    assert (data.headline, data.published) == ("", "2026-01-12")


@pytest.mark.parametrize(
    ("free", "paid"), [("False", True), (False, True), ("true", False), (None, False)]
)
def test_what_is_charged_for_is_known(free: object, *, paid: bool) -> None:
    node = {"@type": "NewsArticle", "headline": "Pasar", "isAccessibleForFree": free}
    assert described(a_tree(linked(node))).paid is paid


def an_article(headline: str, url: str = "", **fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": headline, "url": url} | fields


@pytest.mark.parametrize(
    ("nodes", "headline"),
    [
        ([an_article("Lain", f"{HERE}/lain", author="Budi"), an_article("Pasar", HERE)], "Pasar"),
        ([an_article("Lain", f"{HERE}/lain", author="Budi"), an_article("Pasar")], "Pasar"),
        ([an_article("Pasar", "http://www.kota.example/pasar/?amp=1#x"), an_article("Lain")], "Pasar"),
        ([an_article("Pasar", mainEntityOfPage={"@id": HERE}), an_article("Lain")], "Pasar"),
        ([an_article("Siaran", hasPart=an_article("Kabar", author="Ani", publisher="Kota"))], "Siaran"),
        ([an_article("Pasar", "https://lain.example/pasar")], "Pasar"),  # alone: it moved
        ([an_article("Satu", f"{HERE}/1"), an_article("Dua", f"{HERE}/2")], ""),  # a list
    ],
)  # fmt: skip
def test_of_several_articles_the_one_of_this_page_counts(
    nodes: list[dict[str, object]], headline: str
) -> None:
    data = described(a_tree("".join(map(linked, nodes))))
    assert (data.headline, data.found) == (headline, bool(headline))


def test_what_two_descriptions_of_the_article_say_is_put_together() -> None:
    page = a_tree(
        linked(an_article("Pasar", HERE, author={"name": "Ani"}, datePublished="2026-01-12"))
        + linked(
            an_article(
                "Pasar",
                HERE,
                author="",
                dateModified="2026-01-13",
                publisher="Kota",
                keywords="a",
            )
        )
    )
    data = described(page)
    assert (data.authors, data.published, data.modified) == (
        ("Ani",),
        "2026-01-12",
        "2026-01-13",
    )
