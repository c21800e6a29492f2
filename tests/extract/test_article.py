import pytest

from crawler import article_text
from tests.extract.pages import GRAPH, PROSE, a_page, linked, read


def test_every_field_is_filled_from_a_graph() -> None:
    head = linked(GRAPH) + '<link rel=canonical href="/berita/17?x=1">'
    article = read(a_page(head=head))
    assert article.title == "Pasar Lama Dibuka Lagi"
    assert article.authors == ("Ani Contoh",)
    assert article.site == "Kota Contoh"
    assert article.section == "Kota"
    assert article.tags == ("pasar", "kota")
    assert article.language == "id"
    assert article.canonical == "https://kota.example/berita/17?x=1"


def test_the_text_is_in_the_format_whatever_the_page_holds() -> None:
    for hostile in (
        "\x00",
        "\ud800",
        "Komentar:",
        "Laporan: -",
        "\u2028\u2028",
        "<p>-",
        "&#0;&#xd800;",
    ):
        page = a_page(
            f"<p>{PROSE[0]} {hostile}</p><p>{hostile}</p>".encode(
                "utf-8", "surrogatepass"
            ).decode("utf-8", "replace")
        )
        article = read(page)
        assert article_text.write(article_text.read(article.text)) == article.text


@pytest.mark.parametrize(
    ("link", "shared", "canonical"),
    [
        ("/berita/17/pasar", "", "https://kota.example/berita/17/pasar"),
        ("https://kota.example/", "", "https://kota.example/berita/17/pasar"),
        ("https://kota.example/", "/berita/17/pasar", "https://kota.example/berita/17/pasar"),
        ("https://u:p@kota.example/berita/17", "", None),
        ("javascript:void(0)", "", None),
        ("https://kota.example/?p=17", "", "https://kota.example/?p=17"),
    ],
)
def test_the_address_that_a_page_gives_itself_is_one_of_a_page(
    link: str, shared: str, canonical: str | None
) -> None:
    head = f'<link rel=canonical href="{link}">'
    head += f'<meta property="og:url" content="{shared}">' if shared else ""
    assert read(a_page(head=head)).canonical == canonical
