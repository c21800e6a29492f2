"""The far end of the alerts: a process that takes webhooks, and sometimes does not.

    python -m benchmarks.lab.receiver PORT SECRET SEED LOG

Every arrival is on disk before it is answered.  Says `ready` on standard output; ends when its
standard input does.
"""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from benchmarks.lab import wire
from benchmarks.lab.web import until_left
from benchmarks.lab.wire import Answer, Asked

ADDRESS = "127.0.2.1"
PATH = "/kait"
REST = 2  # seconds asked for with a 429
EVERY = 12  # first tries, at least, between two that fail
SPREAD = 12  # more than that, at most
TOLERANCE = 300  # seconds; Standard Webhooks


class Mood(StrEnum):
    """How the receiver takes one arrival."""

    TAKES = "takes"
    FAILS = "fails"  # 500
    RESTS = "rests"  # 429 with Retry-After
    RESETS = "resets"  # reads all of it, then drops the connection without an answer


FAILING = (Mood.FAILS, Mood.RESTS, Mood.RESETS)
STATUS = {Mood.TAKES: 200, Mood.FAILS: 500, Mood.RESTS: 429, Mood.RESETS: 0}


def signature(secret: str, key: str, timestamp: str, body: bytes) -> str:
    """The `v1` signature of a message, by the Standard Webhooks specification.

    `secret` is `whsec_` and base64; the signed content is `id.timestamp.body`, by HMAC-SHA256.

    >>> signature("whsec_AAAA", "evt_1", "0", b"{}")
    'v1,ooe9x2lN0nF+v8YbOfr7oSr2fvqm+P5IkbvVDP9tqvY='
    """
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{key}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(raw, content, "sha256")).decode()


def complaint(secret: str, asked: Asked, now: float) -> str:
    """What is wrong with the envelope of a webhook that came at `now` (Unix time); nothing: ''."""
    headers = asked.headers
    missing = [
        name
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        if not headers.get(name)
    ]
    if missing:
        return f"no {', '.join(missing)}"
    key, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if "." in key:
        return "webhook-id holds a full stop"
    if not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE:
        return f"webhook-timestamp {timestamp} is not now ({now:.0f})"
    right = signature(secret, key, timestamp, asked.body)
    if not any(
        hmac.compare_digest(right, given) for given in headers["webhook-signature"].split(" ")
    ):
        return "webhook-signature is wrong"
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return f"content-type is {headers.get('content-type')!r}"
    return ""


@dataclass
class Moods:
    """How each arrival is taken: now and then the first try of a message fails, no second does."""

    seed: int
    known: set[str] = field(default_factory=set)
    fails_at: dict[int, Mood] = field(init=False)

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)
        at, self.fails_at = 3, {}
        for turn in range(1_000):
            self.fails_at[at] = FAILING[turn % len(FAILING)]
            at += EVERY + dice.randrange(SPREAD)

    def of(self, key: str) -> Mood:
        """How the arrival of the message `key` is taken."""
        if key in self.known:
            return Mood.TAKES
        self.known.add(key)
        return self.fails_at.get(len(self.known), Mood.TAKES)


@dataclass
class Receiver:
    """Takes the webhooks of one run."""

    secret: str
    log: int  # file descriptor, opened to append
    moods: Moods
    inside: int = 0  # requests being answered

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while (asked := await wire.asked(reader)) is not None:
                self.inside += 1
                try:
                    mood = await self._take(asked)
                finally:
                    self.inside -= 1
                if mood is Mood.RESETS:
                    writer.transport.abort()
                    return
                rest = {"Retry-After": str(REST)} if mood is Mood.RESTS else {}
                answer = Answer(STATUS[mood] if asked.path == PATH else 404, rest)
                writer.write(answer.head(chunked=False))
                await writer.drain()
        writer.close()

    async def _take(self, asked: Asked) -> Mood:
        at, now = time.monotonic(), time.time()
        key = asked.headers.get("webhook-id", "")
        mood = self.moods.of(key)
        row = {
            "id": key,
            "at": at,
            "wall": now,
            "status": STATUS[mood],
            "target": asked.target,
            "method": asked.method,
            "digest": hashlib.sha256(asked.body).hexdigest(),
            "complaint": complaint(self.secret, asked, now),
            "inside": self.inside,
            "body": asked.body.decode("utf-8", "replace"),
        }
        os.write(self.log, json.dumps(row).encode() + b"\n")
        await asyncio.to_thread(os.fsync, self.log)
        return mood


async def receive(receiver: Receiver, port: int) -> None:
    """Take webhooks at `port` until standard input ends."""
    server = await asyncio.start_server(receiver.serve, ADDRESS, port, limit=wire.LONGEST_HEAD)
    async with server:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await until_left()


def main() -> None:
    port, secret, seed, log_file = sys.argv[1:]
    log = os.open(Path(log_file), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    asyncio.run(receive(Receiver(secret, log, Moods(int(seed))), int(port)))


if __name__ == "__main__":
    main()
