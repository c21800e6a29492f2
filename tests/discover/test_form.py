"""What a reply holds, whatever it is called."""

import gzip

import pytest

from crawler.discover.form import UNPACKED, Form, document
from crawler.errors import Unreadable
from tests.discover.replies import a_document, a_reply

ENTITY = '<!ENTITY a "aaaaaaaaaa">'


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("<rss/>", Form.FEED),
        ("<?xml version='1.0'?>\n<!-- <html> --><feed xmlns='x'>", Form.FEED),
        ("<rdf:RDF>", Form.FEED),
        ("<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><urlset>", Form.SITEMAP),
        ("<sm:sitemapindex xmlns:sm='x'>", Form.SITEMAP),
        ("<!DOCTYPE html><html><body><rss></body></html>", Form.PAGE),
        ("<!doctype html PUBLIC 'a' 'b' [ <!ENTITY a 'b'> ]><html>", Form.PAGE),
        ("<p>Halaman tanpa kepala", Form.PAGE),
        ("Oops. <b>Error</b>", Form.PAGE),
        ('{"items": []}', Form.JSON),
        ("  [1]", Form.JSON),
        ("https://news.example/a\n", Form.LINES),
        ("<b>Warning</b>: x\n<rss>", Form.FEED),
    ],
)
def test_the_bytes_tell(body: str, form: Form) -> None:
    assert a_document(body).form is form


@pytest.mark.parametrize(
    "body",
    [
        f"<!DOCTYPE rss [{ENTITY}]><rss>&a;</rss>",
        f"<?xml version='1.0'?>\n\n<!-- <x> --><!DOCTYPE rss SYSTEM 'a' [\n{ENTITY}\n]><rss>&a;</rss>",
        f"{ENTITY}<rss/>",
        "<!DOCTYPE urlset [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><urlset/>",
        "<!doctype feed [<!ENTITY a SYSTEM 'http://127.0.0.1/'>]><feed/>",
        f"<!DOCTYPE foo [{ENTITY}]><foo/>",
    ],
)
def test_declarations_of_entities_are_refused(body: str) -> None:
    with pytest.raises(Unreadable, match="declarations of its own"):
        a_document(body)
    with pytest.raises(Unreadable, match="declarations of its own"):
        a_document(body.encode("utf-16"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"\xef\xbb\xbf",
        b"%PDF-1.7\n\0\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"PK\3\4\0\0\0",
        b"\x1f\x8b\x08broken",
    ],
)
def test_what_is_no_text_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        a_document(body)


def test_a_packed_document_is_unpacked() -> None:
    assert a_document(gzip.compress(b"<urlset>")).text == "<urlset>"


def test_half_a_packed_document_is_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(b"<urlset>" + bytes(range(65, 90)) * 1000)
    assert a_document(packed[:-20]).form is Form.SITEMAP


def test_unpacking_has_an_end() -> None:
    assert len(a_document(gzip.compress(b"<urlset>" + b" " * 2 * UNPACKED)).text) <= UNPACKED


def test_the_root_comes_first_in_the_text() -> None:
    held = document(
        a_reply(b"<?xml version='1.0'?>\n<rss>\xe9</rss>", charset="latin-1"), "UTC"
    )
    assert held.text == "<rss>é</rss>"
