"""What a reply holds, told by its bytes: what servers and addresses say of it is often wrong."""

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler import charset
from crawler.errors import Unreadable
from crawler.model import Reply

UNPACKED = 16 * 1024 * 1024  # bytes read of a packed sitemap; the rest is left out

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_SEARCHED = 65_536  # characters in which the first element must begin


class Form(StrEnum):
    """The forms that lists of articles come in."""

    FEED = "feed"
    SITEMAP = "sitemap"
    JSON = "JSON"
    PAGE = "page"
    LINES = "plain text"


_ROOTS = {
    "rss": Form.FEED,
    "rdf": Form.FEED,
    "feed": Form.FEED,
    "channel": Form.FEED,
    "urlset": Form.SITEMAP,
    "sitemapindex": Form.SITEMAP,
    "html": Form.PAGE,
    "head": Form.PAGE,
    "body": Form.PAGE,
}
_KNOWN_ROOT = re.compile(
    rf"<(?:[A-Za-z_][\w.-]{{0,40}}:)?({'|'.join(_ROOTS)})[\s/>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Document:
    """A reply as text, from its root element on where it has one."""

    form: Form
    text: str
    url: str  # relative links start from here
    at: datetime  # when it was received
    timezone: str  # of dates without a zone


def document(reply: Reply, timezone: str) -> Document:
    """The text of `reply`, and what it holds.

    Raises Unreadable where it holds no text, and for XML that declares entities: they are what
    small documents become large ones by, and no list of articles needs them.
    """
    body = _unpacked(reply.body)
    if b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise Unreadable(f"{reply.url}: no text, but {reply.type or 'bytes'}")
    text = _NO_XML.sub("", charset.decode(body, reply.charset)).lstrip()
    if not text:
        raise Unreadable(f"{reply.url}: an empty answer")
    if text[0] in "{[":
        return Document(Form.JSON, text, reply.url, reply.at, timezone)
    form, start = _form(text, reply.url)
    return Document(form, text[start:], reply.url, reply.at, timezone)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, UNPACKED)
    except zlib.error as error:
        raise Unreadable(f"not gzip, though it begins so: {error}") from error


def _form(text: str, url: str) -> tuple[Form, int]:
    """The form of `text`, and where its root element begins."""
    start, declares = _after_prologue(text)
    root = _NAME.match(text, start)
    form = _ROOTS.get(root[1].lower()) if root else None
    if form is None and (late := _KNOWN_ROOT.search(text, start, start + _SEARCHED)):
        # Warnings of a broken plug-in stand before the root of many a feed.
        form, start = _ROOTS[late[1].lower()], late.start()
    if declares and form is not Form.PAGE:
        raise Unreadable(f"{url}: XML with declarations of its own is not read")
    if form is None:
        form = Form.PAGE if "<" in text[:_SEARCHED] else Form.LINES
    return form, start


def _after_prologue(text: str) -> tuple[int, bool]:
    """Where `text` goes on after comments, instructions and DOCTYPE; whether it declares any."""
    at, declares = 0, False
    ends = {"<!--": "-->", "<?": "?>", "<!": ">"}
    while True:
        while text[at : at + 1].isspace():
            at += 1
        opening = next((mark for mark in ends if text.startswith(mark, at)), None)
        if opening is None:
            return at, declares
        end = text.find(ends[opening], at)
        if end < 0:
            return len(text), declares
        if opening == "<!":
            doctype = text[at : at + 9].upper() == "<!DOCTYPE"
            if not doctype or "[" in text[at:end]:
                declares, end = True, max(text.find("]>", at), end)
        at = end + len(ends[opening])
