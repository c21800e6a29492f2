"""Links as addresses."""

import pytest
from hypothesis import given, strategies as st

from crawler.discover.address import LONGEST, address

BASE = "https://news.example/a/b?c=d"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("x", "https://news.example/a/x"),
        ("?p=2", "https://news.example/a/b?p=2"),
        ("//m.news.example/x", "https://m.news.example/x"),
        ("HTTP://News.example/x", "http://News.example/x"),
        (" \n/x\ny\t", "https://news.example/xy"),
        ("/x y", "https://news.example/x%20y"),
        ("/x#top", "https://news.example/x"),
        ("/#!/x", "https://news.example/#!/x"),
        ("/é", "https://news.example/é"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
    ],
)
def test_a_link_is_an_absolute_address(link: str, url: str) -> None:
    assert address(link, BASE) == url


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@news.example",
        "file:///etc/passwd",
        "ftp://news.example/x",
        "https://u@news.example/",
        "https://u:p@news.example/",
        "http://[::1",
        "http://news.example:port/",
        "http://news.example:99999/",
        "/" + "x" * LONGEST,
        "x" * 10_000_000,
    ],
)
def test_what_is_no_web_page_has_no_address(link: str) -> None:
    assert address(link, BASE) is None


@given(st.text())
def test_any_link_has_an_address_of_the_web_or_none(link: str) -> None:
    url = address(link, BASE)
    assert url is None or (url.startswith(("http://", "https://")) and len(url) <= LONGEST)
