"""A name alone takes no prose away; what looks like furniture, and is called so, goes."""

import pytest

from tests.extract.pages import PROSE, a_page, read

MANY = tuple(f"{text} {n}." for n in range(3) for text in PROSE)
OTHER = "Kota lain membangun taman baru yang luasnya dua kali lapangan dan ramai dikunjungi."
SHORT = "Kota lain membangun taman baru di dekat sungai"


def told(box: str) -> tuple[str, ...]:
    """The paragraphs of a page with `box` in the middle of its text."""
    parts = [f"<p>{text}</p>" for text in MANY]
    return read(a_page("".join(parts[:5]) + box + "".join(parts[5:]))).paragraphs


@pytest.mark.parametrize(
    "name",
    [
        *("tag", "share", "author-quote", "player-stats", "banner", "popular", "teaser"),
        *("comments-from-experts", "forum", "community", "video-transcript", "foto-cerita"),
        *("legend", "pager", "credit", "hidden md:block", "d-none d-md-block", "related-text"),
        *("newsletter", "cookie-recipe", "social", "keterangan", "infobox"),
    ],
)
@pytest.mark.parametrize("tag", ["div", "section"])
def test_prose_within_the_text_is_not_taken_for_a_name(name: str, tag: str) -> None:
    box = f'<{tag} class="{name}"><p>{OTHER}</p></{tag}>'
    assert told(box) == (*MANY[:5], OTHER, *MANY[5:])


@pytest.mark.parametrize(
    "name", ["tag", "share", "newsletter", "related", "comments", "cookie"]
)
@pytest.mark.parametrize(
    "inside",
    [
        f"<a href=/1>{SHORT}</a>",
        f"<h4>Kabar lain</h4><p>{OTHER}</p>",
        f"<div><img src=a.jpg></div><p>{OTHER}</p>",
        f"<div><a href=/1>{SHORT}</a></div><p>{OTHER}</p>",
        "<span>Bagikan</span><span>Salin</span>",
        f"<p>{OTHER[:-1]}...</p>",
    ],
)
def test_what_is_called_furniture_and_looks_so_goes(name: str, inside: str) -> None:
    assert told(f'<div class="{name}">{inside}</div>') == MANY


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "newsletter",
            "Dapatkan newsletter kami di inbox Anda setiap pagi, gratis untuk semua.",
        ),
        (
            "author",
            f"Ani menulis tentang kota dan pasar sejak lama. Follow Ani on the web. {OTHER}",
        ),
        ("cookie", f"Situs ini memakai cookie untuk mengingat pilihan Anda di kota. {OTHER}"),
        ("cta", "If you enjoyed this story about the market, there is more to come for you."),
    ],
)
def test_what_is_called_furniture_and_speaks_so_goes(name: str, text: str) -> None:
    assert told(f'<div class="{name}"><p>{text}</p></div>') == MANY


def test_what_is_called_furniture_below_the_text_goes() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in MANY)
    for name in ("author-box", "comments", "disclaimer"):
        box = f'<div class="{name}"><p>{OTHER}</p></div>' * 2
        assert read(a_page(paragraphs + box)).paragraphs == MANY


@pytest.mark.parametrize(
    "frame",
    [
        f"<figure><blockquote>{OTHER}</blockquote></figure>",
        f"<figure><blockquote><p>{OTHER}</p></blockquote><figcaption>Ani</figcaption></figure>",
        f"<figure class=wp-block-preformatted><pre>{OTHER}</pre></figure>",
    ],
)
def test_a_figure_that_frames_text_is_read_without_its_caption(frame: str) -> None:
    assert told(frame) == (*MANY[:5], OTHER, *MANY[5:])


@pytest.mark.parametrize(
    "caption",
    [
        f"<p><img src=a.jpg><br><em>{SHORT} (dok. Kota)</em></p>",
        f"<div><img src=a.jpg><br><i>{OTHER}</i></div>",
        f"<center><img src=a.jpg><br>{OTHER}</center>",
        f"<p style='text-align: center'><img src=a.jpg><br>{OTHER}</p>",
        f"<p><img src=a.jpg></p><p align=center>{OTHER}</p>",
        f"<p><img src=a.jpg></p><p><em>{SHORT}</em></p>",
        f"<p><img src=a.jpg></p><p><small>{OTHER}</small></p>",
        f"<img src=a.jpg><span class=keterangan>{OTHER}</span>",
        f"<p><img src=a.jpg><span class=photo-caption>{OTHER}</span></p>",
        f"<figure><img src=a.jpg></figure><p><i>{SHORT}</i></p>",
    ],
)
def test_what_stands_under_a_picture_as_captions_do_goes(caption: str) -> None:
    assert told(caption) == MANY


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<p><img src=a.jpg>{OTHER}</p>", OTHER),
        (f"<p><img src=a.jpg><em>Kota</em> - {OTHER}</p>", f"Kota - {OTHER}"),
        (f"<p><img src=a.jpg></p><p><em>{OTHER}</em></p>", OTHER),
        (f"<figure><img src=a.jpg><figcaption>Kota</figcaption></figure><p><i>{SHORT}</i></p>", SHORT),
        (f"<p>Kata dia.<br><em>{SHORT}</em></p>", f"Kata dia.\n{SHORT}"),
    ],
)  # fmt: skip
def test_a_paragraph_under_a_picture_stays(markup: str, text: str) -> None:
    assert told(markup) == (*MANY[:5], text, *MANY[5:])


@pytest.mark.parametrize(
    "box",
    [
        f"<amp-embed>{OTHER}</amp-embed>",
        f"<amp-ad><p>{OTHER}</p></amp-ad>",
        f"<div><a href=/1>{SHORT}</a><div class='hidden md:block'><p>{OTHER[:-1]}...</p></div></div>",
    ],
)
def test_adverts_of_amp_and_teasers_that_break_off_go(box: str) -> None:
    assert told(box) == MANY


def test_a_sentence_that_is_mostly_links_stays() -> None:
    sentence = "<a href=/1>Dinas Pasar Kota Contoh</a> menahan <a href=/2>Kepala Los Tiga</a>."
    text = "Dinas Pasar Kota Contoh menahan Kepala Los Tiga."
    assert told(f"<p>{sentence}</p>") == (*MANY[:5], text, *MANY[5:])
