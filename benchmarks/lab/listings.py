"""The lists of a site as bytes: feeds, sitemaps, index pages, at one moment of its growth."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from benchmarks.lab.plan import Item, Site
from benchmarks.lab.roles import CHILDREN, Kind

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPES = {
    Kind.RSS: "application/rss+xml; charset=utf-8",
    Kind.ATOM: "application/atom+xml",
    Kind.JSON: "application/feed+json",
    Kind.SITEMAP: "application/xml",
    Kind.INDEX: "text/xml; charset=utf-8",
    Kind.LISTING: "text/html; charset=utf-8",
}
NAV = "".join(
    f'<li><a href="{path}">{name}</a></li>'
    for path, name in (
        ("/", "Beranda"),
        ("/kanal/ekonomi", "Ekonomi"),
        ("/kanal/olahraga", "Olahraga"),
        ("/tentang-kami", "Tentang kami"),
        ("/masuk", "Masuk"),
    )
)


def listing(
    site: Site, path: str, seconds: float, opened: datetime
) -> tuple[str, bytes] | None:
    """The media type and bytes of the list at `path`, `seconds` after `opened`; None: no list."""
    there = site.visible(seconds)
    if path == "/":
        return TYPES[Kind.LISTING], _home(site, there).encode()
    if path in CHILDREN and Kind.INDEX in site.role.kinds:
        part = [item for item in there if item.id % 2 == CHILDREN.index(path)]
        return TYPES[Kind.SITEMAP], _sitemap(site, part, opened).encode()
    for kind, where in site.inlets:
        if path == where:
            return TYPES[kind], WRITERS[kind](site, there, opened).encode()
    return None


def changes(site: Site, path: str, seconds: float) -> int:
    """How often the list at `path` has changed since the opening."""
    part = CHILDREN.index(path) if path in CHILDREN else None
    return sum(
        1 for item in site.visible(seconds) if item.appears >= 0 and part in {None, item.id % 2}
    )


def _link(site: Site, item: Item, *, campaign: str = "") -> str:
    """The address under which `item` is listed; two lists of one site spell it differently."""
    query = f"?utm_source={campaign}&utm_medium=feed" if len(site.role.kinds) > 1 else ""
    return escape(site.origin + item.listed + (query if campaign else ""))


def _since(item: Item, opened: datetime) -> datetime:
    """When it appeared on the site."""
    ago = timedelta(seconds=item.appears) if item.appears >= 0 else timedelta(hours=-1)
    return (opened + ago).replace(microsecond=0)


def _rss(site: Site, items: Sequence[Item], _: datetime) -> str:
    entries = "".join(
        f"<item><title>{escape(item.title)}</title><link>{_link(site, item, campaign='rss')}</link>"
        f'<guid isPermaLink="false">{site.number}-{item.id}</guid>'
        f"<pubDate>{format_datetime(item.published)}</pubDate></item>\n"
        for item in items
    )
    return (
        f'{XML}<rss version="2.0"><channel><title>{site.name}</title><link>{site.origin}/</link>'
        f"<description>Kabar dari {site.name}</description>\n{entries}</channel></rss>\n"
    )


def _atom(site: Site, items: Sequence[Item], opened: datetime) -> str:
    entries = "".join(
        f"<entry><title>{escape(item.title)}</title><id>urn:{site.name}:{item.id}</id>"
        f'<link rel="alternate" type="text/html" href="{_link(site, item, campaign="atom")}"/>'
        f"<published>{item.published.isoformat()}</published>"
        f"<updated>{item.published.isoformat()}</updated></entry>\n"
        for item in items
    )
    newest = max((_since(item, opened) for item in items), default=opened)
    return (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>{site.name}</title>'
        f"<id>urn:{site.name}</id><updated>{newest.isoformat()}</updated>\n{entries}</feed>\n"
    )


def _json(site: Site, items: Sequence[Item], _: datetime) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": site.name,
            "home_page_url": f"{site.origin}/",
            "items": [
                {
                    "id": f"{site.number}-{item.id}",
                    "url": site.origin + item.listed,
                    "title": item.title,
                    "date_published": item.published.isoformat(),
                }
                for item in items
            ],
        },
        ensure_ascii=False,
    )


def _sitemap(site: Site, items: Sequence[Item], opened: datetime) -> str:
    entries = "".join(
        f"<url><loc>{_link(site, item)}</loc><lastmod>{_since(item, opened).isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{site.name}</news:name><news:language>id"
        f"</news:language></news:publication><news:publication_date>"
        f"{_since(item, opened).isoformat()}</news:publication_date><news:title>"
        f"{escape(item.title)}</news:title></news:news></url>\n"
        for item in items
    )
    return (
        f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{entries}</urlset>\n'
    )


def _index(site: Site, items: Sequence[Item], opened: datetime) -> str:
    def newest(part: int) -> str:
        times = [_since(item, opened) for item in items if item.id % 2 == part]
        return max(times, default=opened.replace(microsecond=0)).isoformat()

    entries = "".join(
        f"<sitemap><loc>{site.origin}{path}</loc><lastmod>{newest(part)}</lastmod></sitemap>\n"
        for part, path in enumerate(CHILDREN)
    )
    return (
        f'{XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</sitemapindex>\n"
    )


def _listing(site: Site, items: Sequence[Item], _: datetime) -> str:
    return _page(site, items, "")


def _home(site: Site, items: Sequence[Item]) -> str:
    feeds = "".join(
        f'<link rel="alternate" type="{TYPES[kind].partition(";")[0]}" href="{path}" title="{kind}">'
        for kind, path in site.inlets
        if kind in {Kind.RSS, Kind.ATOM, Kind.JSON}
    )
    lists_here = any(path == "/" for _, path in site.inlets)
    return _page(site, items if lists_here else (), feeds)


def _page(site: Site, items: Sequence[Item], head: str) -> str:
    teasers = "".join(
        f'<article><h2><a href="{item.listed}">{escape(item.title)}</a></h2></article>\n'
        for item in items
    )
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{site.name}</title>'
        f"{head}</head><body><header><nav><ul>{NAV}</ul></nav></header><main>\n{teasers}</main>"
        f'<footer><a href="/tentang-kami">Tentang kami</a></footer></body></html>\n'
    )


WRITERS: dict[Kind, Callable[[Site, Sequence[Item], datetime], str]] = {
    Kind.RSS: _rss,
    Kind.ATOM: _atom,
    Kind.JSON: _json,
    Kind.SITEMAP: _sitemap,
    Kind.INDEX: _index,
    Kind.LISTING: _listing,
}
