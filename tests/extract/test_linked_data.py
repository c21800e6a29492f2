import pytest

from crawler.extract.linked_data import read as read_data
from tests.extract.pages import GRAPH, PROSE, a_page, a_tree, linked, read


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
    data = read_data(a_tree(linked(GRAPH)))
    assert data.found
    assert data.headline == "Pasar Lama Dibuka Lagi"
    assert data.authors == ("Ani Contoh",)
    assert data.publisher == "Kota Contoh"


def test_an_article_inside_another_object_is_found() -> None:
    data = read_data(
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
    data = read_data(
        a_tree(linked({"@type": "WebPage", "name": "Beranda", "datePublished": "2026-01-12"}))
    )
    assert not data.found
    assert (data.headline, data.published) == ("", "2026-01-12")


@pytest.mark.parametrize(
    ("free", "paid"), [("False", True), (False, True), ("true", False), (None, False)]
)
def test_what_is_charged_for_is_known(free: object, *, paid: bool) -> None:
    node = {"@type": "NewsArticle", "headline": "Pasar", "isAccessibleForFree": free}
    assert read_data(a_tree(linked(node))).paid is paid
