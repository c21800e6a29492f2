import pytest
from hypothesis import given, strategies as st

from crawler.errors import QueryError
from crawler.rules import Node, parse, simple
from crawler.rules.tree import (
    And,
    Forms,
    Fuzzy,
    Near,
    Not,
    Or,
    Piece,
    Plain,
    Regex,
    Term,
    Value,
    Wild,
)


def term(*words: str | Piece, field: str = "", exact: bool = False, least: int = 1) -> Term:
    pieces = tuple(Plain(word) if isinstance(word, str) else word for word in words)
    return Term(pieces, field, exact, least)


A, B, C = term("a"), term("b"), term("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("Zürich", term("zurich")),
        ('"a  B"', term("a", "b")),
        ("“a b”", term("a", "b")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a AND\u200b b", And((A, B))),
        ("（a ＯＲ b） c", And((Or((A, B)), C))),
        ("a and b", And((A, term("and"), B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a OR b AND NOT c", Or((A, And((B, Not(C)))))),
        ("a -b", And((A, Not(B)))),
        ("a –b", And((A, Not(B)))),
        ("a NOT NOT b", And((A, Not(Not(B))))),
        ("a-b", term("a-b")),
        ("kompas.com", term("kompas", "com")),
        ("東京", term("東", "京")),
        ("serang*", term(Wild("serang*"))),
        ('"pra organi?asi"', term("pra", Wild("organi?asi"))),
        ("Serang~", term(Forms("serang"))),
        ("Kazakhstan~2{2,}", term(Fuzzy("kazakhstan", 2), least=2)),
        (r"/regu?lar\/x (a)/", Regex(r"regu?lar/x (a)")),
        ("title:/a+b/", Regex("a+b", "title")),
        ("=KPK", term("KPK", exact=True)),
        ('="Café b"', term("Café", "b", exact=True)),
        ("a{3,}", term("a", least=3)),
        ('"a b"{2,}', term("a", "b", least=2)),
        ("title:a b", And((term("a", field="title"), B))),
        ("Title:(a OR b)", Or((term("a", field="title"), term("b", field="title")))),
        ("a NEAR b", Near((A,), (B,), 4, ordered=False)),
        ("(a OR b) ONEAR/7 c", Near((A, B), (C,), 7, ordered=True)),
        ("a NEAR/0 b c", And((Near((A,), (B,), 0, ordered=False), C))),
        ("c -a NEAR b", And((C, Not(Near((A,), (B,), 4, ordered=False))))),
        ("source:Sinpo", Value("source", "sinpo")),
        ("url:/ekonomi/", Value("url", "/ekonomi/")),
        ('tag:"Pemilu  2024"', Value("tag", "pemilu 2024")),
        ("site:(a.id OR b.id)", Or((Value("site", "a.id"), Value("site", "b.id")))),
        ("NOT a lang:id", And((Not(A), Value("lang", "id")))),
    ],
)
def test_reads(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("", 0, 'expected a word, a phrase or "("'),
        ("(banjir OR ) AND Jakarta", 11, 'expected a word, a phrase or "(" after OR'),
        ("a AND", 5, 'expected a word, a phrase or "(" after AND'),
        ("OR a", 0, 'expected a word, a phrase or "("'),
        ("()", 1, 'expected a word, a phrase or "(" after ('),
        ("(a", 2, 'expected ")" to close the "(" in column 1'),
        ("a)", 1, 'this ")" closes nothing'),
        ('a "b', 2, "this quote is never closed"),
        ("colour:red", 0, 'there is no field "colour:"'),
        ("pukul 12:30", 6, 'there is no field "12:"'),
        ("title:", 6, 'expected a word, a phrase or "(" after title:'),
        ("title:(a body:b)", 9, "expected no other field inside title:"),
        ("a ... b", 2, "expected a letter or a digit"),
        ("a | b", 2, '"|" means nothing here; expected OR'),
        ("a &&b", 2, '"&" means nothing here; expected AND'),
        ("'a b'", 0, "expected double quotes"),
        ("a NEAR b NEAR c", 9, "NEAR does not chain"),
        ("a NEAR/101 b", 2, "expected a number of words from 0 to 100"),
        ("a NEAR/x b", 2, "expected a number of words from 0 to 100"),
        ("a NEAR (b AND c)", 7, "expected a word, a phrase or an OR of them"),
        ("a{2,} NEAR b", 0, "expected a word, a phrase or an OR of them"),
        ("title:a NEAR b", 0, "expected the field before both: title:(a NEAR b)"),
        ('"a b"~3', 5, "~3 belongs to a word; to let words stand apart write a NEAR/3 b"),
        ('"a b~"', 4, "~ belongs to a word"),
        ("a*", 0, "expected at least two letters"),
        ("se*ra*ng", 0, "expected * once"),
        ("=serang*", 0, "= asks for an exact spelling"),
        ("korupsi{3}", 7, "expected a count like {3,}"),
        ("korupsi {3,}", 8, "expected no space before {3,}"),
        ("serang~ {2,}", 8, "expected no space before {2,}"),
        ('"KPK RI{2,}"', 7, "{2,} counts a whole word or phrase; expected it outside"),
        (f'b "{"a " * 101}"', 3, "expected at most 100 words in a phrase"),
        ("korupsi{0,}", 7, "expected a count like {3,}"),
        ("source:sin*", 7, "source: compares whole values"),
        ("site:https://a.id", 5, "expected a host"),
        ("NOT a", 0, "almost every article would answer this"),
        ("a OR (b NOT c) OR -d", 18, "almost every article would answer this"),
        ("NOT (a b)", 0, "almost every article would answer this"),
        ("serang~~", 0, "expected =, ~ and {n,} only around a word"),
        ("serang~3", 6, "expected ~, ~1 or ~2"),
        ("ab~2", 0, "expected more than 2 letters before ~2"),
        ("serang*~", 7, "expected either ~ or * and ?"),
        ("a.b~", 0, "expected one word before ~"),
        ("a /x*/", 2, "expected a regular expression that needs at least one character"),
        ("a /(x/", 2, "expected a regular expression that RE2 can read: missing )"),
        ("/é/", 0, "text is compared folded; expected 'e' for 'é'"),
        ("author:/x/", 7, "expected no regular expression in author:, only in text"),
        ("/x/ NEAR a", 0, "expected a word, a phrase or an OR of them on each side"),
        ("/a b", 0, "this regular expression is never closed"),
        (
            "/x.{0,900}.{0,900}/ " * 300,
            60,
            "the regular expressions up to this one are too large",
        ),
        (r"a /\pL{400}/", 2, "the regular expressions up to this one are too large"),
        ("(" * 60 + "a" + ")" * 60, 50, "expected at most 50 brackets"),
        ("a " + "NOT " * 60 + "b", 202, "expected at most 50 brackets"),
        ("a " * 5001, 10000, "expected at most 5000 words"),
        ("a " * 25_001, 0, "expected at most 50000 characters"),
    ],
)
def test_points_at_what_it_cannot_read(text: str, column: int, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.problem[: len(problem)]) == (column, problem)


def test_shows_a_query_of_several_lines_in_one() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a\n\tOR )")
    assert str(caught.value).splitlines()[1:] == ["    a  OR )", "          ^"]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("(banjir OR longsor) AND (東京 OR ) AND x", 33),
        ("cafe\u0301 OR )", 8),
        ("a\u200b OR )", 5),
        ("ＫＰＫ OR )", 10),
    ],
)
def test_the_caret_stands_under_its_column_beside_wide_and_unseen_letters(
    query: str, columns: int
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert str(caught.value).splitlines()[2] == "    " + " " * columns + "^"


@given(st.text(st.sampled_from('ab *?~=-/"“:(){}1,\\|NOTARE\n') | st.characters()))
def test_reads_or_refuses_whatever_is_written(text: str) -> None:
    column = 0
    try:
        parse(text)
    except QueryError as problem:
        column = problem.column
    assert 0 <= column <= len(text)


@pytest.mark.parametrize(
    ("any_", "all_", "none", "query"),
    [
        (["a", "b c"], [], [], 'a OR "b c"'),
        (["a"], ["b"], ["c*c"], "a b -c*c"),
        ([], ["title:b c", "=K L"], [], 'title:"b c" ="K L"'),
        (['"a b"'], [], [], '"a b"'),
        (["a,  b"], [], [], '"a b"'),
        (["KPK RI{2,}"], [], [], '"KPK RI"{2,}'),
        (["title:=KPK RI{2,}"], [], [], 'title:="KPK RI"{2,}'),
        (["a"], [], ["source:sinpo"], "a -source:sinpo"),
        (['"TRUE OR FALSE"'], [], [], '"true or false"'),
    ],
)
def test_a_simple_rule_is_the_same_tree(
    any_: list[str], all_: list[str], none: list[str], query: str
) -> None:
    assert simple(any_, all_, none) == parse(query)


@pytest.mark.parametrize(
    "entry",
    [
        "a OR b",
        "-a",
        "(a)",
        "",
        " ",
        "NOT a",
        'a "b"',
        "serang* ~ b",
        "a NEAR b",
        "a{2,} b",
        "a b {2,}",
        "serang~ b",
        "a b{x}c {1,}",
    ],
)
def test_an_entry_of_a_simple_rule_is_one_term(entry: str) -> None:
    with pytest.raises(QueryError):
        simple([entry], [], [])


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        ("banjir |besar", 7),
        ("  ~banjir", 2),
        ("title: serang~ kota", 13),
        ("banjir  kota~2 lama", 12),
        ("banjir\ngempa~", 12),
        ("source:kota lama{2,}", 16),
        ("banjir OR kota", 0),
        ("/a/{2,}", 3),
    ],
)
def test_an_error_shows_an_entry_as_it_was_written(entry: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        simple(["baik"], [entry], [])
    assert caught.value.text == entry.replace("\n", " ")
    assert caught.value.column == column


def test_the_entries_of_a_simple_rule_share_the_room_for_regular_expressions() -> None:
    with pytest.raises(QueryError, match="too large together"):
        simple(
            ["/x.{0,900}.{0,900}/"] * 2,
            ["/xa/", "/y.{0,900}.{0,900}/", "/z.{0,900}.{0,900}/"],
            ["a"],
        )
    many = parse(" ".join(["/ser?ang/"] * 2000))
    assert isinstance(many, And)
    assert len(many.parts) == 2000


def test_a_simple_rule_needs_something_that_must_be_there() -> None:
    with pytest.raises(QueryError) as caught:
        simple([], [], ["a"])
    assert str(caught.value) == "expected at least one term under any or all"
