from dataclasses import replace

import pytest

from crawler.model import Site
from tests.extract.pages import PROSE, a_page, read


def test_hints_come_first_and_one_that_matches_nothing_is_as_if_not_there() -> None:
    page = a_page(
        "<h2 class=j>Judul lain</h2><i class=o>Budi</i><time class=w>1/2/2026 10:00</time>"
        f"<div class=x><p>{PROSE[0]}</p><p class=y>{PROSE[1]}</p></div><div><p>{PROSE[2]}</p></div>"
    )
    site = Site(host="x", title=".j", author=".o", published=".w", content=".x", remove=(".y",))
    article = read(page, site=site)
    assert article.title == "Judul lain"
    assert article.authors == ("Budi",)
    assert article.published is not None
    assert article.published.iso() == "2026-02-01T10:00:00+07:00"
    assert article.paragraphs == PROSE[:1]
    lost = Site(
        host="x", title=".q", author="((", content=":nope(", remove=("..", ":lexbor-contains(")
    )
    assert read(page, site=lost) == read(page)


def test_each_hint_is_checked_and_what_came_of_it_is_told() -> None:
    page = a_page(f"<i class=o></i><b class=w>kemarin dulu</b><div class=x>{PROSE[0]}</div>")
    site = Site(host="x", title="h1", author=".o", published=".w", content=".y", remove=(".z", ".x i"))  # fmt: skip
    article = read(page, site=site)
    assert [(each.key, each.problem) for each in article.noticed.missed] == [
        ("remove", "matches nothing"),
        ("remove", "matches nothing"),
        ("body", "matches nothing"),
        ("published", "selects no date"),
        ("author", "selects elements without text"),
    ]
    assert len(article.noticed.hints) == 6
    assert article.paragraphs == PROSE[:1]


@pytest.mark.parametrize(
    ("hint", "problem"),
    [
        ({"title": "\ud800"}, "is no selector that can be used"),
        ({"title": "(("}, "is no selector that can be used"),
        ({"title": "p" * 1001}, "is no selector that can be used"),
        ({"title": ":lexbor-contains('x')"}, "is no selector that can be used"),
        ({"title": "body"}, "selects a text of 364 characters"),
        ({"content": "h1"}, "selects elements with next to no text"),
        ({"author": ".isi"}, "selects a text of 342 characters"),
        ({"author": "h1"}, "selects the headline"),
        ({"title": ".isi p"}, "selects a paragraph"),
        ({"author": ".isi p:first-child"}, "selects a paragraph"),
        ({"content": ".isi p:nth-child(2)"}, "selects one paragraph of several"),
        ({"content": ".isi p"}, None),
        ({"remove": (".isi",)}, "takes the article"),
        ({"remove": ("main",)}, "takes the article"),
        ({"remove": ("p",)}, "takes the article"),
        ({"remove": ("h1",)}, "takes the headline"),
        ({"remove": (":has(> h1)",)}, "takes the article"),
        ({"content": ".isi", "remove": (".isi",)}, "takes the article"),
        ({"content": ".isi p", "remove": ("p",)}, "takes the article"),
        ({"content": ".isi", "remove": ("main",)}, "takes the article"),
        ({"title": "h1", "remove": ("h1",)}, "takes the headline"),
        ({"remove": ("*",)}, "selects the whole page"),
        ({"remove": ("html",)}, "selects the whole page"),
        ({"remove": ("body",)}, "selects the whole page"),
    ],
)
def test_what_a_hint_selects_must_be_what_it_is_for(
    hint: dict[str, str], problem: str | None
) -> None:
    article = read(a_page(), site=replace(Site(host="x"), **hint))  # type: ignore[arg-type]  # by name
    assert [each.problem for each in article.noticed.missed] == ([problem] if problem else [])
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    ("before", "hint"),
    [
        ("<header><h1>Kabar Kota</h1></header>", {"remove": ("header h1",)}),
        ("<h1 class=tablet>Pasar Lama Dibuka Lagi</h1>", {"remove": (".tablet",)}),
        ("<h2 class=j>Judul lain</h2>", {"title": ".j", "remove": ("h1",)}),
        ("", {"remove": (".isi div, .isi div p",)}),
        ("", {"content": ".isi", "remove": (".isi div",)}),
        ("", {"content": ".q", "title": ".q", "remove": (".isi div",)}),
    ],
)
def test_what_is_neither_the_article_nor_its_only_headline_is_taken_off(
    before: str, hint: dict[str, str]
) -> None:
    box = f"<div><p>{PROSE[2]}</p></div>" if "isi" in str(hint) else ""
    page = a_page(f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>{box}").replace(
        "<main>", f"<main>{before}"
    )
    article = read(page, site=replace(Site(host="x"), **hint))  # type: ignore[arg-type]  # by name
    assert [each for each in article.noticed.missed if each.key == "remove"] == []
    assert article.title == (
        "Judul lain" if ".j" in hint.values() else "Pasar Lama Dibuka Lagi"
    )
    assert article.paragraphs == PROSE[:2]


def test_hints_that_no_longer_match_leave_the_article_and_its_headline_on_the_page() -> None:
    site = Site(host="x", title=".q", content=".q", remove=("h1", "p"))
    article = read(a_page(), site=site)
    assert [each.problem for each in article.noticed.missed] == [
        *("takes the headline", "takes the article", "matches nothing", "matches nothing"),
    ]
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.paragraphs == PROSE


@pytest.mark.parametrize("key", ["title", "author"])
def test_navigation_is_no_title_and_no_byline(key: str) -> None:
    page = a_page().replace("<main>", "<nav><a href=/k>Kota Kita</a></nav><main>")
    article = read(page, site=replace(Site(host="x"), **{key: "nav a"}))  # type: ignore[arg-type]  # by name
    assert [each.problem for each in article.noticed.missed] == ["selects navigation"]
    assert (article.title, article.authors) == ("Pasar Lama Dibuka Lagi", ())


def test_a_byline_in_the_foot_of_the_article_is_one() -> None:
    own = "".join(f"<p>{text}</p>" for text in PROSE) + "<footer><b>Ani Contoh</b></footer>"
    assert read(a_page(own), site=Site(host="x", author="footer b")).authors == ("Ani Contoh",)


def test_a_part_of_the_article_may_be_removed() -> None:
    page = a_page("".join(f"<p class=p{n}>{text}</p>" for n, text in enumerate(PROSE)))
    article = read(page, site=Site(host="x", remove=(".p1", ".p2")))
    assert article.paragraphs == (PROSE[0], PROSE[3])
    assert article.noticed.missed == ()


def test_a_page_without_hints_has_none_to_check() -> None:
    assert read(a_page()).noticed.hints == ()


def test_a_body_of_links_is_no_body() -> None:
    links = "".join(
        f"<li><a href=/{n}>Judul berita lain yang panjang {n}</a></li>" for n in range(9)
    )
    page = a_page(
        "".join(f"<p>{text}</p>" for text in PROSE) + f"<ul class=isi-lama>{links}</ul>"
    )
    article = read(page, site=Site(host="x", content=".isi-lama"))
    assert article.paragraphs == PROSE
    assert [each.key for each in article.noticed.missed] == ["body"]


def test_a_hint_that_matches_several_elements_takes_what_all_of_them_say() -> None:
    page = a_page(
        "<div class=r><a>Ani Contoh</a> <a>Budi Contoh</a></div>"
        f"<div class=x><p>{PROSE[0]}</p></div><p>Iklan di antaranya.</p>"
        f"<div class=x><p>{PROSE[1]}</p><div class=x><p>{PROSE[2]}</p></div></div>"
    )
    article = read(page, site=Site(host="x", author=".r a", content=".x"))
    assert article.authors == ("Ani Contoh", "Budi Contoh")
    assert article.paragraphs == PROSE[:3]
    assert article.noticed.missed == ()


def test_a_hint_for_the_date_reads_what_machines_are_told() -> None:
    page = a_page(
        f"<time class=d datetime=2026-01-12T09:01+07:00>Senin pagi</time><p>{PROSE[0]}</p>"
    )
    published = read(page, site=Site(host="x", published="time.d")).published
    assert published is not None
    assert published.iso() == "2026-01-12T09:01:00+07:00"
