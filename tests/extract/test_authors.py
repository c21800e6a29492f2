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
