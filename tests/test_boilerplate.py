"""What counts as a host's boilerplate, and what never does."""

import pytest

from crawler.boilerplate import ARTICLES, NEEDED, different, learned
from crawler.model import Trace

SHORT, MIDDLE, LONG, ENDLESS = 0, 1, 2, 3  # lengths of blocks, in their fingerprints


def block(number: int, size: int = SHORT) -> int:
    return number << 2 | size


def a_trace(number: int, *blocks: int, title: str = "", hearts: tuple[int, ...] = ()) -> Trace:
    """An article about something else than every other number's."""
    own = hearts or tuple(block(1000 * number + n, LONG) for n in range(3))
    return Trace(title or f"kabar{number} judul{number}", own, blocks)


@pytest.mark.parametrize(
    ("size", "needed"), [(SHORT, NEEDED[0]), (MIDDLE, NEEDED[1]), (LONG, NEEDED[2])]
)
def test_the_longer_a_block_the_more_articles_it_must_have_stood_on(
    size: int, needed: int
) -> None:
    promo = block(7, size)
    traces = [a_trace(number, promo, block(number)) for number in range(needed)]
    assert learned(traces[:-1]) == frozenset()
    assert learned(traces) == {promo}


def test_a_block_longer_than_any_boilerplate_is_never_learned() -> None:
    assert learned(a_trace(n, block(7, ENDLESS)) for n in range(ARTICLES)) == frozenset()


def test_a_block_counts_once_an_article() -> None:
    assert learned([a_trace(1, block(7), block(7), block(7))]) == frozenset()


def test_what_stands_on_few_of_many_articles_is_their_own() -> None:
    traces = [a_trace(n, *([block(7)] if n % 5 == 0 else [])) for n in range(ARTICLES)]
    assert learned(traces) == frozenset()


@pytest.mark.parametrize(
    ("titles", "apart"),
    [
        (["Banjir di hulu", "Rapat anggaran", "Pasar lama dibuka"], 3),
        (["Berita satu", "Berita dua", "Berita tiga"], 3),
        (["Banjir di hulu", "Banjir di hulu", "BANJIR DI HULU!"], 1),
        (["Banjir di hulu meluas", "Banjir di hulu makin meluas", "Banjir di hulu surut"], 1),
        (["Harga emas hari ini Senin 3 Agustus", "Harga emas hari ini Selasa 4 Agustus"], 1),
        (["", "", ""], 3),
    ],
)
def test_headlines_that_are_nearly_the_same_are_one_story(
    titles: list[str], apart: int
) -> None:
    traces = [Trace(title, (block(n, LONG),), ()) for n, title in enumerate(titles)]
    assert len(different(traces)) == apart


def test_copies_of_a_text_under_other_headlines_teach_nothing() -> None:
    hearts = (block(1, LONG), block(2, LONG), block(3, LONG))
    own = (block(10), block(11))
    copies = [a_trace(n, *own, hearts=hearts) for n in range(10)]
    assert learned(copies) == frozenset()
    edited = [a_trace(n, *own, hearts=(*hearts[:2], block(50 + n, LONG))) for n in range(10)]
    assert learned(edited) == frozenset()


def test_a_blurb_as_long_as_a_paragraph_makes_no_copies() -> None:
    blurb = block(9, MIDDLE)
    traces = [
        a_trace(n, blurb, hearts=(blurb, block(2 * n + 100, LONG), block(2 * n + 101, LONG)))
        for n in range(NEEDED[MIDDLE])
    ]
    assert learned(traces) == {blurb}
