"""What a list told of an article whose page cannot be read."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import FetchError, KlipingError, NoArticle, ReadError, Refused, Unreachable
from crawler.model import Found, Page, PageState
from crawler.pipeline.hearsay import PATIENCE, hearsay
from tests.builders import NOON, URL, a_source
from tests.pipeline.world import FEED, a_story, a_world

DOWN = Unreachable(URL, "timeout", "no answer in time")
TOLD = Found(
    url=URL, title="Banjir merendam Kota Hulu", summary="Air naik sejak pagi.", published=NOON
)


def a_page(found: Found = TOLD) -> Page:
    return Page(key="k", found=found, source="contoh", first_seen=NOON)


def test_after_ten_minutes_the_list_is_believed() -> None:
    source = a_source(timezone="Asia/Makassar", language="id")
    assert hearsay(a_page(), source, DOWN, NOON + PATIENCE - timedelta(seconds=1)) is None
    article = hearsay(a_page(), source, DOWN, NOON + PATIENCE)
    assert article is not None
    assert article.state is PageState.PARTIAL
    assert (article.title, article.body) == (TOLD.title, TOLD.summary)
    assert "22 November 2026 | 20:00 WITA" in article.text
    assert article.published is not None
    assert article.published.at == NOON


@pytest.mark.parametrize(
    ("found", "error"),
    [
        (Found(url=URL), DOWN),
        (Found(url=URL, title="Ekonomi", summary="x y z"), DOWN),
        (Found(url=URL, title="Banjir merendam Kota Hulu"), DOWN),
        (TOLD, Refused(URL, "not_found", "HTTP 404")),
        (TOLD, Refused(URL, "gone", "HTTP 410")),
        (Found(url=URL, title="Banjir merendam Kota", published=NOON), NoArticle("a list")),
    ],
)
def test_what_may_be_no_article_is_not(found: Found, error: FetchError | ReadError) -> None:
    assert hearsay(a_page(found), a_source(), error, NOON + timedelta(days=1)) is None


@pytest.mark.parametrize(
    "error",
    [
        DOWN,
        Refused(URL, "blocked", "a challenge"),
        Refused(URL, "robots", "its robots.txt forbids it"),
        NoArticle("no article on it now"),
    ],
)
def test_whatever_keeps_it_from_being_read(error: FetchError | ReadError) -> None:
    assert hearsay(a_page(), a_source(), error, NOON + PATIENCE) is not None


async def test_it_is_matched_and_told_as_partial_and_only_once(tmp_path: Path) -> None:
    item = f"<item><title>{TOLD.title}</title><link>{URL}</link><description>{TOLD.summary}</description></item>"
    feed = f'<rss version="2.0"><channel><title>C</title>{item}</channel></rss>'.encode()
    pages: dict[str, bytes | KlipingError] = {FEED: feed, URL: DOWN}
    async with a_world(tmp_path, pages) as small:
        for _ in range(9):
            await small.settle(minutes=1)
        assert small.inbox.titles == []
        for _ in range(20):
            await small.settle(minutes=1)
        assert small.inbox.titles == [TOLD.title]
        assert json.loads(small.inbox.messages[0].body)["data"]["article"]["partial"] is True
        small.web.pages[URL] = a_story(TOLD.title or "")
        for _ in range(20):
            await small.settle(minutes=10)
        assert small.inbox.titles == [TOLD.title]
