"""What lists a site's articles: RSS, Atom, JSON Feed, a news sitemap."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from crawler.demo.papers import Make, Paper
from crawler.demo.schedule import Item

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)  # of every site
Inlet = Callable[[Paper, str, Sequence[Item]], str]  # paper, origin, what is out -> document


def rss(paper: Paper, origin: str, items: Sequence[Item]) -> str:
    """RSS 2.0 with authors in Dublin Core."""
    entries = "".join(
        f"<item><title>{escape(item.title)}</title><link>{origin}{item.path}</link>"
        f'<guid isPermaLink="false">{paper.name}:{item.story.number}</guid>'
        f"<pubDate>{format_datetime(item.at)}</pubDate>"
        f"<dc:creator>{escape(', '.join(item.story.authors))}</dc:creator>"
        f"<description><![CDATA[<p>{escape(item.story.paragraphs[0])}</p>]]></description></item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(paper.title)}</title><link>{origin}/</link>"
        f"<description>{escape(paper.title)}</description><language>{paper.language}</language>\n"
        f"{entries}</channel></rss>\n"
    )


def atom(paper: Paper, origin: str, items: Sequence[Item]) -> str:
    """Atom 1.0 (RFC 4287)."""
    entries = "".join(
        f"<entry><id>tag:{paper.name}.example,2026:{item.story.number}</id>"
        f"<title>{escape(item.title)}</title>"
        f'<link rel="alternate" href="{origin}{item.path}"/>'
        f"<published>{item.at.isoformat()}</published>"
        f"<updated>{item.changed.isoformat()}</updated>"
        f'<summary type="text">{escape(item.story.paragraphs[0])}</summary></entry>\n'
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(paper.title)}</title><id>tag:{paper.name}.example,2026:all</id>"
        f'<link href="{origin}/"/><updated>{_newest(items).isoformat()}</updated>\n'
        f"{entries}</feed>\n"
    )


def json_feed(paper: Paper, origin: str, items: Sequence[Item]) -> str:
    """JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper.title,
        "home_page_url": f"{origin}/",
        "language": paper.language,
        "items": [
            {
                "id": f"{paper.name}:{item.story.number}",
                "url": origin + item.path,
                "title": item.title,
                "summary": item.story.paragraphs[0],
                "date_published": item.at.isoformat(),
                "authors": [{"name": name} for name in item.story.authors],
            }
            for item in items
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def news_sitemap(paper: Paper, origin: str, items: Sequence[Item]) -> str:
    """A sitemap with the news extension."""
    entries = "".join(
        f"<url><loc>{origin}{item.path}</loc><lastmod>{item.changed.isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(paper.title)}</news:name>"
        f"<news:language>{paper.language}</news:language></news:publication>"
        f"<news:publication_date>{item.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(item.title)}</news:title></news:news></url>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{entries}</urlset>\n"
    )


# An index page is no file of its own: the front page is it.
INLETS: Mapping[Make, tuple[str, Inlet]] = {
    Make.RSS: ("application/rss+xml", rss),
    Make.ATOM: ("application/atom+xml", atom),
    Make.JSON_FEED: ("application/feed+json", json_feed),
    Make.SITEMAP: ("application/xml", news_sitemap),
}


def _newest(items: Sequence[Item]) -> datetime:
    """When anything last changed; Atom wants a time even where nothing is out."""
    return max((item.changed for item in items), default=FOUNDED)
