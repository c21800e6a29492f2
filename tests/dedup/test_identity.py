from datetime import timedelta

import pytest

from crawler.dedup.identity import alike, bears_out, claims, fingerprint, short_id
from crawler.model import Article, Claim, Moment, Precision
from tests.builders import NOON, an_article

TEXT = (
    "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di tiga kelurahan."
)
LONG = (TEXT, "Petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa.")


def test_a_page_may_be_known_by_what_it_claims() -> None:
    found = "https://contoh.id/r/123456/a?utm_source=rss"
    canonical = "https://contoh.id/berita/123456/judul-berita"
    number = Claim("contoh.id/r/*123456*", found, "number")
    assert claims(found, found, ["https://contoh.id/", canonical]) == (
        Claim("contoh.id/berita/123456", canonical, "canonical"),
        number,
    )
    assert claims(found, canonical, [canonical]) == (
        Claim("contoh.id/berita/123456", canonical, "redirect"),
        number,
    )
    assert claims(found, found, [found]) == (number,)


def test_a_redirect_to_the_home_page_is_no_claim() -> None:
    found = "https://contoh.id/r/banjir"
    assert claims(found, "https://contoh.id/", ["https://contoh.id/"]) == ()


@pytest.mark.parametrize(
    "found",
    [
        "https://klik.example/~r/kabar/88812345",
        "https://contoh.id/keluar?no=7",
        "https://s.id/aB3",
    ],
)
def test_a_link_of_whoever_counts_clicks_is_known_by_where_it_leads(found: str) -> None:
    page = "https://www.contoh.id/berita/123456/judul-berita"
    assert Claim("contoh.id/berita/123456", page, "redirect") in claims(found, page)


DAY = Moment(NOON.replace(hour=0), Precision.DAY)
LATE = Moment(NOON + timedelta(hours=11))


def column(text: str = TEXT, published: Moment | None = None, title: str = "Emas") -> Article:
    return an_article(title=title, paragraphs=(text,), published=published)


@pytest.mark.parametrize(
    ("one", "other", "twins", "borne"),
    [
        (column(), column(), False, True),
        (column(), column("Perak turun jauh."), False, False),
        (column(), column("Air sungai naik, kata warga"), False, True),
        (column(), column(""), False, True),
        (column(), column(title="Perak"), False, False),
        (column(), column(title="Perak"), True, True),
        (column(title=""), column(title=""), False, False),
        (column(published=LATE), column(published=Moment(NOON)), True, True),
        (
            column(published=LATE),
            column(published=Moment(NOON - timedelta(days=1))),
            True,
            False,
        ),
        (column(published=LATE), column(published=DAY), False, True),
    ],
)
def test_a_claim_is_true_of_one_day_and_one_text(
    one: Article, other: Article, *, twins: bool, borne: bool
) -> None:
    assert bears_out(one, other, twins=twins) is borne
    assert bears_out(other, one, twins=twins) is borne


def test_headlines_are_alike_when_half_their_words_are_the_same() -> None:
    assert alike("Harga emas hari ini turun", "Harga Emas Hari Ini, Turun Rp 2.000")
    assert not alike("Bupati meresmikan jembatan", "Klub kota menang tipis")
    assert not alike("", "Apa saja")


def test_the_same_words_have_the_same_fingerprint_whatever_their_dress() -> None:
    shouted = tuple(part.upper().replace(" ", "  ") for part in LONG)
    assert fingerprint(LONG) == fingerprint(shouted) != ""
    assert fingerprint((*LONG, "Satu kalimat lagi.")) != fingerprint(LONG)


def test_a_text_too_short_to_tell_by_has_none() -> None:
    assert fingerprint(()) == fingerprint(("Segera hadir.",)) == ""


def test_ids_are_the_same_in_every_run() -> None:
    assert short_id("a", "b") == "ffc151170352baa3"
    assert short_id("ab", "") != short_id("a", "b")
