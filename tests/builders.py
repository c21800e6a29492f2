"""Values for tests, that differ from any other only where the test says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.dedup.identity import fingerprint, short_id
from crawler.model import Article, Claim, Filing, Found, Page, Reply, Source
from crawler.rules import Rule, parse

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://contoh.id/berita/123456/banjir-di-kota-hulu"
PARAGRAPHS = (
    "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di tiga kelurahan.",
    "Petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa terdekat.",
)


def an_article(**given: Any) -> Article:
    """A short article in Indonesian about a flood."""
    article = Article(
        url=URL,
        title="Banjir merendam Kota Hulu",
        paragraphs=PARAGRAPHS,
        language="id",
        text="-",
    )
    return replace(article, **given)


def a_filing(**given: Any) -> Filing:
    """`an_article` on its way into the store, from the source `contoh`."""
    article = given.pop("article", None) or an_article()
    key = given.pop("page", "contoh.id/berita/123456/banjir-di-kota-hulu")
    names = given.pop("claims", ())
    claims = [
        Claim(each, each, "canonical") if isinstance(each, str) else each for each in names
    ]
    filing = Filing(
        id=short_id("article", key),
        page=key,
        source="contoh",
        network="contoh",
        first_seen=NOON,
        claims=tuple(claims),
        fingerprint=fingerprint(article.paragraphs),
        article=article,
    )
    return replace(filing, **given)


def a_source(**given: Any) -> Source:
    """A source called `contoh`."""
    return replace(Source(name="contoh", url="https://contoh.id/"), **given)


def a_rule(query: str = "banjir", **given: Any) -> Rule:
    """A rule called `banjir`, which tells the channel `meja`."""
    fields = {"name": "banjir", "text": query, "query": parse(query), "channels": ("meja",)}
    return Rule(**(fields | given))


def a_page(**given: Any) -> Page:
    """The page of `an_article`, just found."""
    page = Page(
        key="contoh.id/berita/123456/banjir-di-kota-hulu",
        found=Found(url=URL),
        source="contoh",
        first_seen=NOON,
    )
    return replace(page, **given)


def a_reply(body: str | bytes = "<p>Halo", **given: Any) -> Reply:
    """What a server sent at noon."""
    body = body.encode() if isinstance(body, str) else body
    reply = Reply(url=URL, status=200, type="text/html", charset="utf-8", body=body, at=NOON)
    return replace(reply, **given)


def after(**given: float) -> datetime:
    """Noon and so much later: `after(minutes=5)`."""
    return NOON + timedelta(**given)
