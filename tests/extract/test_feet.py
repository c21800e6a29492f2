"""What is cut off below a text, and what of its last lines stays."""

import pytest

from crawler.extract.blocks import Block
from crawler.extract.trim import trim
from tests.extract.pages import PROSE

TEXT = [Block(text, "p") for text in PROSE]
TITLE = "Pasar Lama Dibuka Lagi"


@pytest.mark.parametrize(
    "block",
    [
        Block("Terpopuler", "h3"),
        Block("Kota", "div"),
        Block("(Reporting by Ani Contoh; editing by Budi Contoh)", "p"),
        Block("Editor: Budi", "p"),
        Block("Last updated 12 January 2026", "p"),
        Block("© 2026 Kota Contoh", "p"),
    ],
)
def test_labels_and_credits_below_the_text_go(block: Block) -> None:
    assert trim([*TEXT, block], TITLE) == [*PROSE]


@pytest.mark.parametrize(
    "text",
    [
        "Begitu kata pedagang, warga kota",
        "Editor: kata itu kini jarang terdengar di pasar, ujar seorang pedagang.",
        "Sekian dan terima kasih dari kami semua",
    ],
)
def test_a_last_paragraph_stays_without_its_full_stop_and_whatever_it_begins_with(
    text: str,
) -> None:
    assert trim([*TEXT, Block(text, "p")], TITLE) == [*PROSE, text]


@pytest.mark.parametrize("sign", ["(abc/def)", "[abc]", "(fas/ygs)"])
def test_initials_on_a_line_of_their_own_go_and_stay_within_a_paragraph(sign: str) -> None:
    assert trim([*TEXT, Block(sign, "p")], TITLE) == [*PROSE]
    assert trim([*TEXT, Block(f"Pasar buka lagi. {sign}", "p")], TITLE)[-1].endswith(sign)


@pytest.mark.parametrize("sign", ["(Ani Contoh)", "(Ani/Budi)", "(A. Contoh)"])
def test_names_in_brackets_below_the_text_go(sign: str) -> None:
    assert trim([*TEXT, Block(sign, "p")], TITLE) == [*PROSE]


@pytest.mark.parametrize("text", ["Skor akhir: 2-1", "Isya: 19.00 WIB", "Kontak: 0812-0000"])
def test_what_is_stated_last_stays(text: str) -> None:
    assert trim([*TEXT, Block(text, "p")], TITLE) == [*PROSE, text]


@pytest.mark.parametrize(
    "text",
    [
        "Bagikan:",
        "Tags :",
        "Mit Material von dpa",
        "La rédaction avec AFP",
        "Ani Contoh writes of markets. Contact her at ani@kota.example.",
        "Baca selengkapnya:",
    ],
)
def test_buttons_agencies_and_addresses_below_the_text_go(text: str) -> None:
    assert trim([*TEXT, Block(text, "p")], TITLE) == [*PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "Editor: Ani Contoh",
        "Tag: pasar, kota",
        "Sumber: Rilis",
        "Kota Contoh writer Ani Contoh contributed to this report.",
    ],
)
def test_who_had_a_hand_in_it_goes_though_a_sentence_stands_below(line: str) -> None:
    note = "Penulis adalah warga kota dan pengajar di sekolah dekat pasar."
    assert trim([*TEXT, Block(line, "p"), Block(note, "p")], TITLE) == [*PROSE, note]
