import sys
import unicodedata

import pytest
from hypothesis import given, strategies as st

from crawler.fold import fold, parts, plain, run_spans, runs, tokens, words


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Zürich", "ZURICH"),
        ("Straße", "STRASSE"),
        ("ＫＰＫ", "kpk"),
        ("Jum’at", "jum'at"),
        ("serang–menyerang", "serang-menyerang"),
        ("ser\u00adang", "serang"),
        ("se\u200brang", "serang"),
        ("İstanbul", "istanbul"),
        ("Москва́", "москва"),
        ("Ἀθῆναι", "αθηναι"),
        ("ﬁlm", "film"),
    ],
)
def test_spellings_of_one_word_are_one_word(written: str, other: str) -> None:
    assert fold(written) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("が", "か"), ("हिन्दी", "हिनदी"), ("ø", "o"), ("ı", "i")]
)
def test_other_spellings_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Banjir, lagi!", ["banjir", "lagi"]),
        ("serang-menyerang", ["serang-menyerang", "serang", "menyerang"]),
        ("'Jum’at'", ["jum'at", "jum", "at"]),
        ("a--b -c- d'", ["a", "b", "c", "d"]),
        ("harga_beras kompas.com", ["harga", "beras", "kompas", "com"]),
        ("東京タワー2024年", ["東", "京", "タ", "ワ", "ー", "2024", "年"]),
        ("ข่าว", list("ข่าว")),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("kota—desa", ["kota", "desa"]),
        ("🌊banjir🌊", ["banjir"]),
        ("-\u0301- \u200b", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == [unicodedata.normalize("NFC", word) for word in found]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(st.sampled_from("aB-'’–é東ร่½™\u00ad\u0301 .,“🌊")))
def test_every_word_lies_in_one_run(text: str) -> None:
    assert [token for run in runs(text) for token in tokens(run)] == tokens(text)
    assert [text[start:end] for start, end in run_spans(text)] == runs(text)


@given(st.text())
def test_runs_of_any_text_hold_all_its_words(text: str) -> None:
    assert [token for run in runs(text) for token in tokens(run)] == tokens(text)


def test_a_long_chain_of_hyphens_stays_cheap() -> None:
    chain = "-".join(["a"] * 100_000)
    assert len(parts(chain)) == 100_001


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_cut_as_all_letters_are(text: str) -> None:
    assert tokens(text) == tokens(f"{text} é")[:-1]


def test_a_word_goes_on_over_every_mark_that_takes_room() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    marks = [each for each in every if unicodedata.category(each)[0] == "M" and plain(each)]
    split = [each for each in marks if len(words(f"z{each}z")) > 1]
    assert len(marks) > 2000
    assert split == []
