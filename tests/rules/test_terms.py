import pytest

from crawler.errors import QueryError
from crawler.rules.lexer import QUOTES, Token
from crawler.rules.terms import MOST_TIMES, term
from crawler.rules.tree import Forms, Fuzzy, Piece, Plain, Term, Wild


def read(text: str, field: str = "") -> Term:
    kind = "PHRASE" if text.lstrip("=")[:1] in tuple(QUOTES) else "WORD"
    return term(Token(kind, text, 5), field, f"abcd {text}")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("KPK", (Plain("kpk"),)),
        ("Café", (Plain("cafe"),)),
        ("ser\u00adang", (Plain("serang"),)),
        ("Jum’at", (Plain("jum'at"),)),
        ("東京", (Plain("東"), Plain("京"))),
        ("contoh.id", (Plain("contoh"), Plain("id"))),
        ("“Asia Ten*”", (Plain("asia"), Wild("ten*"))),
        ("*nesia", (Wild("*nesia"),)),
        ("s?r?ng*", (Wild("s?r?ng*"),)),
        ("Serang~", (Forms("serang"),)),
        ("Kazakhstan~1", (Fuzzy("kazakhstan", 1),)),
        ("ab~1", (Fuzzy("ab", 1),)),
        ("Straße~2", (Fuzzy("strasse", 2),)),
    ],
)
def test_takes_a_term_apart(text: str, pieces: tuple[Piece, ...]) -> None:
    assert read(text) == Term(pieces)
    assert read(text).written == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=KPK", Term((Plain("KPK"),), "title", exact=True)),
        ('="Café Dua"', Term((Plain("Café"), Plain("Dua")), "title", exact=True)),
        ("serang~{3,}", Term((Forms("serang"),), "title", least=3)),
        ('"a b"{2,}', Term((Plain("a"), Plain("b")), "title", least=2)),
        ("=KPK{1,}", Term((Plain("KPK"),), "title", exact=True)),
        (f"a{{{MOST_TIMES},}}", Term((Plain("a"),), "title", least=MOST_TIMES)),
    ],
)
def test_reads_spellings_and_counts(text: str, expected: Term) -> None:
    assert read(text, "title") == expected


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("...", 5, "expected a letter or a digit in this"),
        ('""', 6, "expected a letter or a digit in this"),
        ("😀", 5, "expected a letter or a digit in this"),
        ("a*", 5, "expected at least two letters or digits"),
        ('"banjir a*"', 6, "expected at least two letters or digits"),
        ("???", 5, "expected at least two letters or digits"),
        ("a*b*c", 5, "expected * once in a word"),
        ("=serang*", 5, "= asks for an exact spelling"),
        ("=serang~", 5, "= asks for an exact spelling"),
        ("serang*~", 12, "expected either ~ or * and ? in a word"),
        ("~", 5, "expected one word before ~"),
        ("東京~", 5, "expected one word before ~"),
        ("serang~0", 11, "expected ~, ~1 or ~2"),
        ("serang~3", 11, "expected ~, ~1 or ~2"),
        ("serang~10", 11, "expected ~, ~1 or ~2"),
        ("serang~" + "9" * 5000, 11, "expected ~, ~1 or ~2"),
        ("ab~2", 5, "expected more than 2 letters before ~2"),
        ("serang~~", 5, "expected =, ~ and {n,} only around a word"),
        ("a=b", 5, "expected =, ~ and {n,} only around a word"),
        ("a{0,}", 6, "expected a count like {3,}, from {1,} to {1000,}"),
        ("a{1001,}", 6, "expected a count like {3,}"),
        ("a{3}", 6, "expected a count like {3,}"),
        ("a{,3}", 6, "expected a count like {3,}"),
        ("a{" + "9" * 5000 + ",}", 6, "expected a count like {3,}"),
        ("pukul12:30", 5, "expected quotes around what has a colon"),
        ('"a b"c', 5, "expected a space after the closing quote"),
        ('"a b~"', 9, "~ belongs to a word; expected it outside the quotes"),
        ('"a b"~', 10, "~ belongs to a word; expected it outside the quotes"),
        ('"a b c"~3', 12, "~3 belongs to a word; to let words stand apart write a NEAR/3 c"),
    ],
)
def test_points_at_what_is_wrong(text: str, column: int, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert (caught.value.column, caught.value.problem[: len(problem)]) == (column, problem)
