import pytest

from crawler.rules import parse
from crawler.rules.digest import digest


@pytest.mark.parametrize(
    ("query", "clauses", "words", "places"),
    [
        ("Banjir", [("banjir",)], "banjir", ""),
        ("banjir -(hulu OR serang~)", [("banjir",)], "banjir hulu serang~", ""),
        ("=KPK title:jakrta~1", [("jakrta~1",), ("kpk",)], "kpk jakrta~1", ""),
        ("a NEAR (b OR c*d)", [("a",), ("b", "c*d")], "a b c*d", ""),
        ("caption:ab", [("caption:ab",)], "ab", "caption"),
        (
            "any:ab lang:id",
            [("lang:id",), ("ab", "caption:ab", "comment:ab")],
            "ab",
            "caption comment lang",
        ),
        ("ab /x+/", [("ab",), ("//x+",)], "ab", ""),
        ("(panjang x) OR (/y/ z)", [("panjang", "z")], "panjang x z", ""),
    ],
)
def test_says_what_is_to_be_filed(
    query: str, clauses: list[tuple[str, ...]], words: str, places: str
) -> None:
    assert digest(parse(query)) == (
        tuple(clauses),
        tuple(words.split()),
        tuple(places.split()),
    )
