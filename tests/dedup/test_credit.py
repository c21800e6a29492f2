import pytest

from crawler.dedup.credit import AGENCIES, credit
from crawler.fold import words
from tests.builders import an_article

BODY = "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga."


@pytest.mark.parametrize(
    ("paragraphs", "origin"),
    [
        ((f"Jakarta (ANTARA) - {BODY}",), "ANTARA"),
        ((f"Kota Hulu, Kabupaten Contoh (Antara) – {BODY}",), "ANTARA"),
        ((f"LONDON (Reuters) — {BODY}",), "Reuters"),
        ((f"(AP) - {BODY}",), "AP"),
        ((f"BERLIN, dpa - {BODY}",), "dpa"),
        ((f"PARIS (Reuters/AFP) - {BODY}",), "Reuters"),
        ((BODY, f"{BODY} (ant)"), "ANTARA"),
        ((BODY, f"{BODY} (Ant/abc)"), "ANTARA"),
        ((BODY, f"{BODY} (fit/Reuters)."), "Reuters"),
        ((BODY, "(AFP)"), "AFP"),
        ((BODY, "Pewarta: Reporter Satu", "COPYRIGHT © ANTARA 2026"), "ANTARA"),
        ((BODY, "Hak cipta 2026 Antara"), "ANTARA"),
        ((BODY, "Sumber: Antara"), "ANTARA"),
        ((BODY, "Sumber berita: Kantor Berita Contoh"), "Kantor Berita Contoh"),
        ((BODY, "Source: Harbour Wire."), "Harbour Wire"),
        ((BODY, "Sumber : BBC News Indonesia", "Editor: Redaksi Contoh"), "BBC"),
        ((f"MOSKWA, 22 November. /TASS/. {BODY}",), "TASS"),
        ((f"Moskwa, TASS - {BODY}",), "TASS"),
        ((BODY, "[ANTARA]"), "ANTARA"),
        ((BODY, "\u2014 Bloomberg"), "Bloomberg"),
        ((BODY, "© 2026 AFP"), "AFP"),
        ((BODY, "Sumber: https://www.antaranews.com/berita/123/gempa"), "ANTARA"),
        ((BODY, "Source: reuters.com"), "Reuters"),
        ((BODY, "Sumber: kabar-hulu.example"), "kabar-hulu.example"),
        ((BODY, "Sumber: Dinas Kota, Reuters"), "Reuters"),
        ((BODY, "Antara keduanya damai."), ""),
        ((f"Pertemuan itu, Antara lain - {BODY}",), ""),
        ((), ""),
        ((BODY,), ""),
        ((f"Dikutip dari Reuters, {BODY}",), ""),
        ((f"Warga (ANTARA lain ketua RT) - {BODY}",), ""),
        ((BODY, f"{BODY} (abc/xyz)"), ""),
        ((BODY, "Sumber air: sumur warga"), ""),
        ((f"Pertikaian antara warga {BODY}",), ""),
        ((BODY, "Sumber: " + "kata " * 30), ""),
        ((f"Sumber: Antara, {BODY}", BODY, BODY, BODY), ""),  # only where a report ends
    ],
)
def test_an_article_says_itself_whose_report_it_is(
    paragraphs: tuple[str, ...], origin: str
) -> None:
    assert credit(an_article(paragraphs=paragraphs)) == origin


@pytest.mark.parametrize(
    ("author", "origin"),
    [
        ("ANTARA", "ANTARA"),
        ("Kantor Berita Antara", "ANTARA"),
        ("Reporter Dua (ANTARA)", "ANTARA"),
        ("Antara/Reporter Dua", "ANTARA"),
        ("Redaksi Contoh", ""),
        ("Reporter Dua (Ant)", ""),
        ("Ant", ""),
    ],
)
def test_an_agency_may_stand_in_place_of_an_author(author: str, origin: str) -> None:
    assert credit(an_article(authors=("Reporter Satu", author))) == origin


def test_every_name_of_an_agency_is_folded_and_its_own() -> None:
    names = [name for forms in AGENCIES.values() for name in forms]
    assert len(names) == len(set(names))
    assert [name for name in names if name != " ".join(words(name))] == []
