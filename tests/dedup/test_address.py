import pytest
from hypothesis import given, strategies as st

from crawler.dedup.address import Address, is_public, owner, read, split


@pytest.mark.parametrize(
    ("url", "site", "path"),
    [
        ("https://User@News.Example.org:443/a//b/../c/", "news.example.org", ("a", "c")),
        ("http://example.org:8080/%7Ea", "example.org:8080", ("~a",)),
        ("https://b\u00fccher.example./caf%c3%a9", "xn--bcher-kva.example", ("caf%C3%A9",)),
        ("https://example.org/cafe%CC%81", "example.org", ("caf%C3%A9",)),
        ("https://example.org/%EF%F0", "example.org", ("%EF%F0",)),
        ("https://[::1]:8000/a", "[::1]:8000", ("a",)),
        ("https://x.cdn.ampproject.org/c/s/example.org/a", "example.org", ("a",)),
        ("https://www.google.com/amp/s/example.org/a", "example.org", ("a",)),
        ("https://cdn.ampproject.org/c/s/example.org/a", "example.org", ("a",)),
        ("https://www.google.com/amp/s/example.org/a%3Fx=1", "example.org", ("a",)),
        ("https://\u2603.example/a", "xn--n3h.example", ("a",)),
        ("https://www.google.com/amp/guide", "www.google.com", ("amp", "guide")),
    ],
)
def test_one_spelling_of_host_and_path(url: str, site: str, path: tuple[str, ...]) -> None:
    address = read(url)
    assert address is not None
    assert (address.site, address.path) == (site, path)


def test_parameters_keep_what_their_spelling_means() -> None:
    address = read("https://example.org/a?q=1%262&amp;x=a+b&y")
    assert address is not None
    assert address.pairs == (("q", "1&2"), ("x", "a b"), ("y", ""))
    assert address.key == "example.org/a?q=1%262&x=a+b&y="


@pytest.mark.parametrize(
    "url", ["", "a/b", "https://[", "https://a:b/", "mailto:a@example.org"]
)
def test_what_has_no_host_cannot_be_read(url: str) -> None:
    assert read(url) is None
    assert split(url) is None


@given(st.text())
def test_any_text_is_read_or_not(text: str) -> None:
    assert isinstance(read("https://a.id/" + text), Address | None)


def test_the_owner_is_who_registered_the_name() -> None:
    assert owner("jogja.contoh.co.id") == owner("contoh.co.id") == "contoh.co.id"
    assert owner("127.0.0.1:80") == "127.0.0.1:80"
    assert is_public("co.id:80")
    assert not is_public("contoh.co.id")
