from dataclasses import replace

import pytest

from crawler.rules import Rule, parse
from crawler.rules.lint import Doubt, costs, doubts
from tests.builders import an_article


def a_rule(query: str, name: str = "contoh") -> Rule:
    return Rule(name=name, text=query, query=parse(query), channels=())


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("KPK", "KPK also finds the word 'kpk'; =KPK does not"),
        ("banjir -banjir", "can never match: it asks for banjir and for its absence; take one of them out"),
        ("kota (a OR (b c -(b OR d)))", "a part of it can never match: it asks for b and for its absence; take one of them out"),
        ("mengapa?", "? in mengapa? stands for one letter that must be there"),
        ("iran~2", "iran~2 finds many other words: it is short for ~2"),
        ("/kpk/", "every article is searched for its regular expression; a word beside it saves that"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_said(query: str, problem: str) -> None:
    assert doubts([a_rule(query)]) == [Doubt("contoh", problem)]


@pytest.mark.parametrize(
    "query", ["=KPK", "banjir -longsor", "Kazakhstan~2", "/kpk/ AND rapat", "organi?asi", "kpk"]
)
def test_what_is_sound_is_not_doubted(query: str) -> None:
    assert doubts([a_rule(query)]) == []


def test_a_rule_that_asks_the_same_as_another_is_named() -> None:
    rules = [a_rule("(b OR a) c", "satu"), a_rule("c AND (a OR b)", "dua"), a_rule("c", "tiga")]
    assert doubts(rules) == [
        Doubt(
            "dua",
            "asks the same as the rule 'satu'; give that one the channels of both instead",
        )
    ]


def test_limits_that_leave_out_what_the_query_asks_for_are_named() -> None:
    rule = replace(a_rule("banjir source:sinpo"), sources=frozenset({"Lain"}))
    assert doubts([rule]) == [
        Doubt("contoh", "can never match: its `only.sources` leaves out source:sinpo")
    ]
    assert doubts([replace(rule, sources=frozenset({"SinPo"}))]) == []


def test_what_is_costly_is_said_with_what_it_cost() -> None:
    """A clock that only regular expressions move on: they alone read the folded text."""
    ticks = iter([0.0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4, 0.9, 0.9, 1.4])
    rules = [a_rule("banjir", "satu"), a_rule("/ba.*ir/", "dua")]
    assert costs(rules, [an_article()] * 100, lambda: next(ticks)) == [
        Doubt("dua", "is costly: 4.0 ms an article, measured on 100; a word that must be there "
        "beside it, or a longer one in place of its patterns, saves that")
    ]  # fmt: skip
    assert costs(rules, [], lambda: next(ticks)) == []
