"""Links as addresses: absolute, http or https, no longer than a browser would take."""

import re
from urllib.parse import urljoin, urlsplit

from crawler.dedup.urls import owner

LONGEST = 2048  # characters

_DROPPED = re.compile(r"[\x00-\x1f\x7f]+")  # as browsers do inside a link


def address(link: str, base: str) -> str | None:
    """Where `link` leads from the page `base`; None where that is no web page.

    Left out are other schemes, names and passwords, and places within a page; a place that
    begins with `!` or `/` is kept, for scripts tell pages by it.

    >>> address("../b c.html#top", "https://example.org/a/")
    'https://example.org/b%20c.html'
    >>> address("javascript:void(0)", "https://example.org/")
    """
    if len(link) > 2 * LONGEST:
        return None
    cleaned = _DROPPED.sub("", link).strip().replace(" ", "%20")
    try:
        parts = urlsplit(urljoin(base, cleaned))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    keeps = parts.fragment.startswith(("!", "/"))
    url = parts.geturl() if keeps else parts._replace(fragment="").geturl()
    return url if len(url) <= LONGEST else None


def onward(link: str, page: str) -> str | None:
    """Where a list says that it goes on; None where that is no other page of the same owner.

    >>> onward("?page=2", "https://example.org/latest")
    'https://example.org/latest?page=2'
    >>> onward("https://elsewhere.example/2", "https://example.org/latest")
    """
    url = address(link, page) if link.strip() else None
    return url if url is not None and url != page and owner(url) == owner(page) else None
