import pytest
from hypothesis import given, settings, strategies as st

from crawler.rules.dictionary import OPEN, WORDS
from crawler.rules.morphology import roots
from crawler.rules.patterns import LONGEST_SPREAD, Pattern, Patterns, answers, key
from crawler.rules.tree import Fuzzy, Wild

LETTERS = st.text("abc-", min_size=1, max_size=6)
WILD = st.builds("{}{}{}{}".format, st.text("ab?", max_size=3), st.sampled_from(["*", "?"]),
                 st.text("ab?", max_size=3), st.just("")).map(Wild)  # fmt: skip
FUZZY = st.builds(Fuzzy, st.text("abc", min_size=3, max_size=7), st.integers(1, 2))
PATTERNS = st.one_of(WILD, FUZZY)


@settings(max_examples=500)
@given(st.sets(PATTERNS, max_size=12), st.sets(LETTERS, max_size=8))
def test_many_patterns_at_once_answer_as_each_alone(
    pieces: set[Pattern], words: set[str]
) -> None:
    patterns = Patterns()
    for piece in pieces:
        patterns.add(key(piece))
    for word in words:
        found = patterns.keys(word)
        assert len(found) == len(set(found))
        assert set(found) == {key(one) for one in pieces if answers(one, word)}


# Roots with others built on them, with other roots inside, of two words, and what the dictionary says.
AFFIXED = st.sampled_from(
    sorted({*WORDS, *OPEN, *OPEN.values(), "serang", "sapu", "jual-beli", "x"})
)
BEFORE = st.sampled_from(
    ["", "me", "men", "menge", "di", "memper", "keber", "pe", "ku", "kaumu"]
)
AFTER = st.sampled_from(["", "kan", "annya", "i", "anlah", "mukah", "kannyapun", "-serangan"])


@settings(max_examples=1000)
@given(BEFORE, AFFIXED, st.booleans(), AFTER)
def test_every_root_of_a_word_is_found_by_it(
    before: str, root: str, cut: bool, after: str
) -> None:
    word = before + root[cut:] + after
    for own in roots(word):
        patterns = Patterns()
        patterns.add(f"{own}~")
        assert patterns.keys(word) == [f"{own}~"]


@pytest.mark.parametrize(
    ("pattern", "word", "answer"),
    [
        (Wild("serang*"), "serang", True),
        (Wild("serang*"), "serangan", True),
        (Wild("serang*"), "menyerang", False),
        (Wild("*nesia"), "indonesia", True),
        (Wild("aba*aba"), "aba", False),
        (Wild("aba*aba"), "abaaba", True),
        (Wild("organi?asi"), "organisasi", True),
        (Wild("organi?asi"), "organiasi", False),
        (Wild("a?b*"), "axb", True),
        (Fuzzy("kazakhstan", 1), "kazakstan", True),
        (Fuzzy("kazakhstan", 1), "kazakhtsan", True),
        (Fuzzy("kazakhstan", 2), "kasachstan", True),
        (Fuzzy("kazakhstan", 2), "pakistan", False),
        (Fuzzy("kazakhstan", 2), "uzbekistan", False),
    ],
)
def test_a_word_answers_a_pattern(pattern: Pattern, word: str, answer: bool) -> None:
    assert answers(pattern, word) == answer
    patterns = Patterns()
    patterns.add(key(pattern))
    assert patterns.keys(word) == ([key(pattern)] if answer else [])


def test_long_words_cost_little_and_match() -> None:
    patterns = Patterns()
    long = "a" * (LONGEST_SPREAD + 1)
    patterns.add(f"{long}~2")
    patterns.add("abcdef~2")
    assert patterns.keys(long[2:]) == [f"{long}~2"]
    assert patterns.keys("b" * 100_000) == []
