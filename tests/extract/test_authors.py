import pytest

from tests.extract.pages import PROSE, a_page, read


def inside(line: str) -> str:
    return line + "".join(f"<p>{text}</p>" for text in PROSE)


OWN_NAME = (
    '<meta property=og:site_name content="Kota Contoh"><script type="application/ld+json">'
    '{"@type":"NewsArticle","author":{"@type":"Organization","name":"Kota Contoh"}}</script>'
)


@pytest.mark.parametrize(
    ("head", "line", "told"),
    [
        ("", "<div>Laporan: <a href=/r/1>Samsul</a></div>", ("Samsul",)),
        ("", "<span>Oleh</span><span> Ani Contoh</span>", ("Ani Contoh",)),
        (
            "",
            '<div class="post-author"><a rel=author href=/a>Ani Contoh</a></div>',
            ("Ani Contoh",),
        ),
        ('<meta name=author content="Ani Contoh">', "", ("Ani Contoh",)),
        ('<meta name=author content="Admin">', "<p>Penulis: Ani</p>", ("Ani",)),
        ('<meta name=author content="105092">', "", ()),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"dpa"}}</script>',
            "",
            ("dpa",),
        ),
        (
            OWN_NAME,
            "<p>Reporter: Ani</p>",
            ("Ani",),
        ),
        (
            OWN_NAME,
            "",
            ("Kota Contoh",),
        ),
        ('<meta property=og:site_name content="Kota Contoh">', "", ()),
    ],
)
def test_persons_come_before_agencies_and_the_site_is_never_guessed(
    head: str, line: str, told: tuple[str, ...]
) -> None:
    article = read(a_page(inside(line), head=head))
    assert article.authors == told
    assert article.paragraphs == PROSE


EDITED = '<meta name=author content="Cici Contoh">'


@pytest.mark.parametrize(
    ("head", "lines", "told"),
    [
        (
            EDITED,
            "<div>Reporter: Ani Contoh</div><div>Editor: Cici Contoh</div>",
            ("Ani Contoh",),
        ),
        (EDITED, "<div>Editor: Cici Contoh</div>", ()),
        (EDITED, "<div>Editor</div><div>Cici Contoh</div><div>Penulis: Ani</div>", ("Ani",)),
        (EDITED, "<div>Penulis: Cici Contoh</div>", ("Cici Contoh",)),
        (EDITED, "<div>Cici Contoh</div>", ("Cici Contoh",)),
    ],
)
def test_who_is_shown_to_have_edited_is_no_author(
    head: str, lines: str, told: tuple[str, ...]
) -> None:
    assert read(a_page(inside(lines), head=head)).authors == told


def test_an_editor_told_to_machines_gives_way_to_the_writer_who_is_shown() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":"Cici Contoh"}</script>'
    lines = "<div>Editor: Cici Contoh</div>"
    assert read(a_page(inside(lines), head=head)).authors == ("Cici Contoh",)
    lines += "<div>Reporter: Ani Contoh</div>"
    assert read(a_page(inside(lines), head=head)).authors == ("Ani Contoh",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<span><i class='fa fa-user'></i> Ani Contoh</span>", ("Ani Contoh",)),
        ("<div>Ani Contoh , Jurnalis-Senin, 12 Januari 2026</div>", ("Ani Contoh",)),
        ("<div>Ani Contoh | Reporter</div>", ("Ani Contoh",)),
        ("<div>Ani Contoh, wartawan senior itu, pulang</div>", ()),
        ("<span><i class='fa fa-user'></i> 12 pembaca</span>", ()),
        ("<span><i class='fa fa-eye'></i> Ani Contoh</span>", ()),
    ],
)
def test_a_sign_or_a_trade_beside_a_name_says_who_wrote(
    line: str, told: tuple[str, ...]
) -> None:
    assert read(a_page(inside(line))).authors == told


@pytest.mark.parametrize(
    "box",
    [
        "<div class=rel><a rel=author href=/u>Feri Lain</a></div>",
        "<div class=related><div class=author>Feri Lain</div></div>",
        "<ul class=terpopuler><li><span class=author>Feri Lain</span></li></ul>",
        "<div class=teaser-artikel><span itemprop=author>Feri Lain</span></div>",
        "<div class=komentar><b class=comment-author>Feri Lain</b></div>",
    ],
)
def test_the_author_of_something_else_is_not_this_ones(box: str) -> None:
    assert read(a_page() + box).authors == ()
    assert read(a_page() + "<div class=penulis>Ani Contoh</div>").authors == ("Ani Contoh",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ani Contoh - Kabar Kota", ("Ani Contoh",)),
        ("Kabar Kota/Ani Contoh", ("Ani Contoh",)),
        ("Ani Contoh | Kabar Kota", ("Ani Contoh",)),
        ("Jurnalis: Ani Contoh, Kabar Kota", ("Ani Contoh",)),
        ("By Ani Contoh and Budi Contoh, Kabar Kota", ("Ani Contoh", "Budi Contoh")),
        ("Kota - Kabar Kota", ()),
        ("Beranda | Kabar Kota", ()),
        ("Bacaan 24 - Kabar Kota", ()),
    ],
)
def test_a_publisher_that_only_the_window_names_is_known(
    line: str, told: tuple[str, ...]
) -> None:
    page = a_page(inside(f"<div>{line}</div>")).replace("</title>", " - Kabar Kota</title>")
    assert read(page).authors == told


def test_what_the_publisher_calls_itself_above_the_headline_is_nobodys_name() -> None:
    page = a_page().replace("</title>", " - Kabar Kota</title>")
    assert (
        read(page.replace("<h1>", "<div>Kabar Kota - Berita Terkini</div><h1>")).authors == ()
    )


def test_those_who_write_together_are_the_author_where_nobody_else_is() -> None:
    assert read(a_page(inside("<div>Tim Redaksi</div>"))).authors == ("Tim Redaksi",)
    assert read(a_page(inside("<a href=/redaksi>Tim Redaksi</a>"))).authors == ()
    both = inside("<div>Tim Redaksi</div><div>Penulis: Ani Contoh</div>")
    assert read(a_page(both)).authors == ("Ani Contoh",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<a rel=author href=/a>Siti Aminah</a>", ("Siti Aminah",)),
        ("<a rel=author href=/a>Siti</a>", ("Siti",)),
        ("<div class=firma><a href=/autor/ani-contoh>Ani Contoh</a></div>", ("Ani Contoh",)),
        ("<div><a href=/penulis/12/ani-contoh><span>Ani Contoh</span></a></div>", ("Ani Contoh",)),
        ("<div><a href=/author/ani>Ani</a></div>", ("Ani",)),
        ("<p>Siti Aminah • 12 Januari 2026 08:05</p>", ("Siti Aminah",)),
        ("<div class=meta><span>Siti Aminah</span> <span>12 Januari 2026 08:05</span></div>", ("Siti Aminah",)),
        ("<div class=nama-wartawan>Siti Aminah</div>", ("Siti Aminah",)),
        ("<p>كتب: أحمد علي</p>", ("أحمد علي",)),
        ("<p>بقلم: أحمد علي</p>", ("أحمد علي",)),
        ("<p>【山田太郎】</p>", ("山田太郎",)),
        ("<p>文・山田太郎</p>", ("山田太郎",)),
        ("<p>Penulis: Redaksi</p>", ("Redaksi",)),
        ("<p>Oleh: Dr. Siti Aminah, S.H., M.H.</p>", ("Dr. Siti Aminah",)),
        # none of these is an author
        ("<p>Jakarta Selatan • 12 Januari 2026 08:05</p>", ()),
        ("<p>Berita Daerah | 12 Januari 2026</p>", ()),
        ("<div class=meta><a href=/sepak-bola>Sepak Bola</a> <span>12 Januari 2026</span></div>", ()),
        ("<div class=meta><span>Sepak Bola</span> <span>12 Januari 2026</span></div><ul><li>Sepak Bola</li></ul>", ()),
        ("<div><a href=/author/12>Lihat Profil Lengkap</a></div>", ()),
        ("<p>【速報】</p>", ()),
        ("<p>Reporter: Terima kasih.</p>", ()),
        ("<aside class=related><a rel=author href=/a>Budi Contoh</a></aside>", ()),
    ],
)  # fmt: skip
def test_a_name_by_the_headline_is_known_by_what_is_around_it(
    line: str, told: tuple[str, ...]
) -> None:
    assert read(a_page(inside(line))).authors == told


@pytest.mark.parametrize(
    "line", ["كتب: أحمد علي", "بقلم: أحمد علي", "【山田太郎】", "文・山田太郎"]
)
def test_a_byline_in_another_writing_is_not_of_the_text(line: str) -> None:
    assert read(a_page(inside(f"<p>{line}</p>"))).paragraphs == PROSE


def test_a_link_in_a_sentence_leads_to_no_author_of_the_article() -> None:
    linked = "<p>Menurut buku yang ditulis <a href=/penulis/budi-contoh>Budi Contoh</a>, pasar itu tua.</p>"
    assert read(a_page(inside(linked))).authors == ()
