from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.model import Article, Source
from crawler.rules import Rule, Ruleset, match, parse
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable

SINPO = Source(name="sinpo", url="https://sinpo.id", tags=("politik",), language="id")


def an_article(body: str, language: str | None = None) -> Article:
    return Article(
        url="https://contoh.id/", title="", paragraphs=(body,), text="", language=language
    )


def a_rule(query: str, **more: Any) -> Rule:
    return Rule(name="contoh", text=query, query=parse(query), channels=("meja",), **more)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(queries, max_size=6), st.lists(articles(), min_size=1, max_size=3))
def test_many_rules_answer_as_each_alone(texts: list[str], some: list[Article]) -> None:
    rules = [
        Rule(name=str(number), text=text, query=readable(text), channels=())
        for number, text in enumerate(texts)
    ]
    ruleset = Ruleset(rules)
    for article in some:
        alone = [(rule, match(rule.query, article, "sinpo")) for rule in rules]
        assert ruleset.matches(article, SINPO) == [
            (rule, found) for rule, found in alone if found is not None
        ]


def test_a_rule_is_found_by_its_name() -> None:
    rule = a_rule("banjir")
    assert Ruleset([rule]).named("contoh") is rule
    assert Ruleset([rule]).named("lain") is None


@pytest.mark.parametrize(
    ("only", "language", "answers"),
    [
        ({}, None, True),
        ({"sources": {"sinpo"}}, None, True),
        ({"sources": {"lain"}}, None, False),
        ({"tags": {"politik", "lain"}}, None, True),
        ({"tags": {"lain"}}, None, False),
        ({"languages": {"id"}}, "id-id", True),
        ({"languages": {"ID"}}, None, True),
        ({"languages": {"en"}}, None, False),
        ({"languages": {"id"}}, "en", False),
    ],
)
def test_a_rule_keeps_to_its_sources_and_languages(
    only: dict[str, set[str]], language: str | None, answers: bool
) -> None:
    rule = a_rule("banjir", **{key: frozenset(value) for key, value in only.items()})
    found = Ruleset([rule]).matches(an_article("banjir", language), SINPO)
    assert [one for one, _ in found] == [rule] * answers


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_rules_that_come_and_go_are_as_if_they_had_always_been_so(data: st.DataObject) -> None:
    ruleset = Ruleset()
    there: dict[str, Rule] = {}
    for _ in range(data.draw(st.integers(1, 8))):
        name = data.draw(st.sampled_from("abcd"))
        if name in there and data.draw(st.booleans()):
            del there[name]
            ruleset.drop(name)
        else:
            text = data.draw(queries)
            there[name] = Rule(name=name, text=text, query=readable(text), channels=())
            ruleset.put(there[name])
        article = data.draw(articles())
        assert {rule.name for rule in ruleset.answered(article, SINPO)} == {
            rule.name
            for rule in there.values()
            if match(rule.query, article, "sinpo") is not None
        }


def test_a_replaced_rule_keeps_its_place() -> None:
    first, second = a_rule("banjir"), a_rule("hujan")
    ruleset = Ruleset([first, Rule(name="lain", text="", query=parse("air"), channels=())])
    ruleset.put(second)
    assert [rule.text for rule in ruleset.answered(an_article("banjir air"), SINPO)] == [""]
    assert [rule.text for rule in ruleset.answered(an_article("hujan air"), SINPO)] == [
        "hujan",
        "",
    ]


def test_a_word_that_no_rule_was_under_leads_to_one_that_comes() -> None:
    ruleset = Ruleset()
    for number in range(3):
        assert ruleset.answered(an_article("banjir hujan"), SINPO) == []
        ruleset.put(a_rule("banjir"))
        ruleset.put(Rule(name="lain", text="", query=parse("hujan"), channels=()))
        assert len(ruleset.answered(an_article("banjir hujan"), SINPO)) == 2, number
        ruleset.drop("lain")
        assert len(ruleset.answered(an_article("banjir hujan"), SINPO)) == 1
        ruleset.drop(a_rule("banjir").name)


def test_rules_that_go_leave_nothing_behind() -> None:
    ruleset = Ruleset([a_rule("banjir")])
    for number in range(3000):
        word = f"kata{number}"
        ruleset.put(Rule(name="ganti", text=word, query=parse(word), channels=()))
        found = ruleset.answered(an_article(f"{word} kata{number - 1} banjir"), SINPO)
        assert [rule.text for rule in found] == ["banjir", word]
    ruleset.drop("ganti")
    assert [r.text for r in ruleset.answered(an_article("kata2999 banjir"), SINPO)] == [
        "banjir"
    ]


def test_a_rule_tried_in_vain_is_filed_under_what_is_rarer() -> None:
    ruleset = Ruleset([a_rule("kepolisian AND kpk")])  # the longer word is taken for the rarer
    for _ in range(20):
        ruleset.answered(an_article("kepolisian"), SINPO)
    assert ruleset.tried < 10
    assert ruleset.answered(an_article("kepolisian KPK"), SINPO)
