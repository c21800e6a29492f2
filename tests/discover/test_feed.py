"""Feeds of every kind, as they are and as they come broken."""

import contextlib
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.discover import feed
from crawler.errors import Unreadable
from crawler.model import Found
from tests.discover.replies import a_document

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
<title>Kabar Contoh</title><link>https://news.example/</link>{}</channel></rss>"""


def rss(items: str) -> tuple[Found, ...]:
    return feed.read(a_document(RSS.format(items))).found


def one(inside: str) -> Found:
    (found,) = rss(f"<item>{inside}</item>")
    return found


def test_reads_rss_2() -> None:
    found = one(
        "<title>Harga beras turun</title><link>https://news.example/a/1?b=2&amp;c=3</link>"
        "<description><![CDATA[<p>Stok <b>cukup</b>.</p><img src=x><p>Kata bupati.</p>]]></description>"
        "<pubDate>Mon, 02 Nov 2026 10:15:00 +0700</pubDate>"
    )
    assert found == Found(
        url="https://news.example/a/1?b=2&c=3",
        title="Harga beras turun",
        summary="Stok cukup. Kata bupati.",
        published=datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "text",
    [
        '<rss version="0.91"><channel><item><title>Judul satu</title><link>https://news.example/a</link></item></channel></rss>',
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">\n'
            '<rss version="0.91"><channel><item><title>Judul satu</title><link>https://news.example/a</link></item></channel></rss>'
        ),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            '<channel rdf:about="https://news.example/"><title>K</title></channel>'
            '<item rdf:about="https://news.example/a"><title>Judul satu</title><link>https://news.example/a</link></item></rdf:RDF>'
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Judul &lt;i&gt;satu&lt;/i&gt;</title>'
            '<link rel="self" href="https://news.example/a.atom"/><link href="/a"/></entry></feed>'
        ),
        (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Judul satu</a:title>'
            '<a:link rel="alternate" href="https://news.example/a"/></a:entry></a:feed>'
        ),
        '<rss><channel><item><title>Judul satu</title><guid isPermaLink="true">https://news.example/a</guid></item></channel></rss>',
        "<rss><channel><item><title>Judul satu</title><guid>https://news.example/a</guid></item></channel></rss>",
        (
            "<br />\n<b>Warning</b>: foo() in <b>/srv/x.php</b> on line <b>3</b><br />\n<?xml version='1.0'?>"
            "<rss><channel><item><title>Judul satu</title><link>https://news.example/a</link></item></channel></rss>"
        ),
        (
            "<rss><channel><item><title>Judul satu</title><link>https://news.example/a</link><description>a & b <br> &nbsp; c"
            "</item></channel>"
        ),
        "\n\n  <rss><channel><item><title>Judul\x0b satu</title><link>\n https://news.example/a \n</link></item>",
    ],
)
def test_reads_every_kind_and_what_is_broken(text: str) -> None:
    (found,) = feed.read(a_document(text)).found
    assert (found.url, found.title) == ("https://news.example/a", "Judul satu")


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link>/a/b</link>", "https://news.example/a/b"),
        ("<link>a b</link>", "https://news.example/a%20b"),
        ("<link>//cdn.news.example/a</link>", "https://cdn.news.example/a"),
        (
            (
                "<link>https://feeds.feedburner.com/~r/x/1</link>"
                "<feedburner:origLink>https://news.example/asli</feedburner:origLink>"
            ),
            "https://news.example/asli",
        ),
        (
            "<link>javascript:alert(1)</link><guid>https://news.example/g</guid>",
            "https://news.example/g",
        ),
        (
            "<link><![CDATA[https://news.example/c?a=1&b=2]]></link>",
            "https://news.example/c?a=1&b=2",
        ),
    ],
)
def test_a_link_leads_to_the_article(link: str, url: str) -> None:
    assert one(f"<title>Judul</title>{link}").url == url


@pytest.mark.parametrize(
    "link",
    [
        "",
        "<link></link>",
        "<link>javascript:alert(1)</link>",
        "<link>data:text/html,x</link>",
        "<link>https://user:secret@news.example/a</link>",
        "<link>https://news.example/rss</link>",
        f"<link>https://news.example/{'a' * 2100}</link>",
        '<guid isPermaLink="false">12345</guid>',
    ],
)
def test_an_item_that_leads_to_no_article_is_left_out(link: str) -> None:
    good = "<item><title>Judul</title><link>https://news.example/a</link></item>"
    assert [each.url for each in rss(f"<item><title>Lain</title>{link}</item>{good}")] == [
        "https://news.example/a"
    ]


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (
            "Kata &amp;quot;maaf&amp;quot; dari &amp;#8216;dia&amp;#8217;",
            'Kata "maaf" dari ‘dia’',
        ),
        ("<![CDATA[Jalan &#8211; dan <b>jembatan</b>]]>", "Jalan – dan jembatan"),
        ("&lt;b&gt;Tebal&lt;/b&gt; sekali", "Tebal sekali"),
        ("Untung &amp; rugi: 5 &lt; 7", "Untung & rugi: 5 < 7"),
        ("  Dua\n  baris ", "Dua baris"),
        ("x" * 1_000_000, "x" * 500),
    ],
)
def test_a_title_is_plain_text(markup: str, title: str) -> None:
    assert one(f"<title>{markup}</title><link>/a</link>").title == title


@pytest.mark.parametrize(
    ("date", "published"),
    [
        (
            "<pubDate>Mon, 02 Nov 2026 10:15:00 GMT</pubDate>",
            datetime(2026, 11, 2, 10, 15, tzinfo=UTC),
        ),
        (
            "<pubDate>Sen, 02 Nov 2026 10:15:00 +0700</pubDate>",
            datetime(2026, 11, 2, 3, 15, tzinfo=UTC),
        ),
        ("<pubDate>2026-11-02 10:15:00</pubDate>", datetime(2026, 11, 2, 3, 15, tzinfo=UTC)),
        (
            "<dc:date>2026-11-02T10:15:00+08:00</dc:date>",
            datetime(2026, 11, 2, 2, 15, tzinfo=UTC),
        ),
        ("<pubDate>Fri, 30 Feb 2026 10:15:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 02 Nov 2999 10:15:00 GMT</pubDate>", None),
        ("<pubDate></pubDate>", None),
        ("", None),
    ],
)
def test_a_date_is_a_time_or_nothing(date: str, published: datetime | None) -> None:
    assert one(f"<title>J</title><link>/a</link>{date}").published == published


def test_an_item_that_is_there_twice_is_one_article() -> None:
    item = "<item><title>Judul</title><link>https://news.example/a</link></item>"
    assert len(rss(item * 3)) == 1


def test_order_is_the_feed_s() -> None:
    items = "".join(f"<item><link>/{at}</link></item>" for at in range(9))
    assert [each.url[-1] for each in rss(items)] == list("012345678")


def test_an_empty_feed_is_a_feed() -> None:
    assert rss("") == ()


@pytest.mark.parametrize("text", ["<rss", "<feed", "<channel>x", "<rss></rss", "<rdf>"])
def test_half_a_root_is_no_feed_or_an_empty_one(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert feed.read(a_document(f"{text} ")).found == ()


def test_an_error_that_a_service_writes_as_an_item_is_no_article() -> None:
    error = "<item><title>Bridge returned error 404! (20394)</title><link>https://bridge.example/e</link></item>"
    good = "<item><title>Judul</title><link>https://news.example/a</link></item>"
    assert [each.title for each in rss(error + good)] == ["Judul"]
    with pytest.raises(Unreadable, match="error of its own: Bridge returned error 404"):
        rss(error)


def test_of_too_many_items_the_newest_are_kept() -> None:
    items = "".join(
        f"<item><title>Judul {at}</title><link>/{at}</link>"
        f"<pubDate>Mon, 02 Nov 2026 {at // 60 % 12:02}:{at % 60:02}:00 GMT</pubDate></item>"
        for at in range(700)
    )
    found = rss(items)
    assert {each.url.rpartition("/")[2] for each in found} == {
        str(at) for at in range(200, 700)
    }


def test_of_too_many_items_without_dates_the_first_are_kept() -> None:
    found = rss("".join(f"<item><link>/{at}</link></item>" for at in range(700)))
    assert [each.url.rpartition("/")[2] for each in found] == [str(at) for at in range(500)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "\n" * 10_000_000 + RSS.format("<item><link>/a</link></item>"),
        RSS.format(f"<item><link>/a</link><author>{'a@a.' * 16_000}!</author></item>"),
        RSS.format(f"<item><link>/a</link><dc:creator>{'a@a.' * 16_000}!</dc:creator></item>"),
        RSS.format(
            f"<managingEditor>{'a@a.' * 16_000}!</managingEditor><item><link>/a</link></item>"
        ),
        RSS.format("<item><title>Judul</title><link>/a</link></item>" * 50_000),
        RSS.format("<item>" * 50_000),
    ],
    ids=["newlines", "author", "creator", "editor", "items", "open items"],
)
def test_nothing_keeps_it_busy(text: str) -> None:
    begun = time.process_time()
    feed.read(a_document(text))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("ttl", "minutes"),
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl> 5 </ttl>", 5),
        ("", None),
        ("<ttl></ttl>", None),
        ("<ttl>-1</ttl>", None),
        ("<ttl>an hour</ttl>", None),
        (f"<ttl>{'9' * 400}</ttl>", None),
    ],
)
def test_how_long_a_feed_asks_to_be_kept(ttl: str, minutes: int | None) -> None:
    text = f'<rss version="2.0"><channel><title>K</title>{ttl}<item><title>J</title><link>https://news.example/a</link></item></channel></rss>'
    wish = feed.read(a_document(text)).wish
    assert wish == (None if minutes is None else timedelta(minutes=minutes))
