"""Whatever names an inside address, nothing is connected to: every way in, over every spelling."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from crawler.channels.webhook import Webhook
from crawler.errors import DeliveryError
from crawler.model import Inlet, InletKind, Message
from crawler.pipeline.survey import survey
from tests.builders import NOON, a_source
from tests.fetch.lab import LOOPBACK, Lab, a_lab, a_web, page
from tests.fetch.sockets import connections
from tests.fetch.test_ssrf import ALL
from tests.pipeline.world import Reading, Small, a_story, a_world

SPELLINGS = tuple(url for url in ALL if len(url) < 2000 and url.isprintable() and url.strip())
NO_GAP = timedelta(0)


def inside(host: str, port: int) -> Sequence[str]:
    """A resolver that leads inside whatever it is asked."""
    return [LOOPBACK]


def feed(*urls: str) -> bytes:
    items = "".join(
        f"<item><title>Banjir {n}</title><link>{escape(url)}</link></item>"
        for n, url in enumerate(urls)
    )
    return page(f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode())


def sitemap(*urls: str, index: bool = False) -> bytes:
    root, one = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(
        f"<{one}><loc>{escape(url)}</loc><lastmod>2026-11-22</lastmod></{one}>" for url in urls
    )
    return page(f'<?xml version="1.0"?><{root}>{rows}</{root}>'.encode())


def html(*tags: str, head: str = "") -> bytes:
    return page(
        f"<!doctype html><html><head>{head}</head><body>{''.join(tags)}</body></html>".encode()
    )


def links(template: str) -> str:
    return "".join(template.format(escape(url, quote=True)) for url in SPELLINGS)


@asynccontextmanager
async def looking(folder: Path, lab: Lab, **inlets: InletKind) -> AsyncIterator[Small]:
    """A daemon that watches the lab over the real web, where every name leads inside."""
    source = replace(
        a_source(remember_first=False),
        url=lab.url("/"),
        every=timedelta(minutes=5),
        delay=NO_GAP,
        inlets=tuple(Inlet(kind, lab.url(f"/{name}")) for name, kind in inlets.items()),
    )
    async with (
        a_web(lab, resolver=inside) as web,
        a_world(folder, {}, sources={"contoh": source}) as small,
    ):
        small.world.fetcher = web
        yield small


FEEDS = links('<link rel=alternate type="application/rss+xml" href="{}">')
WAYS: dict[str, tuple[dict[str, bytes], dict[str, InletKind]]] = {
    "the articles of a feed": ({"/feed": feed(*SPELLINGS)}, {"feed": InletKind.FEED}),
    "the pages of a sitemap": ({"/map": sitemap(*SPELLINGS)}, {"map": InletKind.SITEMAP}),
    "the sitemaps of an index": (
        {"/map": sitemap(*SPELLINGS, index=True)},
        {"map": InletKind.SITEMAP},
    ),
    "the links of an index page": (
        {"/index": html(links('<h3><a href="{}">Banjir besar melanda kota di hulu sungai</a></h3>'))},
        {"index": InletKind.LISTING},
    ),
    "the next page of an index": (
        {
            "/index": html(
                *(
                    f'<h3><a href="/berita/10000{n}/banjir-besar-di-kota-{n}">Banjir besar ke-{n} di kota</a></h3>'
                    for n in range(9)
                ),
                links('<a rel="next" href="{}">Selanjutnya</a>'),
            )
        },
        {"index": InletKind.LISTING},
    ),
    "the feeds of a home page": ({"/": html(head=FEEDS)}, {}),
    "the sitemaps of robots.txt": (
        {"/robots.txt": page("\n".join(f"Sitemap: {url}" for url in SPELLINGS).encode()), "/": html()},
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_that_a_site_lists_leads_inside(tmp_path: Path, way: str) -> None:
    answers, inlets = WAYS[way]
    async with a_lab(answers) as lab, looking(tmp_path, lab, **inlets) as small:
        with connections() as seen:
            for _ in range(4):
                await small.settle(minutes=6)
    assert {port for _, port in seen} == {lab.port}
    assert lab.asked


@pytest.mark.parametrize(
    "tag",
    ['<link rel="amphtml" href="{}">', '<link rel="next" href="{}">', '<a href="{}">2</a>'],
)
@pytest.mark.parametrize("url", SPELLINGS[::10])
async def test_nothing_that_an_article_claims_leads_inside(
    tmp_path: Path, tag: str, url: str
) -> None:
    article = "/berita/100001/banjir-di-hulu"
    body = a_story("Banjir", "Singkat.").replace(
        b"<article>", tag.format(url).encode() + b"<article>"
    )
    answers = {"/feed": feed(article), article: page(body)}
    async with a_lab(answers) as lab, looking(tmp_path, lab, feed=InletKind.FEED) as small:
        with connections() as seen:
            await small.settle()
    assert {port for _, port in seen} == {lab.port}
    assert article in lab.paths


async def test_no_spelling_of_a_site_to_add_is_connected_to() -> None:
    async with a_web(resolver=inside) as web:
        with connections() as seen:
            for url in ALL:
                told = await survey(web, Reading(), a_source(url=url, delay=NO_GAP), now=NOON)
                assert not told.doors
    assert seen == []


async def test_no_spelling_of_a_source_is_polled(tmp_path: Path) -> None:
    async with a_web(resolver=inside) as web, a_world(tmp_path, {}) as small:
        small.world.fetcher = web
        sources = {
            f"{kind}-{n}": replace(
                a_source(name=f"{kind}-{n}"), url=url, inlets=(Inlet(kind, url),), delay=NO_GAP
            )
            for n, url in enumerate(SPELLINGS)
            for kind in InletKind
        }
        small.world.plan = replace(small.world.plan, sources=sources)
        await small.store.sync(sources, NOON)
        with connections() as seen:
            for _ in range(len(sources) // 100 + 1):
                await small.settle()
    assert seen == []


async def test_no_spelling_of_a_webhook_is_posted_to() -> None:
    message = Message(id="evt_1", body=b'{"type":"heartbeat","data":{}}', at=NOON)
    async with a_web(resolver=inside) as web:
        with connections() as seen:
            for url in ALL:
                with pytest.raises(DeliveryError):
                    await Webhook(url=url, poster=web).send(message)
    assert seen == []


async def test_no_host_of_a_mail_server_that_is_not_allowed_is_dialled() -> None:
    hosts = {url.removeprefix("http://").partition("/")[0] for url in SPELLINGS}
    async with a_web(resolver=inside) as web:
        with connections() as seen:
            for host in hosts:
                for port in (25, 465, 587, 80):
                    with pytest.raises(DeliveryError):
                        await web.dial(host, port)
    assert seen == []
