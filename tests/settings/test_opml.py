"""Sources from feed readers and to them."""

import pytest
from hypothesis import given, strategies as st

from crawler.model import Inlet, InletKind
from crawler.settings.opml import NotOpml, read, sections, write
from tests.builders import a_source

FEED = "https://contoh.example/feed"


def opml(*outlines: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f"{head}<opml version='2.0'><body>{''.join(outlines)}</body></opml>".encode()


def one(**given: str) -> str:
    said = {"text": "Contoh", "xmlUrl": FEED} | given
    return "<outline " + " ".join(f'{key}="{value}"' for key, value in said.items()) + "/>"


def test_a_subscription_becomes_a_source_and_its_folders_tags() -> None:
    body = opml(
        "<outline text='Berita'><outline title='Daerah' text='x'>",
        one(title="Kabar Contoh", htmlUrl="https://contoh.example/", category="/a/b,c"),
        "</outline></outline>",
        one(text="Lain", xmlUrl="https://lain.example/rss", language="EN"),
        one(text="Laman", xmlUrl="", url="https://laman.example/", type="link"),
    )
    found, left = read(body)
    assert left == []
    made, double = sections(found, ())
    assert double == 0
    assert made == [
        {
            "name": "kabar-contoh",
            "url": "https://contoh.example/",
            "feeds": [FEED],
            "tags": ["Berita", "Daerah", "a b", "c"],
        },
        {
            "name": "lain",
            "url": "https://lain.example/",
            "feeds": ["https://lain.example/rss"],
            "language": "en",
        },
        {"name": "laman", "url": "https://laman.example/"},
    ]


def test_a_feed_in_two_folders_is_one_source_with_both_tags() -> None:
    folders = [f"<outline text='{name}'>{one()}</outline>" for name in ("A", "B")]
    found, _ = read(opml(*folders))
    assert [each.tags for each in found] == [("A", "B")]


def test_what_is_followed_already_is_left_out_and_names_stay_apart() -> None:
    known = a_source(name="lama", inlets=(Inlet(InletKind.FEED, FEED),))
    found, _ = read(
        opml(
            one(),
            one(text="Lama", xmlUrl="https://a.example/1"),
            one(text="Tidur", xmlUrl="https://a.example/2"),
            one(text="Lama", xmlUrl="https://a.example/3"),
            one(text="x", xmlUrl="", url="https://contoh.id"),
        )
    )
    made, double = sections(found, [known], {"tidur"})
    assert double == 2
    assert [each["name"] for each in made] == ["lama-2", "tidur-2", "lama-3"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Berita Hari Ini — Contoh", "berita-hari-ini-contoh"),
        ("新聞", "新聞"),
        ("!!!", "contoh.example"),
        ("", "contoh.example"),
        ("a" * 90, "a" * 56),
    ],
)
def test_any_title_makes_a_name(given: str, name: str) -> None:
    found, _ = read(opml(one(text=given)))
    assert sections(found, ())[0][0]["name"] == name


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://contoh.example/feed", "http"),
        ("https://user:secret@contoh.example/feed", "user"),
        ("feed://contoh.example", "http"),
        ("https://a b/", "spaces"),
    ],
)
def test_what_is_no_address_is_left_out_and_told(url: str, reason: str) -> None:
    found, left = read(opml(one(xmlUrl=url), one()))
    assert [each.feed for each in found] == [FEED]
    assert len(left) == 1
    assert reason in left[0]
    assert "secret" not in left[0]


BOMB = (
    '<!DOCTYPE opml [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (opml(one(text="&c;"), head=BOMB), "declar"),
        (opml(one(text="&x;"), head=OUTSIDE), "declar"),
        (opml(head='<!DOCTYPE opml [<!ENTITY % p SYSTEM "http://x/"> %p;]>'), "declar"),
        (b"", "no XML"),
        (b"not xml", "no XML"),
        (b"<rss/>", "no <opml>"),
        (b"<opml><body>", "no XML"),
        (b"\x00\x01", "no XML"),
        (b"<opml>" + b"<outline>" * 100, "folders"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "klingon"),
        (b" " * (10 * 1024 * 1024 + 1), "larger"),
    ],
)
def test_what_is_no_opml_or_dangerous_is_refused_with_the_reason(
    data: bytes, said: str
) -> None:
    with pytest.raises(NotOpml, match=said):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + opml(one()),
        b"\n\n" + opml(one()),
        opml(one(text="Kabar & Contoh")),
        opml(one(), head='<!DOCTYPE opml SYSTEM "http://x.example/opml.dtd">'),
        opml(one(), head='<?xml version="1.0" encoding="ISO-8859-1"?>'),
        opml(one()).decode().encode("utf-16"),
        opml(one(xmlUrl="", XMLURL=FEED)),
    ],
)
def test_what_is_only_sloppy_is_read(data: bytes) -> None:
    found, left = read(data)
    assert ([each.feed for each in found], left) == ([FEED], [])


def test_an_address_with_a_bare_ampersand_is_whole() -> None:
    found, _ = read(opml(one(xmlUrl="https://contoh.example/feed?a=1&b=2&amp;c=3")))
    assert found[0].feed == "https://contoh.example/feed?a=1&b=2&c=3"


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"), min_size=1, max_size=20), max_size=4)
)  # fmt: skip
def test_what_is_written_reads_back(tags: list[str]) -> None:
    sources = [
        a_source(name="satu", inlets=(Inlet(InletKind.FEED, f"{FEED}?a=1&b=\"'<"),), tags=tuple(tags)),
        a_source(name="dua", language="en"),
    ]  # fmt: skip
    found, left = read(write(sources).encode())
    made, _ = sections(found, ())
    assert left == []
    assert [each["name"] for each in made] == ["satu", "dua"]
    assert made[0]["feeds"] == [f"{FEED}?a=1&b=\"'<"]
    assert made[1] == {"name": "dua", "url": "https://contoh.id/", "language": "en"}


def test_nothing_secret_is_exported() -> None:
    assert "rahasia" not in write([a_source(headers=(("authorization", "rahasia"),))])
