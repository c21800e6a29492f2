"""Markup as plain text, one line, for titles and summaries."""

import html
import re

TITLE = 500  # characters kept
SUMMARY = 10_000

_SILENT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_HEARD = re.compile(r"</(?:script|style)[^<>]{0,50}>", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|td|tr|table|blockquote|figcaption|figure|section|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,4000}>|<!--[^<>]{0,4000}-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_ROUNDS = 3  # of escaping that careless feeds put around each other


def plain(markup: str, longest: int) -> str | None:
    """`markup` as one line of at most `longest` characters; None where nothing is left.

    >>> plain("Harga <b>beras</b> &amp;quot;turun&amp;quot;<br>lagi", TITLE)
    'Harga beras "turun" lagi'
    >>> plain("1 < 2 &amp; 3", TITLE)
    '1 < 2 & 3'
    """
    text = markup[: longest * 20]  # markup may be long where its text is short
    for _ in range(_ROUNDS):
        if "<" in text:
            text = _TAGS.sub("", _BREAKS.sub(" ", _without_code(text)))
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return " ".join(text.split())[:longest].strip() or None


def _without_code(text: str) -> str:
    """`text` without scripts and styles; one that is never closed goes on to the end."""
    head, *rest = _SILENT.split(text)
    return head + "".join(part for each in rest for part in _HEARD.split(each, 1)[1:])
