from dataclasses import replace
from typing import Any

import pytest

from crawler.model import Source
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
        "must_match: 'contoh' does not match “Longsor di desa”: banjir: not there"
    ]


@pytest.mark.parametrize(
    ("query", "example", "why"),
    [
        ("banjir AND desa", "Longsor di desa", "banjir: not there"),
        ("(banjir OR rob) desa", "Longsor di desa", "banjir: not there; rob: not there"),
        ("desa NEAR/1 longsor -tebing", "Longsor besar di desa tebing",
         "desa NEAR/1 longsor: 2 words between, at most 1 may be; tebing is ruled out, and there: tebing"),
        ("banjr", "Banjir", "banjr: not there; nearest is banjir"),
        ("a b c d e f g", "h", "a: not there; b: not there; c: not there; d: not there; e: not there; …"),
    ],
)  # fmt: skip
def test_it_is_told_what_an_example_lacks(query: str, example: str, why: str) -> None:
    (problem,) = failed_examples(a_rule(query), [example], [])
    assert problem.partition("”: ")[2] == why


def test_it_is_told_by_which_words_an_example_matches() -> None:
    (problem,) = failed_examples(a_rule("banjir~ AND NOT rob"), [], ["Kota kebanjiran lagi"])
    assert problem == (
        "must_not_match: 'contoh' matches “Kota kebanjiran lagi”: banjir~ by “kebanjiran” in its body"
    )


def test_an_example_that_only_the_limits_leave_out_is_told() -> None:
    rule = a_rule("banjir", sources=frozenset({"sinpo"}))
    (problem,) = failed_examples(rule, [{"body": "banjir", "source": "lain"}], [])
    assert problem.endswith("the rule's `only` leaves it out")


def test_a_string_has_no_title() -> None:
    assert failed_examples(a_rule("title:banjir"), [], ["banjir"]) == []


def test_an_unknown_part_is_told() -> None:
    (problem,) = failed_examples(a_rule("banjir"), [{"titel": "banjir"}], [])
    assert problem.startswith("example: there is no part 'titel'; expected one of title, ")


def test_a_source_that_the_rule_leaves_out_does_not_match() -> None:
    rule = a_rule("banjir", sources=frozenset({"sinpo"}))
    example = {"body": "banjir", "source": "lain"}
    assert failed_examples(rule, ["banjir"], [example]) == []


CONTOH = Source(name="contoh", url="https://contoh.id/", tags=("kota",), language="id")
DESA = Source(name="desa", url="https://desa.id/", tags=("desa",))


@pytest.mark.parametrize(
    ("only", "example", "matches"),
    [
        ({"tags": {"kota"}}, {"source": "contoh"}, True),
        ({"tags": {"kota"}}, {"source": "desa"}, False),
        ({"tags": {"kota"}}, {}, True),
        ({"languages": {"id"}}, {"source": "contoh"}, True),
        ({"languages": {"en"}}, {"source": "contoh"}, False),
        ({"languages": {"en"}}, {"source": "contoh", "lang": "en"}, True),
        ({"languages": {"en"}}, {"source": "desa"}, True),
        ({"languages": {"id"}}, {"lang": "en"}, False),
        ({"languages": {"id"}}, {"lang": "id-ID"}, True),
        ({"languages": {"id"}, "sources": {"desa"}}, {"lang": "id"}, True),
        ({"languages": {"id"}, "sources": {"desa"}}, {"lang": "id", "source": "contoh"}, False),
    ],
)
def test_those_limits_count_whose_values_an_example_names(
    only: dict[str, set[str]], example: dict[str, str], *, matches: bool
) -> None:
    limits: dict[str, Any] = {key: frozenset(values) for key, values in only.items()}
    rule = replace(a_rule("banjir"), **limits)
    shown = [{"body": "banjir", **example}]
    sources = {source.name: source for source in (CONTOH, DESA)}
    assert bool(failed_examples(rule, shown, [], sources)) is not matches
    assert bool(failed_examples(rule, [], shown, sources)) is matches


def test_an_example_of_a_source_is_in_its_language_as_an_article_would_be() -> None:
    rule, sources = a_rule("banjir lang:id"), {"contoh": CONTOH}
    shown = {"body": "banjir", "source": "contoh"}
    assert failed_examples(rule, [shown], [{**shown, "lang": "en"}], sources) == []
