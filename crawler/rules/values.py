"""Fields that have values, not words: what a query's value means, and what an article has.

`site:` covers subdomains, `lang:` covers regions (`id` is also `id-ID`; RFC 4647, section 3.3.1),
`url:` takes a piece of the address between `/ - . ?`; the others compare whole values, folded.
"""

import re

from crawler.errors import QueryError
from crawler.fold import fold
from crawler.rules.lexer import QUOTES, Token
from crawler.rules.tree import Value

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")
_HOST_OF = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
_EDGES = "/-.?"  # between the pieces of an address
_CUTS = re.compile(f"[{re.escape(_EDGES)}]")


def value(token: Token, field: str, query: str) -> Value:
    """The value that a token writes.  Raises QueryError; `query` is for its message."""
    text = token.text.strip(QUOTES) if token.kind == "PHRASE" else token.text
    if token.kind == "PHRASE" and token.text.startswith("="):
        raise QueryError(f"{field}: compares whole values; expected no =", query, token.column)
    if token.kind != "PHRASE" and field != "url" and re.search(r"[*?~{}]|^=", text):
        problem = f"{field}: compares whole values; expected no *, ?, ~ or ="
        raise QueryError(problem, query, token.column)
    text = whole(host(text)) if field == "site" else whole(text)
    if field == "site":
        if not _HOST.fullmatch(text):
            raise QueryError("expected a host like kompas.com", query, token.column)
    elif not any(letter.isalnum() for letter in text):
        raise QueryError(f"expected a letter or a digit after {field}:", query, token.column)
    return Value(field, text, f"{field}:{token.text}")


def whole(text: str) -> str:
    """A value as it is compared: folded, white space made one space."""
    return " ".join(fold(text).split())


def host(text: str) -> str:
    """A host name as it is compared: in letters, not in punycode, without the final dot.

    >>> host("xn--mnchen-3ya.de.")
    'münchen.de'
    """
    text = text.lower().rstrip(".")
    if text.isascii() and "xn--" not in text:
        return text
    try:
        return text.encode("idna").decode().encode().decode("idna")
    except UnicodeError:
        return text


def host_of(url: str) -> str:
    """The host of an address, folded; empty where it has none."""
    found = _HOST_OF.match(url)
    return whole(host(found[1])) if found else ""


def is_under(site: str, domain: str) -> bool:
    """Whether the host `site` is `domain` or below it."""
    return site == domain or site.endswith("." + domain)


def speaks(language: str, wanted: str) -> bool:
    """Whether a BCP 47 tag, folded, is in the range `wanted`."""
    return language == wanted or language.startswith(wanted + "-")


def has_piece(url: str, piece: str) -> bool:
    """Whether a folded address holds `piece` between two of its edges.

    >>> has_piece("https://a.example/ekonomi/harga-beras", "harga")
    True
    >>> has_piece("https://a.example/ekonomi-makro/", "/ekonomi/")
    False
    """
    start = url.find(piece)
    while start >= 0:
        end = start + len(piece)
        left = start == 0 or piece[0] in _EDGES or url[start - 1] in _EDGES
        right = end == len(url) or piece[-1] in _EDGES or url[end] in _EDGES
        if left and right:
            return True
        start = url.find(piece, start + 1)
    return False


def pieces(url: str) -> list[str]:
    """A folded address, or a piece of one, cut at its edges."""
    return [piece for piece in _CUTS.split(url) if piece]
