from dataclasses import replace

import pytest

from crawler.model import Tell
from crawler.rules import Rule, parse
from crawler.rules.lint import Doubt, costs, doubts, unknown
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


def test_a_rule_that_is_tried_on_every_article_is_said_with_its_cost_however_small() -> None:
    ticks = iter([0.0, 0.1, 0.1, 0.2, 0.2, 0.35, 0.35, 0.5])
    rules = [a_rule("/ba.*ir/ -banjir", "satu")]
    assert costs(rules, [an_article()] * 100, lambda: next(ticks)) == [
        Doubt("satu", "its regular expression takes 0.50 ms of every article, measured on 100")
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("banjir and longsor", "and is read as a word"),
        ("banjir not longsor", "not is read as a word"),
        ("banjir atau longsor", "atau is read as a word; the operator is OR"),
        ("title:(banjir DAN rob)", "DAN is read as a word; the operator is AND"),
        ("(banjir near/5 longsor) OR gempa", "near/5 is read as a word"),
        ("banjir near5 longsor", "near5 is read as a word"),
        ('banjir url:"a b"', 'url:"a b" is in no address'),
        ("serangan* -serang*", "can never match"),
        ("m*nesia -*sia", "can never match"),
        ("any:a -title:a -body:a -caption:a -comment:a", "rules it out in each part"),
        ("(a NEAR b) -title:(a NEAR b) -body:(a NEAR/9 b)", "rules it out in each part"),
        ("banjir lang:indonesia", "lang:indonesia is no code of a language"),
        ("menyerang~", "menyerang is itself a form of serang; write serang~"),
        ("(banjir OR rob) AND -banjir AND -rob", "can never match"),
        ("(banjir NEAR/3 kota) -(banjir NEAR/5 kota)", "can never match"),
        ("(banjir NEAR/3 kota) -(kota NEAR/5 banjir)", "can never match"),
        ("(banjir ONEAR kota) -(banjir NEAR kota)", "can never match"),
    ],
)
def test_more_that_is_probably_not_meant_is_told(query: str, said: str) -> None:
    rule = Rule(name="a", text=query, query=parse(query), channels=())
    assert said in " | ".join(one.problem for one in doubts([rule]))


@pytest.mark.parametrize(
    "query",
    [
        '"banjir and longsor"',
        "banjir AND longsor",
        "banjir lang:id",
        "serang* -serangan*",
        "*nesia -nesia*",
        "ab*cd -abc*bcd",
        "any:a -title:a -body:a -caption:a",
        "a{2,} -title:a{2,} -body:a{2,}",
        "banjir lang:zh-Hant",
        "serang~",
        "(banjir OR rob) AND -banjir",
        "(banjir NEAR/5 kota) -(banjir NEAR/3 kota)",
        "(banjir NEAR kota) -(banjir ONEAR kota)",
        "(banjir ONEAR kota) -(kota ONEAR banjir)",
        "(banjir NEAR/3 kota) -title:(banjir NEAR/5 kota)",
    ],
)
def test_what_may_well_be_meant_is_left_alone(query: str) -> None:
    rule = Rule(name="a", text=query, query=parse(query), channels=())
    assert doubts([rule]) == []


def test_a_source_that_is_not_configured_is_told() -> None:
    query = "banjir -source:kontoh OR source:Contoh"
    rule = Rule(name="a", text=query, query=parse(query), channels=())
    (doubt,) = unknown([rule], ["contoh"])
    assert "no source 'kontoh'" in doubt.problem


def test_rules_that_tell_otherwise_are_not_to_be_made_one() -> None:
    first = Rule(name="a", text="x", query=parse("banjir"), channels=())
    (alike,) = doubts([first, replace(first, name="b")])
    assert "the channels of both" in alike.problem
    (other,) = doubts([first, replace(first, name="b", tell=Tell.ONCE)])
    assert other.problem == "asks the same as the rule 'a'"
