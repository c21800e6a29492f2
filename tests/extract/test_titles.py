import json

import pytest

from crawler.extract.titles import choose, house, without_site
from tests.extract.pages import PROSE, URL, a_page, linked, read


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property=og:title content="Pasar Lama Dibuka Lagi - Kota">', "Pasar Lama Dibuka Lagi"),
        ('<meta property=og:site_name content=Kota><meta property=og:title content="Pasar Lama Dibuka Lagi | Kota">',
         "Pasar Lama Dibuka Lagi"),
        (linked('{"@type":"NewsArticle","headline":"Pasar Lama Dibuka Lagi"}'), "Pasar Lama Dibuka Lagi"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_sites_name(head: str, title: str) -> None:
    assert read(a_page(head=head)).title == title


def test_an_article_without_a_headline_has_the_windows_title() -> None:
    page = f"<title>Pasar Lama | Kota</title><meta property=og:site_name content=Kota><p>{PROSE[0]}"
    assert read(page).title == "Pasar Lama"
    assert read(f"<p>{PROSE[0]}").text.startswith("-\n\nLaporan: -\n")


@pytest.mark.parametrize(
    ("page", "headline", "shared", "window", "title"),
    [
        (["Pasar dibuka"], "Pasar dibuka", ["Lain sekali"], "Lain sekali - Kota", "Pasar dibuka"),
        (["Tag: pasar"], "Pasar dibuka", ["Pasar dibuka"], "Pasar dibuka - Kota", "Pasar dibuka"),
        (["Pasar lama Kini dibuka"], "Pasar lama: Kini dibuka", ["Pasar lama: Kini dibuka"],
         "Pasar lama: Kini dibuka", "Pasar lama: Kini dibuka"),
        (["Pasar lama di kota kini dibuka lagi"], "", ["Pasar lama di kota kini"], "",
         "Pasar lama di kota kini dibuka lagi"),
        ([], "", [], "Pasar dibuka | Kota", "Pasar dibuka"),
        ([], "", [], "", ""),
        (["x" * 900], "", [], "", "x" * 500),
        # what follows the whole headline is not of it, unless the publisher says so
        (["Pasar dibuka"], "Pasar dibuka", ["Pasar dibuka | Kabar Ekonomi"], "", "Pasar dibuka"),
        (["Pasar dibuka"], "", ["Pasar dibuka (kabar.example)"], "", "Pasar dibuka"),
        (["Pasar dibuka"], "Pasar dibuka - Ekonomi", ["Pasar dibuka - Ekonomi"], "", "Pasar dibuka - Ekonomi"),
        # a heading that ends the window's title is the site's name
        (["Kabar Desa"], "", [], "Pasar dibuka | Kabar Desa", "Pasar dibuka"),
        # ... unless the site's name begins it
        (["Pasar lama dibuka"], "", [], "Kabar Desa : Pasar lama dibuka", "Pasar lama dibuka"),
        (["Masuk", "Pasar dibuka"], "", [], "Pasar dibuka | Kabar Desa", "Pasar dibuka"),
        (["Kota"], "", ["Pasar dibuka"], "Pasar dibuka", "Pasar dibuka"),
        # cut short by a sign, or in the middle of a phrase
        (["Pasar lama di kota kini dibuka lagi"], "", ["Pasar lama di kota kini …"], "",
         "Pasar lama di kota kini dibuka lagi"),
        (["Pasar lama di kota “kini” dibuka"], "", ["Pasar lama di kota kita"], "", "Pasar lama di kota kita"),
        # JSON-LD of another article
        (["Pasar dibuka"], "Hujan lebat turun", ["Pasar dibuka"], "Pasar dibuka", "Pasar dibuka"),
        (["Pasar dibuka"], "Pasar lama dibuka", ["Pasar dibuka"], "Pasar dibuka", "Pasar lama dibuka"),
        (["Pasar “lama” dibuka"], "", ["Pasar lama dibuka"], "Pasar lama dibuka", "Pasar lama dibuka"),
    ],
)  # fmt: skip
def test_the_witnesses_vote(
    page: list[str], headline: str, shared: list[str], window: str, title: str
) -> None:
    told = choose(page=page, headline=headline, shared=shared, window=window, site="Kota")
    assert told.value == title


_STATED, _OTHER = "Pasar lama dibuka lagi", "Pedagang pasar lama kembali"


@pytest.mark.parametrize(
    ("page", "shared", "window", "alternative", "title"),
    [
        # told to every kind of sharer, and confirmed by the window's title or by the page
        ([_STATED], [_OTHER, _OTHER], f"{_OTHER} | Ekonomi", "", _OTHER),
        ([_OTHER], [_OTHER, _OTHER], f"{_OTHER} - Kota", "", _OTHER),
        ([_OTHER], [_OTHER, _OTHER], f"{_STATED} - Kota", "", _OTHER),
        # ... which one kind of sharer, or what no reader sees, is not enough for
        ([_OTHER], [_OTHER], f"{_OTHER} - Kota", "", _STATED),
        ([_STATED], [_OTHER, _OTHER], f"{_STATED} - Kota", "", _STATED),
        ([_STATED], [_OTHER, _STATED], f"{_OTHER} - Kota", "", _STATED),
        (["Pasar"], [_OTHER, _OTHER], f"{_STATED} - Kota", "", _STATED),
        # ... nor anything where the machines are told which of two headlines it is
        ([_OTHER], [_OTHER, _OTHER], f"{_OTHER} - Kota", "Pasar dibuka", _STATED),
    ],
)
def test_who_shares_outvotes_the_machines_headline_only_together_and_in_public(
    page: list[str], shared: list[str], window: str, alternative: str, title: str
) -> None:
    told = choose(
        page=page,
        headline=_STATED,
        shared=shared,
        window=window,
        site="Kota",
        alternative=alternative,
    )
    assert told.value == title


def test_a_page_tells_machines_of_its_second_headline() -> None:
    card = f'<meta property=og:title content="{_OTHER}"><meta name=twitter:title content="{_OTHER}">'
    told = '{"@type":"NewsArticle","headline":"%s"%s}'
    page = a_page(head=card + linked(told % (_STATED, ""))).replace(
        "Pasar Lama Dibuka Lagi", _OTHER
    )
    assert read(page).title == _OTHER
    second = ',"alternativeHeadline":"Pasar"'
    page = a_page(head=card + linked(told % (_STATED, second))).replace(
        "Pasar Lama Dibuka Lagi", _OTHER
    )
    assert read(page).title == _STATED


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Pasar dibuka - Kota Contoh", "Pasar dibuka"),
        ("Pasar dibuka | Kota Contoh.id", "Pasar dibuka"),
        ("Pasar dibuka|Kota Contoh", "Pasar dibuka"),
        ("Pasar dibuka » Kota Contoh", "Pasar dibuka"),
        ("Pasar dibuka--Kota Contoh", "Pasar dibuka"),
        ("Pasar dibuka (Kota Contoh)", "Pasar dibuka"),
        ("Pasar dibuka-Kota Contoh", "Pasar dibuka-Kota Contoh"),
        ("Pasar - dibuka lagi", "Pasar - dibuka lagi"),
        ("Kota Contoh - Pasar", "Kota Contoh - Pasar"),
        ("Pasar - Kota Contoh mengubah seluruh wajahnya tahun ini", "Pasar - Kota Contoh mengubah seluruh wajahnya tahun ini"),
    ],
)  # fmt: skip
def test_only_the_sites_name_is_cut_off(title: str, kept: str) -> None:
    assert without_site(title, "Kota Contoh") == kept


def test_the_reason_names_who_was_believed_and_what_the_others_said() -> None:
    told = choose(
        page=["Pasar dibuka"],
        headline="Pasar lama dibuka",
        shared=["Pasar dibuka"],
        window="",
        site="",
    )
    assert told.why.believed == "JSON-LD headline"
    assert told.why.said == (
        ("JSON-LD headline", "Pasar lama dibuka"),
        ("og:title", "Pasar dibuka"),
        ("h1", "Pasar dibuka"),
    )
    assert told.why.reason == "1.4 votes, the most of 2 headlines"


@pytest.mark.parametrize(
    ("window", "name"),
    [
        ("Pasar dibuka lagi - Kabar Kota", "Kabar Kota"),
        ("Pasar dibuka lagi | Kota | Kabar Kota", "Kabar Kota"),
        ("Kabar Kota: Pasar dibuka lagi", ""),
        ("Kabar Kota | Pasar dibuka lagi", "Kabar Kota"),
        ("Pasar dibuka lagi", ""),
        ("Kebun dibuka lagi - Kabar Kota", ""),
        ("", ""),
    ],
)
def test_the_publisher_stands_beside_the_headline(window: str, name: str) -> None:
    assert house(window, "Pasar dibuka lagi") == name
    assert house(window, "") == ""


@pytest.mark.parametrize("tag", ["div", "b", "h2", "span class=judul", "font size=5"])
def test_a_headline_that_nothing_marks_is_the_one_that_the_window_shows_too(tag: str) -> None:
    text = "Pasar Lama - Yang Baru - Dibuka Lagi"
    prose = "".join(f"<p>{one}</p>" for one in PROSE)
    for window in (f"{text} - Kabar Kota", f"Kabar Kota | {text}"):
        page = f"<title>{window}</title><body><{tag}>{text}</{tag.split(maxsplit=1)[0]}><div>{prose}</div>"
        assert read(page).title == text
    assert read(f"<title>{text}</title><body>{prose}").title == text


@pytest.mark.parametrize(
    "heading",
    [
        "<span class=kicker>Nasional</span> {}",
        "<small>Nasional</small><br>{}",
        "<span class=sr-only>Berita:</span> {}",
        "{} <span class=badge>Premium</span>",
        "{}",
        "<span>{}</span>",
    ],
)
def test_a_word_in_the_heading_beside_the_headline_is_none_of_it(heading: str) -> None:
    title = "Pasar Lama Dibuka Lagi"
    page = a_page().replace(f"<h1>{title}</h1>", f"<h1>{heading.format(title)}</h1>")
    assert read(page.replace("</title>", " - Kabar Kota</title>")).title == title


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Pasar\xa0Lama: Rp\xa05 Miliar", "Pasar\xa0Lama: Rp\xa05 Miliar"),
        ("市場\u3000再開 三カ月ぶり", "市場\u3000再開 三カ月ぶり"),
        ("Pasar\u200bLama Dibuka\u200b", "Pasar\u200bLama Dibuka\u200b"),
        ("«\u202fPasar\u202f» rouvert", "«\u202fPasar\u202f» rouvert"),
        (" Pasar \t Lama\n  Dibuka ", "Pasar Lama Dibuka"),
        ("Pasar\u2028Lama \x85 Dibuka", "Pasar Lama Dibuka"),
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        "<title>{0}</title><h1>{0}</h1>",
        "<title>{0} | Kabar Kota</title><meta property=og:site_name content='Kabar Kota'>",
        '<meta property=og:title content="{0}">',
        '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{0}"}}</script>',
    ],
)
def test_white_space_in_a_headline_that_is_not_ordinary_stays(
    told: str, title: str, page: str
) -> None:
    prose = "".join(f"<p>{one}</p>" for one in PROSE)
    article = read(f"<html><head>{page.format(told)}</head><body>{prose}")
    assert article.title == title
    assert article.text.startswith(f"{title}\n\n")


@pytest.mark.parametrize("sign", ["\xa0", "\u3000", "\u200b", "\xad"])
def test_white_space_that_is_not_ordinary_makes_no_second_headline(sign: str) -> None:
    page = [f"Pasar{sign} Lama Dibuka"]
    told = choose(page=page, headline="Pasar Lama Dibuka", shared=page, window="", site="Kota")
    assert told.why.reason == "all witnesses agree"
    with_site = (
        f"Pasar Lama Dibuka{sign}|{sign}Kota"
        if sign in "\xa0\u3000"
        else "Pasar Lama Dibuka | Kota"
    )
    assert without_site(with_site, "Kota") == "Pasar Lama Dibuka"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Pasar Lama<br>Dibuka Lagi", "Pasar Lama Dibuka Lagi"),
        ("<span>Pasar Lama<br/>Dibuka</span> Lagi", "Pasar Lama Dibuka Lagi"),
        ("<div>Pasar Lama</div><div>Dibuka</div>Lagi", "Pasar Lama Dibuka Lagi"),
        ("<span style='display: block'>Pasar Lama</span>Dibuka", "Pasar Lama Dibuka"),
        ("<span style='color:red'>P</span>asar <b>La</b>ma", "Pasar Lama"),
        ("<!-- judul -->Pasar<i></i> Lama", "Pasar Lama"),
        ("Pasar <span style='display: none'>Berita</span>Lama<b hidden>!</b>", "Pasar Lama"),
        ("<img src=/a.png alt=Kabar>Pasar Lama", "Pasar Lama"),
    ],
)
def test_the_lines_of_a_headline_are_parted(heading: str, title: str) -> None:
    prose = "".join(f"<p>{one}</p>" for one in PROSE)
    assert read(f"<body><main><h1>{heading}</h1>{prose}").title == title


@pytest.mark.parametrize("tail", [" - kota.example", " | Kota.example", " - www.kota.example"])
def test_the_host_behind_a_headline_is_not_of_it(tail: str) -> None:
    text = "".join(f"<p>{one}</p>" for one in PROSE)
    page = f"<html><head><title>Pasar Lama Dibuka Lagi{tail}</title></head><body>{text}</body></html>"
    assert read(page).title == "Pasar Lama Dibuka Lagi"


def test_the_headline_in_the_data_of_a_page_that_shows_none_is_without_the_site() -> None:
    text = "".join(f"<p>{one}</p>" for one in PROSE)
    data = {
        "post": {"title": "Pasar Lama Dibuka Lagi", "body": text, "slug": "pasar"},
        "url": URL,
    }
    script = f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(data)}</script>"
    head = "<title>Pasar Lama Dibuka Lagi - Kabar</title>"
    article = read(f"<html><head>{head}</head><body><div id=app></div>{script}</body></html>")
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.paragraphs == PROSE
