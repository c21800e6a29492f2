import time

import pytest

from crawler.errors import Unreadable
from crawler.extract import page
from tests.extract.pages import a_reply


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 x", b"PK\x03\x04zip", b"\x1f\x8b\x08gz", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0",
     b"GIF89a....", b"\x00\x01\x02" * 100, b"OggS...."],
)  # fmt: skip
def test_what_is_no_markup_is_refused_whatever_it_is_called(body: bytes) -> None:
    with pytest.raises(Unreadable):
        page.tree(a_reply(body))


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 20_000 + b"x" + b"</div>" * 20_000,
        b"<div>text " * 5_000,
        b"".join(b"<b n=%d><i n=%d>" % (n, n) for n in range(4_000)),
        b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x",
        b"<a>" * 450_000,
    ],
    ids=["deep", "never closed", "formatting", "attributes", "tags"],
)
def test_markup_made_to_harm_the_parser_is_refused_at_once(body: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(Unreadable):
        page.tree(a_reply(body))
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "attributes",
    [
        b" ".join(b"a%d='x y'" % n for n in range(1_000_000)),
        b"".join(b'a%d="x"' % n for n in range(50_000)),
        b"/".join(b"a%d" % n for n in range(50_000)),
        b'x="a b" ' + b" ".join(b"a%d = 1" % n for n in range(50_000)),
    ],
    ids=["a million", "side by side", "parted by strokes", "behind a quoted one"],
)
def test_a_tag_of_a_great_many_attributes_is_refused_at_once(attributes: bytes) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match="10000 attributes"):
        page.tree(a_reply(b"<p " + attributes + b">x"))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "attribute",
    [
        b'data-page="' + b"{&quot;x&quot;: 1} " * 30_000 + b'"',
        b"data-props='" + b"kata / lain " * 30_000 + b"'",
        b'content = "' + b"a = b " * 30_000 + b'"',
        b'data-page="' + b"kata lain " * 30_000 + b'a > b"',
        b"src=data:image/png;base64," + b"aB/+" * 30_000,
    ],
    ids=["JSON", "single quotes", "signs in it", "the end of a tag in it", "no quotes"],
)
def test_the_words_in_an_attribute_are_no_attributes(attribute: bytes) -> None:
    tree = page.tree(a_reply(b"<p " + attribute + b">ketemu</p>"))
    node = tree.css_first("p")
    assert node is not None
    assert node.text() == "ketemu"


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        (b"<div>" * 2_500, "512 elements nested in one another"),
        (b"<div>" * 3_000, "512 elements nested in one another"),
        (b"<b>" * 3_000, "100 nested formatting elements"),
        (b"<div></div>" * 120_000, "200000 tags"),
    ],
)
def test_the_limit_that_a_page_breaks_is_named(body: bytes, limit: str) -> None:
    with pytest.raises(Unreadable, match=limit):
        page.tree(a_reply(body))


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 2_499,
        b"<p>never closed, as of old</p>" + b"<p>x <br> y" * 5_000,
        b"<ul>" + b"<li>item" * 5_000,
        b"<p>" + b"word " * 200_000,
        b"<script>if(a<b){" + b"x = 1;\n" * 20_000 + b"}</script><p>x",
        b"<select size><option></select>" * 30,
        b"<!-- never closed",
        b"",
    ],
)
def test_markup_that_is_only_untidy_is_parsed(body: bytes) -> None:
    assert page.tree(a_reply(body)).root is not None


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<p>café”</p>".encode(), "utf-8"),
        ("<p>café”</p>".encode(), None),
        ("<meta charset=utf-8><p>café”</p>".encode(), None),
        ("<meta charset=gb2312><p>café”</p>".encode(), None),
        ("<p>café”</p>".encode("windows-1252"), "iso-8859-1"),
        ("<meta charset=windows-1252><p>café”</p>".encode("windows-1252"), None),
        ("<p>café”</p>".encode("windows-1252"), None),
        ("<p>café”</p>".encode("utf-16"), None),
        ("\ufeff<p>café”</p>".encode(), "windows-1252"),
        ("<p>café”</p>".encode(), "zlib"),
        ("<p>café”</p>".encode(), "x" * 10_000),
    ],
)
def test_letters_are_what_the_page_means(body: bytes, charset: str | None) -> None:
    node = page.tree(a_reply(body, charset=charset)).css_first("p")
    assert node is not None
    assert node.text() == "café”"
