"""The practice web as a whole: its sites on loopback, and the configuration that watches them."""

import asyncio
import gzip
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from typing import Self

from crawler.demo.configuration import files
from crawler.demo.papers import PAPERS, Paper
from crawler.demo.press import Document, document
from crawler.demo.schedule import edition
from crawler.demo.server import Answered, Asked, serve

Clock = Callable[[], datetime]  # aware

PATIENCE = 2  # seconds that a busy site asks for, in Retry-After
PACKED = 600  # bytes from which an answer is worth packing


def _now() -> datetime:
    return datetime.now(UTC)


class PracticeWeb:
    """Five sites that have been publishing since `start`."""

    def __init__(self, start: datetime, clock: Clock = _now) -> None:
        self.start = start
        self.origins: dict[str, str] = {}  # paper -> `http://127.0.0.1:port`
        self.asked: Counter[str] = Counter()  # paper -> requests so far
        self._clock = clock

    @classmethod
    @asynccontextmanager
    async def open(cls, clock: Clock = _now) -> AsyncIterator[Self]:
        """A practice web that starts now and serves until the context ends."""
        web = cls(clock(), clock)
        async with AsyncExitStack() as stack:
            for paper in PAPERS:
                port = await stack.enter_async_context(serve(partial(web.answer, paper)))
                web.origins[paper.name] = f"http://127.0.0.1:{port}"
            yield web

    def files(self) -> dict[str, str]:
        """A configuration folder that watches this web: the name of a file -> its YAML."""
        return files(self.origins)

    async def answer(self, paper: Paper, asked: Asked) -> Answered:
        """What `paper` says to a request, after its pause."""
        self.asked[paper.name] += 1
        if self.asked[paper.name] == paper.busy_at:
            return Answered(429, {"Retry-After": str(PATIENCE)}, b"Too many readers.\n")
        await asyncio.sleep(paper.pause.total_seconds())
        items = edition(self.start, self._clock())
        found = document(paper, self.origins[paper.name], asked.path, items)
        if found is None:
            return Answered(404, {"Content-Type": "text/plain"}, b"There is nothing here.\n")
        return _reply(paper, asked, found)


def _reply(paper: Paper, asked: Asked, found: Document) -> Answered:
    """A document, or that it has not changed; packed for who can unpack it."""
    body = found.text.encode()
    headers = {"Vary": "Accept-Encoding"}
    if paper.etag:
        headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    if found.changed is not None:
        headers["Last-Modified"] = format_datetime(found.changed.astimezone(UTC), usegmt=True)
    if _known(asked.headers, headers, found.changed):
        return Answered(304, headers)
    headers["Content-Type"] = found.type
    if len(body) >= PACKED and "gzip" in asked.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=6, mtime=0)
    return Answered(200, headers, body)


def _known(asked: Mapping[str, str], ours: Mapping[str, str], changed: datetime | None) -> bool:
    """Whether who asks has the newest state (RFC 9110, section 13.2.2)."""
    tags = asked.get("if-none-match")
    if tags is not None:
        given = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in given or ours.get("ETag", "").removeprefix("W/") in given
    since = asked.get("if-modified-since")
    if since is None or changed is None:
        return False
    try:
        return changed <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone
        return False
