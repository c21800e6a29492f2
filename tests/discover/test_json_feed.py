"""JSON Feed, and the posts of WordPress."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discover import json_feed
from crawler.errors import Unreadable
from crawler.model import Found
from tests.discover.replies import a_document


def read(told: Any) -> tuple[Found, ...]:
    return json_feed.read(a_document(json.dumps(told))).found


def test_reads_a_json_feed() -> None:
    item = {
        "id": "1",
        "url": "https://news.example/a",
        "title": "Judul &amp; isi",
        "content_html": "<p>Satu.</p><p>Dua.</p>",
        "date_published": "2026-11-02T10:15:00+07:00",
    }
    assert read({"version": "https://jsonfeed.org/version/1.1", "items": [item]}) == (
        Found(
            url="https://news.example/a",
            title="Judul & isi",
            summary="Satu. Dua.",
            published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
        ),
    )


def test_reads_the_posts_of_wordpress() -> None:
    post = {
        "id": 7,
        "date": "2026-11-02T10:15:00",
        "date_gmt": "2026-11-02T03:15:00",
        "link": "https://news.example/judul/",
        "title": {"rendered": "Judul &#8211; isi"},
        "excerpt": {"rendered": "<p>Ringkasan [&hellip;]</p>"},
    }
    local = {"date": "2026-11-02T10:15:00", "link": "/lain/", "title": "Lain"}
    assert read([post, local]) == (
        Found(
            url="https://news.example/judul/",
            title="Judul – isi",
            summary="Ringkasan […]",
            published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
        ),
        Found(
            url="https://news.example/lain/",
            title="Lain",
            published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    "items",
    [
        [{"id": "https://news.example/a"}],
        [{"id": 5, "url": "/a"}],
        [{"external_url": "https://news.example/a", "id": "x"}],
        [
            None,
            5,
            [],
            {},
            {"url": None},
            {"url": 7},
            {"url": "javascript:x/"},
            {"url": "/a", "title": 5},
        ],
        [{"url": "/a"}, {"url": "/a"}],
    ],
)
def test_of_odd_items_those_with_a_link_are_kept(items: list[Any]) -> None:
    assert [each.url for each in read({"items": items})] == ["https://news.example/a"]


def test_no_more_than_five_hundred_are_kept() -> None:
    assert len(read({"items": [{"url": f"/{at}"} for at in range(900)]})) == 500


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '{"code": "rest_no_route", "message": "No route was found", "data": {}}',
            "No route was found",
        ),
        ('{"items": {}}', "no feed"),
        ("[1, 2]", "no feed"),
        ("{", "broken JSON"),
        ("[" * 100_000, "broken JSON"),
        ('{"a": ' + "9" * 10_000 + "}", "broken JSON"),
    ],
)
def test_other_json_is_unreadable(text: str, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        json_feed.read(a_document(text))
