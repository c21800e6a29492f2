import pytest
from hypothesis import given

from crawler.rules.reading import Part, Span
from crawler.rules.snippet import AROUND, characters, folded_snippet, snippet
from tests.rules.strategies import texts


def shown(text: str, *span: int) -> tuple[str, str]:
    """What is shown around the places, and what of it is the match."""
    found, start, end = snippet(Part([text]), (span[0], span[1]))
    return found, found[start:end]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("a", (0, 1), ("a", "a")),
        ("Banjir, kota «hulu»!", (2, 3), ("Banjir, kota «hulu»!", "hulu")),
        ("Jum’at malam", (0, 2), ("Jum’at malam", "Jum’at")),
        ("serang–menyerang", (1, 2), ("serang–menyerang", "menyerang")),
        ("東京都", (1, 2), ("東京都", "京")),
        ("baris\nkota", (1, 2), ("baris kota", "kota")),
        ("satu\n\ndua\n\ntiga", (1, 2), ("dua", "dua")),
        ("satu dua\n\ntiga empat", (1, 3), ("satu dua  tiga empat", "dua  tiga")),
        ("ser\u00adang kota", (0, 1), ("ser\u00adang kota", "ser\u00adang")),
    ],
)
def test_shows_the_match_as_it_is_spelled(
    text: str, span: Span, expected: tuple[str, str]
) -> None:
    assert shown(text, *span) == expected


def test_shows_whole_words_on_both_sides_and_not_many() -> None:
    text = "kata-kata " * 50 + "banjir" + " kata-kata" * 50
    found, match = shown(text, 100, 101)
    left, right = found.split(match)
    assert match == "banjir"
    assert 40 < len(left) <= AROUND
    assert 40 < len(right) <= AROUND
    assert {*left.split(), *right.split()} == {"kata-kata"}


def test_a_word_too_long_to_show_whole_is_left_out() -> None:
    assert shown("x" * 200 + " banjir " + "y" * 200, 1, 2) == ("banjir", "banjir")


def test_each_text_of_a_part_is_shown_alone() -> None:
    part = Part(["gambar satu", "gambar dua"])
    (_, second) = part.folded["gambar"]
    assert snippet(part, second) == ("gambar dua", 0, 6)
    assert characters(part, second) == ("gambar dua", 0, 6)


@pytest.mark.parametrize(
    ("text", "folded", "match"),
    [
        ("Dua Cafés", "cafes", "Cafés"),
        ("Cafe\u0301s dua", "cafes", "Cafe\u0301s"),
        ("Straße baru", "ss", "ß"),
        ("Straße baru", "baru", "baru"),
        ("É Ｊｕｍ’at", "jum'at", "Ｊｕｍ’at"),
        ("KPK tiba", "kpk", "KPK"),
        ("a\nb", "b", "b"),
    ],
)
def test_characters_of_folded_text_are_shown_as_they_are_spelled(
    text: str, folded: str, match: str
) -> None:
    part = Part(["", text])
    at = part.plain[1].index(folded)
    found, start, end = folded_snippet(part, 1, (at, at + len(folded)))
    assert found == text.replace("\n", " ")
    assert found[start:end] == match


def test_where_the_spelling_cannot_be_told_the_folded_text_is_shown() -> None:
    part = Part(["Kota\ud800 É"])  # half a character, which no pattern can see
    assert folded_snippet(part, 0, (0, 4)) == ("kota? e", 0, 4)


@given(texts())
def test_every_word_is_shown_where_it_stands(text: str) -> None:
    part = Part([text])
    for word in part.words:
        for span in part.folded[word]:
            whole, start, end = characters(part, span)
            found, first, last = snippet(part, span)
            assert whole == text
            assert found[first:last] == text[start:end].replace("\n", " ")
            assert word in part.words & Part([text[start:end]]).words
