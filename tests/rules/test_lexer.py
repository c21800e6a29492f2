import pytest
from hypothesis import given, strategies as st

from crawler.errors import QueryError
from crawler.rules.lexer import tokens


def cut(text: str) -> list[str]:
    """Kinds and texts, without the END."""
    return [f"{one.kind} {one.text}" for one in tokens(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t", []),
        ("a b", ["WORD a", "WORD b"]),
        ("a\u3000b\u00a0c", ["WORD a", "WORD b", "WORD c"]),
        ("(a)", ["LEFT (", "WORD a", "RIGHT )"]),
        ("a AND b OR c", ["WORD a", "AND AND", "WORD b", "OR OR", "WORD c"]),
        ("NOT(a)", ["NOT NOT", "LEFT (", "WORD a", "RIGHT )"]),
        ("ANDA or ORANG", ["WORD ANDA", "WORD or", "WORD ORANG"]),
        ("a NEAR/5 b ONEAR c", ["WORD a", "NEAR NEAR/5", "WORD b", "NEAR ONEAR", "WORD c"]),
        ("NEARLY NEAR/x", ["WORD NEARLY", "NEAR NEAR/x"]),
        ("-a –b −c", ["MINUS -", "WORD a", "MINUS –", "WORD b", "MINUS −", "WORD c"]),
        ("a-b a - b", ["WORD a-b", "WORD a", "WORD -", "WORD b"]),
        ("a—b", ["WORD a—b"]),
        ('“a b” "c"', ["PHRASE “a b”", 'PHRASE "c"']),
        ('="a b"{2,}', ['PHRASE ="a b"{2,}']),
        ('a"b"', ["WORD a", 'PHRASE "b"']),
        ("TITLE:a", ["FIELD title:", "WORD a"]),
        ("/a b\\/c/ d", ["REGEX /a b\\/c/", "WORD d"]),
        ("title:/a/", ["FIELD title:", "REGEX /a/"]),
        ("serang~{3,}", ["WORD serang~{3,}"]),
        ("😀 東京", ["WORD 😀", "WORD 東京"]),
        ("a AND\u200b b", ["WORD a", "AND AND", "WORD b"]),
        ("a \ufeffOR\u00ad b", ["WORD a", "OR OR", "WORD b"]),
        ("a \u200b\u2060 b", ["WORD a", "WORD b"]),
        ("-\u200e a", ["WORD -", "WORD a"]),
        (
            "（a ＡＮＤ b） ＮＥＡＲ／５ c",
            ["LEFT (", "WORD a", "AND AND", "WORD b", "RIGHT )", "NEAR NEAR/5", "WORD c"],
        ),
        ("ｔｉｔｌｅ:a", ["FIELD title:", "WORD a"]),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "url:https://a.id/x|y?z=1 (b",
            ["FIELD url:", "WORD https://a.id/x|y?z=1", "LEFT (", "WORD b"],
        ),
        ("url:/ekonomi/", ["FIELD url:", "WORD /ekonomi/"]),
        ("tag:-a", ["FIELD tag:", "WORD -a"]),
        ('tag:"a b"', ["FIELD tag:", 'PHRASE "a b"']),
    ],
)
def test_a_value_reaches_to_the_next_space_or_quote(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ('a "b', 2, "this quote is never closed"),
        ("a”", 1, "this quote is never closed"),
        ("b warna:c", 2, 'there is no field "warna:"; expected one of title, lead,'),
        ("a /b", 2, "this regular expression is never closed"),
        ("a /b/{2,} c", 5, "a count belongs inside the slashes"),
        ("/a b/i", 5, "expected a space after the regular expression"),
        ("/a/b/ c", 3, "expected a space after the regular expression"),
        ("a AND-b", 5, "expected a space after AND, or quotes around AND-b if it is a word"),
        ("a OR–b", 4, "expected a space after OR"),
        ("NOT-b", 3, "expected a space after NOT"),
        ("a OR, b", 4, "expected a space after OR, or quotes around OR, if it is a word"),
        ("a AND/OR b", 5, "expected a space after AND"),
        ("a AND=KPK", 5, "expected a space after AND"),
        ("a NEAR-b", 6, "expected a space after NEAR"),
        ("a 'b'", 2, 'expected double quotes (")'),
        ("a ‘b’", 2, 'expected double quotes (")'),
        ("a || b", 2, '"|" means nothing here; expected OR'),
        ("a b|c", 3, '"|" means nothing here; expected OR'),
        ("!a", 0, '"!" means nothing here; expected NOT'),
        ("[a]", 0, '"[" means nothing here; expected quotes around'),
    ],
)
def test_refuses_at_the_column(text: str, column: int, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        tokens(text)
    assert (caught.value.column, caught.value.problem[: len(problem)]) == (column, problem)


def test_columns_count_what_is_not_seen() -> None:
    assert [one.column for one in tokens("a\u200b AND\u200b 東 (b\u200b")] == [
        0,
        3,
        8,
        10,
        11,
        13,
    ]
    with pytest.raises(QueryError) as caught:
        tokens("a\u200b b\u200b|c")
    assert (caught.value.column, caught.value.text) == (5, "a\u200b b\u200b|c")


SOUND = ["a", "-a", "–b", "OR", "NOT", "(", ")", "Title:", "URL:", "x/y", "/a b/", '"a b"', "=“c”",
    "NEAR/5", "😀", "—", "a~{2,}", "京", "\n", "\u3000"]  # fmt: skip


@given(st.lists(st.sampled_from(SOUND), max_size=12))
def test_nothing_but_white_space_is_lost(written: list[str]) -> None:
    text = " ".join(written)
    found = tokens(text)
    assert found[-1] == ("END", "", len(text))
    left = list(text)
    for _, word, column in found:
        there = text[column : column + len(word)]
        assert word in {there, there.lower()}
        left[column : column + len(word)] = " " * len(word)
    assert "".join(left).strip() == ""
