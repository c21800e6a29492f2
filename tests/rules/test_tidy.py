import pytest
from hypothesis import HealthCheck, given, reject, settings, strategies as st

from crawler.errors import QueryError
from crawler.rules import parse
from crawler.rules.tidy import asked, canonical, flat, tidy, written
from tests.builders import a_rule
from tests.rules.strategies import queries
from tests.rules.test_match import readable


@pytest.mark.parametrize(
    ("query", "tidied"),
    [
        ("Banjir", "banjir"),
        ("a  (b c)", "a AND b AND c"),
        ("((a OR b)) c", "(a OR b) AND c"),
        ("a b OR c", "(a AND b) OR c"),
        ("a -b", "a AND NOT b"),
        ("a NOT NOT b", "a AND b"),
        ("“A  b”", '"a b"'),
        ("=KPK{2,}", "=KPK{2,}"),
        ("korupsi{1,}", "korupsi"),
        ("a NEAR (b OR “c d”)", 'a NEAR/4 (b OR "c d")'),
        ("TITLE:(a ONEAR/3 b)", "title:(a ONEAR/3 b)"),
        ("title:(a OR b)", "title:a OR title:b"),
        (r"/a\/b/", r"/a\/b/"),
        ('tag:"Pemilu 2024"', 'tag:"pemilu 2024"'),
        ("tag:a″b", 'tag:"a″b"'),
        ("site:Kompas.com", "site:kompas.com"),
        ("Kazakhstan~2 Serang~ serang*", "kazakhstan~2 AND serang~ AND serang*"),
    ],
)
def test_a_query_has_one_best_spelling(query: str, tidied: str) -> None:
    assert tidy(parse(query)) == tidied


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries)
def test_the_best_spelling_asks_the_same(query: str) -> None:
    node = readable(query)
    assert parse(tidy(node)) == flat(node)
    assert tidy(parse(tidy(node))) == tidy(node)


@given(
    st.sampled_from(["source", "url", "tag", "section"]),
    st.text(st.sampled_from("aB 1-/.″ˮ'“#") | st.characters(), min_size=1),
    st.sampled_from(["{}:{}", '{}:"{}"']),
)
def test_the_best_spelling_of_a_value_is_read_as_the_same(
    field: str, text: str, form: str
) -> None:
    try:
        node = parse(form.format(field, text))
    except QueryError:
        reject()
    assert parse(tidy(node)) == flat(node)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries)
def test_what_asks_the_same_is_written_the_same(query: str) -> None:
    node = readable(query)
    again = parse(f"(({tidy(node)}))")
    assert canonical(again) == canonical(node)
    assert asked(a_rule(query)) == asked(a_rule(tidy(node)))


def test_the_order_of_parts_and_repetition_do_not_count_and_limits_do() -> None:
    rule = a_rule("b (c OR a) b")
    assert asked(rule) == asked(a_rule("(a OR c OR a) AND b"))
    assert asked(a_rule(sources=frozenset("ba"))) == "banjir; sources: a, b"
    assert written(a_rule("(banjir)", tags=frozenset("x"))) == "(banjir); tags: x"
