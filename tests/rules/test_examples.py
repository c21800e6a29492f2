from typing import Any

import pytest

from crawler.rules import Rule, failed_examples, parse


def a_rule(query: str, **more: Any) -> Rule:
    return Rule(name="contoh", text=query, query=parse(query), channels=("meja",), **more)


@pytest.mark.parametrize(
    ("query", "example"),
    [
        ("banjir", "Banjir melanda kota"),
        ("body:banjir lead:banjir", "Banjir melanda kota"),
        ("title:banjir body:kota", {"title": "Banjir", "body": "Kota terendam"}),
        ('body:"kota terendam" lead:pagi', {"lead": "Pagi", "body": "Kota\n\nterendam"}),
        ("source:sinpo tag:(a OR b)", {"source": "SinPo", "tag": ["x", "b"]}),
        ("site:contoh.id url:ekonomi", {"site": "m.contoh.id", "url": "/ekonomi/x"}),
        ("lang:id author:satu caption:air comment:air section:daerah",
         {"lang": "id", "author": "Reporter Satu", "caption": "air", "comment": ["air"],
          "section": "Daerah"}),
    ],
)  # fmt: skip
def test_an_example_that_matches_is_right_as_one_and_wrong_as_the_other(
    query: str, example: Any
) -> None:
    assert failed_examples(a_rule(query), [example], []) == []
    (problem,) = failed_examples(a_rule(query), [], [example])
    assert problem.startswith("must_not_match: 'contoh' matches ")


def test_an_example_that_does_not_match_is_told() -> None:
    assert failed_examples(a_rule("banjir"), ["Longsor di desa"], ["Kering"]) == [
        "must_match: 'contoh' does not match “Longsor di desa”"
    ]


def test_a_string_has_no_title() -> None:
    assert failed_examples(a_rule("title:banjir"), [], ["banjir"]) == []


def test_an_unknown_part_is_told() -> None:
    (problem,) = failed_examples(a_rule("banjir"), [{"titel": "banjir"}], [])
    assert problem.startswith("example: there is no part 'titel'; expected one of title, ")


def test_a_source_that_the_rule_leaves_out_does_not_match() -> None:
    rule = a_rule("banjir", sources=frozenset({"sinpo"}))
    example = {"body": "banjir", "source": "lain"}
    assert failed_examples(rule, ["banjir"], [example]) == []
