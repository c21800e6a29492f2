from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.message import sample
from crawler.message.news import Piece, read
from crawler.message.page import NAMES, Unprintable, ours, page, parsed
from crawler.message.telling import Group, Telling, tell
from tests.builders import NOON
from tests.message.payloads import LINK, messages, seen

OURS = {
    "html",
    "head",
    "meta",
    "title",
    "body",
    *("table", "tbody", "tr", "td"),
    "div",
    "h1",
    "h2",
    "p",
    "span",
    "blockquote",
    "mark",
    "a",
}
PLAIN = Telling(title='Banjir & "longsor"')


def a_digest(language: str = "id") -> Telling:
    return tell(read(sample.summary(NOON), "Asia/Jakarta"), language)


def test_a_page_of_every_payload_holds_our_tags_and_the_payload_s_words() -> None:
    for words, body in messages():
        telling = tell(read(body, "Asia/Jakarta"), "id")
        tree = LexborHTMLParser(page(telling, "id", "alert.html"))
        assert {node.tag for node in tree.css("*")} <= OURS
        assert [node.attributes["href"] for node in tree.css("a")] == [LINK]
        attributes = {name for node in tree.css("*") for name in node.attributes}
        assert attributes <= {
            *("style", "href", "lang", "charset", "name", "content", "dir"),
            *("role", "width", "cellpadding", "cellspacing", "border", "align"),
        }
        heading = tree.css_first("h1")
        assert heading is not None
        assert seen(heading.text()).strip() == (words or "(tanpa judul)")


def test_a_digest_lists_every_entry_under_its_rule() -> None:
    tree = LexborHTMLParser(page(a_digest(), "id", "digest.html"))
    assert [" ".join(node.text().split()) for node in tree.css("h2")] == ["aturan contoh (3)"]
    links = [node.attributes["href"] for node in tree.css("a")]
    assert links == [f"https://contoh.example/percobaan/{n}" for n in (1, 2, 3)]
    assert {node.text() for node in tree.css("mark")} == {"contoh"}


LINE = (Piece("Air "), Piece("banjir", marked=True), Piece(" surut"))
OTHER = "https://kabar.example/air/9?a=1&b=2"


def test_what_matched_in_the_title_is_marked_there_and_not_said_twice() -> None:
    telling = Telling(title="Air banjir surut", quotes=(LINE, (Piece("Air naik lagi"),)))
    tree = LexborHTMLParser(page(telling, "id", "alert.html"))
    assert [node.text() for node in tree.css("h1 mark")] == ["banjir"]
    assert [node.text() for node in tree.css("blockquote")] == ["Air naik lagi"]
    text = page(telling, "id", "alert.txt")
    assert text == "Air «banjir» surut\n\n  Air naik lagi\n"


@pytest.mark.parametrize("name", ["alert.html", "digest.html"])
def test_other_outlets_are_named_with_links_that_lead_there(name: str) -> None:
    telling = Telling(title="Banjir", elsewhere=(("Kabar <Hulu>", OTHER), ("", LINK)))
    whole = Telling(title="Ringkasan", groups=(Group("aturan banjir", (telling,)),))
    told = whole if name == "digest.html" else telling
    tree = LexborHTMLParser(page(told, "id", name))
    assert [node.attributes["href"] for node in tree.css("a")] == [OTHER, LINK]
    assert [node.text() for node in tree.css("a")] == ["kabar.example", "contoh.example"]
    assert "Kabar <Hulu>: " in seen(tree.text())
    text = page(told, "id", name.replace("html", "txt"))
    assert f"Kabar <Hulu>: {OTHER}\n" in seen(text)
    assert "\n\n\n" not in text


@pytest.mark.parametrize("title", ["خبر عاجل", "Banjir"])
def test_what_runs_from_right_to_left_stands_on_its_side(title: str) -> None:
    html = page(Telling(title=title), "id", "alert.html")
    heading = LexborHTMLParser(html).css_first("h1")
    assert heading is not None
    assert heading.attributes["dir"] == "auto"


def test_a_digest_as_text_is_for_reading() -> None:
    text = page(a_digest("en"), "en", "digest.txt")
    assert text.startswith("Digest: 3 alerts\n22 Nov 2026 10:00–19:00 WIB\n")
    assert "rule contoh (3)\n" in text
    assert "  Warga menyerahkan «contoh» pesan ini" in text
    assert "  https://contoh.example/percobaan/3\n" in text
    assert "\n\n\n\n" not in text


@pytest.mark.parametrize("name", NAMES)
def test_our_templates_fetch_nothing(name: str) -> None:
    assert not any(
        sign in ours(name) for sign in ("<img", "src=", "url(", "<script", "<link", "@import")
    )


def test_a_user_s_template_takes_the_place_of_ours_and_is_escaped_too() -> None:
    assert (
        page(PLAIN, "id", "alert.html", "<b>{{ title }}</b>")
        == "<b>Banjir &amp; &#34;longsor&#34;</b>"
    )
    assert page(PLAIN, "id", "digest.txt", "{{ title }}") == 'Banjir & "longsor"'


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{% if %}", "alert.html:1: "),
        ("\n{{ title", "alert.html:2: "),
        ("{{ title.nothing.more }}", "alert.html: "),
        ("{{ ''.__class__.__mro__ }}", "alert.html: "),
        ("{{ title.__init__.__globals__ }}", "alert.html: "),
        ("{{ 1 / 0 }}", "alert.html: "),
        ("{% include 'other.html' %}", "alert.html: "),
        ("{{ groups.append(1) }}", "alert.html: "),
        ("{% for n in range(99999) %}{{ 'x' * 100 }}{% endfor %}", "more than"),
        ("{% for n in range(10000000) %}{% endfor %}", "alert.html: "),
    ],
)
def test_a_template_that_breaks_out_or_fails_is_unprintable(source: str, problem: str) -> None:
    with pytest.raises(Unprintable, match=problem):
        page(PLAIN, "id", "alert.html", source)


def test_a_template_is_read_once() -> None:
    assert parsed("a.html", "x") is parsed("a.html", "x")


def test_the_templates_are_installed_with_the_package() -> None:
    assert all(
        (Path(__file__).parents[2] / "crawler/message/templates" / name).is_file()
        for name in NAMES
    )
