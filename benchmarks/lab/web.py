"""The sites themselves: a process that serves a plan on loopback and writes down every request.

    python -m benchmarks.lab.web PLAN LOG OPENED     OPENED: the monotonic time of the opening

Says `ready` on standard output when every site listens; ends when its standard input does.
"""

import asyncio
import contextlib
import gzip
import hashlib
import json
import pickle
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import IO

from benchmarks.lab import listings, wire
from benchmarks.lab.plan import Plan, Site
from benchmarks.lab.roles import BENT, HIDDEN, OPEN, Manner
from benchmarks.lab.wire import Answer, Asked

REST = {"list": 6, "page": 5}  # seconds that a busy site asks for (Retry-After)
BUSY_LIST = 3  # which reading of its list a busy site refuses
DRIPS, DRIP = 20, 0.15  # a slow site's body: so many pieces, so many seconds apart
ARTICLE = re.compile(rf"(?:{OPEN}|{HIDDEN}|{BENT})(\d+)")


@dataclass
class Served:
    """One site with what it must remember of its visitors; `answer` decides, and sends nothing."""

    site: Site
    plan: Plan
    opened: datetime
    times: Counter[str] = field(default_factory=Counter)  # requests by path

    def answer(self, asked: Asked, seconds: float) -> Answer:
        """What the site answers `seconds` after the opening."""
        self.times[asked.path] += 1
        if asked.method != "GET":
            return Answer(405)
        if asked.path == "/robots.txt":
            return self._robots()
        if (found := listings.listing(self.site, asked.path, seconds, self.opened)) is not None:
            return self._list(asked, seconds, *found)
        if (article := ARTICLE.match(asked.path)) is not None:
            return self._article(asked, int(article[1]), seconds)
        if asked.path.startswith(("/kanal/", "/tentang", "/masuk")):
            return _html(b"<!doctype html><title>Kanal</title><p>Tidak ada berita di sini.</p>")
        return Answer(404)

    def _robots(self) -> Answer:
        robots = self.site.robots
        if robots.status != 200:
            return Answer(robots.status)
        return Answer(
            200, {"Content-Type": "text/plain"}, robots.text(self.site.origin).encode()
        )

    def _list(self, asked: Asked, seconds: float, kind: str, body: bytes) -> Answer:
        busy = self.site.role.manner is Manner.BUSY and asked.path != "/"
        if busy and self.times[asked.path] == BUSY_LIST:
            return Answer(429, {"Retry-After": str(REST["list"])})
        count = listings.changes(self.site, asked.path, seconds)
        modified = self.opened - timedelta(hours=1) + timedelta(seconds=count)
        tags = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(modified.replace(microsecond=0), usegmt=True),
        }
        if self.site.number % 3 == 1:
            del tags["Last-Modified"]
        elif self.site.number % 3 == 2:
            del tags["ETag"]
        if _unchanged(asked, tags):
            return Answer(304, tags)
        return Answer(200, {"Content-Type": kind, **tags}, body)

    def _article(self, asked: Asked, number: int, seconds: float) -> Answer:
        item = next((item for item in self.site.items if item.id == number), None)
        if item is None or item.appears > seconds:
            return Answer(404)
        if asked.path == item.listed and item.bent:
            return Answer(302, {"Location": item.path})
        if asked.path != item.path:
            return Answer(404)
        if (hurdle := self._hurdle(asked.path, number)) is not None:
            return hurdle
        return _html(self.plan.pages[item.page].html)

    def _hurdle(self, path: str, number: int) -> Answer | None:
        """What a busy site says when its first two articles are asked for the first time."""
        if self.site.role.manner is not Manner.BUSY or not self.plan.hurdles:
            return None
        first = [item.id for item in self.site.items[:2]]
        if number not in first or self.times[path] > 1:
            return None
        if number == first[0]:
            return Answer(429, {"Retry-After": str(REST["page"])})
        return Answer(503)


def _html(body: bytes) -> Answer:
    # Without a charset: the bytes decide, as they do for `kliping extract`.
    return Answer(200, {"Content-Type": "text/html"}, body)


def _unchanged(asked: Asked, tags: dict[str, str]) -> bool:
    """RFC 9110, 13.1: If-None-Match decides where it is given."""
    if (known := asked.headers.get("if-none-match")) is not None:
        return tags.get("ETag") in {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return asked.headers.get("if-modified-since", "-") == tags.get("Last-Modified")


def packed(answer: Answer, asked: Asked) -> Answer:
    """`answer` as the asker can have it: gzip where it takes it."""
    if "gzip" not in asked.headers.get("accept-encoding", "") or not answer.body:
        return answer
    body = gzip.compress(answer.body, 1, mtime=0)
    return Answer(answer.status, {**answer.headers, "Content-Encoding": "gzip"}, body)


@dataclass
class Door:
    """The network side of one site."""

    served: Served
    zero: float  # monotonic time of the opening
    log: IO[str]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while (asked := await wire.asked(reader)) is not None:
                await self._one(asked, writer)
                if asked.headers.get("connection", "").lower() == "close":
                    break
        writer.close()

    async def _one(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        start = time.monotonic()
        answer = self.served.answer(asked, start - self.zero)
        whole = False
        try:
            end = await self._send(packed(answer, asked), asked, writer)
            whole = True
        except ConnectionError:
            end = time.monotonic()
            raise
        except asyncio.CancelledError:
            end = time.monotonic()
            raise
        finally:
            self._note(asked, answer, start, end, whole=whole)

    async def _send(self, answer: Answer, asked: Asked, writer: asyncio.StreamWriter) -> float:
        site = self.served.site
        chunked = site.number % 5 == 0 and answer.status == 200
        pieces = 1
        if site.role.manner is Manner.SLOW and asked.path.startswith(OPEN):
            pieces = DRIPS
        size = max(1, -(-len(answer.body) // pieces))
        parts = [answer.body[at : at + size] for at in range(0, len(answer.body), size)]
        rest = answer.head(chunked=chunked)  # what is still to be sent
        for part in parts[:-1]:
            writer.write(rest + _framed(part, chunked=chunked))
            await writer.drain()
            await asyncio.sleep(DRIP)
            if writer.is_closing():
                raise ConnectionResetError
            rest = b""
        rest += b"".join(_framed(part, chunked=chunked) for part in parts[-1:])
        end = time.monotonic()  # before the last bytes go: the asker cannot have them sooner
        writer.write(rest + (b"0\r\n\r\n" if chunked else b""))
        await writer.drain()
        return end

    def _note(
        self, asked: Asked, answer: Answer, start: float, end: float, *, whole: bool
    ) -> None:
        row = {
            "site": self.served.site.number,
            "target": asked.target,
            "method": asked.method,
            "host": asked.headers.get("host", ""),
            "agent": asked.headers.get("user-agent", ""),
            "conditional": "if-none-match" in asked.headers
            or "if-modified-since" in asked.headers,
            "start": start,
            "end": end,
            "status": answer.status,
            "retry_after": answer.headers.get("Retry-After"),
            "tagged": "ETag" in answer.headers or "Last-Modified" in answer.headers,
            "whole": whole,
        }
        self.log.write(json.dumps(row) + "\n")
        self.log.flush()


def _framed(part: bytes, *, chunked: bool) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part) if chunked else part


async def until_left() -> None:
    """Wait until standard input ends: whoever started this process is gone, or is done."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def serve(plan: Plan, log: IO[str], zero: float, ready: IO[str]) -> None:
    """Serve every site of `plan` that is not dead until standard input ends."""
    opened = datetime.now(UTC) + timedelta(seconds=zero - time.monotonic())
    async with contextlib.AsyncExitStack() as stack:
        for site in plan.sites:
            if site.role.manner is not Manner.DEAD:
                door = Door(Served(site, plan, opened), zero, log)
                await stack.enter_async_context(
                    await asyncio.start_server(
                        door.serve, site.address, site.port, limit=wire.LONGEST_HEAD
                    )
                )
        ready.write("ready\n")
        ready.flush()
        await until_left()


def main() -> None:
    plan_file, log_file, zero = sys.argv[1:]
    plan: Plan = pickle.loads(Path(plan_file).read_bytes())
    with Path(log_file).open("a", encoding="utf-8") as log:
        asyncio.run(serve(plan, log, float(zero), sys.stdout))


if __name__ == "__main__":
    main()
