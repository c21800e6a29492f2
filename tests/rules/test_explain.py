import pytest
from hypothesis import HealthCheck, given, settings

from crawler.model import Article
from crawler.rules import match, parse
from crawler.rules.explain import explain
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable

BANJIR = Article(
    url="https://contoh.id/",
    title="Banjir di kota tua",
    paragraphs=("Warga kota mengungsi, KPK hadir.",),
    language="id",
    text="",
)


@pytest.mark.parametrize(
    ("clause", "missing"),
    [
        ("longsor", "not there: longsor"),
        ('"banjir besar"', "not there: besar"),
        ('"kota banjir"', "the words are there, not side by side"),
        ("kota{3,}", "there 2 times, not 3"),
        ("=kpk", "there in another spelling: KPK"),
        ("banjir NEAR/0 tua", "2 words between, at most 0 may be"),
        ("banjir NEAR/2 longsor", "not there: longsor"),
        ("lang:en", "lang is id"),
        ("tag:x", "tag is not known"),
        ("/gempa/", "not found in title, body"),
        ("title:warga", "not there: warga; it is in the body"),
    ],
)
def test_what_is_missing_is_said(clause: str, missing: str) -> None:
    found = explain(parse(clause), BANJIR, "sinpo")
    assert (found.clause, found.holds, found.missing) == (clause, False, missing)


def test_the_tree_is_shown_with_what_matched() -> None:
    found = explain(parse("(longsor OR banjir) AND NOT gempa"), BANJIR, "sinpo")
    assert (found.clause, found.holds) == ("AND", True)
    either, without = found.parts
    assert [(part.clause, part.holds) for part in either.parts] == [
        ("longsor", False),
        ("banjir", True),
    ]
    assert [one.field for one in either.parts[1].matches] == ["title"]
    assert (without.clause, without.holds, without.parts[0].holds) == ("NOT", True, False)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_the_explanation_ends_as_the_match_does(query: str, article: Article) -> None:
    node = readable(query)
    answered = match(node, article, "sinpo") is not None
    assert explain(node, article, "sinpo").holds == answered
