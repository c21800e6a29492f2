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
