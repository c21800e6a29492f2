"""An address in its parts, in the spelling that keys have.

Scheme and user say nothing of the page and are left out; so is the AMP cache that a page is in, for the
address of the page itself stands in that of the cache.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from crawler.dedup import variants

DEFAULT_PORTS = {"http": 80, "https": 443}
ALL: frozenset[str] = frozenset()  # no parameter is known to mean nothing
Pairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """The list of public suffixes; read when it is first asked, not by every command."""
    return PublicSuffixList()


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts, in the spelling that keys have."""

    site: str  # host, with its port where that is not the scheme's own
    path: tuple[str, ...]  # segments
    pairs: Pairs = ()  # parameters
    fragment: str = ""
    meaningless: frozenset[str] = (
        ALL  # parameters that were found to change no text of this host
    )

    @property
    def key(self) -> str:
        """What is left of it, as one string."""
        query = urlencode(self.pairs, errors="surrogateescape")
        return "".join(
            (
                self.site,
                *(f"/{segment}" for segment in self.path),
                query and f"?{query}",
                self.fragment and f"#{self.fragment}",
            )
        )


def read(url: str, meaningless: frozenset[str] = ALL) -> Address | None:
    """The parts of `url`; None where it cannot be read."""
    parts = split(url)
    if parts is None:
        return None
    parts = _out_of_cache(parts)
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    plain = tuple((name.removeprefix("amp;"), value) for name, value in pairs)  # `&amp;`
    path = variants.GLUED.sub("", variants.SESSION.sub("", parts.path))
    return Address(netloc(parts), _segments(path), plain, parts.fragment, meaningless)


def split(url: str) -> SplitResult | None:
    """`url` taken apart; None where it has no host or cannot be read."""
    try:
        parts = urlsplit(url.strip().encode(errors="replace").decode())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname else None


def netloc(parts: SplitResult) -> str:
    """The host in lower case, as DNS has it, with its port where that is not the scheme's own."""
    name = _ascii((parts.hostname or "").rstrip(".").lower())
    name = f"[{name}]" if ":" in name else name
    if parts.port is None or parts.port == DEFAULT_PORTS.get(parts.scheme.lower()):
        return name
    return f"{name}:{parts.port}"


def _ascii(name: str) -> str:
    """A host name as DNS has it; as it is where it has no such form."""
    if name.isascii():
        return name
    for spelled in (partial(idna.encode, uts46=True), partial(str.encode, encoding="idna")):
        with suppress(UnicodeError):  # the second, older way knows signs that the first refuses
            return spelled(name).decode()
    return name


def _out_of_cache(parts: SplitResult) -> SplitResult:
    """The article's own address, where `parts` is that of an AMP cache."""
    name = parts.hostname or ""
    for cache, before in variants.AMP_CACHES:
        found = before.match(parts.path) if cache.fullmatch(name) else None
        held = "" if found is None else parts.path[found.end() :]
        if "." in held.partition("/")[0]:
            held = re.sub("%3f", "?", held, count=1, flags=re.IGNORECASE)
            return split(f"https://{held}{'&' if '?' in held else '?'}{parts.query}") or parts
    return parts


def _segments(path: str) -> tuple[str, ...]:
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments[-1:] = []
        elif segment not in {"", "."}:
            segments.append(_spelled(segment))
    return tuple(segments)


def _spelled(segment: str) -> str:
    """A segment with the one spelling of what may be written as `%7E` or not."""
    if "%" not in segment and segment.isascii():
        return quote(segment, safe="!$&'()*+,;=:@-._~")
    whole = unquote_to_bytes(segment)
    with suppress(UnicodeDecodeError):  # of another encoding: compared byte for byte
        whole = unicodedata.normalize("NFC", whole.decode()).encode()
    return quote(whole, safe="!$&'()*+,;=:@-._~")


@lru_cache(maxsize=4096)
def owner(site: str) -> str:
    """The registrable domain of a host; the host itself where it has none."""
    name = site.partition(":")[0]
    if not re.search(r"[a-z]", name) or "[" in site:
        return site
    return _suffixes().privatesuffix(name) or site


def is_public(site: str) -> bool:
    """Whether anybody may register names below the host `site`, as below `co.id`."""
    return _suffixes().is_public(site.partition(":")[0])
