"""What text the bytes of a page or a feed hold.

Asked in the order of the WHATWG Encoding and HTML standards: the byte order mark, the
Content-Type header, what the document says of itself, and then the bytes.  Only encodings of
the standard's table are used: Python's own list has codecs that are no text (`zlib`, `idna`).
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF_16 = frozenset({"utf-16-le", "utf-16-be"})

# Python codec: labels, after https://encoding.spec.whatwg.org/#names-and-labels
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "utf-16-le": "utf-16 utf-16le ucs-2 unicode iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1"
    " latin-1 ascii us-ascii ansi_x3.4-1968 iso-ir-100 cp819 ibm819",
    "iso-8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 iso-ir-101",
    "iso-8859-3": "iso-8859-3 iso8859-3 latin3 l3",
    "iso-8859-4": "iso-8859-4 iso8859-4 latin4 l4",
    "iso-8859-5": "iso-8859-5 iso8859-5 cyrillic",
    "iso-8859-6": "iso-8859-6 iso8859-6 arabic ecma-114",
    "iso-8859-7": "iso-8859-7 iso8859-7 greek greek8 ecma-118",
    "iso-8859-8": "iso-8859-8 iso8859-8 hebrew visual iso-8859-8-i logical",
    "iso-8859-10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso-8859-13": "iso-8859-13 iso8859-13",
    "iso-8859-14": "iso-8859-14 iso8859-14",
    "iso-8859-15": "iso-8859-15 iso8859-15 latin9 l9",
    "iso-8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi8 koi koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp866": "ibm866 cp866 866 csibm866",
    "cp874": "windows-874 iso-8859-11 iso8859-11 tis-620 dos-874",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_HEAD = 4096  # bytes in which a document must say its encoding; the standard asks for 1,024
_SAYS = re.compile(
    rb"<(?:\?xml|meta)\s[^>]{0,500}?(?:encoding|charset)\s{0,9}=\s{0,9}[\"']?\s{0,9}"
    rb"([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)


def decode(body: bytes, header: str | None) -> str:
    """The text of `body`, without byte order mark; `header` is the charset the server named.

    Never raises: bytes that are no text in the encoding become U+FFFD.

    >>> decode("café".encode("latin-1"), "ISO-8859-1")
    'café'
    >>> decode("café".encode(), "zlib")
    'café'
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    codec = _from_header(body, header) or _from_document(body) or _from_bytes(body)
    return body.decode(codec, "replace")


def _from_header(body: bytes, header: str | None) -> str | None:
    codec = _known(header or "")
    if codec in _UTF_16 and b"\0" not in body[:_HEAD]:
        return None  # markup in UTF-16 always has zero bytes
    return _or_utf_8(codec, body)


def _from_document(body: bytes) -> str | None:
    said = _SAYS.search(body[:_HEAD])
    codec = _known(said[1].decode("ascii")) if said else None
    if codec in _UTF_16:
        return "utf-8"  # it could not have been read as ASCII otherwise; so does the standard
    return _or_utf_8(codec, body)


def _known(label: str) -> str | None:
    return _CODECS.get(label.strip(" \t\r\n\f\"'").lower())


def _or_utf_8(codec: str | None, body: bytes) -> str | None:
    """`codec`, but for bytes called Latin-1 by a server's default that can only be UTF-8."""
    return "utf-8" if codec == "cp1252" and _is_utf_8(body) else codec


def _is_utf_8(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _from_bytes(body: bytes) -> str:
    head = body[:_HEAD].lstrip()
    if head.startswith(b"<\0"):
        return "utf-16-le"
    if head.startswith(b"\0<"):
        return "utf-16-be"
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    meant = sum(1 for char in text if char > "\x7f") - broken if broken else 0
    return "utf-8" if broken <= meant else "cp1252"
