"""The content coding of a body undone within a budget, however it was made to grow.

zlib can give 1,028 bytes for one, and two layers a million; so there is one layer at most, and
never more output than was asked for is made (`max_length`).
"""

import zlib
from dataclasses import dataclass
from io import BytesIO

from crawler.fetch.fault import Fault

MIB = 1024 * 1024
STEP = 256 * 1024  # output made at once; what can be over the budget when it is noticed
MEMBERS = 100  # parts of one gzip body; each costs a decoder, however short it is
ACCEPTED = "gzip, deflate"
GZIP_MAGIC = b"\x1f\x8b"
GZIP, ZLIB, RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
# What some servers say there that says nothing of the bytes; browsers pass over it too.
NO_CODINGS = frozenset(
    {
        *("identity", "none", "utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"),
        *("text/html", "binary", "7bit", "8bit"),
    }
)
FORMATS = {"gzip": GZIP, "x-gzip": GZIP, "deflate": ZLIB}


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a body may grow."""

    decoded: int = 16 * MIB
    ratio: int = 200  # decoded to received …
    free: int = MIB  # … once this much is decoded


class Body:
    """A body as it comes in: `feed` it, then `finish` it."""

    def __init__(self, codings: str, budget: Budget) -> None:
        """`codings` is the Content-Encoding header; a Fault where it is not one we asked for."""
        self._budget = budget
        self._format = _format(codings)
        self._decoder: zlib._Decompress | None = None
        self._members = 0
        self._head = b""  # the first bytes, until they tell the format
        self._received = 0
        self._decoded = BytesIO()  # its bytes can be had without a copy of them

    def feed(self, data: bytes) -> None:
        """Take in what was received; a Fault where it is too much or cannot be decoded."""
        self._received += len(data)
        if self._format is None:
            self._keep(data)
            return
        if self._decoder is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return
            self._start(_refined(self._format, data))
        try:
            self._inflate(data)
        except zlib.error as error:
            raise Fault("encoding", f"cannot be decoded: {error}") from error

    def finish(self) -> bytes:
        """The whole body; a Fault where its coding was cut short."""
        if self._received and self._format is not None and not self._ended:
            raise Fault("truncated", "the encoded body ends early")
        return self._decoded.getvalue()

    def drop(self) -> None:
        """Hold none of it any more, however long this is held itself."""
        self._decoded, self._decoder = BytesIO(), None

    @property
    def size(self) -> int:
        """Bytes of it so far, decoded."""
        return self._decoded.tell()

    @property
    def _ended(self) -> bool:
        return self._decoder is not None and self._decoder.eof

    def _start(self, form: int) -> None:
        self._members += 1
        if self._members > MEMBERS:
            raise Fault("bomb", f"more than {MEMBERS} parts in one gzip body", lasting=True)
        self._decoder = zlib.decompressobj(form)

    def _inflate(self, data: bytes) -> None:
        more = True
        while more and self._decoder is not None:
            if self._decoder.eof:
                if self._format != GZIP or not data.startswith(GZIP_MAGIC):
                    return  # padding, as every other decoder takes it
                self._start(GZIP)
            made = self._decoder.decompress(data, STEP)
            self._keep(made)
            data = self._decoder.unused_data or self._decoder.unconsumed_tail
            more = bool(data) or len(made) == STEP

    def _keep(self, data: bytes) -> None:
        size = self.size + len(data)
        if size > self._budget.decoded:
            raise Fault("too_large", f"over {self._budget.decoded} bytes", lasting=True)
        if size > max(self._budget.free, self._budget.ratio * self._received):
            raise Fault("bomb", f"grows over {self._budget.ratio} times", lasting=True)
        self._decoded.write(data)


def _format(codings: str) -> int | None:
    words = codings.lower().replace(",", " ").split()
    layers = [word for word in words if word not in NO_CODINGS]
    if not layers:
        return None
    if len(layers) > 1 or layers[0] not in FORMATS:
        raise Fault("encoding", f"the coding {codings[:80]!r} was not asked for", lasting=True)
    return FORMATS[layers[0]]


def _refined(form: int, head: bytes) -> int:
    """`deflate` means zlib's format (RFC 9110, 8.4.1.2), but some send it without its header."""
    if form == ZLIB and (head[0] & 0x0F != 8 or int.from_bytes(head[:2], "big") % 31):
        return RAW
    return form
