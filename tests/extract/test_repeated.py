"""Blocks that other articles of a host have too."""

import pytest
from hypothesis import given, strategies as st

from crawler.boilerplate import LENGTHS, learned
from crawler.extract import extract
from crawler.extract.blocks import BREAK, Block
from crawler.extract.repeated import (
    HEARTS,
    MOST,
    fingerprint,
    hearts,
    part,
    remembered,
    share,
)
from crawler.model import Article, Brief, Trace
from tests.extract.pages import PROSE, URL, a_page, a_reply

PROMO = "Dapatkan kabar pilihan kami tiap pagi lewat surat kabar kota ini."
TITLES = ("Pasar lama dibuka", "Banjir surut", "Rapat anggaran", "Panen padi", "Kereta baru")


def of(kind: str, text: str, linked: int = 0) -> Block:
    return Block(text, kind, linked)


def a_story(number: int, *, promo: str = PROMO) -> str:
    """A page with three paragraphs of its own and a line that stands on every page."""
    own = [f"<p>{text} Itu kabar {number} dari {TITLES[number]}.</p>" for text in PROSE]
    return a_page(f"{own[0]}{own[1]}<p>{promo}</p>{own[2]}", title=TITLES[number])


def read(number: int, known: frozenset[int]) -> Article:
    return extract(Brief(url=URL, repeated=known), a_reply(a_story(number)))


def trace(article: Article) -> Trace:
    return Trace(article.title, article.noticed.hearts, article.noticed.blocks)


def test_three_pages_teach_a_line_that_no_list_knows_and_from_the_fourth_it_is_gone() -> None:
    traces: list[Trace] = []
    shown = []
    for number in range(len(TITLES)):
        article = read(number, learned(traces))
        traces.append(trace(article))
        shown.append((PROMO in article.paragraphs, len(article.paragraphs)))
    assert shown == [(True, 4)] * 3 + [(False, 3)] * 2
    assert read(3, learned(traces)).noticed.repeated == pytest.approx(0.2, abs=0.06)


def test_the_same_page_read_again_and_again_loses_nothing() -> None:
    traces: list[Trace] = []
    for _ in range(12):
        article = read(0, learned(traces))
        traces.append(trace(article))
        assert len(article.paragraphs) == 4


def test_a_page_without_a_memory_is_read_as_before() -> None:
    article = read(0, frozenset())
    assert article == read(0, frozenset({fingerprint("tidak di halaman ini")}))
    assert article.noticed.repeated == 0
    assert PROMO in article.paragraphs


LONG_TEXT = "Warga bekerja sama menata kios dan jalan di sekitar pasar itu sejak subuh tadi, kata camat."


@pytest.mark.parametrize(
    ("blocks", "gone"),
    [
        ([of("p", LONG_TEXT), of("p", "Ikuti kami")], ["Ikuti kami"]),
        ([of("p", "Ikuti kami"), of("p", "Unduh aplikasi")], []),  # nothing would be left
        ([of("p", LONG_TEXT), of("li", "Ikuti kami")], []),  # an item of the article's
        ([of("p", LONG_TEXT), of("li", "Ikuti kami", 10)], ["Ikuti kami"]),
        ([of("p", LONG_TEXT), of("tr", "Ikuti kami | 3")], []),
        ([of("h2", "Ikuti kami"), of("p", LONG_TEXT)], []),  # a heading above text that stays
        ([of("p", LONG_TEXT), of("h2", "Ikuti kami"), of("p", "Unduh aplikasi")], ["Ikuti kami", "Unduh aplikasi"]),
        ([of("p", LONG_TEXT), of("h2", "Ikuti kami")], ["Ikuti kami"]),
        ([of("p", LONG_TEXT), of("h2", "Judul lain"), of("p", "Unduh aplikasi")], ["Unduh aplikasi"]),
    ],
)  # fmt: skip
def test_only_what_is_no_part_of_an_article_goes(blocks: list[Block], gone: list[str]) -> None:
    known = frozenset(
        fingerprint(text)
        for text in ("Ikuti kami", "Unduh aplikasi", "Ikuti kami | 3", "Judul lagi")
    )
    parted = part(blocks, known)
    assert [block.text for block in parted.again] == gone
    assert len(parted.own) + len(gone) == len(blocks)


BLOCKS = st.lists(
    st.builds(
        of, st.sampled_from(["p", "li", "h2", "tr", "div"]), st.text(min_size=1, max_size=200)
    ),
    max_size=30,
)


@given(BLOCKS, st.floats(0, 1))
def test_whatever_is_known_an_article_is_left(blocks: list[Block], known: float) -> None:
    cut = int(len(blocks) * known)
    parted = part(blocks, frozenset(fingerprint(block.text) for block in blocks[:cut]))
    assert sorted(map(id, (*parted.own, *parted.again))) == sorted(map(id, blocks))
    kept = sum(len(block.text) for block in parted.own)
    assert not parted.again or kept > min(79, sum(len(b.text) for b in parted.again))


@given(st.lists(st.text(min_size=1, max_size=900), max_size=90))
def test_what_is_remembered_of_an_article_is_bounded(texts: list[str]) -> None:
    again = [of("p", text[: LENGTHS[-1]]) for text in texts]
    for out in ([], again):
        assert len(remembered(texts, out)) <= MOST
        assert 0 <= share(texts, out) <= 1
    assert len(hearts(texts)) == min(HEARTS, len(texts))


def test_of_a_long_article_the_edges_and_the_shortest_blocks_are_remembered() -> None:
    texts = [f"{number} {'x' * (100 + number)}" for number in range(100)]
    texts[50] = "Iklan"
    kept = remembered(texts, [of("p", PROMO)])
    for text in (texts[0], texts[5], texts[-1], texts[-14], "Iklan", PROMO):
        assert fingerprint(text) in kept
    assert fingerprint(texts[80]) not in kept


@pytest.mark.parametrize(("length", "size"), [(1, 0), (120, 0), (121, 1), (300, 1), (301, 2), (700, 2), (701, 3)])  # fmt: skip
def test_a_fingerprint_tells_how_long_its_block_is(length: int, size: int) -> None:
    assert fingerprint("x" * length) & 3 == size
    assert 0 <= fingerprint("x" * length) < 2**64


def test_a_break_in_a_block_and_a_line_end_in_its_text_are_the_same() -> None:
    assert fingerprint(f"satu{BREAK}dua") == fingerprint("satu\ndua")
    assert fingerprint("\ud800") != fingerprint("satu")
