import random
import time

import pytest
from hypothesis import given, strategies as st

from crawler.dedup import revisions
from crawler.dedup.revisions import (
    LOOKS,
    SHORT_LOOKS,
    akin,
    body,
    corrections,
    cut,
    headline,
    next_look,
    same,
    short,
)
from crawler.model import Article, Change
from tests.builders import NOON, PARAGRAPHS, after, an_article


def telling(*paragraphs: str, title: str = "Banjir merendam Kota Hulu") -> Article:
    return an_article(title=title, paragraphs=(*PARAGRAPHS, *paragraphs))


OLD = telling()


@pytest.mark.parametrize(
    "new",
    [
        telling("Baca juga: Harga beras naik lagi"),
        telling("See also: Prices rise again"),
        telling("12.345 45 2026"),
        an_article(paragraphs=tuple(f" {text.upper()} " for text in PARAGRAPHS)),
        telling(title="BANJIR merendam  Kota Hulu"),
    ],
)
def test_what_changes_all_day_long_is_no_version(new: Article) -> None:
    assert same(OLD, new)
    assert headline(OLD, new) is None
    assert corrections(OLD, new) == []


@pytest.mark.parametrize(
    "new",
    [telling("Tiga warga hilang."), telling(title="Tiga hilang"), an_article(paragraphs=())],
)
def test_what_is_said_otherwise_is_a_version(new: Article) -> None:
    assert not same(OLD, new)


def test_another_headline_is_told_but_not_that_it_is_missing() -> None:
    assert headline(OLD, telling(title="Banjir surut")) == Change(
        "title", OLD.title, "Banjir surut"
    )
    assert headline(OLD, telling(title=" ")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ralat: sungai yang meluap adalah Sungai Kenanga.",
        "KOREKSI – jumlah rumah keliru.",
        "Correction: an earlier version misnamed the river.",
        "Catatan Redaksi: judul telah diubah.",
        "[Koreksi nama] Sungai itu bernama Kenanga.",
        "Klarifikasi - sungai itu bernama Kenanga.",
        "Koreksi",
        "Hak jawab: pemerintah desa membantah keterangan itu.",
        "Artikel ini telah diperbarui untuk memperbaiki nama kelurahan.",
        "*Judul berita ini kami ubah pada Senin siang.",
        "Redaksi mohon maaf atas kekeliruan penulisan nama.",
        "This article was amended on Monday to correct the name of the river.",
        "An earlier version of this story misstated the number of villages.",
    ],
)
def test_a_correction_is_told_once(text: str) -> None:
    assert [each.now for each in corrections(OLD, telling(text))] == [text]
    assert corrections(telling(text), telling(text, "Air surut.")) == []


def test_a_heading_of_a_correction_is_told_with_what_it_heads() -> None:
    new = telling("RALAT", "Yang meluap adalah Sungai Kenanga.", "Air surut.")
    told = [each.now for each in corrections(OLD, new)]
    assert told == ["RALAT\nYang meluap adalah Sungai Kenanga."]


@pytest.mark.parametrize(
    "text",
    [
        "Menteri meminta maaf kepada warga.",
        "Koreksi harga emas berlanjut pada pekan kedua.",
        "Klarifikasi itu disampaikan kepala desa, yang hadir sendiri.",
        "Correction fluid was found on the ballots.",
        "Peraturan ini telah diubah dua kali.",
        "Bank sentral mengoreksi perkiraannya.",
        "Dalam berita itu disebut tanggul telah diperbaiki.",
        "Menurut warga, berita ini telah diubah menjadi " + "kabar " * 60,
    ],
)
def test_what_others_correct_is_no_correction(text: str) -> None:
    assert corrections(OLD, telling(text)) == []


@pytest.mark.parametrize(
    ("new", "is_cut", "is_akin"),
    [
        (an_article(paragraphs=PARAGRAPHS[:1]), True, True),
        (an_article(paragraphs=(PARAGRAPHS[0][:40] + "…",)), True, True),
        (an_article(paragraphs=PARAGRAPHS[1:2]), False, True),
        (an_article(paragraphs=("Kami dan mitra kami menyimpan cookie.",)), False, False),
        (an_article(paragraphs=()), False, False),
        (OLD, False, True),
    ],
)
def test_what_is_left_of_an_article_behind_a_wall(
    new: Article, *, is_cut: bool, is_akin: bool
) -> None:
    old = telling("Dapur umum dibuka di tiga titik dan melayani ribuan orang setiap hari.")
    assert (cut(old, new), akin(old, new)) == (is_cut, is_akin)


def test_a_change_is_shown_with_some_words_around_it() -> None:
    new = an_article(paragraphs=(PARAGRAPHS[0].replace("tiga", "lima"), *PARAGRAPHS[1:]))
    (change,) = body(OLD, new)
    assert "rumah warga di tiga kelurahan" in change.was
    assert "rumah warga di lima kelurahan" in change.now
    assert len(change.now.split()) == 7
    assert body(OLD, OLD) == []


def test_a_very_long_text_is_compared_by_paragraphs() -> None:
    dice = random.Random(1)
    many = [" ".join(f"kata{dice.randrange(999)}" for _ in range(50)) for _ in range(100)]
    (change,) = body(telling(*many), telling(*many[1:], "Akhir."))
    assert (change.was, change.now) == (many[0], "Akhir.")


@given(
    st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30)
)
def test_where_nothing_is_said_to_have_changed_both_say_the_same(
    was: list[str], now: list[str]
) -> None:
    old, new = (an_article(paragraphs=(" ".join(words),)) for words in (was, now))
    spans = revisions._spans(was, now)
    assert bool(body(old, new)) is (was != now) is bool(spans)
    rest_was, rest_now = list(was), list(now)
    for a, b, c, d in reversed(spans):
        rest_was[a:b] = rest_now[c:d] = ["-"]
    assert rest_was == rest_now


def test_what_repeats_one_word_thousands_of_times_is_compared_at_once() -> None:
    begun = time.process_time()
    assert body(telling("a " * 5500), telling("a " * 5400 + "b"))
    assert body(telling("a b " * 2700), telling("b a " * 2700 + "c"))
    assert time.process_time() - begun < 2


def test_looks_come_less_and_less_often_and_end() -> None:
    looks = [next_look(NOON, number, matched=True) for number in range(len(LOOKS) + 1)]
    assert looks == [
        after(minutes=15),
        after(hours=1),
        after(hours=6),
        after(days=1),
        after(days=3),
        None,
    ]
    assert next_look(NOON, SHORT_LOOKS, matched=False) is None


def test_after_a_late_look_the_next_is_as_long_after_it_as_the_two_are_apart() -> None:
    looked = after(days=2)
    assert next_look(NOON, 1, matched=True, looked=looked) == after(days=2, minutes=45)
    assert next_look(NOON, 4, matched=True, looked=looked) == after(days=3)
    assert next_look(NOON, 5, matched=True, looked=looked) is None


def test_a_few_sentences_may_still_grow() -> None:
    assert short(OLD)
    assert not short(telling("kata " * 150))
