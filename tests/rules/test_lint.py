import pytest

from crawler.rules import Rule, parse
from crawler.rules.lint import Doubt, doubts


def a_rule(query: str, name: str = "contoh") -> Rule:
    return Rule(name=name, text=query, query=parse(query), channels=())


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("KPK", "KPK also finds the word 'kpk'; =KPK does not"),
        ("banjir -banjir", "can never match: it asks for banjir and for its absence"),
        ("kota (a OR (b c -(b OR d)))", "can never match: it asks for b and for its absence"),
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
    assert doubts(rules) == [Doubt("dua", "asks the same as the rule 'satu'")]
