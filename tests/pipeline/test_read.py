"""Reading pages, and filing what is on them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import pipeline
from crawler.errors import ReaderDied, Refused, Unreachable
from crawler.model import Step, Tell
from crawler.rules import Ruleset
from tests.builders import a_rule
from tests.pipeline.world import (
    FEED,
    ONE,
    PAGES,
    SENTENCES,
    Small,
    a_feed,
    a_story,
    a_world,
)


async def read_state(small: Small) -> dict[str, int]:
    return dict((await small.store.shelf.status()).pages)


@pytest.mark.parametrize(
    "error",
    [
        Unreachable(ONE, "timeout", "no answer in time"),
        Refused(ONE, "not_found", "404"),
        ReaderDied("it took longer than 5 s"),
    ],
)
async def test_a_page_that_cannot_be_read_now_is_read_later(
    tmp_path: Path, error: Exception
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        if isinstance(error, ReaderDied):
            small.reading.deaths.append(error)
        else:
            small.web.pages[ONE] = error  # type: ignore[assignment]  # one of the errors above
        await small.settle()
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(hours=1)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_page_that_kills_its_reader_twice_is_set_aside_and_listed(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: PAGES[ONE]}) as small:
        small.reading.deaths += [ReaderDied("out of memory")] * 5
        for _ in range(5):
            await small.settle(hours=2)
        assert len(small.reading.deaths) == 3
        (aside,) = await small.store.shelf.aside()
        assert (aside.url, aside.crashes) == (ONE, 2)
        assert "out of memory" in aside.problem


async def test_a_page_that_may_not_be_asked_for_is_set_aside_at_once(tmp_path: Path) -> None:
    refused = Refused(ONE, "robots", "its robots.txt forbids it")
    async with a_world(tmp_path, PAGES | {ONE: refused}) as small:
        await small.settle()
        await small.settle(hours=12)
        assert small.web.asked.count(ONE) == 1
        (aside,) = await small.store.shelf.aside()
        assert "robots" in aside.problem


async def test_a_page_without_an_article_is_tried_again_and_never_matched(
    tmp_path: Path,
) -> None:
    shell = b"<html><head><title>banjir</title></head><body><nav><a href=/>banjir</a></nav></body></html>"
    async with a_world(tmp_path, PAGES | {ONE: shell}) as small:
        await small.settle()
        assert small.inbox.titles == []
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(minutes=10)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_pages_of_a_source_that_rests_wait_until_it_is_back(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        steps, before = pipeline.steps(small.world), small.world.plan
        (poll,) = await steps[Step.TICK]("")
        await steps[Step.POLL](poll.key)
        small.world.plan = replace(before, sources={})
        await small.settle(hours=30)
        assert small.inbox.titles == []
        small.world.plan = before
        await small.settle(hours=2)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_host_that_is_down_for_days_loses_no_article(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.web.pages[ONE] = Unreachable(ONE, "http_503", "HTTP 503", host_wide=True)
        await small.settle()
        for _ in range(17):
            await small.settle(hours=3)
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(hours=12)
        assert small.inbox.titles == ["Banjir di hulu"]


@pytest.mark.parametrize("code", ["forbidden", "blocked"])
async def test_a_page_that_is_barred_once_is_asked_for_again(tmp_path: Path, code: str) -> None:
    async with a_world(tmp_path, PAGES | {ONE: Refused(ONE, code, "HTTP 403")}) as small:
        await small.settle()
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(minutes=5)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_a_template_that_claims_one_address_for_all_pages_joins_none(
    tmp_path: Path,
) -> None:
    claim = b'<link rel=canonical href="https://contoh.id/berita-utama-hari-ini-semua">'
    urls = [
        f"https://contoh.id/banjir-di-{place}-pagi-ini" for place in ("hulu", "hilir", "kota")
    ]
    pages = {FEED: a_feed(*urls)} | {
        url: a_story(
            f"Banjir ke-{number}",
            f"Air sungai masuk ke rumah nomor {number} sejak pagi buta dan warga pindah ke balai desa terdekat.",
        ).replace(b"</head>", claim + b"</head>")
        for number, url in enumerate(urls)
    }
    each = Ruleset([a_rule(tell=Tell.ARTICLE)])
    async with a_world(tmp_path, pages, rules=each) as small:
        await small.settle()
        assert sorted(small.inbox.titles) == ["Banjir ke-0", "Banjir ke-1", "Banjir ke-2"]


async def test_one_page_under_two_addresses_is_one_article(tmp_path: Path) -> None:
    claim = b'<link rel=canonical href="https://contoh.id/berita/banjir-besar-di-kota-hulu">'
    urls = [
        "https://contoh.id/x?artikel=1",
        "https://contoh.id/berita/banjir-besar-di-kota-hulu",
    ]
    page = a_story("Banjir di hulu").replace(b"</head>", claim + b"</head>")
    async with a_world(tmp_path, {FEED: a_feed(*urls)} | dict.fromkeys(urls, page)) as small:
        await small.settle()
        assert small.inbox.titles == ["Banjir di hulu"]
        assert (await small.store.shelf.status()).articles == 1


async def test_two_copies_filed_at_the_same_moment_are_one_story_and_one_alert(
    tmp_path: Path,
) -> None:
    pages = {FEED: a_feed(ONE, "https://lain.id/b/300001/banjir"), ONE: PAGES[ONE]}
    pages["https://lain.id/b/300001/banjir"] = a_story("Banjir di hulu", *SENTENCES)
    async with a_world(tmp_path, pages) as small:
        steps = pipeline.steps(small.world)
        (poll,) = await steps[Step.TICK]("")
        jobs = await steps[Step.POLL](poll.key)
        assert len(jobs) == 2
        await asyncio.gather(*(steps[job.step](job.key) for job in jobs))
        status = await small.store.shelf.status()
        assert (status.articles, status.stories, status.alerts) == (2, 1, 1)


async def test_a_page_whose_host_is_left_alone_waits_without_a_try(tmp_path: Path) -> None:
    resting = Unreachable(
        ONE, "resting", "the host rests", retry_after=timedelta(seconds=30), host_wide=True
    )
    async with a_world(tmp_path, PAGES | {ONE: resting}) as small:
        for _ in range(20):
            await small.settle(seconds=31)
        small.web.pages[ONE] = PAGES[ONE]
        await small.settle(seconds=31)
        assert small.inbox.titles == ["Banjir di hulu"]


async def test_an_article_is_known_by_a_true_claim_whatever_else_its_page_claims(
    tmp_path: Path,
) -> None:
    old, new = (
        f"https://contoh.id/{path}/banjir-besar-di-hulu-kota" for path in ("lama", "baru")
    )
    head = (
        '<link rel="canonical" href="https://induk.example/"><meta property="og:url" '
        'content="https://contoh.id/terkini"><script type="application/ld+json">{"@type": '
        f'"NewsArticle", "headline": "Banjir", "mainEntityOfPage": "{old}"}}</script></head>'
    )
    page = PAGES[ONE]
    assert isinstance(page, bytes)
    stated = page.replace(b"</head>", head.encode())
    pages = {FEED: a_feed(old), old: stated, new: stated}
    rules = Ruleset([a_rule(tell=Tell.ARTICLE)])
    async with a_world(tmp_path, pages, rules=rules) as small:
        await small.settle()
        small.web.pages[FEED] = a_feed(old, new)
        await small.settle(minutes=6)
        assert new in small.web.asked
        (one,) = [each async for each in small.store.shelf.articles()]
        assert await small.store.shelf.find(new) == [one.id]
