from crawler.extract.votes import LONGEST, MOST, as_reasons, overruled, vote
from crawler.model import Site
from tests.extract.pages import a_page, read


def test_only_what_was_said_is_kept_and_not_too_much_of_it() -> None:
    told = vote("title", [("h1", "x" * 900), ("og:title", "")], "h1", "it is alone")
    assert told.said == (("h1", "x" * LONGEST),)
    many = vote("title", [("h1", "x")] * 90, "h1", "it is first")
    assert len(many.said) == MOST


def test_a_hint_is_the_reason_only_where_it_told_something() -> None:
    told = vote("title", [("h1", "Pasar")], "h1", "it is alone")
    assert overruled(told, "") is told
    assert overruled(told, "Pasar lama").said == (
        ("hint of sites", "Pasar lama"),
        ("h1", "Pasar"),
    )
    article = read(a_page("<b>Ani</b>"), site=Site(host="kota.example", author="b"))
    assert [why.believed for why in article.why] == ["h1", "hint of sites", ""]


def test_reasons_show_every_witness_and_star_the_one_believed() -> None:
    page = a_page(head="<meta property=og:title content='Pasar Lama: Dibuka'>")
    assert as_reasons(read(page)).splitlines()[:3] == [
        "title: Pasar Lama: Dibuka (1.15 votes, the most of 2 headlines)",
        "  * og:title: Pasar Lama: Dibuka",
        "    h1: Pasar Lama Dibuka Lagi",
    ]
