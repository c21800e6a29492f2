"""A new site looked at."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import KlipingError, Refused, Unreachable
from crawler.model import Found, Inlet, InletKind, PageState
from crawler.pipeline.survey import Door, Survey, newest, survey
from tests.builders import NOON, a_source
from tests.pipeline.world import Reading, Web, a_feed, a_story

HOME = "https://contoh.id/"
LINKS = [
    f"https://contoh.id/berita/{10_000 + n}/banjir-besar-di-kota-hulu-{n}" for n in range(9)
]


async def looked(
    pages: Mapping[str, bytes | KlipingError], *sitemaps: str, url: str = HOME
) -> tuple[Survey, list[str]]:
    stories: dict[str, bytes | KlipingError] = {link: a_story("Banjir") for link in LINKS}
    web = Web(stories | dict(pages), named=sitemaps)
    asked: list[str] = []
    seen = await survey(
        web, Reading(), a_source(url=url), tell=asked.append, now=NOON + timedelta(hours=1)
    )
    assert asked == web.asked
    return seen, asked


def a_page(*links: str, head: str = "") -> bytes:
    anchors = "".join(
        f'<h2><a href="{link}">Banjir besar melanda kota di hulu {n}</a></h2>'
        for n, link in enumerate(links)
    )
    return f"<!doctype html><html><head>{head}</head><body>{anchors}</body></html>".encode()


def a_sitemap(*links: str, at: datetime = NOON) -> bytes:
    urls = "".join(
        f"<url><loc>{u}</loc><lastmod>{at.isoformat()}</lastmod></url>" for u in links
    )
    return f'<?xml version="1.0"?><urlset>{urls}</urlset>'.encode()


def doors(seen: Survey) -> list[tuple[InletKind, str]]:
    return [(door.inlet.kind, door.inlet.url) for door in seen.doors]


NAMED = '<link rel=alternate type="application/rss+xml" href="/rss-kami">'


async def test_what_the_home_page_and_the_robots_file_name_comes_first() -> None:
    seen, asked = await looked(
        {
            HOME: a_page(LINKS[0], "/indeks", head=NAMED),
            f"{HOME}rss-kami": a_feed(*LINKS[:3]),
            f"{HOME}s-news.xml": a_sitemap(*LINKS[:4]),
            f"{HOME}indeks": a_page(*LINKS[:6]),
        },
        f"{HOME}s-news.xml",
        "https://lain.example/news.xml",
    )
    assert doors(seen) == [
        (InletKind.FEED, f"{HOME}rss-kami"),
        (InletKind.SITEMAP, f"{HOME}s-news.xml"),
        (InletKind.LISTING, f"{HOME}indeks"),
    ]
    assert len(seen.articles) == 5
    assert {article.state for article in seen.articles} == {PageState.FULL}
    assert len(asked) == 4 + 5, "nothing is asked for at random where all is named"


@pytest.mark.parametrize(
    ("path", "page", "kind"),
    [
        ("rss.xml", a_feed(*LINKS), InletKind.FEED),
        ("sitemap_news.xml", a_sitemap(*LINKS), InletKind.SITEMAP),
        ("terkini", a_page(*LINKS), InletKind.LISTING),
    ],
)
async def test_where_nothing_is_named_the_usual_places_are_asked(
    path: str, page: bytes, kind: InletKind
) -> None:
    seen, _ = await looked({HOME: a_page(), HOME + path: page})
    assert doors(seen) == [(kind, HOME + path)]


async def test_a_sitemap_of_sitemaps_is_read_by_its_newest() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOME}post-1.xml</loc></sitemap></sitemapindex>"
    pages = {
        HOME: a_page(),
        f"{HOME}sitemap.xml": index.encode(),
        f"{HOME}post-1.xml": a_sitemap(*LINKS),
    }
    seen, _ = await looked(pages)
    assert doors(seen) == [(InletKind.SITEMAP, f"{HOME}sitemap.xml")]
    assert [len(door.found) for door in seen.doors] == [len(LINKS)]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("feed", a_page(*LINKS)),  # a page of links in place of a feed
        ("feed", a_feed()),
        ("sitemap.xml", a_sitemap(*LINKS, at=NOON - timedelta(days=30))),
        ("indeks", a_page(*LINKS[:2])),  # what every address answers links to a few
    ],
)
async def test_what_is_no_list_of_new_articles_is_left_out(path: str, page: bytes) -> None:
    seen, _ = await looked({HOME: a_page(), HOME + path: page})
    assert doors(seen) == []


async def test_an_index_page_that_shows_what_the_home_page_shows_is_left_out() -> None:
    page = a_page(*LINKS)
    seen, _ = await looked(
        {HOME: page} | {f"{HOME}{path}": page for path in ("indeks", "latest")}
    )
    assert doors(seen) == [(InletKind.LISTING, HOME)], "the home page itself will do"


async def test_two_addresses_of_one_feed_are_one() -> None:
    seen, _ = await looked(
        {HOME: a_page(), f"{HOME}feed": a_feed(*LINKS), f"{HOME}rss": a_feed(*LINKS)}
    )
    assert doors(seen) == [(InletKind.FEED, f"{HOME}feed")]


async def test_a_sitemap_that_lists_what_the_feed_lists_stands_beside_it() -> None:
    pages = {
        HOME: a_page(head=NAMED),
        f"{HOME}rss-kami": a_feed(*LINKS),
        f"{HOME}s-news.xml": a_sitemap(*LINKS),
    }
    seen, _ = await looked(pages, f"{HOME}s-news.xml")
    assert doors(seen) == [
        (InletKind.FEED, f"{HOME}rss-kami"),
        (InletKind.SITEMAP, f"{HOME}s-news.xml"),
    ]


async def test_a_feed_that_was_given_is_taken_for_what_it_is() -> None:
    feed = f"{HOME}kanal/umpan"
    seen, _ = await looked({feed: a_feed(*LINKS)}, url=feed)
    assert doors(seen)[0] == (InletKind.FEED, feed)


async def test_a_site_that_cannot_be_reached_is_asked_once() -> None:
    error = Unreachable(HOME, "dns", "no such host")
    seen, asked = await looked({HOME: error})
    assert (seen.closed, seen.doors, asked) == (error, (), [HOME])


async def test_a_home_page_behind_a_wall_does_not_hide_an_open_feed() -> None:
    wall = Refused(HOME, "forbidden", "HTTP 403")
    seen, _ = await looked({HOME: wall, f"{HOME}feed": a_feed(*LINKS)})
    assert seen.closed is wall
    assert doors(seen) == [(InletKind.FEED, f"{HOME}feed")]


async def test_an_article_that_cannot_be_read_is_told() -> None:
    wall = Refused(LINKS[0], "robots", "its robots.txt forbids it")
    seen, _ = await looked({HOME: a_page(), f"{HOME}feed": a_feed(*LINKS), LINKS[0]: wall})
    assert seen.problems == (wall,)
    assert len(seen.articles) == 4


def test_the_newest_come_first_and_each_once() -> None:
    def found(url: str, hour: int | None = None) -> Found:
        at = None if hour is None else datetime(2026, 11, 22, hour, tzinfo=UTC)
        return Found(url=url, published=at)

    one = Door(Inlet(InletKind.FEED, "a"), (found(LINKS[0]), found(LINKS[1])))
    two = Door(Inlet(InletKind.FEED, "b"), (found(LINKS[2], 3), found(LINKS[0], 5)))
    assert [each.url for each in newest([one, two], 9)] == [LINKS[0], LINKS[2], LINKS[1]]
    assert len(newest([one, two], 2)) == 2


async def test_the_pages_of_an_article_are_read_as_the_daemon_would() -> None:
    first = LINKS[0]
    link = f'<a href="{first}?page=2">Selanjutnya</a></article>'.encode()
    more = "Bupati meminta warga di bantaran sungai mengungsi lebih awal pada musim hujan ini."
    pages = {
        HOME: a_page(head=NAMED),
        f"{HOME}rss-kami": a_feed(first),
        first: a_story("Banjir").replace(b"</article>", link),
        f"{first}?page=2": a_story("Banjir", more),
    }
    seen, _ = await looked(pages)
    assert [article.paragraphs[-1] for article in seen.articles] == [more]
