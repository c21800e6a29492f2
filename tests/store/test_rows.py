from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st
from sqlite_utils import Database

from crawler.model import (
    Article,
    Inlet,
    InletKind,
    InletState,
    Match,
    Moment,
    PageState,
    Picture,
    Precision,
    Validators,
)
from crawler.store import rows
from tests.builders import NOON, an_article

TEXT = st.text(st.characters(codec="utf-8"))
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = st.none() | TEXT
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))
TIMES = st.datetimes(timezones=OFFSETS)
MOMENTS = st.none() | st.builds(Moment, TIMES, st.sampled_from(Precision))
ARTICLES = st.builds(
    Article,
    url=TEXT,
    canonical=MAYBE,
    state=st.sampled_from(PageState),
    title=TEXT,
    authors=TEXTS,
    published=MOMENTS,
    modified=MOMENTS,
    language=MAYBE,
    site=MAYBE,
    section=MAYBE,
    tags=TEXTS,
    pictures=st.lists(st.builds(Picture, MAYBE, MAYBE, MAYBE), max_size=3).map(tuple),
    paragraphs=TEXTS,
    comments=TEXTS,
    text=TEXT,
)
INLETS = st.builds(
    InletState,
    inlet=st.builds(Inlet, st.sampled_from(InletKind), TEXT),
    validators=st.builds(Validators, MAYBE, MAYBE),
    read=st.none() | TIMES,
    failures=st.integers(0, 2**62),
    problem=TEXT,
)


def through(row: rows.Row) -> rows.Row:
    """`row` as a database gives it back."""
    database = Database(memory=True)
    columns = ", ".join(row)
    database.execute(f"create table t ({columns})")
    assert rows.insert(database, "t", row)
    (back,) = rows.rows(database, "select * from t", {})
    database.close()
    return back


@given(ARTICLES)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    back = rows.article_of(through(rows.article_row(article)))
    assert back == article
    for moment, before in (
        (back.published, article.published),
        (back.modified, article.modified),
    ):
        if moment is not None and before is not None:
            assert moment.at.utcoffset() == before.at.utcoffset()


@given(st.lists(st.text(), max_size=4), st.text(), st.text())
def test_paragraphs_come_back_from_the_text_that_holds_them(
    paragraphs: list[str], before: str, after: str
) -> None:
    body = "\n\n".join(paragraphs)
    article = an_article(paragraphs=tuple(paragraphs), text=before + body + after)
    back = rows.article_of(through(rows.article_row(article)))
    assert back.paragraphs == tuple(rows.plain(paragraph) for paragraph in paragraphs)
    assert back.text == rows.plain(article.text)


def test_paragraphs_that_the_text_holds_are_not_kept_twice() -> None:
    paragraphs = ("Air naik.", "Warga\nmengungsi.")
    article = an_article(paragraphs=paragraphs, text="Judul\n\nAir naik.\n\nWarga\nmengungsi.")
    row = rows.article_row(article)
    assert row["paragraphs"] == '{"start":7,"end":34}'
    assert rows.article_of(row) == article


@given(INLETS)
def test_an_inlet_comes_back_as_it_was(state: InletState) -> None:
    assert rows.inlet_of(through(rows.inlet_row(state))) == state


@given(st.lists(st.builds(Match, TEXT, TEXT, TEXT, st.integers(0), st.integers(0))))
def test_matches_come_back_as_they_were(matches: list[Match]) -> None:
    assert rows.matches_of(rows.matches_json(matches)) == tuple(matches)


@given(TIMES)
def test_a_time_comes_back_to_the_microsecond_and_with_its_offset(time: datetime) -> None:
    back = rows.stated_of(rows.stated(time))
    assert back == time
    assert back is not None
    assert back.utcoffset() == time.utcoffset()


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_stamps_are_exact_and_in_order(one: datetime, other: datetime) -> None:
    assert rows.moment(rows.stamp(one)) == one
    assert (rows.stamp(one) < rows.stamp(other)) == (one < other)


def test_the_first_and_the_last_time_have_a_stamp_wherever_they_are_told() -> None:
    for hours in (-14, 14):
        zone = timezone(timedelta(hours=hours))
        for edge in (datetime(1, 1, 1, tzinfo=zone), datetime(9999, 12, 31, 23, tzinfo=zone)):
            assert abs(rows.stamp(edge)) < 2**63


def test_no_time_has_no_stamp() -> None:
    assert rows.maybe_stamp(None) is None
    assert rows.maybe_moment(None) is None
    assert rows.maybe_moment(rows.maybe_stamp(NOON)) == NOON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Banjir", "Banjir"),
        ("\U0001f600", "\U0001f600"),
        ("\ud83d\ude00", "\U0001f600"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc80\ud800", "\ufffd\ufffd"),
        ("\x00", "\x00"),
    ],
)
def test_text_is_made_such_that_utf_8_can_hold_it(text: str, expected: str) -> None:
    assert rows.plain(text) == expected
    assert through({"text": text})["text"] == expected


@given(st.text())
def test_any_text_can_be_kept_and_keeping_it_again_changes_nothing(text: str) -> None:
    kept = rows.plain(text)
    kept.encode()
    assert rows.plain(kept) == kept


def test_insert_says_whether_the_row_went_in() -> None:
    database = Database(memory=True)
    database.execute("create table t (a primary key)")
    ignore = "on conflict (a) do nothing"
    assert [rows.insert(database, "t", {"a": 1}, ignore) for _ in range(2)] == [True, False]
    database.close()
