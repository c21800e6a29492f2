import pytest

from tests.extract.pages import PROSE, a_page, read


def test_comments_are_kept_apart_from_the_text() -> None:
    comments = "".join(
        f"<li class=comment><b>Pembaca</b><div class=comment-content><p>Komentar {n} tentang pasar.</p></div></li>"
        for n in range(3)
    )
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + f"<ol id=comments>{comments}</ol>"
    article = read(a_page(inside))
    assert article.paragraphs == PROSE
    assert article.comments == tuple(f"Komentar {n} tentang pasar." for n in range(3))
    assert article.text.endswith("\n\nKomentar:\n" + "\n".join(article.comments))


def test_a_place_for_comments_that_holds_none_gives_none() -> None:
    inside = (
        "".join(f"<p>{t}</p>" for t in PROSE) + "<div class=comments><h4>Komentar:</h4></div>"
    )
    article = read(a_page(inside))
    assert article.comments == ()
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=komentar><ol class=comment-list>{items}</ol></div>",
        "<section class=comments-area><h2>2 komentar</h2><ul>{items}</ul><form><p>Tulis komentar.</p></form></section>",
        "<div class=post-comments><div><ul class=children>{items}</ul></div></div>",
    ],
)
def test_comments_are_found_in_lists_that_do_not_mark_them(markup: str) -> None:
    items = "<li><p>Pasarnya bersih.</p><p>Semoga tetap.</p></li><li><b>Ani</b><p>Ramai sekali!</p></li>"
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + markup.format(items=items)
    article = read(a_page(inside))
    assert article.comments == ("Pasarnya bersih. Semoga tetap.", "Ramai sekali!")
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    "around",
    [
        "<div class=comments-open>{}</div>",
        "<div class=isi>{}<a class=comments-link href=#k>2 komentar</a></div>",
        "<div class=isi>{}<ul class=comment-tools><li><a href=#>Balas</a></li></ul></div>",
    ],
)
def test_a_name_that_only_speaks_of_comments_holds_none(around: str) -> None:
    text = "".join(f"<p>{t}</p>" for t in PROSE)
    page = f"<body><main>{around.format(f'<h1>Pasar Dibuka</h1>{text}<ul><li><p>Los A</p></li></ul>')}</main>"
    article = read(page)
    assert article.comments == ()
    assert article.paragraphs[:4] == PROSE


@pytest.mark.parametrize(
    "markup",
    [
        "<section class=komentar>{}</section>",
        "<div id=komentar><div class=daftar>{}</div></div>",
        (
            "<div class=comments><div class=comments-head>2 komentar</div>{}<div class=comment-form>"
            "<form><p>Tulis</p></form></div></div>"
        ),
    ],
)
def test_comments_side_by_side_are_found_by_the_name_that_they_share(markup: str) -> None:
    items = (
        "<div class=komentar-item><span>Ani</span><p>Pasarnya bersih.</p></div>"
        "<div class=komentar-item><span>Budi</span><p>Ramai sekali!</p></div>"
    )
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + markup.format(items)
    article = read(a_page(inside))
    assert article.comments == ("Pasarnya bersih.", "Ramai sekali!")
    assert article.paragraphs == PROSE


@pytest.mark.parametrize(
    "text", ["<p>Pasarnya bersih.</p><p>Semoga tetap.</p>", "Pasarnya bersih. Semoga tetap."]
)
@pytest.mark.parametrize("outer", ["<div id=comments>{}</div>", "{}"])
def test_comments_told_like_terms_are_without_who_wrote_them(text: str, outer: str) -> None:
    area = (
        "<h4>2 komentar:</h4><dl id=comments-block><dt class=comment-author>Ani mengatakan...</dt>"
        f"<dd class=comment-body>{text}</dd><dd class=comment-footer>17 Mei</dd>"
        "<dt class=comment-author>Budi mengatakan...</dt><dd class=comment-body><p>Ramai sekali!</p></dd></dl>"
    )
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + outer.format(area)
    assert read(a_page(inside)).comments == ("Pasarnya bersih. Semoga tetap.", "Ramai sekali!")


def test_white_space_that_is_not_ordinary_stays_in_a_comment() -> None:
    comments = (
        "<ol id=comments><li class=comment><p>Rp\xa05 \n juta</p><p>saja\u3000!</p></li></ol>"
    )
    article = read(a_page("".join(f"<p>{t}</p>" for t in PROSE) + comments))
    assert article.comments == ("Rp\xa05 juta saja\u3000!",)


def test_what_stands_in_a_dialog_is_neither_a_comment_nor_the_headline() -> None:
    inside = "".join(f"<p>{t}</p>" for t in PROSE) + (
        "<dialog><h1>Masuk dulu untuk menulis di sini</h1>"
        "<ol id=comments><li class=comment><p>Komentar yang disembunyikan.</p></li></ol></dialog>"
    )
    article = read(
        a_page(inside).replace("<main>", "<dialog><h1>Kota Contoh</h1></dialog><main>")
    )
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.comments == ()
