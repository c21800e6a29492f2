import pytest
from hypothesis import given, strategies as st

from crawler.errors import QueryError
from crawler.rules.lexer import Token
from crawler.rules.tree import Value
from crawler.rules.values import (
    has_piece,
    host,
    host_of,
    is_under,
    pieces,
    speaks,
    value,
)


def read(field: str, text: str) -> Value:
    kind = "PHRASE" if '"' in text else "WORD"
    return value(Token(kind, text, len(field) + 1), field, f"{field}:{text}")


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("source", "SinPo", "sinpo"),
        ("tag", '"Pemilu \n 2024"', "pemilu 2024"),
        ("tag", '"a*"', "a*"),
        ("site", "News.Contoh.ID.", "news.contoh.id"),
        ("site", "xn--mnchen-3ya.de", "munchen.de"),
        ("site", "münchen.de", "munchen.de"),
        ("url", "/Ekonomi/", "/ekonomi/"),
        ("url", "a?b=1", "a?b=1"),
        ("lang", "id-ID", "id-id"),
    ],
)
def test_reads_a_value(field: str, text: str, meant: str) -> None:
    assert read(field, text) == Value(field, meant)
    assert read(field, text).written == f"{field}:{text}"


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("tag", "banjir*", "tag: compares whole values"),
        ("tag", "=Banjir", "tag: compares whole values"),
        ("tag", '="Banjir"', "tag: compares whole values"),
        ("source", "sinpo~", "source: compares whole values"),
        ("site", "https://contoh.id", "expected a host like kompas.com"),
        ("site", "contoh.id/a", "expected a host like kompas.com"),
        ("site", ".", "expected a host like kompas.com"),
        ("site", '""', "expected a host like kompas.com"),
        ("url", "/-/", "expected a letter or a digit after url:"),
        ("tag", '" "', "expected a letter or a digit after tag:"),
    ],
)
def test_points_at_what_is_no_value(field: str, text: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(field, text)
    assert caught.value.column == len(field) + 1
    assert caught.value.problem.startswith(problem)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://News.Contoh.id:8080/a", "news.contoh.id"),
        ("HTTP://contoh.id?a", "contoh.id"),
        ("https://u:p@contoh.id/b@c", "contoh.id"),
        ("https://[::1]:80/", "[::1]"),
        ("https://xn--mnchen-3ya.de/", "munchen.de"),
        ("/a/b", ""),
        ("mailto:a@contoh.id", ""),
        ("https:///a", ""),
        ("", ""),
    ],
)
def test_an_address_has_its_host(url: str, expected: str) -> None:
    assert host_of(url) == expected


@pytest.mark.parametrize(
    "name", ["", "...", "a..b", "x" * 70 + ".id", "a\ud800", "xn--", "xn--\u00e9"]
)
def test_a_host_that_is_none_is_left_as_it_is(name: str) -> None:
    assert host(name) == name.rstrip(".")


@pytest.mark.parametrize(
    ("site", "domain", "covered"),
    [
        ("contoh.id", "contoh.id", True),
        ("a.b.contoh.id", "contoh.id", True),
        ("tidakcontoh.id", "contoh.id", False),
        ("contoh.id", "a.contoh.id", False),
        ("", "contoh.id", False),
    ],
)
def test_a_site_covers_what_is_below_it(site: str, domain: str, covered: bool) -> None:
    assert is_under(site, domain) == covered


@pytest.mark.parametrize(
    ("language", "wanted", "spoken"),
    [("id", "id", True), ("id-id", "id", True), ("id", "id-id", False), ("idx", "id", False),
     ("zh-hant-tw", "zh-hant", True), ("", "id", False)],
)  # fmt: skip
def test_a_language_covers_its_regions(language: str, wanted: str, spoken: bool) -> None:
    assert speaks(language, wanted) == spoken


@pytest.mark.parametrize(
    ("piece", "held"),
    [
        ("ekonomi", True),
        ("harga-beras", True),
        ("beras", True),
        ("/ekonomi/", True),
        ("ekonomi/", True),
        ("ekonom", False),
        ("onomi", False),
        ("as", True),  # the first `as` is inside a word, the second stands alone
        ("contoh", True),
        ("id=5", True),
        ("5", False),
        ("https://contoh.id", True),
        ("//ekonomi", False),
    ],
)
def test_an_address_holds_pieces_between_its_edges(piece: str, held: bool) -> None:
    assert has_piece("https://contoh.id/ekonomi/harga-beras/as?id=5", piece) == held


def test_an_address_falls_into_its_pieces() -> None:
    assert pieces("https://a.id/b-c/?d=1") == ["https:", "a", "id", "b", "c", "d=1"]
    assert pieces("") == pieces("/-.?") == []


@given(st.text(st.sampled_from("ab/-.?") | st.characters(), max_size=30))
def test_an_address_holds_each_of_its_pieces(url: str) -> None:
    assert all(has_piece(url, piece) for piece in pieces(url))
    assert not has_piece(url, url + "/")
