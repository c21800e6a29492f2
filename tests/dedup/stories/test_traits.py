import numpy as np
import pytest
from hypothesis import given, strategies as st

from crawler.dedup.stories.traits import KEPT, NAMED, WEIGHTS, packed, traits, unpacked


def slots(title: str, *paragraphs: str) -> set[int]:
    return set((traits(title, paragraphs) // WEIGHTS).tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gempa Mengguncang Kota", "gempa mengguncang kota"),
        ("Café ditutup", "cafe ditutup"),
        ("Jum’at kelabu", "Jum'at kelabu"),
        ("Gempa, kota!", "gempa kota"),
        ("serang–menyerang", "serang menyerang"),
        ("Banjir yang ada di Desa Contoh", "banjir desa contoh"),
        ("The mayor of the town", "mayor town"),
        ("Mayor's town", "mayor town"),
        ("H&B buys", "HB buys"),
    ],
)
def test_spelling_and_what_is_said_everywhere_make_no_difference(one: str, other: str) -> None:
    assert slots(one) == slots(other)


def test_endings_make_half_a_difference() -> None:
    one, other = slots("electorate"), slots("electoral")
    assert len(one) == len(other) == 2
    assert len(one & other) == 1


def test_a_short_word_is_the_beginning_of_its_longer_forms() -> None:
    assert slots("gempa") < slots("gempanya")
    assert len(slots("gempa")) == 1


def test_a_word_of_the_title_weighs_more_than_one_of_the_text() -> None:
    title, text = traits("gempa", []), traits("", ["gempa"])
    assert title // WEIGHTS == text // WEIGHTS
    assert title % WEIGHTS > text % WEIGHTS


def weight(word: str, text: str) -> int:
    (slot,) = slots(word)
    return dict(divmod(int(trait), WEIGHTS) for trait in traits("", [text]))[slot]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("di Bukit", True),
        ("ke desa “Bukit”.", True),
        ("warga BUKIT", True),
        ("di bukit", False),
        ("Bukit", False),
        ("Ada jalan. Bukit", False),
        ('Kata warga "hujan." Bukit', False),
        ("Air Bukit dan bukit", False),
        ("tinggi bukit Bukit Bukit", True),
    ],
)
def test_what_has_a_capital_within_sentences_is_a_name_and_weighs_more(
    text: str, named: bool
) -> None:
    plain = weight("bukit", text.lower())
    assert weight("bukit", text) == pytest.approx(plain * (NAMED if named else 1), abs=1)


def test_a_title_counts_even_where_the_text_is_long() -> None:
    text = " ".join(f"kata{number}" for number in range(3000))
    assert slots("gempa") <= slots("gempa", text)


@pytest.mark.parametrize("where", ["title", "text"])
def test_an_article_of_any_length_takes_less_than_a_thousand_bytes(where: str) -> None:
    long = " ".join(f"katakata{number}x" for number in range(5000))
    found = traits(long, []) if where == "title" else traits("", [long])
    assert len(packed(found)) <= 2 * KEPT * 4 < 1000


def test_words_without_spaces_are_told_by_their_letters() -> None:
    assert len(slots("東京で地震")) == 5


@pytest.mark.parametrize("title", ["", "   ", "yang dan di", "!!! ---", "a b c"])
def test_an_article_that_says_nothing_has_no_traits(title: str) -> None:
    assert len(traits(title, [])) == 0


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_has_traits_that_are_kept_whole(title: str, paragraphs: list[str]) -> None:
    found = traits(title, paragraphs)
    assert len(set((found // WEIGHTS).tolist())) == len(found)
    assert np.array_equal(unpacked(packed(found)), found)
    assert np.array_equal(traits(title, paragraphs), found)
