import pytest
import re2
from hypothesis import given, reject, settings, strategies as st

from crawler.errors import QueryError
from crawler.fold import fold
from crawler.rules.lexer import Token
from crawler.rules.regex import MOST_CHARACTERS, TEXTS, found, literals, regex, spans
from crawler.rules.tree import Regex


def written(pattern: str, field: str = "") -> Regex:
    return regex(Token("REGEX", f"/{pattern}/", 3), field, f"ab /{pattern}/")


@pytest.mark.parametrize(
    ("pattern", "text", "where"),
    [
        ("ser?ang", "saling serang, seang", [(7, 13), (15, 20)]),
        ("KPK", "kpk", [(0, 3)]),
        ("a", "", []),
        ("b*a?", "x ba", [(2, 4)]),  # found nowhere between characters
        ("ΩΜ$", "ωμ", [(0, 2)]),
        (
            "\u13a0b",
            "\u13a0b",
            [(0, 2)],
        ),  # the small letters of Cherokee are folded to its large
        ("京.", "東京都", [(1, 3)]),
        ("^b", "a\nb", []),
        ("a.b", "a\nb", []),
        ("(?s)a.b", "a\nb", [(0, 3)]),
    ],
)
def test_finds_in_folded_text(pattern: str, text: str, where: list[tuple[int, int]]) -> None:
    assert list(spans(pattern, text)) == where


def test_says_whether_it_is_there() -> None:
    assert found("b+", "abb")
    assert not found("b+", "acc")
    assert not found("b*", "acc")  # no characters are no finding
    assert found("b*", "ab")


@pytest.mark.parametrize("escape", [r"\0", r"\101", r"\351", r"\07"])
def test_letters_by_octal_numbers_are_refused(escape: str) -> None:
    with pytest.raises(QueryError, match="a letter by its number is written like"):
        written(f"(harga) {escape}naik")
    assert found(written(rf"a\{escape}b").pattern, rf"a{escape}b")  # the slash itself, escaped


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("harga.*naik", ["harga", "naik"]),
        ("abc?de", ["ab", "de"]),
        ("abc{0,2}d{2}ef", ["ab", "ef"]),
        ("ab+cd|x", []),
        ("(ab|cd)+ef(gh)*", ["ef"]),
        ("[]ab]cd[^]ef]gh[[:alpha:]ij]kl", ["cd", "gh", "kl"]),
        (r"\bnaik\d+ jam\.", ["naik", " jam"]),
        (r"\x41bc", []),
        ("KPKab", ["ab"]),
    ],
)
def test_tells_what_a_text_must_have(pattern: str, told: list[str]) -> None:
    assert list(literals(pattern)) == told


PATTERN = st.text("ab1 .*+?{}()[]|^$\\dbwZ:,2-", min_size=2, max_size=9)
TEXT = st.text("abZ1 d2{}\n", max_size=9)


@settings(max_examples=1000)
@given(st.one_of(PATTERN, st.builds("ab{}".format, PATTERN)), st.lists(TEXT, min_size=5))
def test_what_is_found_has_what_it_must_have(pattern: str, texts: list[str]) -> None:
    try:
        found = re2.compile(pattern)
    except re2.error:
        reject()
    for text in texts:
        if found.search(text):
            assert all(part in text for part in literals(pattern))


@given(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]))
def test_what_is_not_refused_is_found_in_the_text_that_has_it(letter: str) -> None:
    try:
        pattern = written(re2.escape(letter).replace("/", "\\/") + "x").pattern
    except QueryError:
        reject()
    assert found(pattern, fold(f"{letter}x"))


@pytest.mark.parametrize("field", TEXTS)
def test_reads_a_pattern_of_any_text(field: str) -> None:
    assert written(r"a\/b", field) == Regex("a/b", field)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("", "expected a regular expression that needs at least one character"),
        ("a*", "expected a regular expression that needs at least one character"),
        ("^", "expected a regular expression that needs at least one character"),
        ("x|", "expected a regular expression that needs at least one character"),
        (r"\b", "expected a regular expression that needs at least one character"),
        (r"\B", "expected a regular expression that needs at least one character"),
        (r"\Bq?\B", "expected a regular expression that needs at least one character"),
        ("^$", "expected a regular expression that needs at least one character"),
        ("(?m)^$", "expected a regular expression that needs at least one character"),
        (r"\A\B", "expected a regular expression that needs at least one character"),
        (r"z?\b$", "expected a regular expression that needs at least one character"),
        ("(a", "expected a regular expression that RE2 can read: missing )"),
        (r"(a)\1", "expected a regular expression that RE2 can read: invalid escape"),
        ("a(?=b)", "expected a regular expression that RE2 can read"),
        ("a{2000}", "expected a regular expression that RE2 can read"),
        ("\ud800", "expected a regular expression that RE2 can read"),
        ("Café", "text is compared folded; expected 'e' for 'é'"),
        ("straße", "text is compared folded; expected 'ss' for 'ß'"),
        ("\ufb01le", "text is compared folded; expected 'fi' for '\ufb01'"),
        (r"stra\xdfe", "text is compared folded; expected 'ss' for 'ß'"),
        (r"caf\x{00E9}", "text is compared folded; expected 'e' for 'é'"),
        ("[à-ü]x", "text is compared folded; expected 'a' for 'à'"),
        ("cafe\u0301", "text is compared folded; expected 'cafe' for 'cafe\u0301'"),
        ("(?-i)KPK", "text is compared without capitals; expected no (?-i"),
        ("a(?s-i:KPK)", "text is compared without capitals; expected no (?-i"),
        ("‘", "text is compared folded; expected \"'\" for '‘'"),
        ("a" * (MOST_CHARACTERS + 1), "expected at most 1000 characters"),
    ],
)
def test_refuses_at_the_column_of_the_token(pattern: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        written(pattern)
    assert (caught.value.column, caught.value.problem[: len(problem)]) == (3, problem)


def test_the_longest_pattern_is_read() -> None:
    assert len(written("a" * MOST_CHARACTERS).pattern) == MOST_CHARACTERS


def test_authors_are_names_and_not_text() -> None:
    with pytest.raises(QueryError, match="expected no regular expression in author:"):
        written("a", "author")


def test_a_pattern_that_makes_others_go_back_and_forth_takes_the_time_of_the_text() -> None:
    assert not found("(a+)+b", "a" * 100_000)  # by going back and forth: for ever
