import pytest

from crawler import article_text
from crawler.extract.pictures import address
from crawler.model import Picture
from tests.extract.pages import PROSE, URL, a_page, read


def test_pictures_are_told_with_alt_and_caption_in_page_order() -> None:
    inside = (
        "<figure><img src=/a.jpg alt='Los baru'><figcaption>Los baru/Kota</figcaption></figure>"
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><img data-src=/b.jpg src=data:x alt='Saluran air'>"
        f"<img src=/icon.png width=16 height=16 alt=ikon><p>{PROSE[2]}</p><p>{PROSE[3]}</p>"
        "<ul class=related><li><img src=/c.jpg alt=lain></li></ul>"
    )
    article = read(a_page(inside))
    assert article.pictures == (
        Picture(url="https://kota.example/a.jpg", alt="Los baru", caption="Los baru/Kota"),
        Picture(url="https://kota.example/b.jpg", alt="Saluran air"),
    )
    assert article_text.read(article.text).pictures == (
        "Los baru",
        "Los baru/Kota",
        "Saluran air",
    )
    assert article.paragraphs == PROSE


def test_a_picture_in_a_box_with_a_caption_has_it() -> None:
    inside = (
        "<div class=wp-caption><img src=/a.jpg alt='Los baru'><p class=wp-caption-text>Los/Kota</p></div>"
        + "".join(f"<p>{text}</p>" for text in PROSE)
    )
    assert read(a_page(inside)).pictures == (
        Picture(url="https://kota.example/a.jpg", alt="Los baru", caption="Los/Kota"),
    )


@pytest.mark.parametrize(
    "box",
    [
        "<img src=/a.jpg alt='Los baru'><p class=caption>Los baru hari ini/Kota</p>",
        "<p><img src=/a.jpg alt='Los baru'><br><small>Los baru hari ini/Kota</small></p>",
        "<div><a href=/a.jpg><img src=/a.jpg alt='Los baru'></a> <p><small>Los baru hari ini/Kota</small></p></div>",
        "<div class=foto><picture><img src=/a.jpg alt='Los baru'></picture><p class=keterangan-foto>Los baru hari ini/Kota</p></div>",
        "<figure><div><img src=/a.jpg alt='Los baru'></div><figcaption>Los baru hari ini/Kota</figcaption></figure>",
    ],
)
def test_a_caption_is_of_the_picture_and_not_of_the_text(box: str) -> None:
    inside = f"<p>{PROSE[0]}</p>{box}" + "".join(f"<p>{text}</p>" for text in PROSE[1:])
    article = read(a_page(inside))
    assert article.pictures == (
        Picture(
            url="https://kota.example/a.jpg", alt="Los baru", caption="Los baru hari ini/Kota"
        ),
    )
    assert article.paragraphs == PROSE


def test_small_print_far_from_a_picture_is_text() -> None:
    inside = (
        f"<img src=/a.jpg alt=Los><p>{PROSE[0]} <small>(cetak kecil)</small></p>"
        + "".join(f"<p>{text}</p>" for text in PROSE[1:])
    )
    article = read(a_page(inside))
    assert article.paragraphs[0] == f"{PROSE[0]} (cetak kecil)"
    assert article.pictures[0].caption is None


def test_a_page_without_pictures_has_the_one_it_is_shared_with() -> None:
    head = '<meta property=og:image content="/og.jpg">'
    assert read(a_page(head=head)).pictures == (Picture(url="https://kota.example/og.jpg"),)


def test_only_http_addresses_are_addresses() -> None:
    assert address("/a.jpg", URL) == "https://kota.example/a.jpg"
    for strange in ("javascript:x", "data:image/png;base64,x", "http://[", "file:///etc"):
        assert address(strange, URL) is None


@pytest.mark.parametrize("name", ["widget-baca-juga", "iklan", "banner-atas", "promo_box"])
def test_a_picture_in_a_box_of_promotion_is_not_the_articles(name: str) -> None:
    box = f"<div class={name}><img src=/r.jpg alt='Kabar lain'></div>"
    inside = f"<p>{PROSE[0]}</p>{box}" + "".join(f"<p>{text}</p>" for text in PROSE[1:])
    assert read(a_page(inside)).pictures == ()
