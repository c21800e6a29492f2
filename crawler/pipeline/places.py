"""Where sites keep their lists without telling: addresses worth asking for on a new site."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urljoin

from crawler.model import Inlet, InletKind

# By how often Indonesian and other news sites have them.
PLACES: Mapping[InletKind, Sequence[str]] = MappingProxyType(
    {
        InletKind.FEED: (
            "/feed",
            "/rss",
            "/rss.xml",
            "/feed.xml",
            "/atom.xml",
            "/wp-json/wp/v2/posts?per_page=50",
            "/index.xml",
            "/feeds/posts/default",
        ),
        InletKind.SITEMAP: (
            "/sitemap-news.xml",
            "/sitemap_news.xml",
            "/news-sitemap.xml",
            "/sitemap/news.xml",
            "/sitemap.xml",
        ),
        InletKind.LISTING: ("/indeks", "/terkini", "/terbaru", "/indeks-berita", "/latest"),
    }
)


def places(kind: InletKind, home: str) -> tuple[Inlet, ...]:
    """Where the site of the page `home` may have inlets of one kind, likeliest first.

    >>> places(InletKind.LISTING, "https://example.org/ekonomi")[0].url
    'https://example.org/indeks'
    """
    return tuple(Inlet(kind, urljoin(home, place)) for place in PLACES[kind])
