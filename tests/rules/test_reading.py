import re

import pytest
from hypothesis import given, strategies as st

from crawler.fold import fold
from crawler.model import Article, Picture
from crawler.rules.reading import GAP, Part, Reading, Span, is_acronym
from crawler.rules.tree import Forms, Fuzzy, Plain, Wild
from tests.builders import an_article
from tests.rules.strategies import articles


@pytest.mark.parametrize(
    ("text", "word", "places"),
    [
        ("", "a", []),
        ("a b a", "a", [(0, 1), (2, 3)]),
        ("a b a", "c", []),
        ("A, (a) «A»", "a", [(0, 1), (1, 2), (2, 3)]),
        ("x a–b c", "a-b", [(1, 3)]),
        ("x a–b c", "b", [(2, 3)]),
        ("x a–b c", "c", [(3, 4)]),
        ("x — c", "c", [(1, 2)]),
        ("Jum’at b", "jum'at", [(0, 2)]),
        ("Jum’at b", "jumat", [(0, 2)]),
        ("Jum’at b", "b", [(2, 3)]),
        ("東京 a", "京", [(1, 2)]),
        ("東京 a", "a", [(2, 3)]),
        ("Caf\u00ade\u0301", "cafe", [(0, 1)]),
        ("ser\u00adang", "serang", [(0, 1)]),
        ("😀😀 a", "a", [(0, 1)]),
        ("a/b", "b", [(1, 2)]),
        ("a" * 200 + " b", "a" * 200, [(0, 1)]),
    ],
)
def test_a_word_stands_in_its_places(text: str, word: str, places: list[Span]) -> None:
    part = Part([text])
    assert sorted(part.folded[word]) == places
    assert (word in part.words) == bool(places)


def test_words_as_they_are_spelled_have_their_own_places() -> None:
    part = Part(["KPK kpk Jum’at"])
    assert part.spelled["KPK"] == [(0, 1)]
    assert part.spelled["kpk"] == [(1, 2)]
    assert part.spelled["Jum'at"] == [(2, 4)]
    assert part.spelled["Jumat"] == []  # only what is compared folded goes without it


def test_texts_are_so_far_apart_that_nothing_reaches_across() -> None:
    part = Part(["a b-c", "", "d e"])
    ((first, end),) = part.folded["d"]
    assert first - 3 >= GAP > 100
    assert [part.folded.text_of(place) for place in (0, 2, first, end)] == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("place", "run"), [(0, (0, 0, 1)), (1, (1, 0, 3)), (3, (1, 2, 3)), (4, (3, 0, 1))]
)
def test_a_place_is_found_back_in_its_run(place: int, run: tuple[int, int, int]) -> None:
    assert Part(["satu a-b-c — dua"]).folded.run_of(place) == run


def test_a_place_of_a_later_text_is_found_back_in_its_own_run() -> None:
    part = Part(["a-b c", "d e-f"])
    assert [part.folded.run_of(part.folded[w][0][0]) for w in "def"] == [
        (0, 0, 1),
        (1, 0, 2),
        (1, 1, 2),
    ]


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("KPK", True), ("PN", True), ("K", False), ("", False), ("Kpk", False), ("12", False),
     ("COVID1", True), ("PERSEROAN", False)],
)  # fmt: skip
def test_an_acronym_is_short_and_in_capitals(word: str, is_one: bool) -> None:
    assert is_acronym(word) == is_one


def test_nothing_is_an_acronym_in_a_text_that_is_all_in_capitals() -> None:
    part = Part(["KPK TIBA", "Lalu KPK pergi"])
    assert part.acronyms["kpk"] == {
        (part.folded["pergi"][0][0] - 1, part.folded["pergi"][0][0])
    }
    assert not Part(["KPK TIBA"]).acronyms["kpk"]


def test_each_part_reads_its_own_texts() -> None:
    article = an_article(
        title="judul",
        paragraphs=("awal", "akhir"),
        pictures=(Picture(alt="", caption="gambar"), Picture(alt="peta", caption="")),
        comments=("tanya", "jawab"),
        authors=("Redaksi",),
    )
    reading = Reading(article, "contoh")
    assert {name: sorted(reading.part(name).words) for name in (
        "title", "lead", "body", "caption", "comment", "author")} == {
        "title": ["judul"], "lead": ["awal"], "body": ["akhir", "awal"],
        "caption": ["gambar", "peta"], "comment": ["jawab", "tanya"], "author": ["redaksi"],
    }  # fmt: skip
    assert reading.part("title") is reading.part("title")


def test_words_that_answer_a_piece_are_those_of_the_part() -> None:
    reading = Reading(an_article(title="Menyerang kota", paragraphs=("serangan",)), "contoh")
    assert [list(reading.answering(piece, "title")) for piece in (
        Plain("kota"), Plain("serangan"), Wild("k?ta"), Fuzzy("kata", 1), Forms("serang"),
    )] == [["kota"], [], ["kota"], ["kota"], ["menyerang"]]  # fmt: skip


def test_what_is_known_of_patterns_is_not_found_out_again() -> None:
    reading = Reading(an_article(title="kota", paragraphs=("kata",)), "contoh")
    known = {"k?ta": {"kota", "kata"}}
    reading.known = lambda key, runs: known.get(key, set()) & runs
    assert list(reading.answering(Wild("k?ta"), "title")) == ["kota"]
    assert list(reading.answering(Wild("ko*"), "title")) == []  # not known: answered by none


def test_values_are_folded_and_as_written() -> None:
    article = an_article(url="HTTPS://Contoh.ID/A", section=None, tags=("Sa  tu", ""))
    values = Reading(article, "Sinpo").values
    assert values("site") == [("contoh.id", "contoh.id")]
    assert values("section") == []
    assert values("tag") == [("sa tu", "Sa  tu")]
    assert values("source") == [("sinpo", "Sinpo")]


@given(st.lists(st.text(" aZé7`’—…Kﬁ½\u00ad\u00a0\n³İ", max_size=9), max_size=3))
def test_letters_that_stand_in_a_folded_text_are_never_ruled_out(texts: list[str]) -> None:
    part = Part(texts)
    for text in part.plain:
        for letters in re.findall("[a-z0-9 ]+", text):
            for size in range(1, len(letters) + 1):
                assert part.may_have(letters[:size])
                assert part.may_have(letters[-size:])


@pytest.mark.parametrize("sign", "“”‘’«»„–—…•£€")
def test_letters_are_sought_beside_signs_of_which_folding_makes_none(sign: str) -> None:
    assert not re.search("[a-z0-9 ]", fold(sign))
    assert not Part([f"Banjir{sign} di{sign}kota"]).may_have("dikota")
    assert Part([f"Banjir{sign} di{sign}kota"]).may_have(" di")


def test_letters_that_stand_in_no_text_are_ruled_out_without_folding_it() -> None:
    part = Part(["Banjir “besar” — Kota…", "surut"])
    assert not part.may_have("gempa")
    assert not part.may_have("banjir besar")
    assert "plain" not in vars(part)


@given(st.lists(st.text("ab ", max_size=12), max_size=3))
def test_a_run_is_counted_as_often_as_it_is_there(texts: list[str]) -> None:
    part = Part(texts)
    for run in part.distinct:
        assert part.count(run) == sum(line.count(run) for line in part.runs)


@given(articles())
def test_places_sought_one_by_one_are_those_of_all_at_once(article: Article) -> None:
    few, many = Part(article.paragraphs).folded, Part(article.paragraphs).folded
    for number in range(50):
        assert many[f"tidak ada {number}"] == []
    for word in Part(article.paragraphs).words:
        assert sorted(few[word]) == sorted(many[word])
        few = Part(article.paragraphs).folded
