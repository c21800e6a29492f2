"""Pages made to crash, hang or swell whoever reads them; each is made by a few words and a size.

Sources: the trackers of Lexbor and selectolax (crashes on `select size`, on foreign content, on
open formatting elements), html5lib's tests of the tree, and what our own patterns could choke on.
"""

from collections.abc import Iterator
from random import Random

from tests.extract.pages import PROSE

TEXT = "".join(f"<p>{text}</p>" for text in PROSE)
HEAD = "<html><head><title>Pasar Lama Dibuka Lagi</title></head><body><h1>Pasar Lama Dibuka Lagi</h1>"


def pages(size: int) -> Iterator[tuple[str, bytes]]:
    """A name and a page for each way to do harm; `size` is how often the harm is repeated."""
    for group in (_nesting, _siblings, _foreign, _unclosed, _long, _bytes, _told):
        for name, page in group(size):
            raw = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
            yield name, raw


def _nesting(size: int) -> Iterator[tuple[str, str]]:
    for tag in (
        "div",
        "span",
        "b",
        "a",
        "p",
        "li",
        "table",
        "ul",
        "font",
        "section",
        "q",
        "x-y",
    ):
        yield f"{tag} in {tag}", HEAD + f"<{tag}>" * size + TEXT
        yield f"{tag} in {tag}, closed", HEAD + f"<{tag}>" * size + TEXT + f"</{tag}>" * size
    yield "tables in cells", HEAD + "<table><tr><td>" * size + TEXT
    yield "lists in items", HEAD + "<ul><li>" * size + TEXT
    yield "just below the limit", HEAD + "<div>" * 500 + TEXT + "</div>" * 500
    yield "formatting in blocks", HEAD + "<b><i><u><div>" * size
    yield (
        "formatting left open",
        HEAD + "".join(f"<b n={n}><i n={n}>" for n in range(size)) + TEXT,
    )
    yield "links that close others", HEAD + "<a><b><div>" * size + "</a>" * size
    yield "mis-nested tables", HEAD + "<table><a><tr><b><td></a></b><i>" * size
    yield "text in tables", HEAD + "<table>x<tr>y" * size
    yield "buttons", HEAD + "<button><p>" * size
    yield "forms", HEAD + "<form><div></form>" * size
    yield "headings in headings", HEAD + "<h1><h2>" * size


def _siblings(size: int) -> Iterator[tuple[str, str]]:
    for tag in (
        "p",
        "br",
        "div",
        "li",
        "time",
        "img src=/a.jpg",
        "h1",
        "h2",
        "meta name=author content=x",
    ):
        yield f"many {tag}", HEAD + f"<{tag}>x" * size + TEXT
    yield "many short links", HEAD + "<a href=/x>x</a> " * size + TEXT
    yield "many comments", HEAD + "<!-- x -->" * size + TEXT
    yield "many scripts", HEAD + "<script>x</script>" * size + TEXT
    yield (
        "many data blocks",
        HEAD + '<script type="application/ld+json">{}</script>' * size + TEXT,
    )
    yield "many bodies", "<html a=1><body b=2>" * size + TEXT
    yield "many names", HEAD + "".join(f"<p class='a{n} b{n}'>x" for n in range(size)) + TEXT
    yield "many bylines", HEAD + "<p class=author>Oleh Budi</p>" * size + TEXT
    yield "many dates", HEAD + "<p>Senin, 3 Agustus 2026 | 10:00 WIB</p>" * size + TEXT


def _foreign(size: int) -> Iterator[tuple[str, str]]:
    yield "svg in svg", HEAD + "<svg>" * size + TEXT
    yield "html in svg", HEAD + "<svg><foreignObject><div>" * size + TEXT
    yield "html in math", HEAD + "<math><annotation-xml encoding=text/html><p>" * size + TEXT
    yield "math in svg", HEAD + "<svg><desc><math><mi><p>" * size
    yield "templates", HEAD + "<template>" * size + TEXT
    yield "templates in tables", HEAD + "<table><template><tr>" * size + TEXT
    yield "selects", HEAD + "<select size><option>x</select>" * size + TEXT
    yield "selects in selects", HEAD + "<select><optgroup><option><select>" * size
    yield "frames", "<frameset><frame>" * size + TEXT
    yield "ruby", HEAD + "<ruby>x<rt>y<rp>" * size
    yield "cdata", HEAD + "<svg><![CDATA[x]]>" * size + TEXT
    yield "objects", HEAD + "<object><param>" * size + TEXT
    yield "marquees", HEAD + "<marquee><applet>" * size + TEXT


def _unclosed(size: int) -> Iterator[tuple[str, str]]:
    long = TEXT * (size // 100 + 1)
    for start in ("<!--", "<script>", "<style>", "<title>", "<textarea>", "<plaintext>", "<![CDATA[", "<xmp>",
                  "<svg><title>", "<noscript>", "<p title='", "<!doctype ", "<?php ", "</", "<script><!--<script>"):  # fmt: skip
        yield f"unclosed {start}", HEAD + start + long
    yield "closed only", HEAD + "</p></br></div></table></a>" * size
    yield "less-than signs", HEAD + "<" * size + TEXT
    yield "entities without end", HEAD + "<p>" + "&amp &notit &lt" * size
    yield (
        "entities beyond Unicode",
        HEAD + "<p>" + "&#x110000;&#xD800;&#0;&#99999999999;" * size,
    )


def _long(size: int) -> Iterator[tuple[str, str]]:
    letters = size * 50
    yield "a long word", HEAD + "<p>" + "x" * letters
    yield "a long paragraph", HEAD + "<p>" + "kata " * letters
    yield "a long attribute", HEAD + f"<p title='{'x' * letters}'>" + TEXT
    yield "a long class", HEAD + f"<p class='{'aB ' * letters}'>" + TEXT
    yield (
        "many attributes",
        HEAD + "<p " + " ".join(f"a{n}=1" for n in range(size)) + ">" + TEXT,
    )
    yield "a long tag", HEAD + "<" + "x" * letters + ">" + TEXT
    yield "a long headline", HEAD + f"<h1>{'Pasar lama dibuka ' * size}</h1>" + TEXT
    yield "a long title", f"<title>{'Pasar - lama | ' * size}</title><p>" + TEXT
    yield "a long byline", HEAD + f"<p class=author>Oleh: {'Budi, dan ' * size}</p>" + TEXT
    yield (
        "a long date",
        HEAD + f"<time datetime='{'2026-08-' * size}'>{'1 ' * size}</time>" + TEXT,
    )
    yield "a long number", HEAD + f"<p class=date>{'1' * letters}</p>" + TEXT
    yield "white space", HEAD + " \n\t" * letters + TEXT
    yield "no-break spaces", HEAD + "<p>" + "\u00a0 " * letters + TEXT
    yield "dots", HEAD + "<p>" + ". " * letters
    yield "breaks", HEAD + "<p>" + "<br>\n" * size + TEXT
    yield "capitals", HEAD + "<p>" + "A" * letters + ":" + TEXT
    yield "colons", HEAD + "<p>" + "Baca juga: " * size + TEXT
    yield (
        "an address without end",
        HEAD + f"<link rel=canonical href='http://[{'x' * letters}'>" + TEXT,
    )


def _bytes(size: int) -> Iterator[tuple[str, bytes]]:
    text = (HEAD + TEXT).encode()
    yield "NUL in text", text.replace(b" ", b"\0") * 2
    yield "a NUL in each tag", text.replace(b"<", b"<\0")
    yield "NUL at the end", text + b"\0" * size
    yield "lone surrogates", text + b"<p>" + b"\xed\xa0\x80 kata" * size
    yield "bytes of no encoding", text + b"<p>" + b"\xff\xfe\x80\xc0" * size
    yield "every byte", text + bytes(range(256)) * (size // 100 + 1)
    yield "UTF-16 cut in half", b"\xff\xfe" + text.decode().encode("utf-16-le")[:-1]
    yield "UTF-16 that is none", b"\xfe\xff" + text * 2
    yield "UTF-7", b"<meta charset=utf-7>+ADw-script+AD4-" + text
    yield "marks on letters", text + b"<p>" + "a\u0301\u0302\u0303".encode() * size * 5
    yield "changes of direction", text + b"<p>" + "\u202e\u2066 kata \u2069".encode() * size
    yield "a zip archive", b"PK\x03\x04" + text
    yield "newlines before all", b"\n" * size * 50 + text


def _told(size: int) -> Iterator[tuple[str, str]]:
    def data(text: str, kind: str = 'type="application/ld+json"') -> str:
        return f"<html><head><script {kind}>{text}</script></head><body><h1>Pasar</h1>{TEXT}"

    story = '"@type":"NewsArticle","headline":"Pasar"'
    yield "data in data", data("[" * size)
    yield "data in data, closed", data("[" * size + "]" * size)
    yield "objects in objects", data('{"a":' * size + "1" + "}" * size)
    yield "graphs in graphs", data('{"@graph":[' * 500 + "{" + story + "}" + "]}" * 500)
    yield (
        "data that names itself",
        data('{"@graph":[{' + story + ',"@id":"#a","author":{"@id":"#a"}}]}'),
    )
    yield "a number without end", data("{" + story + f',"datePublished":{"9" * size * 5}}}')
    yield "a date without end", data("{" + story + f',"datePublished":"{"2026-" * size}"}}')
    yield (
        "no numbers",
        data("{" + story + ',"datePublished":NaN,"dateModified":-Infinity,"wordCount":1e999}'),
    )
    yield (
        "halves of letters",
        data(
            "{"
            + story
            + ',"articleBody":"'
            + "\\\\ud800 kata" * size
            + '","author":"\\\\udfff"}'
        ),
    )
    yield (
        "the wrong kinds",
        data(
            "{"
            + story
            + ',"author":[[[{"name":[1,null,{}]}]]],"image":{"url":{"url":[]}},"keywords":{"a":1}}'
        ),
    )
    yield (
        "many authors",
        data("{" + story + ',"author":[' + '{"name":"Budi"},' * size + '{"name":"Ani"}]}'),
    )
    yield "many things", data("[" + ("{" + story + "},") * size + "{}]")
    yield "many keywords", data("{" + story + f',"keywords":"{"pasar," * size}"}}')
    yield "many pictures", data("{" + story + ',"image":[' + '"/a.jpg",' * size + '"/b.jpg"]}')
    yield (
        "text as data",
        data(
            '{"props":' + '{"a":' * 900 + f'"{"Kata. " * size}"' + "}" * 900 + "}",
            "id=__NEXT_DATA__ type=application/json",
        ),
    )
    yield "markup as data", data("{" + story + f',"articleBody":"{"<div>" * size}"}}')


SELECTORS = (
    *(":lexbor-contains(", ":lexbor-contains('a' i)", 'p:lexbor-contains("x")', "((", "..", "", " ", "\0"),
    *(":has(" * 100 + "p" + ")" * 100, ":not(" * 160 + "p" + ")" * 160, ":is(" * 200, ":nth-child(" * 90),
    *("div " * 240 + "p", "*" * 1000, "* > " * 240 + "*", "~ " * 400, "p" * 1001, "p," * 499 + "p"),
    *("x" * 100_000, ":has(" * 1000 + ")" * 1000, "[a='" + "x" * 900, "[" * 900, "a|b|c", "@media", "p::before"),
    *(":nth-child(99999999999999999999n+1)", ":nth-child(-n- 1 of p)", "#" * 500, "." * 500, "\\" * 501),
    *("p\u202e", "\ud800", "p:root:root:root:empty", ":has(:has(p))", "html", "body", ":root", "head, body, html"),
)  # fmt: skip
_SPLICES = (b"<", b">", b"</p>", b"<div>", b"<!--", b"-->", b"\0", b"&", b"'", b'"', b"<svg>", b"<table>", b"\xff",
            b"<script>", b"</script>", b"<b>", b"<template>", b"<select>", b"]]>", b"\xed\xa0\x80")  # fmt: skip


def mutated(page: bytes, dice: Random) -> bytes:
    """`page` with a few pieces cut out, doubled, moved, or something put between."""
    for _ in range(dice.randint(1, 12)):
        start = dice.randrange(len(page) + 1)
        end = min(len(page), start + dice.choice((1, 3, 20, 200)))
        piece, rest = page[start:end], page[end:]
        page = page[:start] + dice.choice(
            (b"", piece * 2, dice.choice(_SPLICES) + piece, piece[::-1], bytes(dice.sample(range(256), 3)))
        ) + rest  # fmt: skip
    return page
