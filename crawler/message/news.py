"""A message's body as a person is told of it, whatever is missing or odd in it.

The body is ours, but it may come from an older Kliping, or through somebody's hands; a channel
that shows news shows what there is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.message.plain import plain

QUOTES = 3  # shown of an alert
TERMS = 8
LINK = 2_048  # characters; longer ones are no links that people follow


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quotation; `marked` where it answered a term of the rule."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an alert says.  All text is fit to be shown; empty is not known."""

    kind: str  # article.matched, story.updated, …
    rule: str
    urgency: str
    title: str
    source: str
    link: str
    at: datetime | date | None  # when published, else first seen; in the reader's zone
    partial: bool
    others: int  # outlets that told it besides this one
    terms: tuple[str, ...]
    quotes: tuple[tuple[Piece, ...], ...]


def read(body: bytes, timezone: str) -> News:
    """What `body` says, its times in the IANA zone `timezone`; never fails."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = {}
    data = _part(said, "data")
    article, story = _part(data, "article"), _part(data, "story")
    matches = [match for match in _list(data, "matches") if isinstance(match, dict)]
    outlets = story.get("outlets")
    times = (_time(article.get(name), timezone) for name in ("published", "first_seen"))
    terms = (plain(_text(match, "term"), 80) for match in matches)
    return News(
        kind=_text(said, "type"),
        rule=_text(data, "rule"),
        urgency=_text(data, "urgency"),
        title=_text(article, "title"),
        source=_text(article, "source"),
        link=_link(article.get("url")),
        at=next((time for time in times if time is not None), None),
        partial=article.get("partial") is True,
        others=outlets - 1 if type(outlets) is int and 1 < outlets < 1_000_000 else 0,
        terms=tuple(dict.fromkeys(term for term in terms if term))[:TERMS],
        quotes=tuple(_quotes(matches).values())[:QUOTES],
    )


def _quotes(matches: list[dict[str, Any]]) -> dict[str, tuple[Piece, ...]]:
    """The snippets, each once, with all its matches marked."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for match in matches:
        snippet, start, end = match.get("snippet"), match.get("start"), match.get("end")
        if not isinstance(snippet, str) or not snippet.strip():
            continue
        spans = marks.setdefault(snippet, [])
        if type(start) is int and type(end) is int and 0 <= start < end <= len(snippet):
            spans.append((start, end))
    return {snippet: _pieces(snippet, sorted(spans)) for snippet, spans in marks.items()}


def _pieces(snippet: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, done = [], 0
    for start, end in spans:
        if start < done:
            continue  # within one that is marked
        pieces += [Piece(plain(snippet[done:start])), Piece(plain(snippet[start:end]), True)]
        done = end
    pieces.append(Piece(plain(snippet[done:])))
    return tuple(piece for piece in pieces if piece.text)


def _time(value: object, timezone: str) -> datetime | date | None:
    """A time in the reader's zone; a bare date as it is, for it has no zone."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == len("2022-01-12"):
            return date.fromisoformat(value)
        at = datetime.fromisoformat(value)
        return at.astimezone(ZoneInfo(timezone)) if at.tzinfo is not None else None
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


def _link(value: object) -> str:
    """A link whole, or not at all; what could break out of its line is escaped."""
    if not isinstance(value, str) or len(value) > LINK:
        return ""
    return plain(value.strip(), LINK).replace(" ", "%20")


def _part(of: object, key: str) -> Mapping[str, Any]:
    part = of.get(key) if isinstance(of, dict) else None
    return part if isinstance(part, dict) else {}


def _list(of: Mapping[str, Any], key: str) -> list[Any]:
    part = of.get(key)
    return part if isinstance(part, list) else []


def _text(of: object, key: str) -> str:
    value = of.get(key) if isinstance(of, dict) else None
    return plain(value).strip() if isinstance(value, str) else ""
