import pytest

from crawler.extract.markup import COMMENTS, CONSENT, FURNITURE, is_there, tokens
from tests.extract.pages import a_tree


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('class="große-räume_2x teaser中box"', {"gro", "e", "r", "ume", "x", "teaser", "box"}),
        ('class="Große-räume"', {"gro", "e", "r", "ume"}),
        ('class="fooBar baz-qux_2"', {"foo", "bar", "baz", "qux"}),
        ('class=read__content id="mainHeader"', {"read", "content", "main", "header"}),
        ("id=JSONData", {"json", "data"}),
        ("", set()),
        ("class=''", set()),
        ("hidden", set()),
    ],
)
def test_names_fall_into_words(attributes: str, words: set[str]) -> None:
    node = a_tree(f"<div {attributes}>x</div>").css_first("div")
    assert node is not None
    assert tokens(node) == words


@pytest.mark.parametrize("name", ["header", "read", "upload", "stage", "heading", "content"])
def test_words_that_only_contain_a_furniture_word_are_none(name: str) -> None:
    node = a_tree(f"<div class={name}>x</div>").css_first("div")
    assert node is not None
    assert tokens(node).isdisjoint(FURNITURE | COMMENTS | CONSENT)


def test_what_was_taken_off_the_page_is_not_there_nor_is_what_stands_in_it() -> None:
    tree = a_tree("<dialog><div><h2>Masuk</h2></div></dialog><h2>Pasar</h2>")
    inside, outside = tree.css("h2")
    dialog = tree.css_first("dialog")
    assert dialog is not None
    assert [is_there(node) for node in (inside, outside, dialog)] == [True] * 3
    dialog.decompose(recursive=False)
    assert [is_there(node) for node in (inside, outside, dialog)] == [False, True, False]
