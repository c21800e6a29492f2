"""A message's body as values for people, whatever is missing or odd in it.

The body is ours, but it may come from an older Kliping, or through somebody's hands; a channel
that shows news shows what there is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import idna

from crawler.message.compose import NOTICES
from crawler.message.plain import plain

QUOTES = 3  # shown of an alert
TERMS = 8
CHANGES = 4
ELSEWHERE = 3
ENTRIES = 10_000  # of a digest
LINK = 2_048  # characters; longer ones are no links that people follow
IN_A_LINK = "%:/?#[]@!$&'()*+,;=-._~"  # RFC 3986; the rest is written with %


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quotation; `marked` where it answered a term of the rule."""

    text: str
    marked: bool = False


Quote = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a message says.  All text is fit to be shown; empty is not known.

    Times are in the reader's zone.
    """

    kind: str  # article.matched, story.updated, source.failing, digest, …
    id: str = ""
    sent: datetime | date | None = None  # when the message was composed
    rule: str = ""
    urgency: str = ""
    story: str = ""  # its id
    title: str = ""
    source: str = ""
    link: str = ""
    at: datetime | date | None = None  # when published, else first seen
    partial: bool = False
    others: int = 0  # outlets that told it besides this one …
    elsewhere: tuple[
        tuple[str, str], ...
    ] = ()  # … some of them, each with the link to its article
    terms: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()  # field, what it said, what it says
    about: str = ""  # the source or the channel of a notice
    problem: str = ""
    since: datetime | date | None = None
    until: datetime | date | None = None
    reason: str = ""  # of a digest
    numbers: Mapping[str, int] = field(default_factory=dict)  # count, part, sources, …
    entries: tuple["News", ...] = ()  # of a digest


def read(body: bytes, timezone: str) -> News:
    """What `body` says, its times in the IANA zone `timezone`; never fails."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = {}
    data = _part(said, "data")
    entries = [item for item in _list(data, "items")[:ENTRIES] if isinstance(item, dict)]
    return _news(
        _text(said, "type"),
        data,
        timezone,
        sent=_time(said.get("timestamp") if isinstance(said, dict) else None, timezone),
        entries=tuple(_news(_text(item, "type"), item, timezone) for item in entries),
    )


def host(link: str) -> str:
    """The host that a link of `News` leads to, without `www.`."""
    return (urlsplit(link).hostname or "").removeprefix("www.")


def _news(
    kind: str,
    data: Mapping[str, Any],
    timezone: str,
    *,
    sent: datetime | date | None = None,
    entries: tuple[News, ...] = (),
) -> News:
    article, story = _part(data, "article"), _part(data, "story")
    matches = [match for match in _list(data, "matches") if isinstance(match, dict)]
    outlets = story.get("outlets")
    times = (_time(article.get(name), timezone) for name in ("published", "first_seen"))
    terms = (plain(_text(match, "term"), 80) for match in matches)
    changes = [change for change in _list(data, "changes") if isinstance(change, dict)]
    return News(
        kind=kind,
        id=_text(data, "id"),
        sent=sent,
        rule=_text(data, "rule"),
        urgency=_text(data, "urgency"),
        story=_text(story, "id"),
        title=_text(article, "title"),
        source=_text(article, "source"),
        link=_link(article.get("url") if article else data.get("url")),
        at=next((time for time in times if time is not None), None),
        partial=article.get("partial") is True,
        others=outlets - 1 if type(outlets) is int and 1 < outlets < 1_000_000 else 0,
        elsewhere=tuple(
            (plain(_text(each, "network"), 80), link)
            for each in _list(story, "others")[:ELSEWHERE]
            if (link := _link(each.get("url") if isinstance(each, dict) else None))
        ),
        terms=tuple(dict.fromkeys(term for term in terms if term))[:TERMS],
        quotes=tuple(_quotes(matches).values())[:QUOTES],
        changes=tuple(
            (_text(change, "field"), _text(change, "was"), _text(change, "now"))
            for change in changes[:CHANGES]
        ),
        about=_text(data, NOTICES.get(kind, "")),
        problem=_text(data, "problem"),
        since=_time(data.get("since"), timezone),
        until=_time(data.get("until"), timezone),
        reason=_text(data, "reason"),
        numbers={key: value for key, value in data.items() if type(value) is int},
        entries=entries,
    )


def _quotes(matches: list[dict[str, Any]]) -> dict[str, Quote]:
    """The snippets, each once, with all its matches marked."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for match in matches:
        snippet, start, end = match.get("snippet"), match.get("start"), match.get("end")
        if not isinstance(snippet, str) or not snippet.strip():
            continue
        spans = marks.setdefault(snippet, [])
        if type(start) is int and type(end) is int and 0 <= start < end <= len(snippet):
            spans.append((start, end))
    quotes = {snippet: _pieces(snippet, sorted(spans)) for snippet, spans in marks.items()}
    return {
        snippet: quote
        for snippet, quote in quotes.items()
        if any(piece.text.strip() for piece in quote)
    }


def _pieces(snippet: str, spans: list[tuple[int, int]]) -> Quote:
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
    """A link to the web whole, or not at all, in plain ASCII.

    A host is shown by its ASCII name, so that none looks like another; what is no character of
    a URL is escaped, so that none ends a line, a quotation or a bracket around it.
    """
    if not isinstance(value, str) or len(value) > LINK:
        return ""
    try:
        parts = urlsplit(value.strip())
        name = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not name or "@" in parts.netloc:
            return ""
        place = f"[{name}]" if ":" in name else _ascii(name)
        port = "" if parts.port is None else f":{parts.port}"
        whole = parts._replace(netloc=place + port).geturl()
        link = quote(whole, safe=IN_A_LINK, errors="replace")
    except ValueError:  # of IDNA, of ports, of brackets
        return ""
    return link if len(link) <= LINK else ""


def _ascii(name: str) -> str:
    if name.isascii():
        return name if all(letter.isalnum() or letter in "-._" for letter in name) else ""
    return idna.encode(name, uts46=True).decode("ascii")


def _part(of: object, key: str) -> Mapping[str, Any]:
    part = of.get(key) if isinstance(of, dict) else None
    return part if isinstance(part, dict) else {}


def _list(of: Mapping[str, Any], key: str) -> list[Any]:
    part = of.get(key)
    return part if isinstance(part, list) else []


def _text(of: object, key: str) -> str:
    value = of.get(key) if isinstance(of, dict) else None
    return plain(value).strip() if isinstance(value, str) else ""
