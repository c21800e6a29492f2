import pytest
from hypothesis import given, settings, strategies as st

from crawler.rules.patterns import LONGEST_SPREAD, Pattern, Patterns, answers, key
from crawler.rules.tree import Fuzzy, Wild

LETTERS = st.text("abc-", min_size=1, max_size=6)
WILD = st.builds("{}{}{}{}".format, st.text("ab?", max_size=3), st.sampled_from(["*", "?"]),
                 st.text("ab?", max_size=3), st.just("")).map(Wild)  # fmt: skip
FUZZY = st.builds(Fuzzy, st.text("abc", min_size=3, max_size=7), st.integers(1, 2))
PATTERNS = st.one_of(WILD, FUZZY)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.booleans(), PATTERNS, st.sets(LETTERS, max_size=5)), max_size=12))
def test_many_patterns_at_once_answer_as_each_alone(
    steps: list[tuple[bool, Pattern, set[str]]],
) -> None:
    patterns, there = Patterns(), list[Pattern]()
    for gone, pattern, words in steps:
        if gone and there:
            patterns.drop(there.pop(0))
        else:
            patterns.add(pattern)
            there.append(pattern)
        for word in words:
            expected = {key(one) for one in there if answers(one, word)}
            assert expected == set(patterns.keys(word))


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
    patterns.add(pattern)
    assert patterns.keys(word) == ([key(pattern)] if answer else [])


def test_long_words_cost_little_and_match() -> None:
    patterns = Patterns()
    long = "a" * (LONGEST_SPREAD + 1)
    patterns.add(Fuzzy(long, 2))
    patterns.add(Fuzzy("abcdef", 2))
    assert patterns.keys(long[2:]) == [f"{long}~2"]
    assert patterns.keys("b" * 100_000) == []


def test_a_pattern_used_twice_stays_until_both_have_gone() -> None:
    patterns = Patterns()
    patterns.add(Wild("ab*"))
    patterns.add(Wild("ab*"))
    patterns.drop(Wild("ab*"))
    assert patterns.keys("abc") == ["ab*"]
    patterns.drop(Wild("ab*"))
    assert patterns.keys("abc") == []
