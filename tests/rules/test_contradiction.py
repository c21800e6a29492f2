import pytest
from hypothesis import HealthCheck, given, settings

from crawler.model import Article
from crawler.rules import match, parse
from crawler.rules.contradiction import dead, implies, is_dead
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("serangan", "serang*"), ("serangan", "*an"), ("title:serangan", "serangan"),
        ("lead:x", "body:x"), ("body:x", "any:x"), ('"bank sentral asing"', '"bank sentral"'),
        ('"bank sentral"', "sentral"), ("=KPK", "kpk"), ("kpk{3,}", "kpk{2,}"), ("x{3,}", "x"),
        ("a NEAR/3 (b OR b)", "b"), ("a b", "b"), ("a", "a OR b"), ("a OR b", "b OR a OR c"),
        ("kazakstan", "kazakhstan~1"), ("serang", "serang~"),
    ],
)  # fmt: skip
def test_what_follows_from_what(one: str, other: str) -> None:
    assert implies(parse(one), parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("serang*", "serangan"), ("serangan", "title:serangan"), ("body:x", "lead:x"),
        ("kpk", "=KPK"), ("kpk{2,}", "kpk{3,}"), ("a OR b", "b"), ("a", "a b"),
        ("tembak", "nembak~"), ("=DITEMBAK", "tembak~"), ("ditembak", "tembak~"), ("=Menyerang", "serang~"), ("any:x", "x"),
        ('"bank sentral"', '"sentral bank"'), ("author:x", "x"), ("/x/", "x"),
    ],
)  # fmt: skip
def test_what_does_not(one: str, other: str) -> None:
    assert not implies(parse(one), parse(other))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, queries, articles())
def test_what_follows_is_true_of_every_article(one: str, other: str, article: Article) -> None:
    first, second = readable(one), readable(other)
    if implies(first, second) and match(first, article, "sinpo") is not None:
        assert match(second, article, "sinpo") is not None
    if is_dead(first):
        assert match(first, article, "sinpo") is None


@pytest.mark.parametrize(
    ("query", "all_of_it", "reason"),
    [
        ("banjir -banjir", True, "it asks for banjir and for its absence"),
        ("kota (a OR (b c -(b OR d)))", False, "it asks for b and for its absence"),
        ("serangan -serang*", True, "it asks for serangan and rules out serang*, which that implies"),
        ('title:"a b" AND NOT b', True, 'it asks for title:"a b" and rules out b, which that implies'),
        ("x lang:id lang:en", True, "it asks for lang:id and for lang:en, and an article has one lang"),
        ("x site:a.id site:b.id", True, "it asks for site:a.id and for site:b.id, and an article has one site"),
        ("(a -a) OR (b -b)", True, "it asks for a and for its absence"),
    ],
)  # fmt: skip
def test_what_can_never_be_answered_is_named(query: str, all_of_it: bool, reason: str) -> None:
    assert next(dead(parse(query))) == reason
    assert is_dead(parse(query)) is all_of_it


@pytest.mark.parametrize(
    "query",
    ["banjir -longsor", "serang* -serangan", "x lang:id lang:id-id", "x site:a.id site:b.a.id",
     "x tag:a tag:b", "=KPK -=kpk", "a (b OR c) -d"],
)  # fmt: skip
def test_what_can_be_answered_is_not_called_dead(query: str) -> None:
    assert list(dead(parse(query))) == []
    assert not is_dead(parse(query))
