import pytest
from hypothesis import HealthCheck, given, settings

from crawler.model import Article
from crawler.rules import match
from crawler.rules.alone import Alone
from tests.builders import a_rule, a_source, an_article
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_a_rule_alone_judges_as_the_matcher_does(query: str, article: Article) -> None:
    node = readable(query)
    alone = Alone(a_rule(query))
    for _ in range(2):
        found = match(node, article, "contoh")
        assert alone.matches(article, a_source()) == found
        assert alone.answers(article, a_source()) == (found is not None)


@pytest.mark.parametrize("query", ["banjir", "banj*", "NOT gempa~ lang:id"])
def test_it_keeps_to_the_limits_of_the_rule(query: str) -> None:
    alone = Alone(a_rule(query, sources=frozenset({"lain"})))
    assert not alone.answers(an_article(), a_source())
    assert alone.matches(an_article(), a_source()) is None
    assert alone.answers(an_article(), a_source(name="lain"))
