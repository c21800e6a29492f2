import unicodedata

import pytest
from hypothesis import given, strategies as st

from crawler.dedup.words import BASE, LONGEST, hashed
from crawler.fold import fold, tokens

ODD = (
    "a1Z'-’–` .,\n\t_é½ﬁß\u00ad\u200b\u200f\u0301\u0308\ufe0f…“”İςΣйё²№™ﾊ東京ไทยกำ가각\u1100\u1161\u11a8ﾡ"
    "\u093c\u0915\u09be\u2028\x85\ud800\U0001f600\U00020000\U0001d400"
)
TEXT = st.text(st.sampled_from(ODD)) | st.text()


def number_of(word: str) -> int:
    """The sum of a folded word's units times powers, unit by unit."""
    spelled = word.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(spelled[at : at + 2], "little") for at in range(0, len(spelled), 2)]
    return sum(unit * pow(BASE, place, 1 << 64) for place, unit in enumerate(units, 1)) % (
        1 << 64
    )


@given(st.lists(TEXT, max_size=4))
def test_each_word_of_a_text_has_its_number(paragraphs: list[str]) -> None:
    words = tokens(fold("\n".join(paragraphs)))
    assert hashed(paragraphs).tolist() == [number_of(word) for word in words]


@given(st.sets(TEXT, max_size=8))
def test_words_have_one_number_exactly_where_they_are_one_word(texts: set[str]) -> None:
    words = {word for text in texts for word in tokens(fold(text))}
    assert len({number_of(word) for word in words}) == len(words)


@pytest.mark.parametrize("plane", range(0, 1 << 16, 1 << 12))
def test_every_character_is_folded_by_itself_as_in_a_whole_text(plane: int) -> None:
    lines = [f"a{chr(code)}b {chr(code)}" for code in range(plane, plane + (1 << 12))]
    words = [word for line in lines for word in tokens(fold(line))]
    assert hashed(lines).tolist() == [number_of(word) for word in words]


def test_numbers_are_the_same_in_every_run() -> None:
    assert hashed(["Banjir"]).tolist() == [4387164220702552850]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jum’at", "jum'at"),
        ("serang–menyerang", "Serang-menyerang"),
        ("Zürich", "ZURICH"),
        ("sama\u00ad", "sama"),
        (unicodedata.normalize("NFD", "Đặng"), "Đặng"),
        ("‘kutipan’", "kutipan"),
        ("-a-", "a"),
    ],
)
def test_dress_does_not_matter(one: str, other: str) -> None:
    assert hashed([one]).tolist() == hashed([other]).tolist()


@pytest.mark.parametrize("count", [1, LONGEST // 4, LONGEST // 2, LONGEST])
@pytest.mark.parametrize("words", ["air ", "naik\u00ad-lah\n", "東京", "\U0001f600 a", "ﷺ "])
def test_a_text_of_any_length_is_told(words: str, count: int) -> None:
    known = [number_of(word) for word in tokens(fold(words))]
    assert hashed([words * count]).tolist() == known * count


@pytest.mark.parametrize("count", [LONGEST - 2, LONGEST + 1, 3 * LONGEST])
def test_what_is_longer_than_any_word_is_cut_where_that_is_the_same_in_every_text(
    count: int,
) -> None:
    alone = hashed(["a" * count]).tolist()
    assert len(alone) == -(-count // LONGEST)
    assert hashed(["kata " * LONGEST, "a" * count]).tolist()[-len(alone) :] == alone


def test_a_text_without_words_has_none() -> None:
    assert [len(hashed(each)) for each in ([], [""], ["…", " - "], ["\n\n"])] == [0, 0, 0, 0]
