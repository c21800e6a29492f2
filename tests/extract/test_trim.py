import pytest

from crawler.extract.blocks import BREAK, Block
from crawler.extract.trim import trim
from tests.extract.pages import PROSE

TEXT = [Block(text, "p") for text in PROSE]
TITLE = "Pasar Lama Dibuka Lagi"


def test_a_text_alone_stays_as_it_is() -> None:
    assert trim(TEXT, TITLE) == [*PROSE]
    assert trim([], TITLE) == []


@pytest.mark.parametrize(
    "block",
    [
        Block(TITLE, "h1"),
        Block("12 Januari 2026, 09:01 WIB", "div"),
        Block("Oleh Ani Contoh dan Budi Contoh pada hari Senin, 12 Januari 2026", "div"),
        Block("4 min read", "span"),
        Block(f"{TITLE}{BREAK}Reporter: Ani{BREAK}Senin, 12 Januari 2026 | 09:01 WIB", "td"),
    ],
)
def test_headline_byline_and_date_above_the_text_go(block: Block) -> None:
    assert trim([block, *TEXT], TITLE) == [*PROSE]


@pytest.mark.parametrize(
    "block",
    [
        Block("Ya.", "p"),
        Block("Pasar itu buka setiap hari.kota", "p"),
        Block("Sayur dan buah", "li"),
        Block("Los | Kios", "tr"),
        Block("___", "p"),
    ],
)
def test_short_blocks_that_are_of_the_text_stay(block: Block) -> None:
    assert trim([*TEXT[:2], block, *TEXT[2:]], TITLE) == [*PROSE[:2], block.text, *PROSE[2:]]


def test_what_repeats_is_furniture_and_a_text_told_twice_is_told_once() -> None:
    label = Block("Isi artikel", "div")
    assert trim([label, *TEXT[:2], label, *TEXT[2:], label], TITLE) == [*PROSE]
    assert trim([*TEXT, *TEXT], TITLE) == [*PROSE]


def test_what_stands_before_the_headline_is_not_of_the_article() -> None:
    before = Block("Kota lain membangun taman baru yang luas sekali untuk warganya.", "p")
    assert trim([before, Block(TITLE, "h1"), *TEXT], TITLE) == [*PROSE]


def test_a_text_that_is_all_headings_is_kept() -> None:
    assert trim([Block(text, "h3") for text in PROSE], TITLE) == [*PROSE]


def test_a_question_that_is_asked_of_everyone_is_kept() -> None:
    question = Block(
        "Apa yang membuat Anda kembali berjualan di pasar lama setelah perbaikan?", "p"
    )
    blocks = [part for block in TEXT for part in (question, block)]
    assert trim(blocks, TITLE) == [block.text for block in blocks]


@pytest.mark.parametrize("tag", ["p", "h2", "div"])
def test_a_headline_said_again_within_the_text_takes_nothing_above_it(tag: str) -> None:
    assert trim([*TEXT[:2], Block(TITLE, tag), *TEXT[2:]], TITLE) == [*PROSE]


def test_short_answers_and_refrains_are_said_as_often_as_they_like() -> None:
    blocks = [Block("Tanya:", "p"), TEXT[0], Block("Ya.", "p"), Block("O kotaku", "p")] * 3
    told = trim([TEXT[1], *blocks, *TEXT[2:]], TITLE)
    assert [told.count(text) for text in ("Tanya:", "Ya.", "O kotaku")] == [3, 3, 3]


def test_a_heading_right_above_a_heading_stays_and_one_whose_text_was_cut_goes() -> None:
    above, below = Block("Tahun ini", "h2"), Block("Bulan lalu", "h2")
    assert trim([*TEXT[:2], above, below, *TEXT[2:]], TITLE)[2:4] == [above.text, below.text]
    call = Block("Baca juga: Harga cabai naik", "p")
    assert trim([*TEXT[:2], above, call, below, *TEXT[2:]], TITLE)[2:4] == [
        below.text,
        PROSE[2],
    ]
    gone = Block("Bulan lalu", "h2", gap=True)
    assert trim([*TEXT[:2], above, gone, *TEXT[2:]], TITLE)[2:4] == [below.text, PROSE[2]]


def test_a_letter_keeps_its_salutation() -> None:
    assert trim([Block("Dengan hormat,", "p"), *TEXT], TITLE) == ["Dengan hormat,", *PROSE]


def test_a_row_is_promotion_only_if_all_of_it_is_links() -> None:
    standing = Block("2 | Persatuan Contoh Raya | 28", "tr", linked=21)
    links = Block("Beranda | Indeks | Kontak", "tr", linked=19)
    call = Block("Baca juga: | Harga cabai naik lagi", "tr", linked=22)
    assert trim([*TEXT[:2], standing, links, call, *TEXT[2:]], TITLE)[2:-2] == [standing.text]


def test_a_first_question_above_a_short_answer_stays() -> None:
    question, answer = Block("Bagaimana pasar?", "h3"), Block("Ya.", "p")
    assert trim([question, answer, *TEXT], TITLE)[0] == question.text


def test_a_date_on_the_first_line_of_the_text_goes_alone() -> None:
    lines = f"11/07/2026 09:15 WIB{BREAK}Oleh: Ani Contoh{BREAK}{PROSE[0]}"
    assert trim([Block(lines, "td"), *TEXT[1:]], TITLE) == [*PROSE]


def test_a_label_that_stands_before_several_blocks_is_a_speaker_and_no_byline() -> None:
    first = Block("Reporter: Bagaimana keadaan pasar tahun ini?", "p")
    last = Block("Reporter: Terima kasih.", "p")
    assert trim([first, *TEXT, last], TITLE) == [first.text, *PROSE, last.text]
    assert trim([*TEXT, last], TITLE) == [*PROSE]
    bylines = [Block("Editor: Ani Contoh", "p"), Block("Editor: Budi Contoh", "p")]
    assert trim([bylines[0], *TEXT, *bylines], TITLE) == [*PROSE]


@pytest.mark.parametrize(
    "text", ["Kepada Yth. Redaksi Contoh", "FOR IMMEDIATE RELEASE", "Kota Contoh -"]
)
def test_what_a_letter_or_a_report_opens_with_stays(text: str) -> None:
    assert trim([Block(text, "p"), *TEXT], TITLE) == [text, *PROSE]


@pytest.mark.parametrize(
    "text", ["Tempo de leitura: 2 minutos", "Waktu baca 3 menit", "Terbaru di Kota Contoh:"]
)
def test_labels_of_several_words_above_the_text_go(text: str) -> None:
    assert trim([Block(text, "p"), *TEXT], TITLE) == [*PROSE]


def test_who_is_quoted_stays_below_the_quotation() -> None:
    quoted = Block("— Kota Contoh (@kota) 12 January 2026", "p")
    assert quoted.text in trim([*TEXT[:2], quoted, *TEXT[2:]], TITLE)
