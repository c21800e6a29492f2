"""Addresses as keys: one page, one spelling.

    identity(url)    what a page is known by: every harmless variant of its address gives one key
    claimed(...)     whether what a page says of its own address may be believed
    host(url)        whom a request goes to

A key is no address: it has no scheme, and cannot be fetched.  What is fetched is the address as
it was found.
"""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from publicsuffixlist import PublicSuffixList

DEFAULT_PORTS = {"http": 80, "https": 443}
MIRRORS = ("www.", "m.", "amp.", "mobile.", "wap.")  # host prefixes that show the same page
TRACKING = re.compile(  # parameters that never say which page is meant
    r"(?:utm|mtm|hsa)_\w+|"
    r"fbclid|gclid|gclsrc|dclid|yclid|msclkid|twclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|xtor|"
    r"ga_(?:source|medium|campaign|term|content|place)|pk_(?:source|medium|campaign|kwd|keyword)|"
    r"smid|ocid|cmpid|ncid|spm|ref_src|ref_url|at_medium|at_campaign|traffic_source|"
    r"source_campaign|tag_from|wtm|fromrss|jsessionid|phpsessid",
    re.IGNORECASE,
)
# Parameters that mostly tell how a page was reached; some sites name the article by them.
WEAK = frozenset({"ref", "referrer", "share", "feature", "cmp", "rss", "from", "source"})
WHOLE = frozenset(  # parameters that ask for another view of the same article
    {
        ("page", "all"),
        ("single", "1"),
        ("showpage", "all"),
        ("view", "all"),
        ("amp", ""),
        ("amp", "1"),
        ("output", "amp"),
        ("outputtype", "amp"),
        ("outputtype", "valid_amp"),
    }
)
AMP_CACHE = re.compile(
    r"^/(?:c|v|i|wp)/(?:s/)?(?=[^/]+\.[^/]+)"
)  # <x>.cdn.ampproject.org/c/s/<host>/…
GOOGLE_AMP = re.compile(r"^/amp/(?:s/)?(?=[^/]+\.[^/]+)")
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
# A long number in a path is an article's id; eight digits that are a date are not.
LONG_ID = re.compile(r"(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{5,}(?!\d)")
SLUG = re.compile(r"[^/-]+(?:-[^/-]+){3,}")  # four words or more

_suffixes = PublicSuffixList()


def host(url: str) -> str:
    """The host of `url` in lower case, with its port where that is not the scheme's own.

    >>> host("https://News.Example.org:8443/a?b#c"), host("http://example.org:80")
    ('news.example.org:8443', 'example.org')
    """
    parts = _split(url)
    return "" if parts is None else _netloc(parts)


def identity(url: str) -> str:
    """What the page at `url` is known by.

    >>> identity("http://m.example.org/read/123456/a-b-c/?utm_source=x&page=all#top")
    'example.org/read/123456/a-b-c'

    An address that cannot be read is its own key.
    """
    parts = _split(url)
    if parts is None:
        return url.strip()
    parts = _out_of_cache(parts)
    path = _path(parts.path)
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if _says_what(pair, path))
    query = f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""
    return _site(_netloc(parts)) + path + query + _screen(parts.fragment, path)


def owner(url: str) -> str:
    """The registrable domain of `url`'s host; the host itself where it has none (an IP address).

    >>> owner("https://news.example.co.id/x"), owner("http://127.0.0.1:8000/")
    ('example.co.id', '127.0.0.1:8000')
    """
    return _owner(host(url))


def claimed(claim: str | None, url: str) -> bool:
    """Whether `claim`, the address a page at `url` gives as its own, is to be believed.

    Only within the same registrable domain, only for an address that looks like an article's,
    and only where an id in `url` stands in the claim too.  That is not proof: a template may claim
    one address for all its pages, so whoever joins two pages by a claim looks at the articles.
    """
    if claim is None or owner(claim) != owner(url):
        return False
    path = urlsplit(claim).path
    ids = set(LONG_ID.findall(urlsplit(url).path))
    told = LONG_ID.findall(path)
    return bool(told or SLUG.search(path)) and (not ids or not ids.isdisjoint(told))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip().encode(errors="replace").decode())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname else None


def _netloc(parts: SplitResult) -> str:
    name = _ascii((parts.hostname or "").rstrip(".").lower())
    name = f"[{name}]" if ":" in name else name
    if parts.port is None or parts.port == DEFAULT_PORTS.get(parts.scheme.lower()):
        return name
    return f"{name}:{parts.port}"


def _ascii(name: str) -> str:
    """A host name as DNS has it; as it is where it has no such form."""
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _site(netloc: str) -> str:
    for prefix in MIRRORS:
        rest = netloc.removeprefix(prefix)
        if rest != netloc and "." in rest and not _suffixes.is_public(rest.partition(":")[0]):
            return rest
    return netloc


def _out_of_cache(parts: SplitResult) -> SplitResult:
    """The article's own address, where `parts` is that of an AMP cache."""
    name = parts.hostname or ""
    pattern = None
    if name.endswith(".cdn.ampproject.org"):
        pattern = AMP_CACHE
    elif re.fullmatch(r"(?:www\.)?google\.[a-z.]+", name):
        pattern = GOOGLE_AMP
    if pattern is None or (found := pattern.match(parts.path)) is None:
        return parts
    return _split(f"https://{parts.path[found.end() :]}?{parts.query}") or parts


def _path(path: str) -> str:
    path = SESSION.sub("", path)
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments[-1:] = []
        elif segment not in {"", "."}:
            segments.append(quote(unquote_to_bytes(segment), safe="!$&'()*+,;=:@-._~"))
    if segments and re.fullmatch(r"index\.(?:html?|php|aspx?)", segments[-1]):
        segments.pop()
    if len(segments) > 1 and segments[-1] == "amp":
        segments.pop()
    elif len(segments) > 1 and segments[0] == "amp":
        segments.pop(0)
    return "".join(f"/{segment}" for segment in segments)


def _says_what(pair: tuple[str, str], path: str) -> bool:
    """Whether a query parameter says which page is meant, not how it was reached or is shown."""
    name, value = pair[0].lower(), pair[1].lower()
    if TRACKING.fullmatch(name) or (name, value) in WHOLE:
        return False
    if name not in WEAK and not (name == "page" and re.fullmatch(r"\d{1,2}", value)):
        return True
    return not _tells(path)  # a script without slug or id may name the article by any of these


def _tells(path: str) -> bool:
    """Whether a path by itself says which article is meant."""
    return bool(LONG_ID.search(path) or SLUG.search(path))


def _screen(fragment: str, path: str) -> str:
    """The fragment, where a page that shows many articles tells them apart by it."""
    if fragment.startswith(("!", "/")) or ("=" in fragment and not _tells(path)):
        return f"#{fragment}"
    return ""


@lru_cache(maxsize=4096)
def _owner(netloc: str) -> str:
    name = netloc.partition(":")[0]
    if not re.search(r"[a-z]", name) or "[" in netloc:
        return netloc
    return _suffixes.privatesuffix(name) or netloc
