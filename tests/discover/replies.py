"""Replies as the tests of this room need them."""

from datetime import UTC, datetime

from crawler.discover.form import Document, document
from crawler.model import Inlet, InletKind, Reply

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def a_reply(
    body: str | bytes, *, url: str = "https://news.example/rss", charset: str | None = None
) -> Reply:
    whole = body if isinstance(body, bytes) else body.encode()
    return Reply(url=url, status=200, type="", charset=charset, body=whole, at=NOW)


def a_document(body: str | bytes, *, url: str = "https://news.example/rss") -> Document:
    return document(a_reply(body, url=url), "Asia/Jakarta")


def an_inlet(kind: InletKind, url: str = "https://news.example/rss") -> Inlet:
    return Inlet(kind, url)
