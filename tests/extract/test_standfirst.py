"""What stands between headline and text is of the article if it reads so."""

import pytest

from tests.extract.pages import PROSE, read

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
OTHER = "Kota lain membangun taman baru yang luasnya dua kali lapangan dan ramai dikunjungi."
TITLE = "Pasar Lama Dibuka Lagi Setelah Perbaikan"


def page(above: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><main><header>"
        f"<h1>{TITLE}</h1>{above}</header><div class=isi>{PARAGRAPHS}</div></main></body></html>"
    )


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (f"<p>{OTHER}</p>", ""),
        (f"<h2>{OTHER[:-1]}</h2>", ""),
        (f"<div class=dek>{OTHER[:-1]}</div>", ""),
        (f"<div>{OTHER[:-1]}</div>", f'<meta name=description content="{OTHER}">'),
    ],
)
def test_the_standfirst_comes_first(above: str, head: str) -> None:
    assert read(page(above, head)).paragraphs[0].rstrip(".") == OTHER[:-1]
    assert read(page(above, head)).paragraphs[1:] == PROSE


@pytest.mark.parametrize(
    "above",
    [
        "<div>Pasar Lama Dibuka Lagi Setelah Perbaikan di Kota Contoh</div>",
        "<div>Diperbarui 12 Januari 2026 pukul 09.01 WIB oleh redaksi.</div>",
        "<div>Kota Contoh</div>",
        f"<figure><img src=a.jpg><figcaption>{OTHER}</figcaption></figure>",
        f"<div class=image-caption><span>{OTHER}</span></div>",
        f"<p><a href=/2>{OTHER}</a></p>",
    ],
)
def test_headline_date_caption_and_link_are_no_standfirst(above: str) -> None:
    assert read(page(above)).paragraphs == PROSE


@pytest.mark.parametrize(
    "line",
    [
        f"<b>{OTHER}</b>",
        f"<em>{OTHER}</em><br>",
        f"<span>{OTHER}</span>",
        OTHER,
        f"{OTHER[:20]}<i>{OTHER[20:30]}</i>{OTHER[30:]}",
        f"<span><b>{OTHER}</b></span>",
        f"Senin, 12 Januari 2026<br>{OTHER}",
        f"<img src=a.jpg>{OTHER}",
        f"<div>Kota</div>{OTHER}<div>Bagikan</div>",
    ],
)
def test_a_standfirst_that_has_no_block_of_its_own_is_taken_alone(line: str) -> None:
    page = (
        f"<body><nav><a href=/>Beranda</a></nav><div class=konten><h1>{TITLE}</h1>{line}"
        f"<div class=isi>{PARAGRAPHS}</div></div><footer>Kota Contoh</footer>"
    )
    assert read(page).paragraphs == (OTHER, *PROSE)


def test_a_no_break_space_stays_in_a_standfirst() -> None:
    told = OTHER.replace("taman baru", "taman\xa0baru")
    assert read(page(f"<p>{told}</p>")).paragraphs[0] == told


@pytest.mark.parametrize("caption", ["<em>{}</em>", "<span class=keterangan>{}</span>"])
def test_a_line_under_a_picture_above_the_text_is_no_standfirst(caption: str) -> None:
    above = f"<div class=konten><h1>{TITLE}</h1><img src=a.jpg><br>{caption.format(OTHER)}"
    told = read(f"<body>{above}<div class=isi>{PARAGRAPHS}</div></div>")
    assert told.paragraphs == PROSE


@pytest.mark.parametrize(
    "mark", ["data-testid=subheadline", "data-component=article-standfirst"]
)
def test_a_standfirst_that_is_marked_for_machines_needs_no_full_stop(mark: str) -> None:
    lead = "Pedagang kembali ke los lama setelah tiga bulan di lapangan"
    above = f"<p {mark}>{lead}</p><div>Oleh Ani</div>"
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    title = "Pasar Lama Dibuka Lagi"
    page = f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{above}<article>{body}</article></main></body></html>"
    assert read(page).paragraphs == (lead, *PROSE)
    assert read(page.replace(mark, "data-testid=label")).paragraphs == PROSE
