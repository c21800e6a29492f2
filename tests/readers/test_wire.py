"""Values as bytes, and bytes that are no values of ours."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from crawler.model import (
    Article,
    Found,
    Inlet,
    InletKind,
    Listing,
    Moment,
    PageState,
    Picture,
    Precision,
)
from crawler.readers import errand, wire
from crawler.readers.errand import Result

ARTICLE = Article(
    url="https://news.example/a",
    state=PageState.PARTIAL,
    title="Judul",
    authors=("Redaksi Contoh",),
    published=Moment(datetime(2026, 11, 2, tzinfo=timezone(timedelta(hours=7))), Precision.DAY),
    modified=Moment(datetime(2026, 11, 2, tzinfo=ZoneInfo("Asia/Makassar"))),
    pictures=(Picture(url="https://news.example/a.jpg"),),
    paragraphs=("Satu.",),
    text="Judul\n\nSatu.\n",
)
LISTING = Listing(
    (Found(url="https://news.example/a", published=datetime.now(UTC)),),
    (Inlet(InletKind.FEED, "x"),),
)


@pytest.mark.parametrize(
    "value", [ARTICLE, LISTING, (), None, (Inlet(InletKind.SITEMAP, "x"),)]
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    sent = wire.packed(Result(value))
    assert wire.length(sent[: wire.HEAD.size]) == len(sent) - wire.HEAD.size
    assert wire.unpacked(sent[wire.HEAD.size :], Result) == Result(value)


class Foreign:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("this must not be called",))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        pickle.dumps(Foreign()),
        pickle.dumps(print),
        pickle.dumps(pickle.loads),
        pickle.dumps(date(2026, 11, 2)),
        pickle.dumps(Result)[:-5],
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"ccrawler.model\nArticle.__init__\n.",
        b"ccrawler.readers.errand\nimportlib\n.",
        b"ccrawler.readers.errand\nWORK\n.",
        b"ccrawler.readers.errand\nUnreadable\n.",
        b"ccrawler.model.web\nRequest\n.",
    ],
)
def test_what_no_reader_of_ours_wrote_is_garbled(
    body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(wire.Garbled):
        wire.unpacked(body, Result)
    assert capsys.readouterr().out == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_garbled_or_ours(body: bytes) -> None:
    with pytest.raises(wire.Garbled):
        wire.unpacked(body, Result)


def test_an_answer_longer_than_any_is_garbled() -> None:
    with pytest.raises(wire.Garbled, match="an answer of 4,294,967,295 bytes"):
        wire.length(b"\xff\xff\xff\xff")


def test_a_forged_answer_cannot_change_what_is_asked_for() -> None:
    forged = b"ccrawler.readers.errand\nWORK\n(S'article'\n(S'os'\nS'system'\nNtsu."
    with pytest.raises(wire.Garbled, match="WORK is no part of an answer"):
        wire.unpacked(forged, Result)
    assert not hasattr(errand.WORK, "__setitem__")


def test_what_is_sent_in_pieces_is_the_same_and_its_long_texts_are_not_copied() -> None:
    body = bytes(range(256)) * 40_000
    value = (body, "singkat", [1, 2, 3])
    parts = wire.pieces(value)
    assert b"".join(parts)[wire.HEAD.size :] == pickle.dumps(
        value, protocol=pickle.HIGHEST_PROTOCOL
    )
    assert wire.HEAD.unpack(parts[0])[0] == sum(map(len, parts[1:]))
    assert any(part is body for part in parts)
