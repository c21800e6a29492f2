import pytest
from hypothesis import HealthCheck, given, reject, settings, strategies as st

from crawler.errors import QueryError
from crawler.rules import Rule, parse
from crawler.rules.tidy import asked, asks_still, canonical, flat, tidy, written
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
        ("a -(b NEAR c)", "a AND NOT (b NEAR/4 c)"),
        ("a b NEAR c OR d NEAR e", "(a AND (b NEAR/4 c)) OR (d NEAR/4 e)"),
        ("a -title:(b NEAR c)", "a AND NOT title:(b NEAR/4 c)"),
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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a NEAR b", "b NEAR a", True),
        ("a NEAR/4 b", "b NEAR a", True),
        ("(a OR b) NEAR/9 “c d”", '"c d" NEAR/9 (b OR a OR b)', True),
        ("title:(a NEAR b)", "title:(b NEAR a)", True),
        ("x (a NEAR b) OR y", "y OR (b NEAR a) AND x", True),
        ("(b OR a) ONEAR c", "(a OR b) ONEAR c", True),
        ("a ONEAR b", "b ONEAR a", False),
        ("a NEAR/4 b", "a NEAR/5 b", False),
        ("a NEAR b", "title:(a NEAR b)", False),
        ("a NEAR =B", "=b NEAR a", False),
    ],
)
def test_the_order_around_near_does_not_count_and_around_onear_does(
    one: str, other: str, *, same: bool
) -> None:
    assert (canonical(parse(one)) == canonical(parse(other))) is same


@pytest.mark.parametrize(
    ("before", "rule", "still"),
    [
        ("b NEAR/4 a", a_rule("a NEAR b"), True),
        ("(b NEAR/4 a OR c)", a_rule("c OR a NEAR b"), True),
        ("b NEAR/4 a; sources: x", a_rule("a NEAR b", sources=frozenset("x")), True),
        ("b NEAR/4 a; sources: x", a_rule("a NEAR b"), False),
        ("b NEAR/4 a", a_rule("a NEAR b", sources=frozenset("x")), False),
        ("b NEAR/4 a; tags: x", a_rule("a NEAR b", sources=frozenset("x")), False),
        ("b NEAR/4 c", a_rule("a NEAR b"), False),
        ("what was never a (query", a_rule("a NEAR b"), False),
        ("", a_rule("a"), False),
    ],
)
def test_what_a_rule_asked_is_known_in_an_older_spelling_too(
    before: str, rule: Rule, *, still: bool
) -> None:
    assert asks_still(rule, before) is still


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, st.sampled_from([frozenset[str](), frozenset({"a; tags: b", "c"})]))
def test_a_rule_asks_still_what_is_kept_of_it(query: str, sources: frozenset[str]) -> None:
    rule = a_rule(tidy(readable(query)), sources=sources)
    assert asks_still(rule, asked(rule))
    assert parse(canonical(rule.query))  # so that what is kept can be read by later versions
