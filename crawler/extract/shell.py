"""The article of a page whose markup is a shell: its text is in data for scripts.

JSON-LD has it as `articleBody`; Next.js and its like have the whole page as JSON, where the
article is the longest text, plain or as HTML, or a list of paragraphs.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import blocks
from crawler.extract.trim import trim

LEAST = 200  # characters: a shorter text in data is no article
_MOST = 4_000_000  # characters of data that are looked through
_DEEPEST = 40
_SCRIPTS = 5  # that are looked through
_DATA = frozenset({"__NEXT_DATA__", "__NUXT_DATA__"})
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li)\b", re.IGNORECASE)
_TEXT_KEYS = frozenset({"text", "content", "html", "body", "value", "paragraph"})

Json = object  # what json.loads gives: looked at, never trusted


def data(scripts: Iterable[LexborNode]) -> list[str]:
    """The texts of those scripts that hold the page's data."""
    texts = (node.text(deep=True) for node in scripts if _is_data(node.attributes))
    return [text for text in islice(texts, _SCRIPTS) if len(text) < _MOST]


def _is_data(attributes: Mapping[str, str | None]) -> bool:
    return attributes.get("id") in _DATA or attributes.get("type") == "application/json"


def read(scripts: list[str], title: str) -> list[str]:
    """The blocks of the article in the page's data; none where there is none."""
    found = [text for script in scripts for text in _texts(_load(script), 0)]
    best = max(found, key=len, default="")
    return paragraphs(best, title) if len(best) >= LEAST else []


def paragraphs(text: str, title: str) -> list[str]:
    """The blocks of a text that is plain or HTML."""
    if not _TAG.search(text):
        return [line.strip() for line in html.unescape(text).split("\n") if line.strip()]
    tree = LexborHTMLParser(f"<body>{text}".encode())
    return trim(blocks.read(tree.body), title) if tree.body is not None else []


def _load(script: str) -> Json:
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None


def _texts(value: Json, depth: int) -> Iterator[str]:
    """Long texts in the data; the paragraphs of one list are one text."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if len(value) >= LEAST and " " in value:
            yield value
    elif isinstance(value, list):
        parts = [part for one in value if (part := _paragraph(one))]
        if len(parts) > 1:
            yield "\n".join(parts)
        for one in value:
            yield from _texts(one, depth + 1)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one, depth + 1)


def _paragraph(value: Json) -> str:
    """What one item of a list of paragraphs says."""
    if isinstance(value, dict):
        value = next((value[key] for key in _TEXT_KEYS & value.keys()), None)
    return value if isinstance(value, str) and " " in value else ""
