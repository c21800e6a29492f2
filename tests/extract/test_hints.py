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
