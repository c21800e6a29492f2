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
