"""Values as bytes between a reading process and its owner: length, then pickle.

What comes back is read with suspicion: a process that read a stranger's bytes may be the
stranger's.  Only the values that an answer is made of are built from it, each class by its name.
"""

import io
import pickle
import struct
from datetime import date, datetime, timedelta, timezone
from typing import Any

from crawler.model import (
    Article,
    Found,
    Further,
    Hubs,
    Inlet,
    InletKind,
    Listing,
    Missed,
    Moment,
    Noticed,
    PageState,
    Picture,
    Precision,
    Vote,
)
from crawler.readers.errand import Result

ANSWER = 8 * 1024 * 1024  # bytes of the longest answer: 500 items with long summaries are 6 MB
TAKEN = b"!"  # what a child says when a question has reached it, before it looks inside
HEAD = struct.Struct("!I")  # length of what follows

_ANSWERED: tuple[type, ...] = (
    *(Result, Article, Moment, Precision, PageState, Picture, Vote, Noticed, Missed, Further),
    *(Listing, Found, Hubs, Inlet, InletKind, datetime, date, timedelta, timezone),
)
_BUILT = {(kind.__module__, kind.__name__): kind for kind in _ANSWERED}


class Garbled(Exception):
    """Bytes that no reader of ours wrote."""


def packed(value: Any) -> bytes:
    """`value` with its length before it."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


def pieces(value: Any) -> list[bytes]:
    """`packed`, in pieces: what is large in `value` is not copied."""
    parts = _Parts()
    pickle.dump(value, parts, protocol=pickle.HIGHEST_PROTOCOL)
    return [HEAD.pack(sum(map(len, parts))), *parts]


class _Parts(list[bytes]):
    """A file whose parts are kept as they come."""

    def write(self, part: bytes | memoryview) -> int:
        """Take a part; long texts come as they are (PEP 3154, frames)."""
        self.append(part if isinstance(part, bytes) else bytes(part))
        return len(part)


def length(head: bytes) -> int:
    """How many bytes follow.  Raises Garbled where that is more than any answer has."""
    (size,) = HEAD.unpack(head)
    if size > ANSWER:
        raise Garbled(f"an answer of {size:,} bytes")
    return int(size)


def unpacked(body: bytes, expected: type) -> Any:
    """The value in `body`.  Raises Garbled where it is none of `expected`."""
    try:
        value = _Wary(io.BytesIO(body)).load()
    except Exception as error:  # a pickle that someone wrote may raise anything
        raise Garbled(f"an answer that cannot be read: {error}") from error
    if not isinstance(value, expected):
        raise Garbled(f"an answer that is a {type(value).__name__}")
    return value


class _Wary(pickle.Unpickler):
    """Builds only values that a reader's answer is made of."""

    def find_class(self, module: str, name: str) -> Any:
        kind = _BUILT.get((module, name))
        if kind is not None:
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
