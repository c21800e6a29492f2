"""More servers that mean harm, or have no idea: every way to cut an answer off, or to write a header.

As in `hostile`: what each says, and what may come of it.
"""

import gzip
import zlib

from tests.fetch.lab import Said, redirect
from tests.fetch.plays import CHUNKED, OK, coded, resets, says

Cases = dict[str, tuple[Said, str]]

BODY = b"<html><body><p>Air sungai naik sejak pagi dan merendam jalan.</p></body></html>" * 5
CUTS = 20


def in_chunks(body: bytes) -> bytes:
    """`body` in chunks of fifty bytes."""
    parts = [body[at : at + 50] for at in range(0, len(body), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def framed(body: bytes, coding: str = "", *, chunked: bool = False) -> bytes:
    """A whole answer."""
    head = OK + b"content-type: text/html\r\n"
    head += f"content-encoding: {coding}\r\n".encode() if coding else b""
    if chunked:
        return head + b"transfer-encoding: chunked\r\n\r\n" + in_chunks(body)
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


WHOLE = {
    "by length": framed(BODY),
    "in chunks": framed(BODY, chunked=True),
    "gzip": framed(gzip.compress(BODY), "gzip"),
    "gzip in chunks": framed(gzip.compress(BODY), "gzip", chunked=True),
    "deflate": framed(zlib.compress(BODY), "deflate"),
}


def cut(answer: bytes, number: int) -> bytes:
    """The beginning of `answer`, of `CUTS` the one of this number."""
    return answer[: len(answer) * number // CUTS]


PHASES = {
    "in the status": b"HTTP/1.1 20",
    "in a header's name": OK + b"content-ty",
    "in a header": OK + b"content-type: text/ht",
    "before the blank line": OK + b"content-length: 9\r\n",
    "after the headers": OK + b"content-length: 9\r\n\r\n",
    "in a chunk's size": CHUNKED + b"1",
    "in a chunk": CHUNKED + b"9\r\nabc",
    "after a chunk": CHUNKED + b"3\r\nabc\r\n",
    "in the trailers": CHUNKED + b"0\r\nx: y",
    "in gzip": OK + b"content-encoding: gzip\r\ncontent-length: 99\r\n\r\n" + gzip.compress(b"halo")[:9],
}  # fmt: skip

# How a header is written, and what comes of an answer that has it.
LENGTHS = {
    "with a space": (b"3 ", "read"), "twice in one": (b"3, 3", "read"), "two in one": (b"3, 5", "protocol"),
    "in Arabic digits": ("٣".encode(), "protocol"), "with a point": (b"3.0", "protocol"), "with an exponent": (b"1e1", "protocol"),
    "empty": (b"", "protocol"), "with zeros": (b"0000003", "read"), "with a parameter": (b"3;x", "protocol"),
    "in quotes": (b'"3"', "protocol"), "with an underscore": (b"0_3", "protocol"), "after a tab": (b"\t3", "read"),
}  # fmt: skip

TRANSFERS = {
    "in capitals": (b"Chunked", "read"), "with a space": (b"chunked ", "read"), "of identity": (b"identity", "protocol"),
    "with a weight": (b"chunked;q=1", "protocol"), "of nonsense": (b"x", "protocol"), "after gzip": (b"gzip, chunked", "protocol"),
    "before gzip": (b"chunked, gzip", "protocol"), "with a tab": (b"\x0bchunked", "protocol"), "empty": (b"", "protocol"),
    "twice": (b"chunked\r\ntransfer-encoding: chunked", "protocol"), "in quotes": (b'"chunked"', "protocol"),
    "with a comma": (b",chunked", "protocol"),
}  # fmt: skip

SIZES = {
    "with a space": (b"3 ", "read"), "with 0x": (b"0x3", "protocol"), "with a semicolon": (b"3;", "read"),
    "with a parameter": (b"3;a=b", "read"), "in quotes": (b'"3"', "protocol"), "with a plus": (b"+3", "protocol"),
    "with an underscore": (b"0_3", "protocol"), "in Arabic digits": ("٣".encode(), "protocol"),
    "with zeros": (b"0" * 15 + b"3", "read"), "with many zeros": (b"0" * 40 + b"3", "protocol"),
    "of f": (b"f" * 17, "truncated"), "empty": (b"", "protocol"), "with a comma": (b"3,3", "protocol"),
}  # fmt: skip

CODINGS = {
    "in capitals": (b"GZIP", "read"), "and identity": (b"gzip, identity", "read"), "with an x": (b"x-gzip", "read"),
    "with a weight": (b"gzip;q=1", "encoding"), "empty": (b"", "read"), "of a comma": (b",", "read"), "with commas": (b"gzip,,", "read"),
    "of identity": (b"identity, identity", "read"), "compress": (b"compress", "encoding"), "aes128gcm": (b"aes128gcm", "encoding"),
    "exi": (b"exi", "encoding"), "of a dictionary": (b"dcb", "encoding"), "twice": (b"gzip\r\ncontent-encoding: gzip", "encoding"),
    "in quotes": (b'"gzip"', "encoding"), "that is a charset": (b"UTF-8", "read"), "none": (b"none", "read"),
}  # fmt: skip

NOWHERE = (
    "", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "data:text/html,x", "//", "http://", "https:", "http:",
    "http://[::1", "http://a b/", "\\\\x\\y", "/\\x", "http://x\\@y/", "mailto:a@b", "about:blank", "http://%zz/", "http://a%00b/",
    "ftp://x/", "ws://x/", "http://x:y/", "http://x:-1/", "http://x:99999/", "view-source:http://x/", "\x01", "/\x7f",
    "http://user@x/", "http://xn--/", "http://-/", "http://a..b/", "http://127.0.0.1:22/", "http://169.254.169.254/",
    "http://[::1]/", "http://0/", "http://2130706433/", "http://10.0.0.1/", "http://localhost/", "http://[fe80::1%25lo]/",
    "http://[64:ff9b::7f00:1]/", "http://metadata.google.internal/",
)  # fmt: skip


def _with(head: bytes, body: bytes = b"abc") -> bytes:
    return OK + head + b"\r\n\r\n" + body


FINISHED = b"3\r\nabc\r\n0\r\n\r\n"
ENDS = "broken truncated protocol encoding"
MORE: Cases = {
    **{f"{how}, cut off at {n}/{CUTS}": (says(cut(WHOLE[how], n)), ENDS) for how in WHOLE for n in range(CUTS)},
    **{f"hangs up {where}": (says(said), ENDS) for where, said in PHASES.items()},
    **{f"breaks off {where}": (resets(said), ENDS) for where, said in PHASES.items()},
    **{f"headers of {size} KiB": (_with(b"x: " + b"y" * 1024 * size + b"\r\ncontent-length: 3"), codes)
       for codes, sizes in (("read", (1, 16, 60, 63, 65)), ("read protocol", (99, 101, 128)), ("protocol", (256, 512)))
       for size in sizes},
    **{f"{number} headers": (_with(b"x: y\r\n" * number + b"content-length: 3"), "read") for number in (10, 100, 1000, 5000)},
    **{f"length {how}": (_with(b"content-length: " + length), codes) for how, (length, codes) in LENGTHS.items()},
    **{f"transfer coding {how}": (_with(b"transfer-encoding: " + coding, FINISHED), codes)
       for how, (coding, codes) in TRANSFERS.items()},
    **{f"chunk size {how}": (CHUNKED + size + b"\r\nabc\r\n0\r\n\r\n", codes) for how, (size, codes) in SIZES.items()},
    **{f"content coding {how}": (_with(b"content-encoding: " + coding + b"\r\ncontent-length: 24", gzip.compress(b"halo")), codes)
       for how, (coding, codes) in CODINGS.items()},
    "deflate called gzip": (coded("gzip", zlib.compress(b"halo")), "encoding"),
    "gzip called deflate": (coded("deflate", gzip.compress(b"halo")), "encoding"),
    **{f"redirect to {where!r}": (redirect(where), "redirect protocol dns address") for where in NOWHERE},
}  # fmt: skip
