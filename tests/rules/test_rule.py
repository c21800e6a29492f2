import pytest

from crawler.rules.rule import concerns
from tests.builders import a_rule, a_source, an_article


@pytest.mark.parametrize(
    ("only", "concerned"),
    [
        ({}, True),
        ({"sources": {"contoh"}}, True),
        ({"sources": {"lain"}}, False),
        ({"sources": {"Contoh"}}, False),  # a name, not a value of a query
        ({"tags": {"jawa", "bali"}}, True),
        ({"tags": {"bali"}}, False),
        ({"sources": {"contoh"}, "tags": {"bali"}}, False),
        ({"sources": {"lain"}, "tags": {"jawa"}}, False),
    ],
)
def test_a_rule_keeps_to_its_sources(only: dict[str, set[str]], concerned: bool) -> None:
    sources, tags = (frozenset(only.get(key, ())) for key in ("sources", "tags"))
    rule = a_rule(sources=sources, tags=tags)
    source = a_source(tags=("jawa", "politik"))
    assert concerns(rule, an_article(), source) == concerned


def test_a_source_without_tags_is_none_of_a_tag() -> None:
    assert not concerns(a_rule(tags=frozenset({"jawa"})), an_article(), a_source())


@pytest.mark.parametrize(
    ("wanted", "own", "of_source", "concerned"),
    [
        ({"id"}, "id", None, True),
        ({"id"}, "id-id", None, True),
        ({"ID"}, "id", None, True),
        ({"id-ID"}, "id", None, False),
        ({"id"}, "idx", None, False),
        ({"en", "id"}, "id", None, True),
        ({"id"}, "en", "id", False),  # the article knows better
        ({"id"}, None, "id-ID", True),
        ({"id"}, "", "id", True),
        ({"id"}, None, "en", False),
        ({"id"}, None, None, False),
        (set(), None, None, True),
    ],
)
def test_an_article_speaks_its_own_language_or_its_source_s(
    wanted: set[str], own: str | None, of_source: str | None, concerned: bool
) -> None:
    rule = a_rule(languages=frozenset(wanted))
    article, source = an_article(language=own), a_source(language=of_source)
    assert concerns(rule, article, source) == concerned
