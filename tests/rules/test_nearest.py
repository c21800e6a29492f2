import time

import pytest
from hypothesis import HealthCheck, given, settings

from crawler.model import Article, Picture
from crawler.rules import parse
from crawler.rules.explain import Explanation, explain
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable

ARTICLE = Article(
    url="https://contoh.id/",
    title="Kasachstan digempur",
    authors=("Siti Aminah",),
    paragraphs=(
        "Kekuatan besar asing masuk. Kpk hadir, kpk pulang, lalu hujan turun deras di kota.",
    ),
    pictures=(Picture(caption="Petugas di dermaga"),),
    text="",
)


@pytest.mark.parametrize(
    ("clause", "missing", "place"),
    [
        ("Kazakhstan~1", "not there: kazakhstan~1; nearest is kasachstan", "Kasachstan"),
        ("Kasakhstan", "not there: kasakhstan; nearest is kasachstan", "Kasachstan"),
        ("kuatan~", "not there: kuatan~; nearest is kekuatan", "Kekuatan"),
        ("zzzzzz", "not there: zzzzzz", None),
        ("dermaga", "not there: dermaga; it is in the caption", "dermaga"),
        ("title:kota", "not there: kota; it is in the body", "kota"),
        ("aminah", "not there: aminah; it is in the author", "Aminah"),
        ('"kekuatan asing"', "the words are there, not side by side", "Kekuatan besar asing"),
        ('"asing kekuatan"', "the words are there, not side by side", "Kekuatan besar asing"),
        ("kpk{3,}", "there 2 times, not 3", "Kpk"),
        ("=Kpk{2,}", "there 1 time, not 2", "Kpk"),
        ("=KPK", "there in another spelling: Kpk", "Kpk"),
        ("=MBG", "not there in this spelling", None),
        ("hujan NEAR/1 kota", "3 words between, at most 1 may be", "hujan turun deras di kota"),
        ("kota ONEAR/9 hujan", "3 words between, at most 9 may be, in the other order", "hujan turun deras di kota"),
        ("hujan NEAR/3 gempa", "not there: gempa", None),
        ("hujan NEAR/3 kasachstan", "both are there, not in one part", None),
        ("/h.j.n lebat/", "not found in title, body", None),
    ],
)  # fmt: skip
def test_what_comes_nearest_is_shown(clause: str, missing: str, place: str | None) -> None:
    found = explain(parse(clause), ARTICLE, "sinpo")
    near = found.near
    shown = None if near is None else near.snippet[near.start : near.end]
    assert (found.holds, found.missing, shown) == (False, missing, place)


PLACES = Article(
    url="https://contoh.id/",
    title="Warga di Pemalang mengungsi",
    paragraphs=("Warga dari Pemalang tetap siaga di kota.",),
    text="",
)


@pytest.mark.parametrize(
    ("clause", "missing", "place"),
    [
        ("malang~", "there only as a name: Pemalang", "Pemalang"),
        ("malang~{2,}", "there only as a name: Pemalang", "Pemalang"),
        ("title:malang~", "there only as a name: Pemalang", "Pemalang"),
        ("serang~{2,}", "not there: serang~", None),
        ("malang~ NEAR/3 warga", "not there: malang~", None),
    ],
)
def test_a_name_that_is_not_taken_apart_is_said_to_be_one(
    clause: str, missing: str, place: str | None
) -> None:
    found = explain(parse(clause), PLACES, "sinpo")
    near = found.near
    shown = None if near is None else near.snippet[near.start : near.end]
    assert (found.holds, found.missing, shown) == (False, missing, place)


def test_words_that_stand_far_apart_thousands_of_times_are_compared_at_once() -> None:
    text = " ".join(["atap"] * 3000 + ["batu"] * 3000)
    article = Article(url="https://contoh.id/", title="", paragraphs=(text,), text="")
    started = time.process_time()
    found = explain(parse("batu ONEAR/3 atap"), article, "sinpo")
    assert found.missing == "0 words between, at most 3 may be, in the other order"
    assert time.process_time() - started < 5  # it took half a minute, pair by pair


def leaves(found: Explanation) -> list[Explanation]:
    return [leaf for part in found.parts for leaf in leaves(part)] if found.parts else [found]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_of_whatever_is_lacking_something_is_said(query: str, article: Article) -> None:
    for leaf in leaves(explain(readable(query), article, "sinpo")):
        assert leaf.holds != bool(leaf.missing)
        if leaf.near is not None:
            assert 0 <= leaf.near.start < leaf.near.end <= len(leaf.near.snippet)
