import pytest

from crawler.model import Article, Match, Picture
from crawler.rules import match, parse


def an_article(**parts: object) -> Article:
    whole: dict[str, object] = {"url": "https://contoh.id/a", "title": "", "text": "", **parts}
    return Article(**whole)  # type: ignore[arg-type]  # a builder for the tests below


LONG = "Satu dua tiga empat lima. " * 8
BODY = (LONG + "Pasukan menyerang\nkota tua. " + LONG, "Warga Asia Tengah khawatir.")


def shown(query: str, **parts: object) -> list[str]:
    """What matched, in place."""
    found = match(parse(query), an_article(**parts), "sinpo")
    return [f"{one.field}:{one.snippet[one.start : one.end]}" for one in found or ()]


@pytest.mark.parametrize(
    ("query", "parts", "found"),
    [
        ("jumat", {"title": "«Jum’at» malam"}, ["title:Jum’at"]),
        ("serang", {"title": "Saling serang–menyerang."}, ["title:serang"]),
        ("menyerang", {"title": "Saling serang–menyerang."}, ["title:menyerang"]),
        ("serang*", {"title": "serang-menyerang"}, ["title:serang-menyerang"]),
        ('"malam kelabu"', {"title": "Malam, kelabu!"}, ["title:Malam, kelabu"]),
        ("cafe", {"title": "🌊Café🌊"}, ["title:Café"]),
        ("京", {"title": "東京都"}, ["title:京"]),
        ("a NEAR/3 b", {"title": "x b y a z"}, ["title:b y a"]),
        ("/caf.s/", {"title": "Dua Cafés baru"}, ["title:Cafés"]),
        ("/jum.at/", {"title": "É Ｊｕｍ’at"}, ["title:Ｊｕｍ’at"]),
        ("a", {"title": "a a", "paragraphs": ("a a a",)}, ["title:a", "title:a", "body:a"]),
        ("lead:a", {"paragraphs": ("a", "a")}, ["lead:a"]),
        ("caption:peta", {"pictures": (Picture(alt="x", caption="Peta"),)}, ["caption:Peta"]),
        ("a -b", {"title": "a"}, ["title:a"]),
        ("(a b) OR (a c)", {"title": "a c"}, ["title:a", "title:c"]),
        ("tag:banjir a", {"title": "a", "tags": ("Banjir",)}, ["tag:Banjir", "title:a"]),
    ],
)
def test_shows_what_matched_as_it_is_spelled(
    query: str, parts: dict[str, object], found: list[str]
) -> None:
    assert shown(query, **parts) == found


def test_the_words_around_are_whole_and_of_one_paragraph() -> None:
    found = match(parse("menyerang"), an_article(paragraphs=BODY), "sinpo")
    assert found is not None
    (one,) = found
    assert one.snippet.startswith("Satu dua tiga empat lima. Satu")
    assert "Pasukan menyerang kota tua." in one.snippet
    assert one.snippet.endswith("empat lima.") or one.snippet.endswith("empat")
    assert len(one.snippet) < 140


def test_a_phrase_across_paragraphs_shows_both_ends() -> None:
    article = an_article(paragraphs=("Pasukan tiba", "warga pergi"))
    found = match(parse('"tiba warga"'), article, "sinpo")
    assert found == (Match('"tiba warga"', "body", "Pasukan tiba  warga pergi", 8, 19),)


def test_a_term_is_named_as_the_rule_writes_it() -> None:
    found = match(parse('title:(Ban* OR "X Y")'), an_article(title="Banjir x y"), "sinpo")
    assert [one.term for one in found or ()] == ["Ban*", '"X Y"']
