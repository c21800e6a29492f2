"""Articles made of their pages."""

from itertools import chain

import pytest
from hypothesis import given, strategies as st

from crawler import article_text
from crawler.article_text import Text
from crawler.model import Article, Moment, PageState, Picture
from crawler.pipeline.joined import LONGEST, goes_on, join, replaced, stands_for
from tests.builders import after, an_article

LEAD = "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga."
SECOND = "Petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa."
THIRD = "Hujan diperkirakan masih turun sampai Selasa malam menurut kantor cuaca."
FOURTH = "Bupati meminta warga di bantaran sungai mengungsi lebih awal pada musim ini."


def a_page_with(*paragraphs: str, **given: object) -> Article:
    fields: dict[str, object] = {"title": "Banjir merendam Kota Hulu", **given}
    article = an_article(paragraphs=paragraphs, **fields)
    text = Text(title=article.title, paragraphs=paragraphs, comments=article.comments)
    return an_article(paragraphs=paragraphs, **(fields | {"text": article_text.write(text)}))


def test_the_text_goes_on_in_order_and_no_paragraph_comes_twice() -> None:
    first = a_page_with(LEAD, SECOND, "Bersambung.")
    other = a_page_with(LEAD, THIRD, SECOND, FOURTH, "Bersambung.")
    told = join(first, other)
    assert told is not None
    assert told.paragraphs == (LEAD, SECOND, "Bersambung.", THIRD, FOURTH)
    assert article_text.read(told.text).paragraphs == told.paragraphs


def test_what_short_paragraphs_say_may_be_said_again_amid_a_page() -> None:
    told = join(
        a_page_with(LEAD, "Ya, benar.", SECOND), a_page_with(THIRD, "Ya, benar.", FOURTH)
    )
    assert told is not None
    assert told.paragraphs[3:] == (THIRD, "Ya, benar.", FOURTH)


@pytest.mark.parametrize(
    "paragraphs", [(), (LEAD,), (LEAD, SECOND), (SECOND.upper(), f"  {LEAD}")]
)
def test_a_page_that_says_nothing_more_adds_nothing(paragraphs: tuple[str, ...]) -> None:
    assert join(a_page_with(LEAD, SECOND), a_page_with(*paragraphs)) is None


@given(
    st.lists(st.lists(st.integers(0, 30), max_size=8), min_size=2, max_size=4),
)
def test_every_paragraph_of_every_page_is_there_once(pages: list[list[int]]) -> None:
    texts = [[f"{LEAD} Kalimat {chr(97 + n % 26)}{n}." for n in page] for page in pages]
    whole = a_page_with(*dict.fromkeys(texts[0]))
    for page in texts[1:]:
        whole = join(whole, a_page_with(*dict.fromkeys(page))) or whole
    assert list(whole.paragraphs) == list(dict.fromkeys(chain(*texts)))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Banjir merendam Kota Hulu", True),
        ("Banjir merendam Kota Hulu - Halaman 2", True),
        ("Halaman 2", True),
        ("", True),
        ("Harga beras turun menjelang panen raya", False),
    ],
)
def test_a_further_page_has_the_headline_of_the_first_or_none(
    title: str, expected: bool
) -> None:
    assert goes_on(a_page_with(LEAD), a_page_with(SECOND, title=title)) is expected


def test_a_page_that_was_published_another_day_is_another_article() -> None:
    first = a_page_with(LEAD, published=Moment(after(hours=0)))
    assert goes_on(first, a_page_with(SECOND, published=Moment(after(hours=5))))
    assert not goes_on(first, a_page_with(SECOND, published=Moment(after(days=9))))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((LEAD, SECOND, THIRD), True),
        ((THIRD, SECOND, LEAD, FOURTH), True),
        ((LEAD, SECOND), False),
        ((THIRD, FOURTH, THIRD, FOURTH), False),
    ],
)
def test_the_whole_has_what_the_page_has_and_more(
    paragraphs: tuple[str, ...], expected: bool
) -> None:
    assert stands_for(a_page_with(*paragraphs), a_page_with(LEAD, SECOND, "Hal. 1")) is expected


def test_what_is_joined_keeps_what_the_first_page_says_and_shows_all_pictures() -> None:
    first = a_page_with(LEAD, pictures=(Picture(url="a"),), comments=("Semoga surut.",))
    other = a_page_with(
        SECOND, title="Halaman 2", authors=("Ani",), pictures=(Picture(url="b"),)
    )
    told = join(first, other)
    assert told is not None
    assert (told.title, told.authors, told.url) == (first.title, first.authors, first.url)
    assert [each.url for each in told.pictures] == ["a", "b"]
    assert told.comments == ("Semoga surut.",)


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        (PageState.FULL, PageState.FULL, PageState.FULL),
        (PageState.PARTIAL, PageState.FULL, PageState.FULL),
        (PageState.FULL, PageState.PARTIAL, PageState.PARTIAL),
        (PageState.FULL, PageState.EMPTY, PageState.FULL),  # an end of one sentence
    ],
)
def test_how_it_ends_says_whether_it_is_whole(
    first: PageState, other: PageState, expected: PageState
) -> None:
    told = join(a_page_with(LEAD, state=first), a_page_with(SECOND, state=other))
    assert told is not None
    assert told.state is expected


def test_a_text_without_end_is_cut() -> None:
    told = replaced(a_page_with(LEAD), a_page_with(*["x" * 50_000] * 9))
    assert sum(map(len, told.paragraphs)) == LONGEST
