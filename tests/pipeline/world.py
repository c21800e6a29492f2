"""A small world to run the route in: a web of a few pages, a clock to turn, an inbox.

The store is the real one, in a folder of the test; reading is real, in this process.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from crawler import discover, pipeline
from crawler.engine.once import drain
from crawler.errors import DeliveryError, KlipingError, Refused
from crawler.extract import extract
from crawler.model import (
    Article,
    Brief,
    Inlet,
    InletKind,
    Job,
    Listing,
    Message,
    Reply,
    Request,
    Step,
    Validators,
)
from crawler.pipeline import Plan, World
from crawler.rules import Ruleset
from crawler.store import SqliteStore, open_store
from tests.builders import NOON, a_rule, a_source

FEED = "https://contoh.id/feed"
ONE = "https://contoh.id/berita/100001/banjir-di-hulu"
TWO = "https://contoh.id/berita/100002/banjir-di-hilir"
SENTENCES = (
    "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di tiga kelurahan.",
    "Petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa terdekat.",
    "Hujan diperkirakan masih turun sampai Selasa malam menurut kantor cuaca setempat.",
)


def a_story(title: str, *sentences: str) -> bytes:
    """A page with an article on it."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences or SENTENCES)
    return (
        f"<!doctype html><html lang=id><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def a_feed(*urls: str) -> bytes:
    """An RSS feed of these addresses."""
    items = "".join(f"<item><title>Judul</title><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()


PAGES = {
    FEED: a_feed(ONE, TWO),
    ONE: a_story("Banjir di hulu"),
    TWO: a_story(
        "Rapat di kota",
        "Rapat dewan kota tentang anggaran tahun depan dibuka pada Senin pagi di gedung lama di alun-alun.",
    ),
}


@dataclass
class Web:
    """A fetcher for the pages it is given; an exception in place of a page is raised."""

    pages: dict[str, bytes | KlipingError] = field(default_factory=dict)
    named: tuple[str, ...] = ()  # sitemaps in robots.txt
    asked: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)  # where pages lead
    etags: bool = False  # send validators, and answer "not modified" to them

    async def get(self, request: Request) -> Reply | None:
        self.asked.append(request.url)
        page = self.pages.get(request.url)
        if page is None:
            raise Refused(request.url, "not_found", "the server answered 404")
        if isinstance(page, KlipingError):
            raise page
        tag = Validators(etag=f'"{hash(page)}"') if self.etags else Validators()
        if self.etags and request.since == tag:
            return None
        kind = "application/rss+xml" if page.startswith(b"<rss") else "text/html"
        return Reply(
            url=self.moved.get(request.url, request.url),
            status=200,
            type=kind,
            charset="utf-8",
            body=page,
            validators=tag,
            at=NOON,
        )

    async def sitemaps(self, request: Request) -> tuple[str, ...]:
        return self.named


@dataclass
class Reading:
    """A reader in this process; `deaths` are raised in place of articles, the last one first."""

    deaths: list[KlipingError] = field(default_factory=list)

    async def listing(self, inlet: Inlet, reply: Reply, timezone: str) -> Listing:
        return discover.read(inlet, reply, timezone)

    async def inlets(self, reply: Reply) -> tuple[Inlet, ...]:
        return discover.inlets(reply)

    async def article(self, brief: Brief, reply: Reply) -> Article:
        if self.deaths:
            raise self.deaths.pop()
        return extract(brief, reply)


@dataclass
class Inbox:
    """A channel that keeps what it is sent, once it has run out of errors to raise."""

    errors: list[DeliveryError] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if self.errors:
            raise self.errors.pop()
        self.messages.append(message)

    @property
    def titles(self) -> list[str]:
        return [
            json.loads(message.body)["data"]["article"]["title"] for message in self.messages
        ]


@dataclass
class Small:
    """What a test may turn and look at."""

    web: Web
    reading: Reading
    inbox: Inbox
    store: SqliteStore
    world: World
    clock: datetime = NOON
    passing: timedelta = timedelta(0)  # by which the clock goes on each time it is looked at

    def now(self) -> datetime:
        self.clock += self.passing
        return self.clock

    async def settle(self, **later: float) -> int:
        """Turn the clock on by `later`, then do everything that is due; how many steps."""
        self.clock += timedelta(**later)
        done = await drain(pipeline.steps(self.world), [Job(Step.TICK)])
        return done.total()


def plan(inbox: Inbox, **given: object) -> Plan:
    """A plan with one source, one rule and one channel."""
    source = a_source(
        inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(minutes=5), remember_first=False
    )
    fields: dict[str, object] = {
        "sources": {"contoh": source},
        "rules": Ruleset([a_rule("banjir")]),
        "channels": {"meja": inbox},
    }
    return Plan(**(fields | given))  # type: ignore[arg-type]  # a test's fields come by name


@asynccontextmanager
async def a_world(
    folder: Path, pages: Mapping[str, bytes | KlipingError], **given: object
) -> AsyncIterator[Small]:
    """A world with the web `pages`; `given` are fields of its plan."""
    web, reading, inbox = Web(dict(pages)), Reading(), Inbox()
    async with open_store(folder) as store:
        small = Small(web, reading, inbox, store, World.__new__(World))
        small.world = World(
            plan=plan(inbox, **given),
            store=store,
            fetcher=web,
            reader=reading,
            now=small.now,
            dice=lambda: 0.5,
            room=lambda: dict.fromkeys(Step, 100),
        )
        await store.sync(small.world.plan.sources, NOON)
        yield small
