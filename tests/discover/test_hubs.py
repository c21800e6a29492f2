"""Who tells of changes, as feeds and their servers name it."""

import json
from dataclasses import replace

import pytest

from crawler.discover import read
from crawler.discover.hubs import of
from crawler.model import NO_HUBS, Hubs, Inlet, InletKind, Reply
from tests.builders import NOON

FEED, HUB, SELF = "https://contoh.id/feed", "https://hub.example/", "https://contoh.id/umpan"
ITEM = "<item><title>A</title><link>https://contoh.id/berita/1</link></item>"
ENTRY = '<entry><title>A</title><link href="https://contoh.id/berita/1"/></entry>'


def rss(links: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>C</title>{links}{ITEM}</channel></rss>"
    )


def atom(links: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title>{links}{ENTRY}</feed>'


def rdf(links: str) -> str:
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>C</title>{links}</channel>{ITEM}</rdf:RDF>"
    )


def json_feed(**given: object) -> str:
    items = [{"id": "1", "url": "https://contoh.id/berita/1", "title": "A"}]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": items} | given
    )


BOTH = f'<atom:link rel="hub" href="{HUB}"/><atom:link rel="self" href="{SELF}"/>'
PLAIN = BOTH.replace("atom:", "")
WHOLE = Hubs((HUB,), SELF)


def hubs(text: str, headers: Hubs = NO_HUBS) -> Hubs:
    links = [("hub", hub) for hub in headers.urls]
    links += [("self", headers.topic)] if headers.topic else []
    reply = Reply(url=FEED, status=200, type="", charset=None, body=text.encode(), at=NOON)
    listing = read(Inlet(InletKind.FEED, FEED), replace(reply, links=tuple(links)), "UTC")
    assert len(listing.found) == 1
    return listing.hubs


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (rss(BOTH), WHOLE),
        (atom(PLAIN), WHOLE),
        (rdf(BOTH), WHOLE),
        (rss(f'<atom:link rel="hub" href="{HUB}"/>'), Hubs((HUB,), FEED)),
        (rss(f'<atom:link rel="self" href="{SELF}"/>'), NO_HUBS),
        (rss(""), NO_HUBS),
        (atom(f'<link href="{HUB}"/>'), NO_HUBS),
        (atom(PLAIN + '<link rel="hub" href="/dua"/>'), Hubs((HUB, "https://contoh.id/dua"), SELF)),
        (
            atom("".join(f'<link rel="hub" href="https://h{n}.example/"/>' for n in range(50))),
            Hubs(tuple(f"https://h{n}.example/" for n in range(3)), FEED),
        ),
        (atom('<link rel="hub" href="javascript:x"/>'), NO_HUBS),
        (atom('<link rel="hub" href="ftp://hub.example/"/>'), NO_HUBS),
        (atom('<link rel="hub" href="https://a:b@hub.example/"/>'), NO_HUBS),
        (atom('<link rel="hub"/><link rel="hub" href=" "/>'), NO_HUBS),
        (json_feed(hubs=[{"type": "WebSub", "url": HUB}], feed_url=SELF), WHOLE),
        (json_feed(hubs=[{"type": "WebSub", "url": HUB}]), Hubs((HUB,), FEED)),
        (json_feed(hubs=[{"type": "rssCloud", "url": HUB}]), NO_HUBS),
        (json_feed(hubs=[None, 3, {"type": 1, "url": HUB}, {"type": "WebSub"}]), NO_HUBS),
        (json_feed(hubs={"type": "WebSub", "url": HUB}), NO_HUBS),
        (json_feed(feed_url=SELF), NO_HUBS),
    ],
)  # fmt: skip
def test_a_feed_names_its_hubs(text: str, named: Hubs) -> None:
    assert hubs(text) == named


def test_headers_count_before_what_the_feed_says() -> None:
    theirs = Hubs(("https://lain.example/",), "https://contoh.id/topik")
    assert hubs(rss(BOTH), theirs) == theirs
    assert hubs(rss(""), theirs) == theirs
    assert hubs(rss(BOTH), Hubs((), "https://contoh.id/topik")) == Hubs(
        (HUB,), "https://contoh.id/topik"
    )
    assert hubs(rss(BOTH), Hubs(("https://lain.example/",))) == Hubs(
        ("https://lain.example/",), SELF
    )


def test_what_is_no_text_names_nothing() -> None:
    assert of([("hub", None), (None, HUB), (3, 4), ("hub", "x" * 9000)], FEED) == Hubs()
