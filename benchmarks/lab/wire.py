"""The little of HTTP that the sites and the receiver speak: a request read, an answer written."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

LONGEST_HEAD = 32_768  # bytes
LONGEST_BODY = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def head(self, *, chunked: bool) -> bytes:
        """The status line and the headers, to the empty line."""
        framing = (
            {"Transfer-Encoding": "chunked"}
            if chunked
            else {"Content-Length": str(len(self.body))}
        )
        if self.status == HTTPStatus.NOT_MODIFIED:
            framing = {}
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in {**self.headers, **framing}.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def asked(reader: asyncio.StreamReader) -> Asked | None:
    """The next request of a connection; None where it ended or is none."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        length = min(int(headers.get("content-length", 0)), LONGEST_BODY)
        body = await reader.readexactly(length)
    except (
        asyncio.IncompleteReadError,
        asyncio.LimitOverrunError,
        ConnectionError,
        ValueError,
    ):
        return None
    return Asked(method=method, target=target, headers=headers, body=body)
