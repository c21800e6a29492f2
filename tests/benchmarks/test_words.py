import pytest

from benchmarks.lab.words import All, Any, Not, Query, Term, Text, fold, pieces

TITLE = Text("Harga cabai naik")
BODY = Text(
    "Pasar Kramat Jati, Jum'at pagi: serang-menyerang kata soal “Über” Café.\n\nSaMi tiba."
)


def term(*words: str) -> Term:
    return Term(words)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉCOLE", "ecole"),
        ("ﬁnal", "final"),
        ("na\u00adma\u200b", "nama"),
        ("Jum’at", "jum'at"),
        ("non‑stop", "non-stop"),
        ("東京が", "東京が"),
    ],
)
def test_folds_as_the_language_says(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_hyphen_or_apostrophe_inside_parts_a_word_and_at_its_edge_does_not() -> None:
    assert pieces("jum'at serang-menyerang 'kutip' - x") == (
        ["jum", "at", "serang", "menyerang", "kutip", "x"]
    )


@pytest.mark.parametrize(
    "query",
    [
        term("CABAI"),
        term("uber"),
        term("menyerang"),
        term("serang-menyerang"),
        term("jum'at"),
        term("kramat", "jati", "jum"),
        term("cafe", "sami"),
        term("menye*"),
        term("*yerang"),
        term("kr*at"),
        term("kra*", "jati"),
        Any((term("tidak"), term("pasar"))),
        All((term("harga"), term("pasar"), Not(term("bawang")))),
    ],
    ids=str,
)
def test_finds(query: Query) -> None:
    assert query.holds((TITLE, BODY))


@pytest.mark.parametrize(
    "query",
    [
        term("cab"),
        term("jati", "kramat"),
        term("naik", "pasar"),
        term("cabai*naik"),
        term("pasar*pasar"),
        All((term("harga"), term("bawang"))),
        Not(term("pasar")),
        Any((term("tidak"), All((term("harga"), Not(term("cabai")))))),
    ],
    ids=str,
)
def test_does_not_find(query: Query) -> None:
    assert not query.holds((TITLE, BODY))


def test_writes_queries_with_brackets_where_they_are_needed() -> None:
    inner = Any((term("a1"), term("b1", "c1")))
    assert str(All((inner, Not(term("d1")), Not(inner)))) == (
        '(a1 OR "b1 c1") AND NOT d1 AND NOT (a1 OR "b1 c1")'
    )
