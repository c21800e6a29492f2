"""Looking for new articles."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Unreachable
from crawler.model import Inlet, InletKind
from tests.builders import a_source
from tests.pipeline.world import FEED, ONE, PAGES, TWO, a_feed, a_world


async def test_what_stood_in_the_list_at_the_first_poll_is_remembered_not_told(
    tmp_path: Path,
) -> None:
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(minutes=5))
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        small.web.pages[FEED] = a_feed(TWO)
        await small.settle()
        assert small.web.asked == [FEED]
        small.web.pages[FEED] = a_feed(ONE, TWO)
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert TWO not in small.web.asked


async def test_an_inlet_that_is_read_for_the_first_time_late_floods_nobody(
    tmp_path: Path,
) -> None:
    sitemap = "https://contoh.id/feed2"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, sitemap)),
        every=timedelta(minutes=5),
    )
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        small.web.pages[FEED] = a_feed(TWO)
        small.web.pages[sitemap] = Unreachable(sitemap, "timeout", "no answer in time")
        await small.settle()
        small.web.pages[sitemap] = a_feed(ONE)
        await small.settle(minutes=5)
        assert small.inbox.titles == []


async def test_one_failing_inlet_does_not_stop_the_others(tmp_path: Path) -> None:
    gone = "https://contoh.id/gone"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, gone), Inlet(InletKind.FEED, FEED)), remember_first=False
    )
    async with a_world(tmp_path, PAGES, sources={"contoh": source}) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        states = (await small.store.memory("contoh")).inlets
        assert [state.failures for state in states] == [1, 0]
        assert "404" in states[0].problem


async def test_feeds_are_found_from_the_home_page(tmp_path: Path) -> None:
    home = b'<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head></html>'
    source = a_source(remember_first=False)
    pages = PAGES | {"https://contoh.id/": home}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        await small.settle(minutes=20)
        assert small.web.asked.count("https://contoh.id/") == 1, (
            "it is not looked for each time"
        )


async def test_a_list_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.web.etags = True
        await small.settle()
        await small.settle(minutes=5)
        memory = await small.store.memory("contoh")
        assert (memory.quiet, memory.failures) == (1, 0)
        assert len(small.inbox.messages) == 1


async def test_a_source_that_fails_is_asked_less_often_and_recovers(tmp_path: Path) -> None:
    async with a_world(tmp_path, {FEED: Unreachable(FEED, "http_500", "500")} | {}) as small:
        for _ in range(60):
            await small.settle(minutes=1)
        assert 3 <= len(small.web.asked) <= 6
        memory = await small.store.memory("contoh")
        assert memory.failures == len(small.web.asked)
        small.web.pages |= PAGES
        await small.settle(hours=7)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert (await small.store.memory("contoh")).failures == 0


async def test_a_host_that_asks_for_rest_gets_it(tmp_path: Path) -> None:
    busy = Unreachable(
        ONE, "http_429", "429", retry_after=timedelta(minutes=30), host_wide=True
    )
    async with a_world(tmp_path, PAGES | {ONE: busy}) as small:
        await small.settle()
        asked = len(small.web.asked)
        await small.settle(minutes=4)
        assert len(small.web.asked) == asked
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(minutes=40)
        assert small.inbox.titles == ["Banjir di hulu"]


SITEMAP = "https://contoh.id/sitemap.xml"
CHILD = "https://contoh.id/sitemap-news.xml"
INDEX = (
    '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<sitemap><loc>{CHILD}</loc></sitemap></sitemapindex>"
).encode()


def a_sitemap(*urls: str) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{xmlns}">{rows}</urlset>'.encode()


async def test_an_index_that_stays_as_it_is_does_not_hide_lists_that_grow(
    tmp_path: Path,
) -> None:
    source = a_source(inlets=(Inlet(InletKind.SITEMAP, SITEMAP),), every=timedelta(minutes=5))
    pages = PAGES | {SITEMAP: INDEX, CHILD: a_sitemap(TWO)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        small.web.etags = True
        await small.settle()
        small.web.pages[CHILD] = a_sitemap(ONE, TWO)
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_list_in_a_list_that_fails_at_first_is_not_news_later(tmp_path: Path) -> None:
    source = a_source(inlets=(Inlet(InletKind.SITEMAP, SITEMAP),), every=timedelta(minutes=5))
    down = Unreachable(CHILD, "http_500", "HTTP 500")
    async with a_world(
        tmp_path, PAGES | {SITEMAP: INDEX, CHILD: down}, sources={"contoh": source}
    ) as small:
        await small.settle()
        small.web.pages[CHILD] = a_sitemap(ONE)
        await small.settle(minutes=5)
        assert small.inbox.titles == []
        small.web.pages[CHILD] = a_sitemap(ONE, TWO)
        await small.settle(minutes=5)
        assert TWO in small.web.asked


async def test_what_a_new_source_only_remembers_is_news_to_one_that_was_watched(
    tmp_path: Path,
) -> None:
    old = a_source(inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(minutes=5))
    portal = a_source(
        name="portal",
        inlets=(Inlet(InletKind.FEED, "https://portal.id/feed"),),
        every=timedelta(minutes=5),
    )
    pages = PAGES | {FEED: a_feed(TWO), "https://portal.id/feed": a_feed(ONE, TWO)}
    async with a_world(tmp_path, pages, sources={"contoh": old}) as small:
        await small.settle()
        small.world.plan = replace(small.world.plan, sources={"contoh": old, "portal": portal})
        await small.store.sync(small.world.plan.sources, small.clock)
        await small.settle(minutes=1)
        assert small.inbox.titles == []
        small.web.pages[FEED] = a_feed(ONE, TWO)
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert TWO not in small.web.asked


async def test_a_feed_that_moves_costs_nothing_that_is_dated_since(tmp_path: Path) -> None:
    home = (
        b'<html><head><link rel=alternate type="application/rss+xml" href="/rss"></head></html>'
    )
    item = "<item><title>J</title><link>{}</link><pubDate>{}</pubDate></item>"
    dated = "".join(
        item.format(url, day)
        for url, day in (
            (ONE, "Sun, 22 Nov 2026 12:10:00 +0000"),
            (TWO, "Fri, 20 Nov 2026 12:00:00 +0000"),
        )
    )
    moved = f'<rss version="2.0"><channel><title>C</title>{dated}</channel></rss>'.encode()
    first = home.replace(b'/rss"', b'/feed"')
    pages = PAGES | {"https://contoh.id/": first, FEED: a_feed(TWO)}
    source = a_source(every=timedelta(hours=1))
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        small.web.pages |= {"https://contoh.id/": home, "https://contoh.id/rss": moved}
        small.web.pages[FEED] = Unreachable(FEED, "http_500", "HTTP 500")
        for _ in range(12):
            await small.settle(hours=1)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert TWO not in small.web.asked


async def test_a_home_page_that_names_nothing_today_does_not_end_what_works(
    tmp_path: Path,
) -> None:
    home = b'<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head></html>'
    source = a_source(every=timedelta(hours=1))
    pages = PAGES | {"https://contoh.id/": home, FEED: a_feed(TWO)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        small.web.pages["https://contoh.id/"] = b"<html><body>Perbaikan</body></html>"
        await small.settle(days=8)
        small.web.pages[FEED] = a_feed(ONE, TWO)
        await small.settle(hours=2)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_an_article_that_one_list_remembers_and_another_watches_is_news(
    tmp_path: Path,
) -> None:
    other = "https://contoh.id/feed2"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, other), Inlet(InletKind.FEED, FEED)),
        every=timedelta(minutes=5),
    )
    down = Unreachable(other, "timeout", "no answer in time")
    pages: dict[str, bytes | KlipingError] = {**PAGES, FEED: a_feed(TWO), other: down}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        small.web.pages |= {other: a_feed(ONE), FEED: a_feed(ONE + "?utm_source=rss", TWO)}
        small.web.pages[ONE + "?utm_source=rss"] = PAGES[ONE]
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_lists_in_a_list_are_asked_whether_they_have_changed(tmp_path: Path) -> None:
    source = a_source(inlets=(Inlet(InletKind.SITEMAP, SITEMAP),), every=timedelta(minutes=5))
    pages = PAGES | {SITEMAP: INDEX, CHILD: a_sitemap(TWO)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        small.web.etags = True
        await small.settle()
        await small.settle(minutes=5)
        states = (await small.store.memory("contoh")).inlets
        assert [state.inlet.url for state in states] == [SITEMAP, CHILD]
        assert all(state.validators.etag for state in states)


async def test_a_new_list_in_a_watched_list_is_news(tmp_path: Path) -> None:
    fresh = "https://contoh.id/sitemap-2026-12.xml"
    source = a_source(inlets=(Inlet(InletKind.SITEMAP, SITEMAP),), every=timedelta(minutes=5))
    pages = PAGES | {SITEMAP: INDEX, CHILD: a_sitemap(TWO), fresh: a_sitemap(ONE)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        small.web.pages[SITEMAP] = INDEX.replace(CHILD.encode(), fresh.encode())
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]


@pytest.mark.parametrize("down", [SITEMAP, CHILD])
async def test_a_list_of_lists_that_gives_no_list_is_a_poll_that_failed(
    tmp_path: Path, down: str
) -> None:
    source = a_source(inlets=(Inlet(InletKind.SITEMAP, SITEMAP),), every=timedelta(minutes=5))
    pages = PAGES | {SITEMAP: INDEX, CHILD: a_sitemap(TWO)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        small.web.pages[down] = Unreachable(down, "http_500", "HTTP 500")
        await small.settle(minutes=5)
        memory = await small.store.memory("contoh")
        assert memory.failures == 1
        assert down in memory.problem


async def test_two_lists_that_are_read_one_after_the_other_are_one_first_poll(
    tmp_path: Path,
) -> None:
    other = "https://contoh.id/feed2"
    source = a_source(
        inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, other)),
        every=timedelta(minutes=5),
    )
    pages = PAGES | {other: a_feed(ONE)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        small.passing = timedelta(seconds=1)
        await small.settle()
        await small.settle(minutes=5)
        assert small.inbox.titles == []


@pytest.mark.parametrize(
    ("sitemap", "used"),
    [
        ("/sitemap-news.xml", True),
        ("/sitemap-berita.xml", True),
        ("/sitemap-kategori.xml", False),
    ],
)
async def test_a_news_sitemap_is_found_in_robots_txt(
    tmp_path: Path, sitemap: str, used: bool
) -> None:
    url = "https://contoh.id" + sitemap
    source = a_source(remember_first=False)
    pages = PAGES | {"https://contoh.id/": b"<html><body></body></html>", url: a_sitemap(ONE)}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        small.web.named = (url,)
        await small.settle()
        assert (ONE in small.web.asked) is used


async def test_a_list_that_failed_for_days_tells_what_was_published_meanwhile(
    tmp_path: Path,
) -> None:
    other = "https://contoh.id/feed2"
    item = "<item><title>J</title><link>{}</link><pubDate>{}</pubDate></item>"
    late = (
        '<rss version="2.0"><channel><title>C</title>'
        + item.format(ONE, "Sun, 22 Nov 2026 12:10:00 +0000")
        + item.format(TWO, "Sat, 21 Nov 2026 12:10:00 +0000")
        + "</channel></rss>"
    ).encode()
    source = a_source(
        inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, other)),
        every=timedelta(hours=6),
    )
    down = Unreachable(other, "timeout", "no answer in time")
    pages: dict[str, bytes | KlipingError] = {**PAGES, FEED: a_feed(TWO + "-x"), other: down}
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        await small.settle()
        for _ in range(5):
            await small.settle(hours=6)
        small.web.pages[other] = late
        await small.settle(hours=6)
        assert small.inbox.titles == ["Banjir di hulu"]
        assert TWO not in small.web.asked
