"""How much an address alone looks like an article's: dates, numbers, codes, words."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

_DATE = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?=/[^/])")
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?=/[^/]*[a-z][^/]*-)")
_STAMP = re.compile(
    r"(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?!\d)"
)
_DASHED = re.compile(r"(?<!\d)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
_ID = re.compile(
    r"(?:(?<=/)[a-z]{1,6}|(?<![A-Za-z0-9.]))\d{5,}(?![A-Za-z0-9])"
)  # not within a code
_CALENDAR = re.compile(
    r"/(?:19|20)\d\d([-/]?)(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?/?$"
)
_CODE = re.compile(  # `b2Xk9z1ab`, `64f0c2ab…`: letters and digits mixed, no word
    r"^(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{4,40}$", re.IGNORECASE
)
_READING = re.compile(
    r"/(?:read|baca|baca-berita|berita|artikel|articles?|article|news|detail|detail-news|post|posts|story|"
    r"stories|a|p|opini|kolom|x|s|blog)(?=/)",
    re.IGNORECASE,
)
_NUMBERED_BY = (
    "id p newsid news_id nid sid aid bid kid idberita id_berita berita_id artikel berita article story "
    "storyid itemid postid post_id articleid article_id idnews"
)
_PARAMETERS = frozenset(_NUMBERED_BY.split())
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")


def stem(segment: str) -> str:
    """A path segment without the ending that says how the page is made."""
    return re.sub(r"\.(?:html?|php|aspx?|jsp)$", "", segment)


def words(segment: str) -> list[str]:
    """The words of a path segment, in lower case."""
    return _WORD.findall(stem(unquote(segment)).replace("_", "-").lower())


def numbered(query: str) -> bool:
    """Whether the parameters of an address name an article by its number: `?id=12345`."""
    return any(
        name.lower() in _PARAMETERS and re.search(r"\d{2,}|-", value)
        for name, value in parse_qsl(query)
    )


def dated_or_numbered(path: str) -> bool:
    """Whether `path` holds a date or a long number, as only articles' addresses do."""
    return not _CALENDAR.search(path) and bool(
        _DATE.search(path) or _STAMP.search(path) or _ID.search(path)
    )


def slug_like(url: str) -> bool:
    """Whether something in `url` can be an article's own: a date, an id, a code, words.

    >>> slug_like("https://example.org/ekonomi"), slug_like("https://example.org/a/beras-naik-lagi")
    (False, True)
    """
    return likeness(url) >= 1


@lru_cache(maxsize=8192)
def likeness(url: str) -> int:
    """How much `url` looks like an article's, from 0 (not at all) to about 10."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if _CALENDAR.search(path):
        return 0  # all that appeared on a day
    longest = max((sum(map(str.isalpha, words(segment))) for segment in segments), default=0)
    codes = [piece for segment in segments if _CODE.match(piece := segment.split("-")[-1])]
    dated = _DATE.search(path) or _STAMP.search(path) or _DASHED.search(path)
    points = (
        (4 if dated else 2 if _MONTH.search(path) else 0)
        + (3 if _ID.search(_DATE.sub("", path)) or numbered(parts.query) else 0)
        + (3 if longest >= 6 else 2 if longest >= 4 else 1 if longest == 3 else 0)
        + (2 if any(len(code) >= 12 for code in codes) else 1 if codes else 0)
    )
    return points + (1 if points and _READING.search(path) and len(segments) > 1 else 0)


def pattern(url: str) -> str:
    """The kind of address: its host, and each segment as a number, a slug, a code or a word.

    >>> pattern("https://example.org/read/2026/11/02/123456/beras-naik-lagi")
    'example.org/read/9/9/9/9/a-a'
    """
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    shapes = [_shape(segment) for segment in segments]
    if len(shapes) > 1 and shapes[-1] == segments[-1].lower() and "9" in shapes[-2]:
        shapes[-1] = "a-a"  # the slug of a headline of one or two words
    names = sorted(name for name, _ in parse_qsl(parts.query))
    return "/".join([parts.netloc.lower(), *shapes]) + ("?" + "&".join(names) if names else "")


def _shape(segment: str) -> str:
    if segment.isdigit():
        return "9"
    if _ID.search(segment):
        return "9-a"
    if _CODE.match(segment):
        return "x9"
    return "a-a" if len(words(segment)) >= 3 else segment.lower()
