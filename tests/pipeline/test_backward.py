"""Where the older pages of a list are."""

import pytest

from crawler.model import Inlet, InletKind
from crawler.pipeline.backward import guessed


@pytest.mark.parametrize(
    ("kind", "url", "older"),
    [
        (InletKind.FEED, "https://contoh.id/feed", "https://contoh.id/feed?paged=2"),
        (
            InletKind.FEED,
            "https://contoh.id/?feed=rss2",
            "https://contoh.id/?feed=rss2&paged=2",
        ),
        (
            InletKind.FEED,
            "https://contoh.id/wp-json/wp/v2/posts?per_page=50&_fields=link,title",
            "https://contoh.id/wp-json/wp/v2/posts?per_page=50&_fields=link,title&page=2",
        ),
        (InletKind.LISTING, "https://contoh.id/indeks", "https://contoh.id/indeks?page=2"),
        (
            InletKind.LISTING,
            "https://contoh.id/indeks?page=1",
            "https://contoh.id/indeks?page=2",
        ),
        (InletKind.LISTING, "https://contoh.id/?kanal=3", "https://contoh.id/?kanal=3&page=2"),
        (InletKind.FEED, "https://contoh.id/rss.xml", None),
        (InletKind.LISTING, "https://contoh.id/", None),
        (InletKind.SITEMAP, "https://contoh.id/sitemap.xml", None),
    ],
)
def test_a_list_that_does_not_tell_is_guessed_at(
    kind: InletKind, url: str, older: str | None
) -> None:
    assert guessed(Inlet(kind, url), 2) == older
