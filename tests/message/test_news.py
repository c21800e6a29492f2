import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from crawler.message.news import Piece, read

JAKARTA = timezone(timedelta(hours=7))


def a_body(**data: Any) -> bytes:
    return json.dumps({"type": "article.matched", "data": data}).encode()


def test_reads_what_there_is() -> None:
    news = read(
        a_body(
            rule="banjir",
            urgency="urgent",
            story={"outlets": 3},
            article={
                "title": " Banjir\nbesar ",
                "source": "contoh",
                "url": "https://example.org/a",
                "published": "2022-01-12T02:01:00Z",
                "partial": True,
            },
            matches=[{"term": "banjir", "snippet": "ada banjir", "start": 4, "end": 10}],
        ),
        "Asia/Jakarta",
    )
    assert (news.kind, news.rule, news.urgency) == ("article.matched", "banjir", "urgent")
    assert (news.title, news.source, news.link) == (
        "Banjir besar",
        "contoh",
        "https://example.org/a",
    )
    assert (news.partial, news.others, news.terms) == (True, 2, ("banjir",))
    assert news.at == datetime(2022, 1, 12, 9, 1, tzinfo=JAKARTA)
    assert news.quotes == ((Piece("ada "), Piece("banjir", marked=True)),)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"3", b'"x"', b"{}", b'{"data": 1}', b"\xff", b"[" * 100_000],
)
def test_of_nothing_nothing_is_known(body: bytes) -> None:
    news = read(body, "Asia/Jakarta")
    assert (news.title, news.link, news.rule, news.at) == ("", "", "", None)
    assert (news.terms, news.quotes, news.others, news.partial) == ((), (), 0, False)


@pytest.mark.parametrize(
    ("outlets", "others"),
    [(1, 0), (2, 1), (0, 0), (-5, 0), (True, 0), (2.5, 0), ("3", 0), (None, 0), (10**30, 0)],
)
def test_counts_the_other_outlets(outlets: object, others: int) -> None:
    assert read(a_body(story={"outlets": outlets}), "Asia/Jakarta").others == others


@pytest.mark.parametrize(
    ("published", "first_seen", "at"),
    [
        ("2022-01-12", None, date(2022, 1, 12)),
        (
            "2022-01-12T09:01:00",
            "2022-01-12T02:02:00Z",
            datetime(2022, 1, 12, 9, 2, tzinfo=JAKARTA),
        ),
        ("12 Jan 22", "2022-01-12", date(2022, 1, 12)),
        (7, ["x"], None),
        ("9999-12-31T23:59:59-23:59", None, None),
    ],
)
def test_shows_the_best_time_it_finds(
    published: object, first_seen: object, at: object
) -> None:
    article = {"published": published, "first_seen": first_seen}
    assert read(a_body(article=article), "Asia/Jakarta").at == at


def test_a_zone_that_does_not_exist_leaves_the_time_out() -> None:
    article = {"published": "2022-01-12T02:01:00Z"}
    assert read(a_body(article=article), "Nowhere/Land").at is None


def test_matches_in_one_snippet_are_marked_together_and_overlaps_once() -> None:
    spans = [(9, 12), (0, 4), (2, 7)]
    matches = [{"snippet": "satu dua tiga", "start": start, "end": end} for start, end in spans]
    [quote] = read(a_body(matches=matches), "Asia/Jakarta").quotes
    assert [(piece.text, piece.marked) for piece in quote] == [
        ("satu", True),
        (" dua ", False),
        ("tig", True),
        ("a", False),
    ]


def test_of_many_matches_some_are_shown() -> None:
    matches = [{"term": f"t{n}", "snippet": f"s{n}", "start": 0, "end": 2} for n in range(100)]
    news = read(a_body(matches=matches), "Asia/Jakarta")
    assert (len(news.terms), len(news.quotes)) == (8, 3)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a b\x1b[0m", "https://example.org/a%20b%1B[0m"),
        ("https://example.org/" + "x" * 3000, ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_a_link_is_whole_or_not_shown(url: object, link: str) -> None:
    assert read(a_body(article={"url": url}), "Asia/Jakarta").link == link


def test_other_newsrooms_are_named_with_links_that_can_be_followed() -> None:
    others = [
        {"network": "Warta\u202e", "url": "https://warta.example/1"},
        {"network": "b", "url": "javascript:alert(1)"},
        {"network": 7, "url": "https://c.example/2"},
        "odd",
    ]
    told = read(a_body(story={"outlets": 5, "others": others}), "Asia/Jakarta")
    assert told.elsewhere == (
        ("Warta", "https://warta.example/1"),
        ("", "https://c.example/2"),
    )
