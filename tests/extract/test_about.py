import pytest

from crawler.extract.about import MOST_TAGS
from tests.extract.pages import a_page, linked, read


def crumbs(*names: str) -> str:
    items = [{"@type": "ListItem", "name": name} for name in names]
    return linked({"@type": "BreadcrumbList", "itemListElement": items})


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ("<meta property=article:section content=Ekonomi>", "Ekonomi"),
        ("<meta name=parsely-section content=Ekonomi>", "Ekonomi"),
        (linked({"@type": "NewsArticle", "articleSection": ["Ekonomi", "Pasar"]}), "Ekonomi"),
        (crumbs("Beranda", "Ekonomi", "Pasar", "Pasar Lama Dibuka Lagi"), "Ekonomi"),
        (crumbs("Kota", "Ekonomi") + "<meta property=og:site_name content=Kota>", "Ekonomi"),
        (crumbs("Home"), None),
        (f"<meta property=article:section content='{'x' * 90}'>", None),
        (linked({"@type": "BreadcrumbList", "itemListElement": [5, {"item": {"name": "Ekonomi"}}]}), "Ekonomi"),
        ("", None),
    ],
)  # fmt: skip
def test_the_section_is_told_by_meta_linked_data_or_breadcrumbs(
    head: str, section: str | None
) -> None:
    assert read(a_page(head=head)).section == section


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ("<meta property=article:tag content=pasar><meta property=article:tag content='a, b'>", ("pasar", "a, b")),
        ("<meta name=keywords content='x, y'><meta name=news_keywords content='pasar, kota;pasar'>", ("pasar", "kota")),
        ("<meta name=keywords content='x, y'>", ("x", "y")),
        (linked({"@type": "NewsArticle", "keywords": "pasar,kota"}), ("pasar", "kota")),
        (f"<meta name=keywords content='{'x' * 90}'>", ()),
    ],
)  # fmt: skip
def test_tags_are_the_most_deliberate_ones(head: str, tags: tuple[str, ...]) -> None:
    assert read(a_page(head=head)).tags == tags


def test_no_article_has_more_tags_than_are_read() -> None:
    many = ",".join(map(str, range(1000)))
    assert len(read(a_page(head=f"<meta name=keywords content='{many}'>")).tags) == MOST_TAGS


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<meta property=og:site_name content=Kota>", "Kota"),
        (linked({"@type": "NewsArticle", "publisher": {"name": "Kota"}}), "Kota"),
        ("<meta name=publisher content=Kota>", "Kota"),
        ("<meta name=publisher content=https://facebook.example/kota>", None),
    ],
)
def test_the_publishers_name_is_never_an_address(head: str, site: str | None) -> None:
    assert read(a_page(head=head)).site == site


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("Pasar Dibuka - Kabar Kota", "https://kabarkota.example/1", "Kabar Kota"),
        ("Pasar Dibuka | Kabar Kota", "https://www.kabar-kota.example/1", "Kabar Kota"),
        ("Pasar Dibuka - Kota", "https://berita.example/1", None),
        ("Pasar Dibuka - BK", "https://berita.example/1", None),
    ],
)
def test_a_publisher_in_the_window_is_believed_if_its_host_is_called_so(
    title: str, url: str, name: str | None
) -> None:
    page = a_page().replace("Pasar Lama Dibuka Lagi</h1>", "Pasar Dibuka</h1>")
    page = page.replace("<title>Pasar Lama Dibuka Lagi", f"<title>{title}")
    assert read(page, url=url).site == name
