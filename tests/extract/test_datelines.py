import pytest

from crawler.extract import body
from crawler.extract.datelines import far, is_sure, labelled, near
from tests.extract.pages import a_tree

HEAD = "<h1>Pasar lama dibuka</h1>"
TITLE = "Pasar lama dibuka"


def lines(page: str, *, title: str = TITLE) -> tuple[list[str], list[str]]:
    texts = body.texts(a_tree(f"<body>{page}"))
    headlines = [at for at, (_, text) in enumerate(texts) if text == title]
    return list(near(texts, headlines)), [line.strip() for line in far(texts, headlines)]


@pytest.mark.parametrize(
    ("page", "first"),
    [
        (f"{HEAD}<p>12 Januari 2026</p><p>13 Januari 2026</p>", "12 Januari 2026"),
        (f"<p>11/01/26</p><p>Ekonomi</p>{HEAD}<p>a</p>" + "<p>b</p>" * 9 + "<p>13/01/26</p>", "11/01/26"),
        (f"{HEAD}<div><b>12 Januari 2026</b> <i>09:01 WIB</i></div>", "12 Januari 2026 09:01 WIB"),
        (f"{HEAD}<time datetime=2026-01-12T09:01+07:00>Senin 12/1/2026</time>", "2026-01-12T09:01+07:00"),
        (f"{HEAD}<p>Reporter Satu<br>Senin, 12/1/2026</p>", "Senin, 12/1/2026"),
        (f"{HEAD}<p>{' ' * 200}12/1/2026\n</p>", "12/1/2026"),
        # a day in words
        (f"{HEAD}<p>Kota</p><p>Baru Saja</p>", "Baru Saja"),
        (f"{HEAD}<p>Kota</p><p>An Hour AGO</p>", "An Hour AGO"),
        # a change
        (f"{HEAD}<p>Diperbarui 13/1/2026</p><p>12/1/2026</p>", "12/1/2026"),
        (f"{HEAD}<p><b>Updated:</b> <i>13/1/2026</i></p><p>12/1/2026</p>", "12/1/2026"),
        (f"{HEAD}<p>12/1/2026, diperbarui 13/1/2026</p>", "12/1/2026, "),
        (f"{HEAD}<p>Updated 13/1/2026, published 12/1/2026</p>", "published 12/1/2026"),
        # the heading counts, not the list of the latest that names the article too
        (f"{HEAD}<p>12/1/2026</p><ul><li>{TITLE}<li>13/1/2026", "12/1/2026"),
        (f"<h1>Kabar</h1><p>12/1/2026</p>{'<p>x</p>' * 60}<p>13/1/2026</p>", "12/1/2026"),
        # the date that opens the text
        (f"{HEAD}<p>12.1.2026 - {'Pasar itu dibuka lagi. ' * 9}</p>", "12.1.2026"),
        (f"{HEAD}<p>(12.1.2026) {'Pasar itu dibuka lagi. ' * 9}</p>", "12.1.2026"),
    ],
)  # fmt: skip
def test_the_date_of_publication_is_by_the_headline(page: str, first: str) -> None:
    assert lines(page)[0][:1] == [first]


@pytest.mark.parametrize(
    "line",
    [
        "Pedagang dan pembeli di pasar lama kota pada 12 Januari 2026.",
        "Hak cipta © 2026 Kota Contoh",
        f"{'Pasar itu dibangun pada 12 Januari 1998 dan terbakar dua kali. ' * 3}",
        "2020年7月4日に開催された競走で優勝した馬を紹介します",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    assert lines(f"{HEAD}<p>{line}</p>")[0] == []


STORY = (
    "Pedagang menata kios sejak subuh dan pembeli pertama datang sebelum pukul tujuh pagi tadi.",
    "Saluran air di jalan utama masih dikerjakan, sehingga sebagian jalan ditutup sampai Mei.",
    "Wali kota meminta semua orang menjaga kebersihan los dan tidak berjualan di atas trotoar.",
)
FIRST = "".join(f"<p>{text}</p>" for text in STORY[:2])


@pytest.mark.parametrize(
    "page",
    [
        f"{FIRST}<p>Pasar itu berdiri pada 17 Agustus 1995.</p>",
        "<p>Pasar itu berdiri pada 17 Agustus 1995.</p>",
        "<p>Pasar itu berdiri pada <b>17 Agustus 1995</b> di kota.</p>",
        f"{FIRST}<h3>12 Januari 2020: kebakaran besar</h3>",
        "<h3>12 Januari 2020: kebakaran besar</h3>",
        f"<p>{STORY[0]}</p><h3>Kebakaran 12 Januari 2020</h3>",
        "<figure><img src=a.jpg><figcaption>Pedagang, Senin (5/1/2015). (Foto: Budi)</figcaption></figure>",
        "<div class=photo-caption>Pedagang, Senin (5/1/2015)</div>",
        f"{FIRST}<ul><li>1 Maret 2019 rapat dengan para pedagang</li></ul>",
        '<p>"Suami saya pergi 2 hari lalu," kata Ani.</p>',
        f"{FIRST}<div>Kabar lain <span>2 jam lalu</span></div>",
        "<aside><a href=/x>Kabar lain</a> <span>2 jam lalu</span></aside>",
        "<div class=sidebar><a href=/x>Kabar lain</a> <span>10 Juli 2026</span></div>",
    ],
)
def test_a_date_in_the_text_or_of_another_article_is_none_of_publication(page: str) -> None:
    assert lines(f"{HEAD}{page}") == ([], [])


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (f"{HEAD}<p>{STORY[0]}</p><div>12 Januari 2026</div>", "12 Januari 2026"),
        (f"{HEAD}<aside class=meta>12 Januari 2026</aside>", "12 Januari 2026"),
        (f"{HEAD}<p>{STORY[0]}</p><h5>12 Januari 2026</h5>", "12 Januari 2026"),
        (f"{HEAD}<p class=x__caption>12 Januari 2026 | Kota</p>", "12 Januari 2026 | Kota"),
        (f"{HEAD}<ul><li>12 Januari 2026</li></ul>", "12 Januari 2026"),
        (f"<div class=has-sidebar>{HEAD}<p>12 Januari 2026</p></div>", "12 Januari 2026"),
        (f"{HEAD}<p>Published July 11, 2026, 9:15 p.m.</p>", "Published July 11, 2026, 9:15 p.m."),
        (f"{HEAD}<p>Diterbitkan 2 hari yang lalu.</p>", "Diterbitkan 2 hari yang lalu."),
        (f"{HEAD}<p>Baru saja</p>", "Baru saja"),
    ],
)  # fmt: skip
def test_a_dateline_may_follow_a_standfirst_and_end_with_a_dot(page: str, told: str) -> None:
    assert lines(page)[0] == [told]


def test_a_date_behind_the_text_is_far_from_the_headline() -> None:
    assert lines(f"{HEAD}{FIRST}<div>12/1/2026</div>") == ([], ["12/1/2026"])


def test_days_far_from_the_headline_are_kept_apart() -> None:
    page = f"{HEAD}<p>12/1/2026</p>{'<p>x</p>' * 60}<p>Acara 3/2/2026</p><p>2 jam lalu</p>"
    assert lines(page) == (["12/1/2026"], ["Acara 3/2/2026"])


def test_a_page_without_any_heading_has_no_date_by_it() -> None:
    assert lines("<p>12/1/2026</p>") == ([], ["12/1/2026"])


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<p>Terbit: 12/1/2026</p><p>13/1/2026</p>", ["Terbit: 12/1/2026"]),
        ("<dl><dt>Tanggal<dd>12/1/2026</dl><p>Acara<p>13/1/2026", ["12/1/2026"]),
        ("<p>Update 12/1/2026</p>", []),
    ],
)
def test_a_label_tells_which_day_is_the_one_of_publication(page: str, told: list[str]) -> None:
    assert list(labelled(body.texts(a_tree(f"<body>{page}")))) == told


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Senin, 12 Januari 2026 09:01 WIB", True),
        ("12/01/2026", True),
        ("2026-01-12T09:01:00+07:00", True),
        ("January 12, 2026", True),
        ("Mon, 12 Jan 2026", True),
        ("Diterbitkan: 12 Januari 2026", True),
        ("Published 12 January 2026", True),
        ("Sejak 12 Januari 2026", False),
        ("Acara: 12 Januari 2026", False),
        ("Ani, 12 Januari 2026", False),
        ("", False),
    ],
)
def test_a_line_that_begins_with_its_date_dates_nothing_else(line: str, *, sure: bool) -> None:
    assert is_sure(line) is sure
