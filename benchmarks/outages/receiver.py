"""The far end: a process that takes webhooks as its script says, and writes each down first."""

import asyncio
import hashlib
import json
import os
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

from benchmarks.outages import certificates
from benchmarks.outages.clock import Clock

FORK = get_context("fork")
LOOK = 0.002  # seconds of ours between two looks whether the port is to be closed
# it reads and hangs up; it takes, and hangs up; nobody listens; it reads, and says nothing for ever
DROP, TAKE_AND_DROP, CLOSED, HANG = 0, -200, -1, -2
Script = Callable[[float, str, int, int], tuple[int, str]]
"""(time, id, tries of it so far, arrivals so far) -> status, or one of the above; Retry-After."""
PLAIN = "plain"  # no certificate, and no TLS


@dataclass(frozen=True, slots=True)
class Guise:
    """Which of these certificates it shows when."""

    certificates: Mapping[str, Path] = field(default_factory=dict)
    shown: Callable[[float], str] = lambda _: PLAIN


def always(_time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """Take everything."""
    return 204, ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in."""

    time: float  # seconds of the turned clock
    id: str
    digest: str  # of the body
    status: int  # as it was answered
    names: tuple[str, ...]  # deliveries that it tells of: itself, or those of a digest
    title: str = ""  # of its article; of word to operators, its type

    @property
    def taken(self) -> bool:
        """Whether the receiver has it, whatever the sender came to know."""
        return self.status in {204, TAKE_AND_DROP}


def arrivals(log: Path) -> list[Arrival]:
    """What was written down, in order."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [
        Arrival(said[0], said[1], said[2], said[3], tuple(said[4]), said[5])
        for said in map(json.loads, lines)
    ]


def started(
    clock: Path, log: Path, script: Script, guise: Guise | None = None
) -> tuple[ForkProcess, int]:
    """A receiver in a process of its own, and its port."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        given = (clock, log, script, held, guise or Guise())
        process = FORK.Process(target=_serve, args=given, daemon=True)
        process.start()
    return process, port


def _serve(clock: Path, log: Path, script: Script, held: socket.socket, guise: Guise) -> None:
    """Listen by the script; the port is `held` meanwhile, so that nobody else gets it while closed."""
    with held:
        port: int = held.getsockname()[1]
        asyncio.run(Receiver(Clock(clock), log, script, port, guise).run())


class Receiver:
    """Answers by the script, and by the clock."""

    def __init__(
        self, clock: Clock, log: Path, script: Script, port: int, guise: Guise
    ) -> None:
        self._clock, self._script, self._port, self._guise = clock, script, port, guise
        self._log = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self._tries: Counter[str] = Counter()
        self._arrivals = 0

    async def run(self) -> None:
        """Listen while the script does not say otherwise, for good."""
        server: asyncio.Server | None = None
        shown = PLAIN
        while True:
            status, _ = self._script(self._clock.seconds, "", 0, 0)
            wanted = self._guise.shown(self._clock.seconds)
            if server is not None and (status == CLOSED or wanted != shown):
                server.close()
                server = None
            if status != CLOSED and server is None:
                server, shown = await self._opened(wanted), wanted
            await asyncio.sleep(LOOK)

    async def _opened(self, shown: str) -> asyncio.Server:
        tls = None if shown == PLAIN else certificates.server(self._guise.certificates[shown])
        return await asyncio.start_server(self._one, "127.0.0.1", self._port, ssl=tls)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = dict(
                line.lower().split(": ", 1) for line in head.splitlines()[1:] if ": " in line
            )
            body = await reader.readexactly(int(fields["content-length"]))
            status, wait = self._taken(fields["webhook-id"], body)
            if status > 0:
                rest = f"retry-after: {wait}\r\n" if wait else ""
                writer.write(
                    f"HTTP/1.1 {status} Said\r\n{rest}content-length: 0\r\nconnection: close\r\n\r\n".encode()
                )
                await writer.drain()
            elif status == HANG:
                await reader.read()  # until the sender has had enough
            elif writer.transport is not None:
                writer.transport.abort()
        except (ConnectionError, asyncio.IncompleteReadError, KeyError):
            pass
        finally:
            writer.close()

    def _taken(self, key: str, body: bytes) -> tuple[int, str]:
        """Decide on an arrival, and write it down."""
        time = self._clock.seconds
        status, wait = self._script(time, key, self._tries[key], self._arrivals)
        status = DROP if status == CLOSED else status
        self._tries[key] += 1
        self._arrivals += 1
        said = json.loads(body)
        data = said["data"]
        items, title = data.get("items"), data.get("article", {}).get("title", said["type"])
        names = [key] if "article" in data else [item["delivery"] for item in items or ()]
        line = json.dumps([time, key, hashlib.sha256(body).hexdigest(), status, names, title])
        os.write(self._log, line.encode() + b"\n")
        return status, wait
