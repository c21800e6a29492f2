"""Bytes of a page -> a tree, or the reason why there is none.

The tree is parsed from UTF-8 bytes, which is what Lexbor is fast at; other encodings are put
into UTF-8 first.  What is no markup, and what would take the parser minutes (Lexbor walks its
stack of open elements, so deep nesting is quadratic and open formatting elements are cubic),
is refused before it is parsed.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.charset import decode
from crawler.errors import Unreadable
from crawler.extract.markup import SILENT, ids
from crawler.model import Reply

DEEPEST = 512  # elements inside one another; Blink, WebKit and Go's html package stop here too
MOST_TAGS = 200_000
MOST_FORMATTING = 100  # formatting elements left open; each is opened again in every block
MOST_ATTRIBUTES = 10_000  # of one tag; the parser compares each with all before it

_LONG_TAG = 2 * MOST_ATTRIBUTES  # bytes: a shorter tag has fewer attributes
_UNSUSPICIOUS = 12_000  # tags; below that, and nearly all closed, no page takes long
_UNCLOSED = 2_500  # tags; so few take a second at most, whatever they are
_STRETCH = 32_768  # bytes that are looked at before it is asked whether that was enough
_SILENT = ids(*SILENT)
(_SCRIPT,) = ids("script")
_SIGNATURES = (
    *((b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "gzip")),
    *((b"\x89PNG\r\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture")),
    *((b"GIF87a", "a GIF picture"), (b"GIF89a", "a GIF picture"), (b"\x7fELF", "a program")),
    *((b"OggS", "an Ogg recording"), (b"ID3", "an MP3 recording"), (b"Rar!", "an archive")),
    *((b"\x00\x00\x01\x00", "an icon"), (b"wOFF", "a font"), (b"wOF2", "a font")),
    *((b"7z\xbc\xaf", "an archive"), (b"\xd0\xcf\x11\xe0", "an office document")),
)
_UTF_8 = re.compile(rb"<meta[^>]{1,200}charset\s{0,3}=\s{0,3}[\"']?\s?utf-?8", re.IGNORECASE)
_VALUE = re.compile(rb"=\s*(?:\"[^\"]*(?:\"|$)|'[^']*(?:'|$)|[^\s>]*)")  # of an attribute
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_OPEN = frozenset(  # void, or closed by what follows them
    b"area base br col embed hr img input link meta param source track wbr p li dd dt option "
    b"optgroup tr td th thead tbody tfoot colgroup html head body script style".split()
)
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())


def tree(reply: Reply) -> LexborHTMLParser:
    """The page as a tree.  Raises Unreadable where the bytes are no markup, or hostile."""
    body = _markup(reply)
    _refuse_hostile(body)
    return LexborHTMLParser(body, scripting=True)


def fragment(markup: str) -> LexborHTMLParser:
    """A piece of markup as the body of a tree.  Raises Unreadable where it is hostile."""
    body = f"<body>{markup}".encode("utf-8", "replace")
    _refuse_hostile(body)
    return LexborHTMLParser(body)


def silence(tree: LexborHTMLParser) -> list[LexborNode]:
    """Take off the page what is never prose: scripts, styles, buttons.  Gives the scripts."""
    if tree.root is None:
        return []
    silent = [node for node in tree.root.traverse() if node.tag_id in _SILENT]  # css is slower
    for node in silent:
        node.decompose(recursive=False)  # what is in it goes with it
    return [node for node in silent if node.tag_id == _SCRIPT]


def _markup(reply: Reply) -> bytes:
    """The page in UTF-8."""
    body = reply.body
    for signature, what in _SIGNATURES:
        if body.startswith(signature):
            raise Unreadable(f"{reply.url}: {what}, no page")
    if not (_says_utf_8(reply) or _is_utf_8(body)):
        body = decode(body, reply.charset).encode("utf-8", "replace")
    if body.count(b"\0", 0, 4096) > 8:
        raise Unreadable(f"{reply.url}: binary data, no page")
    return body


def _says_utf_8(reply: Reply) -> bool:
    if reply.body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    if reply.charset is not None:
        return reply.charset.strip(" \"'").lower() in {"utf-8", "utf8"}
    return _UTF_8.search(reply.body, 0, 4096) is not None


def _is_utf_8(body: bytes) -> bool:
    """Whether `body` can hardly be anything else: many pages are told to be what they were once.

    No text in another encoding has more than a few letters that are UTF-8 by accident.
    """
    if body.isascii() or b"\0" in body:
        return False  # nothing to tell by
    try:
        body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return broken * 50 < len(text.encode()) - len(text) - 2 * broken
    return True


def _refuse_hostile(body: bytes) -> None:
    """Raise Unreadable on markup that would keep the parser busy for minutes.

    A page is looked at closely only where counting makes it suspicious; what slips through,
    the pool of reading processes kills.
    """
    if len(body) > _LONG_TAG and _has_endless_tag(body):
        raise Unreadable(f"more than {MOST_ATTRIBUTES} attributes in one tag")
    if _has_few_tags(body):
        return
    opened = body.count(b"<")
    if opened < _UNSUSPICIOUS and _is_mostly_closed(body, opened):
        return
    if opened > MOST_TAGS * 2:
        raise Unreadable(f"more than {MOST_TAGS} tags")
    _refuse_nesting(body)


def _has_few_tags(body: bytes) -> bool:
    """Whether there are fewer than `_UNCLOSED`: to put others in their place is quicker than to count."""
    return b"<" not in body.replace(b"<", b">", _UNCLOSED - 1)


def _is_mostly_closed(body: bytes, opened: int) -> bool:
    """Whether hardly more than half of the tags are no end tags; looked at no further than needed."""
    for at in range(0, len(body), _STRETCH):
        opened -= 2 * body.count(b"</", at, at + _STRETCH)
        if opened < _UNCLOSED:
            return True
    return False


def _has_endless_tag(body: bytes) -> bool:
    """Whether some tag goes on and on; looked for only where no tag ends for long."""
    window = _LONG_TAG // 2  # one of these is empty of `>` wherever a long tag is
    at = 0
    while at < len(body):
        end = body.find(b">", at)
        end = len(body) if end < 0 else end
        if end - at >= window and _is_endless(body, at, end):
            return True
        at = max(end + 1, at + window)
    return False


def _is_endless(body: bytes, at: int, end: int) -> bool:
    """Whether a tag with too many attributes is open in a stretch without `>`."""
    start = body.rfind(b"<", body.rfind(b">", 0, at) + 1, end)
    if start < 0 or not body[start + 1 : start + 2].isalpha():
        return False
    names = _VALUE.sub(b" ", body[start:end]).replace(b"/", b" ")  # a stroke parts them, too
    if len(names.split()) <= MOST_ATTRIBUTES:
        return False
    # A script has `<` of its own.
    return body.rfind(b"<script", 0, start) <= body.rfind(b"</script", 0, start)


def _refuse_nesting(body: bytes) -> None:
    depth = formatting = tags = 0
    for slash, name in _TAG.findall(body.lower()):
        if name in _NEVER_OPEN:
            continue
        step = -1 if slash else 1
        tags += 1
        depth = max(depth + step, 0)
        if name in _FORMATTING:
            formatting = max(formatting + step, 0)
        if depth > DEEPEST + formatting:
            raise Unreadable(f"more than {DEEPEST} elements nested in one another")
        if formatting > MOST_FORMATTING:
            raise Unreadable(f"more than {MOST_FORMATTING} nested formatting elements")
        if tags > MOST_TAGS:
            raise Unreadable(f"more than {MOST_TAGS} tags")
