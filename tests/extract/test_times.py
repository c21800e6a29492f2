from dataclasses import replace

import pytest

from crawler.extract import extract
from crawler.model import Brief, Precision, Site
from tests.extract.pages import PROSE, URL, a_page, a_reply, read


def ld(**fields: str) -> str:
    inner = "".join(f',"{key}":"{value}"' for key, value in fields.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle"{inner}}}</script>'


def inside(line: str) -> str:
    return line + "".join(f"<p>{text}</p>" for text in PROSE)


@pytest.mark.parametrize(
    ("head", "line", "published"),
    [
        (ld(datePublished="2026-01-12T09:01:00+07:00"), "", "2026-01-12T09:01:00+07:00"),
        ('<meta property=article:published_time content="2026-01-12T02:01:00Z">', "", "2026-01-12T02:01:00+00:00"),
        ('<meta name=content_PublishedDate content="2026-01-12 09:01:00">', "", "2026-01-12T09:01:00+07:00"),
        ("", "<time datetime=2026-01-12T09:01:00+07:00>kemarin</time>", "2026-01-12T09:01:00+07:00"),
        ("", "<div>Senin, 12 Januari 2026 | 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        ("", "<div><span>12 Januari 2026</span> <span>09:01 WITA</span></div>", "2026-01-12T09:01:00+08:00"),
        ("", "<div>Senin, 12 Januari 2026</div>", "2026-01-12"),
        ("", "<div>2 jam yang lalu</div>", "2026-08-03T17:00:00+07:00"),
        ("", "", None),
        ("", "<p>Pasar itu dibangun pada 12 Januari 1998 dan terbakar dua kali sejak waktu itu, kata dinas.</p>", None),
        # a change is no publication
        ("", "<div>Diperbarui 12 Januari 2026 09:01 WIB</div>", None),
        (ld(dateModified="2026-01-12T09:01:00+07:00"), "", None),
        ("", "<div>Diperbarui 13/01/2026 10:00 WIB</div><div>12/01/2026 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        # of one day the line with the time
        ("", "<div>Ditulis oleh: Ani Contoh pada 12 Januari 2026</div><div>Senin, 12 Januari 2026 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        ("", "<div>12 Januari 2026</div><div>13 Januari 2026 09:01 WIB</div>", "2026-01-12"),
        # what is shown makes it precise
        (ld(datePublished="2026-01-12"), "<div>12/01/2026, 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-01-12T02:01:30Z"), "<div>12/01/2026, 09:01 WIB</div>", "2026-01-12T09:01:30+07:00"),
        (ld(datePublished="2026-01-12T02:01:00Z"), "<div>January 11, 2026 9:01 PM</div>", "2026-01-11T21:01:00-05:00"),
        # local time that was called UTC
        (ld(datePublished="2026-01-12T09:01:00Z"), "<div>12/01/2026, 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-08-03T18:30:00+00:00"), "", "2026-08-03T18:30:00+07:00"),
        # of two that differ, the one that is shown
        (ld(datePublished="2026-01-10T09:01:00+07:00") + '<meta property=article:published_time content="2026-01-12T09:00:00+07:00">',
         "<div>12/01/2026</div>", "2026-01-12T09:00:00+07:00"),
        (ld(datePublished="2026-01-10T09:01:00+07:00") + '<meta property=article:published_time content="2026-01-12T09:00:00+07:00">',
         "<div>11/01/2026</div>", "2026-01-10T09:01:00+07:00"),
        (ld(datePublished="2026-01-12T09:01:00Z") + '<meta property=article:published_time content="2026-01-12T02:01:00Z">',
         "", "2026-01-12T09:01:00+07:00"),
        # a bare `date` may be of anything
        ("<meta name=date content=2026-01-14>", "<div>12/01/2026, 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        ("<meta name=date content=2026-01-12T09:01:00+07:00>", "<div>12/01/2026</div>", "2026-01-12T09:01:00+07:00"),
        ("<meta name=date content=2026-01-14>", "", "2026-01-14"),
        # a zone that only the shown time has
        ('<meta name=pubdate content="2026-01-12 09:01:30">', "<div>12/01/2026, 09:01 WITA</div>", "2026-01-12T09:01:30+08:00"),
        # ... and of the zones of Indonesia another than machines are told
        (ld(datePublished="2026-01-12T09:01:30+07:00"), "<div>12/01/2026, 09:01 WITA</div>", "2026-01-12T09:01:30+08:00"),
        (ld(datePublished="2026-01-12T09:01:00+07:00"), "<div>12/01/2026, 09:01 WIT</div>", "2026-01-12T09:01:00+09:00"),
        (ld(datePublished="2026-01-12T09:01:00+08:00"), "<div>12/01/2026, 09:01 WIB</div>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-01-12T09:01:00+07:00"), "<div>12/01/2026, 10:01 WITA</div>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-01-12T09:01:00+07:00"), "<div>12/01/2026, 09:01 WIB</div><p>Buka pukul 10 WITA.</p>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-01-12T09:01:00+07:00"), "<div>12/01/2026, 09:31 WITA</div>", "2026-01-12T09:01:00+07:00"),
        (ld(datePublished="2026-07-12T09:01:00+02:00"), "<div>12/07/2026, 09:01 CET</div>", "2026-07-12T09:01:00+02:00"),
        # told of the change as well, and shown as earlier
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>Terbit: 12/01/2026, 10:30 WIB</div>", "2026-01-12T10:30:00+07:00"),
        (ld(datePublished="2026-03-12T02:01:00Z", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>12 Januari 2026</div>", "2026-01-12"),
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-13T09:01:00+07:00"),
         "<div>12 Januari 2026</div>", "2026-03-12T09:01:00+07:00"),
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>11 Maret 2026</div>", "2026-03-12T09:01:00+07:00"),  # the same day west of here
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>15 Maret 2026</div>", "2026-03-12T09:01:00+07:00"),
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>Acara: 12 Januari 2026</div>", "2026-03-12T09:01:00+07:00"),
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<div>Sejak 12 Januari 2026</div>", "2026-03-12T09:01:00+07:00"),
        (ld(datePublished="2026-03-12T09:01:00+07:00", dateModified="2026-03-12T09:01:00+07:00"),
         "<p>Pasar itu terbakar pada 12 Januari 2026, lalu dibangun lagi oleh pemerintah kota dan warga.</p>",
         "2026-03-12T09:01:00+07:00"),
        # in data for scripts, and not of several articles
        ('<script>x={"publishedDate":"2026-01-12T09:01:00+07:00"}</script>', "", "2026-01-12T09:01:00+07:00"),
        ('<script>x=[{"published_at":"2026-01-12"},{"published_at":"2026-01-13"}]</script>', "", None),
        ("<meta name=publish_date content=1767578400>", "", "2026-01-05T09:00:00+07:00"),
        (ld(datePublished="1767578400000"), "", "2026-01-05T09:00:00+07:00"),
        # not yet
        (ld(datePublished="2026-08-05T18:30:00+00:00"), "", None),
        (ld(datePublished="1970-01-01T00:00:00Z"), "", None),
    ],
)  # fmt: skip
def test_the_time_of_publication_is_found_and_never_invented(
    head: str, line: str, published: str | None
) -> None:
    moment = read(a_page(inside(line), head=head)).published
    assert (moment and moment.iso()) == published


def test_a_zone_that_was_put_right_is_told_as_inferred() -> None:
    head = ld(datePublished="2026-08-03T18:30:00+00:00")
    moment = read(a_page(head=head)).published
    assert moment is not None
    assert moment.precision is Precision.INFERRED


def test_an_hour_that_the_page_shows_in_another_zone_is_told_as_inferred() -> None:
    head = ld(datePublished="2026-01-12T09:01:00+07:00")
    page = a_page(inside("<div>12/01/2026, 09:01 WITA</div>"), head=head)
    for zone_known in (True, False):
        moment = read(page, zone=zone_known).published
        assert moment is not None
        assert moment.precision is Precision.INFERRED


def test_the_date_in_the_url_is_the_last_witness() -> None:
    url = "https://kota.example/read/2026/01/12/pasar"
    moment = read(a_page(), url=url).published
    assert moment is not None
    assert moment.iso() == "2026-01-12"
    told = read(a_page(head=ld(datePublished="2026-01-11T23:00:00+07:00")), url=url).published
    assert told is not None
    assert told.iso() == "2026-01-11T23:00:00+07:00"


def test_the_date_of_change_is_kept_apart() -> None:
    head = ld(
        datePublished="2026-01-12T09:01:00+07:00", dateModified="2026-01-13T10:00:00+07:00"
    )
    modified = read(a_page(head=head)).modified
    assert modified is not None
    assert modified.iso() == "2026-01-13T10:00:00+07:00"


@pytest.mark.parametrize(
    ("stated", "zone_known", "line"),
    [
        ("2026-01-12T02:01:00Z", True, "Senin, 12 Januari 2026 | 09:01 WIB"),
        ("2026-01-12T02:01:00Z", False, "Senin, 12 Januari 2026 | 09:01 WIB"),
        ("2026-01-12T03:01:00+01:00", True, "Senin, 12 Januari 2026 | 09:01 WIB"),
        ("2026-01-12T03:01:00+01:00", False, "Senin, 12 Januari 2026 | 03:01 UTC+1"),
        ("2026-01-12", False, "Senin, 12 Januari 2026"),
    ],
)
def test_the_text_shows_the_sources_zone_or_else_the_pages_own(
    stated: str, line: str, *, zone_known: bool
) -> None:
    text = read(a_page(head=ld(datePublished=stated)), zone=zone_known).text
    assert text.split("\n")[3] == line


def test_a_time_without_any_zone_is_the_sources_or_inferred() -> None:
    page = a_page(head='<meta name=pubdate content="2026-01-12 09:01:00">')
    for zone_known, precision in ((True, Precision.EXACT), (False, Precision.INFERRED)):
        moment = read(page, zone=zone_known).published
        assert moment is not None
        assert (moment.iso(), moment.precision) == ("2026-01-12T09:01:00+07:00", precision)


def test_a_shown_hour_without_zone_is_the_sources_where_that_is_known() -> None:
    page = a_page(
        inside("<div>12/01/2026 09:01</div>"), head=ld(datePublished="2026-01-12T09:01:00Z")
    )
    for zone_known, told in (
        (True, "2026-01-12T09:01:00+07:00"),
        (False, "2026-01-12T09:01:00+00:00"),
    ):
        moment = read(page, zone=zone_known).published
        assert moment is not None
        assert moment.iso() == told


def test_the_reason_names_the_witness_and_what_was_shown() -> None:
    article = read(
        a_page(
            inside("<div>12/01/2026, 09:01 WIB</div>"),
            head=ld(datePublished="2026-01-12T02:01:00Z"),
        )
    )
    why = next(vote for vote in article.why if vote.field == "published")
    assert why.believed == "JSON-LD datePublished"
    assert why.said == (
        ("JSON-LD datePublished", "2026-01-12T02:01:00Z"),
        ("shown by the headline", "12/01/2026, 09:01 WIB"),
    )
    assert why.reason == "its zone is the one of the time that is shown"


@pytest.mark.parametrize("site", [None, Site(host="kota.example", published=".w")])
def test_a_file_of_unknown_age_has_no_time_counted_back_from_now(site: Site | None) -> None:
    page = a_page(inside("<div class=w>2 jam lalu</div>"))
    brief = Brief(url=URL, site=site)
    assert extract(brief, a_reply(page)).published is not None
    assert extract(replace(brief, fetched=False), a_reply(page)).published is None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("<time class=updated datetime=2026-01-13T10:00:00+07:00>13 Januari 2026</time><time class=published datetime=2026-01-12T09:01:00+07:00>12 Januari 2026</time>",
         "2026-01-12T09:01:00+07:00", "2026-01-13T10:00:00+07:00"),
        ("<time class='entry-date published updated' datetime=2026-01-12T09:01:00+07:00>12 Januari 2026</time>",
         "2026-01-12T09:01:00+07:00", None),
        ("<abbr class=published title=2026-01-12T09:01:00+07:00>09.01</abbr><abbr class=updated title=2026-01-13T10:00:00+07:00>10.00</abbr>",
         "2026-01-12T09:01:00+07:00", "2026-01-13T10:00:00+07:00"),
        ("<p>Publié le 12/01/2026 à 09h01, modifié le 13/01/2026 à 10h00</p>",
         "2026-01-12T09:01:00+07:00", "2026-01-13T10:00:00+07:00"),
        ("<p>12 Januari 2026 09:01 WIB</p><p>Diperbarui: 13 Januari 2026 10:00 WIB</p>",
         "2026-01-12T09:01:00+07:00", "2026-01-13T10:00:00+07:00"),
        ("<p>Diperbarui: <span>13 Januari 2026 10:00 WIB</span> Terbit: <span>12 Januari 2026 09:01 WIB</span></p>",
         "2026-01-12T09:01:00+07:00", "2026-01-13T10:00:00+07:00"),
        ("<p>12 Januari 2026 09:01 WIB</p><p>© 2026 Kota Contoh</p>", "2026-01-12T09:01:00+07:00", None),
        ("<p>12 Januari 2026 09:01 WIB</p>", "2026-01-12T09:01:00+07:00", None),
    ],
)  # fmt: skip
def test_the_last_change_is_told_by_marks_and_by_what_is_shown(
    line: str, published: str, modified: str | None
) -> None:
    article = read(a_page(inside(line)))
    assert (article.published and article.published.iso()) == published
    assert (article.modified and article.modified.iso()) == modified
