from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.errors import QueryError
from crawler.model import Article, Source
from crawler.rules import Node, Rule, Ruleset, parse
from crawler.rules.digest import digest
from crawler.rules.shelf import Shelf
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable

SOURCE = Source(name="sinpo", url="https://sinpo.id")


def never() -> Node:
    raise AssertionError("it was read again")


def a_rule(shelf: Shelf, text: str) -> Rule:
    query, told, read = shelf.look(text, partial(parse, text))
    return Rule(name=text, text=text, query=query, digest=told, read=read, channels=())


def of_earlier_run(*texts: str) -> bytes:
    shelf = Shelf("satu")
    for text in texts:
        shelf.look(text, partial(parse, text))
    return shelf.saved()


def test_what_was_read_in_an_earlier_run_is_not_read_again() -> None:
    shelf = Shelf("satu", of_earlier_run("banjir AND tag:pemilu", "=KPK"))
    assert shelf.problem is None
    assert shelf.look("=KPK", never).digest == digest(parse("=KPK"))
    assert not shelf.changed
    with pytest.raises(QueryError):
        shelf.look("(", partial(parse, "("))
    shelf.look("baru", partial(parse, "baru"))
    assert shelf.changed


def test_what_nobody_looks_for_is_not_kept() -> None:
    again = Shelf("satu", of_earlier_run("lama", "tetap"))
    again.look("tetap", never)
    last = Shelf("satu", again.saved())
    last.look("tetap", never)
    with pytest.raises(AssertionError, match="read again"):
        last.look("lama", never)


def test_the_words_of_an_earlier_run_are_found_with_those_of_new_queries() -> None:
    shelf = Shelf("satu", of_earlier_run("serang~ banjir", "gempa*", "kebakaran~1", "=KPK"))
    asked = ["serang~ banjir", "gempa*", "kebakaran~1", "=KPK", "tsunami OR longsor~"]
    rules = Ruleset([a_rule(shelf, text) for text in asked], lexicon=shelf.lexicon())
    article = Article(
        url="https://sinpo.id/1",
        title="Penyerangan, banjir dan gempabumi",
        paragraphs=("KPK: kebakaram, kelongsoran dan tsunami.",),
        text="",
    )
    assert [rule.text for rule in rules.answered(article, SOURCE)] == asked
    assert len(shelf.lexicon()) == 0


def test_words_that_hardly_any_query_asks_for_now_are_let_go() -> None:
    shelf = Shelf("satu", of_earlier_run("lama", "kuno", "tetap"))
    shelf.look("tetap", never)
    assert len(shelf.lexicon()) == 0
    assert shelf.changed
    last = Shelf("satu", shelf.saved())
    last.look("tetap", never)
    assert len(last.lexicon()) == 1


SAVED = of_earlier_run("banjir")


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        (SAVED[:-3], "it is damaged"),
        (SAVED.replace(b"banjir", b"banjar", 1), "it is damaged"),
        (b"{}\n[]", "it is damaged"),
        (b"[]", "it is damaged"),
        (b"\x80\x04K\x01.", "it is damaged"),
        (b"\n", "it is damaged"),
        (b"[" * 200_000, "it is damaged"),
        (b'{"edition":' * 200_000 + b"\n", "it is damaged"),
        (b'{"edition": "' + b"x" * 10_000_000, "it is damaged"),
        (SAVED + b"\x00", "it is damaged"),
        (b"\xef\xbb\xbf" + SAVED, "it is damaged"),
        (SAVED[: SAVED.index(b"\n") + 1] + b"[" * 200_000, "it is damaged"),
        (SAVED.replace(b"satu", b"dua"), "another version of the program wrote it"),
    ],
)
def test_what_is_damaged_or_of_another_version_is_not_used(saved: bytes, problem: str) -> None:
    shelf = Shelf("satu", saved)
    assert shelf.problem == problem
    assert shelf.look("banjir", partial(parse, "banjir")).query == parse("banjir")
    assert Shelf("satu", shelf.saved()).problem is None


@given(
    st.integers(0, len(SAVED) - 1),
    st.integers(0, 40),
    st.one_of(st.binary(max_size=40), st.sampled_from([b"[" * 99_999, b"\x00" * 999, SAVED])),
)
def test_whatever_is_damaged_only_costs_time(at: int, gone: int, instead: bytes) -> None:
    damaged = SAVED[:at] + instead + SAVED[at + gone :]
    shelf = Shelf("satu", damaged)
    assert (shelf.problem is None) == (damaged in {SAVED, b""})
    assert shelf.look("banjir", partial(parse, "banjir")).digest == digest(parse("banjir"))


def test_a_rule_from_the_shelf_is_the_rule_that_was_put_there() -> None:
    text = "banjir NEAR/3 jalan"
    first, again = (
        a_rule(Shelf("satu"), text),
        a_rule(Shelf("satu", of_earlier_run(text)), text),
    )
    assert again.read is not None
    assert again == first
    assert again.query == parse(text)
    with pytest.raises(AttributeError):
        again.nothing  # type: ignore[attr-defined]  # noqa: B018 - that is the point


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(queries, queries, articles())
def test_rules_from_the_shelf_answer_as_if_they_had_been_read(
    text: str, other: str, article: Article
) -> None:
    readable(text)
    readable(other)
    shelf = Shelf("satu", of_earlier_run(text, other))
    kept = Ruleset([a_rule(shelf, text)], lexicon=shelf.lexicon())
    fresh = Ruleset([a_rule(Shelf(), text)])
    assert kept.matches(article, SOURCE) == fresh.matches(article, SOURCE)
