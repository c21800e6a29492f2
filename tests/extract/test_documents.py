import pytest

from crawler.extract.blocks import Block
from crawler.extract.documents import begins
from tests.extract.pages import PROSE, a_page, read


def a_text(*lines: str) -> str:
    return a_page("".join(f"<p>{line}</p>" for line in lines))


@pytest.mark.parametrize(
    "number",
    [
        "Nomor: 17/Pdt.G/2026/PN Kota",
        "Nomor 17/PUU-XX/2026",
        "NOMOR : 21 / G / 2026",
        "Putusan Nomor: 4/Pid.B/2026/PN Kota",
        "No. 800/17-SE/2026",
        "Nomor 4 Tahun 2026",
        "Case No. 2026-CV/118",
    ],
)
def test_the_first_and_last_lines_of_a_document_are_of_its_text(number: str) -> None:
    lines = (
        "PUTUSAN",
        number,
        "DEMI KEADILAN",
        *PROSE,
        "MENGADILI:",
        "Menolak gugatan.",
        "Hakim Ketua",
        "ttd.",
        "Panitera",
    )
    assert read(a_text(*lines)).paragraphs == lines


def test_what_stands_around_a_document_goes() -> None:
    inside = ("PUTUSAN", "Nomor: 17/Pdt.G/2026", *PROSE, "Hakim Ketua")
    page = a_text("Nasional", "Reporter: Budi", *inside, "Editor: Budi", "Tags: pasar, kota")
    assert read(page).paragraphs == inside


def test_a_document_below_a_report_keeps_its_last_lines() -> None:
    lines = (*PROSE[:2], "PUTUSAN", "Nomor: 17/Pdt.G/2026", *PROSE[2:], "Hakim Ketua")
    assert read(a_text("Nasional", *lines, "Editor: Budi")).paragraphs == lines


@pytest.mark.parametrize(
    "line",
    [
        "NASIONAL",
        "Nomor telepon 0812-0000",
        "Nomor urut 4",
        "No. 5",
        "Nomor: 17/Pdt.G/2026 dibacakan pada Senin, 12 Januari 2026, kata hakim yang memimpin sidang itu.",
    ],
)
def test_a_line_without_the_number_of_a_document_tells_none(line: str) -> None:
    assert begins([Block(line, "p"), *(Block(text, "p") for text in PROSE)]) is None


def test_a_document_that_a_text_only_tells_of_changes_nothing() -> None:
    lines = (*PROSE[:2], "Putusan Nomor 17/PUU-XX/2026", *PROSE[2:])
    assert read(a_text("Nasional", *lines, "Editor: Budi", "Kota")).paragraphs == lines


def test_labels_among_the_last_lines_of_a_document_go() -> None:
    lines = ("PUTUSAN", "Nomor 17/PUU-XX/2026", *PROSE)
    assert read(a_text(*lines, "Editor: Budi", "Panitera")).paragraphs == (*lines, "Panitera")


def test_a_link_to_a_document_is_none() -> None:
    number = "Nomor: 17/Pdt.G/2026"
    assert begins([Block(number, "p", linked=len(number))]) is None
    assert begins([Block(number, "p", faint=True)]) is None
    assert begins([]) is None
