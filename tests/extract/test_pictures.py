import pytest

from crawler import article_text
from crawler.extract import pictures
from crawler.extract.pictures import address
from crawler.model import Picture
from tests.extract.pages import PROSE, URL, a_page, a_tree, read


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


def of(box: str, head: str = "") -> list[tuple[str | None, str | None, str | None]]:
    inside = f"<p>{PROSE[0]}</p>{box}" + "".join(f"<p>{text}</p>" for text in PROSE[1:])
    told = read(a_page(inside, head=head)).pictures
    return [(one.url, one.alt, one.caption) for one in told]


@pytest.mark.parametrize(
    "image",
    [
        "<img src=/img/logo.png alt='Logo Kota Contoh'>",
        "<img src=/iklan-728x90.jpg alt=sabun>",
        "<img src=/a.jpg alt='Iklan Sabun'>",
        "<a href=https://toko.example/sabun><img src=/sabun.jpg alt='Sabun baru'></a>",
        "<a href=/berita/18/kebun><img src=/kebun.jpg alt='Kebun desa dibuka'></a>",
        "<img src=/assets/placeholder.png>",
        "<img src=https://pixel.example/p.gif?id=1>",
        "<img src=https://ads.doubleclick.example/x.jpg alt=x>",
        "<img src=/x.jpg width=1 height=1>",
        "<img src=data:image/gif;base64,R0lGOD>",
        "<img src=/img/bagikan.svg alt=Bagikan>",
        "<img>",
    ],
)
def test_what_is_no_picture_of_an_article_is_left_out(image: str) -> None:
    assert of(image) == []


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("<img src=/los.jpg>", "los.jpg"),
        ("<img src=/los.jpg alt=''>", "los.jpg"),
        ("<img src=/placeholder.gif data-src=/los.jpg>", "los.jpg"),
        ("<img src=data:x srcset='/los.jpg 1x, /los2.jpg 2x'>", "los.jpg"),
        ("<picture><source srcset='/los.webp 600w'><img src=data:x></picture>", "los.webp"),
        ("<a href=/los-besar.jpg><img src=/los.jpg></a>", "los.jpg"),
        ("<a href=/foto/17><img src=/los.jpg></a>", "los.jpg"),
        ("<a href='#'><img src=/los.jpg></a>", "los.jpg"),
        ("<img src=/logistik-download.jpg>", "logistik-download.jpg"),
    ],
)
def test_a_picture_without_words_stays(image: str, name: str) -> None:
    assert of(image) == [(f"https://kota.example/{name}", None, None)]


def test_a_caption_keeps_a_picture_whatever_its_name_is() -> None:
    box = "<figure><img src=/logo-baru.jpg><figcaption>Logo baru kota dipamerkan</figcaption></figure>"
    assert of(box) == [
        ("https://kota.example/logo-baru.jpg", None, "Logo baru kota dipamerkan")
    ]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=foto><img src=/a.jpg><br><i>Los baru (Foto: Kota)</i></div>",
        "<p><img src=/a.jpg><br><em>Los baru (Foto: Kota)</em></p>",
        "<center><img src=/a.jpg><br>Los baru (Foto: Kota)</center>",
        "<p style='text-align:center'><img src=/a.jpg>Los baru (Foto: Kota)</p>",
        "<img src=/a.jpg><div class=ket-foto>Los baru (Foto: Kota)</div>",
    ],
)
def test_what_is_slanted_or_centred_right_under_a_picture_is_its_caption(box: str) -> None:
    assert of(box) == [("https://kota.example/a.jpg", None, "Los baru (Foto: Kota)")]


def test_a_slanted_word_behind_a_picture_begins_a_sentence() -> None:
    assert of(f"<p><img src=/a.jpg><em>Los</em> {PROSE[1]}</p>")[0][2] is None


def test_an_address_that_tells_a_name_to_log_in_is_none() -> None:
    assert address("https://u:p@kota.example/a.jpg", URL) is None


@pytest.mark.parametrize(
    ("markup", "caption"),
    [
        ("<figure><amp-img src=/a.jpg width=700 height=400 layout=responsive alt=Los></amp-img><figcaption>Los/Kota</figcaption></figure>", "Los/Kota"),
        ("<amp-img src=/a.jpg width=16 height=9 layout=responsive alt=Los></amp-img>", None),
        ("<amp-img src=/a.jpg width=1 height=1 alt=Los></amp-img><p class=caption>Los/Kota</p>", "Los/Kota"),
        ("<amp-anim src=/a.jpg width=400 height=300 alt=Los><amp-img placeholder src=/p.jpg></amp-img></amp-anim>", None),
    ],
)  # fmt: skip
def test_the_images_of_amp_are_pictures(markup: str, caption: str | None) -> None:
    assert of(markup) == [("https://kota.example/a.jpg", "Los", caption)]


@pytest.mark.parametrize(
    "markup",
    [
        "<amp-img src=/a.jpg width=32 height=32 alt=ikon></amp-img>",
        "<amp-img src=/logo.png width=600 height=200></amp-img>",
    ],
)
def test_the_icons_of_amp_are_none(markup: str) -> None:
    assert of(markup) == []


@pytest.mark.parametrize(
    ("row", "captions"),
    [
        ("{one}<p class=caption>Under one</p>", ["Under one"]),
        ("<b>{one}</b><b>{two}</b><p class=caption>Under both</p>", [None, "Under both"]),
        (
            "<div>{one}<i></i><p class=caption>Under one</p></div><div>{two}</div>",
            ["Under one", None],
        ),
        (
            "<div><b>{one}</b><i></i><p class=caption>Under one</p></div><div>{two}</div>",
            ["Under one", None],
        ),
        ("<div>{one}<b>{two}</b><i></i><p class=caption>Whose?</p></div>", [None, None]),
    ],
)
def test_a_caption_in_a_box_is_of_the_picture_that_is_alone_there(
    row: str, captions: list[str | None]
) -> None:
    told = row.format(one="<img src=/one.jpg>", two="<img src=/two.jpg>")
    tree = a_tree(f"<div><div>{told}</div></div>")
    assert tree.body is not None
    found = pictures.read(tree.body, "https://contoh.example/")
    assert [picture.caption for picture in found] == captions


def test_white_space_that_is_not_ordinary_stays_in_what_is_told_of_a_picture() -> None:
    figure = "<figure><img src=/a.jpg alt='Rp\xa05\n Miliar'><figcaption>Los\u3000A \t baru</figcaption></figure>"
    page = a_page(figure + "".join(f"<p>{text}</p>" for text in PROSE))
    assert read(page).pictures == (
        Picture(
            url="https://kota.example/a.jpg", alt="Rp\xa05 Miliar", caption="Los\u3000A baru"
        ),
    )
    empty = "<figure><img src=/a.jpg alt='\u200b \xa0'><figcaption>\xa0</figcaption></figure>"
    page = a_page(empty + "".join(f"<p>{text}</p>" for text in PROSE))
    assert read(page).pictures == (Picture(url="https://kota.example/a.jpg"),)
