"""What a page is filed under: the publisher's name, the section, the tags.

Each is asked of the witnesses in turn, the most deliberate first; `keywords`, which many systems
fill with anything, comes last.
"""

from urllib.parse import urlsplit

from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.words import fold

MOST_TAGS = 50
_SITE = ("og:site_name", "application-name")
_OWNER = ("publisher", "dc.publisher", "dcterms.publisher")
_SECTION = (
    "article:section", "og:article:section", "og:section", "articlesection", "parsely-section",
    "sailthru_section", "prism.section", "content_category", "section", "category",
)  # fmt: skip
_TAGS = ("article:tag", "og:article:tag")
_KEYWORDS = (
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
    "mrf:tags",
    "content_tag",
    "keywords",
)
_HOME = frozenset(
    {"home", "homepage", "beranda", "depan", "startseite", "accueil", "inicio", "início"}
)
_WORD = 4  # letters: a shorter word is in many hosts
_LONGEST = 60  # characters of a section or a tag; what is longer is a sentence


def site(meta: Meta, data: LinkedData) -> str:
    """The publisher's name; empty where the page does not tell it."""
    told = meta.first(_SITE) or data.publisher or meta.first(_OWNER)
    return "" if told.startswith(("http://", "https://")) else told


def of_host(name: str, url: str) -> str:
    """`name`, if a word of it is in the host of `url`: then it is hardly that of a section."""
    host = (urlsplit(url).hostname or "").replace("-", "")
    words = [fold(word) for word in name.split()]
    named = fold(name) in host or any(word in host for word in words if len(word) >= _WORD)
    return name if 0 < len(name) <= _LONGEST and named else ""


def section(meta: Meta, data: LinkedData) -> str | None:
    """The part of the site that the article stands in; of nested ones the outermost."""
    told = (meta.first(_SECTION), data.section, *_rooms(meta, data))
    return next(
        (text for text in told if 0 < len(text) <= _LONGEST and text[:4] != "http"), None
    )


def _rooms(meta: Meta, data: LinkedData) -> list[str]:
    """The breadcrumbs between the home page and the article."""
    ends = _HOME | {
        fold(site(meta, data)),
        fold(data.headline),
        fold(meta.first(("og:title",))),
    }
    inner = data.path[:-1] if len(data.path) > 2 else data.path
    return [name for name in inner if fold(name) not in ends]


def tags(meta: Meta, data: LinkedData) -> tuple[str, ...]:
    """What the publisher says the article is about, each once, in its order."""
    told = next((found for name in _TAGS if (found := meta.all(name))), None)
    if not told:
        listed = next((meta.values[name] for name in _KEYWORDS[:-1] if name in meta.values), [])
        told = list(data.tags) or listed or meta.all(_KEYWORDS[-1])
    parts = told[0].replace(";", ",").split(",") if len(told) == 1 else told
    names = (part.strip() for part in parts)
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST))[:MOST_TAGS]
