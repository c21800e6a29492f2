import pytest
from hypothesis import HealthCheck, assume, given, settings

from crawler.errors import QueryError
from crawler.model import Article
from crawler.rules import Node, match, parse
from tests.rules.naive import naive
from tests.rules.strategies import articles, queries


def readable(query: str) -> Node:
    try:
        return parse(query)
    except QueryError as problem:
        assume("by what it lacks" not in problem.problem)
        raise


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_the_matcher_agrees_with_the_definition(query: str, article: Article) -> None:
    node = readable(query)
    found = match(node, article, "sinpo")
    assert (found is not None) == naive(node, article, "sinpo")
    for one in found or ():
        assert 0 <= one.start < one.end <= len(one.snippet)


@pytest.mark.parametrize("query", ["a", '"a b"'])
def test_needs_no_words(query: str) -> None:
    empty = Article(url="https://contoh.id/", title="", text="")
    assert match(parse(query), empty, "sinpo") is None
