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


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
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
