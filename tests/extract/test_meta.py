from crawler.extract.meta import read
from tests.extract.pages import a_tree

PAGE = """<html lang=id><head><meta property=og:title content=" Pasar  lama "><meta name=Author content=Ani>
<meta name=author content=Budi><meta name=empty content=""><meta itemprop=datePublished content=2026-01-12>
<noscript><img src=x></noscript><link rel=canonical href=" /berita/17 "></head></html>"""


def test_names_are_folded_and_values_are_in_page_order() -> None:
    meta = read(a_tree(PAGE))
    assert meta.first(("nothing", "og:title")) == "Pasar lama"
    assert meta.all("author") == ["Ani", "Budi"]
    assert meta.first(("datepublished",)) == "2026-01-12"
    assert meta.first(("empty",)) == ""


def test_canonical_and_language_are_told_apart() -> None:
    meta = read(a_tree(PAGE))
    assert (meta.canonical, meta.language) == ("/berita/17", "id")
    assert read(a_tree("<p>x")).canonical == ""


def test_what_a_page_is_made_of_is_no_link_to_another_page() -> None:
    tree = a_tree(
        '<head><link rel="stylesheet" href="/gaya.css?v=2"><link rel="icon" href="/2">'
        '<link rel="next" href="?page=2"><link rel="amphtml" href="/amp">'
    )
    assert [told["rel"] for _, told in read(tree).links] == ["next", "amphtml"]


def test_further_elements_are_given_in_page_order_and_scripts_that_are_no_data_are_not() -> (
    None
):
    tree = a_tree(
        "<head><script type=application/ld+json>{}</script><script id=comment-js>x()</script>"
        "<body><h1>Pasar</h1><div id=comments></div><a class=comment href=/2>2</a>"
    )
    told = read(tree, 'h1,[id*="ment"],[class*="ment"]')
    assert [node.tag for node in told.others] == ["h1", "div"]
    assert told.scripts == ("{}",)
    assert [node.tag for node, _ in told.links] == ["a"]
