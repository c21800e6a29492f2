import time

import pytest

from crawler.extract import body
from crawler.extract.headings import said, unmarked
from tests.extract.pages import a_tree, read

WINDOW = "Pasar lama dibuka lagi - Kota Contoh"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Pasar lama dibuka lagi", "Pasar lama dibuka lagi"),
        ("<small>Kota</small> Pasar lama dibuka lagi", "Pasar lama dibuka lagi"),
        ("Pasar lama dibuka lagi <span>Baru</span>", "Pasar lama dibuka lagi"),
        ("<small>Kota</small> Pasar baru dibuka lagi", "Kota Pasar baru dibuka lagi"),
    ],
)
def test_a_heading_is_told_without_the_word_beside_the_headline(
    heading: str, text: str
) -> None:
    node = a_tree(f"<body><h1>{heading}</h1>").css("h1")[0]
    assert said(node, WINDOW) == text


def test_a_headline_without_a_heading_is_known_by_the_window() -> None:
    tree = a_tree("<body><p>Beranda<p><b>Pasar lama dibuka lagi</b><p>Pasar lama dibuka lagi")
    assert unmarked(body.texts(tree), WINDOW) == ["Pasar lama dibuka lagi"]
    assert unmarked(body.texts(a_tree("<body><p>Beranda")), WINDOW) == []


@pytest.mark.parametrize("tag", ["title", "h1"])
def test_a_headline_that_was_never_closed_takes_no_time(tag: str) -> None:
    start = time.process_time()
    read(f"<html><head></head><body><{tag}>" + "Pasar - Kota é<br>\n" * 5_000)
    read(f"<html><head><{tag}>" + "Pasar - Kota é | <i>x</i>" * 5_000)
    assert time.process_time() - start < 5
