import pytest

from crawler.extract.appeals import without
from tests.extract.pages import PROSE, a_page, read

LETTERS = (
    (
        "Pembaca yang budiman,",
        "Kabar Kota hidup dari dukungan pembaca seperti Anda, bukan dari pemilik modal.",
        "Setiap rupiah yang Anda sumbangkan membantu wartawan kami bekerja.",
        "Jika Anda menghargai liputan kami, pertimbangkan untuk berdonasi.",
        "Terima kasih, Redaksi Kabar Kota",
    ),
    (
        "Before you go: our newsroom is funded by readers like you.",
        "We do not have a rich owner, and we answer to nobody but you.",
        "If you can, please support us with a small monthly contribution.",
        "Thank you, the editors",
    ),
    (
        "Dear reader, we need your help.",
        "Independent reporting costs money, and we do not hide it behind a paywall.",
        "Please make a donation to keep our journalism free.",
    ),
    (
        "Liebe Leserinnen und Leser, wir brauchen Sie.",
        "Unsere Redaktion gehört keinem Konzern. Mit Ihrer Spende bleibt das so.",
    ),
    (
        "Liputan ini terbit karena dukungan pembaca seperti Anda.",
        "Redaksi kami menerima donasi mulai sepuluh ribu rupiah.",
    ),
)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_that_asks_readers_for_money_goes_from_below_the_text(
    letter: tuple[str, ...],
) -> None:
    inside = "".join(f"<p>{text}</p>" for text in (*PROSE, *letter))
    assert read(a_page(inside)).paragraphs == PROSE


@pytest.mark.parametrize("letter", LETTERS[:1] + LETTERS[2:4])
def test_a_letter_that_greets_its_reader_goes_from_within_the_text(
    letter: tuple[str, ...],
) -> None:
    assert without((*PROSE[:2], *letter, *PROSE[2:])) == PROSE


@pytest.mark.parametrize(
    "paragraphs",
    [
        (),
        PROSE,
        # a story about donations, and one that tells how to give
        (*PROSE, "Warga mengumpulkan donasi untuk korban banjir di desa itu."),
        (*PROSE, "Jika Anda ingin membantu, posko menerima donasi di balai desa."),
        (*PROSE, "Kami menerima donasi pakaian di balai desa, Anda bisa datang setiap hari."),
        # said by somebody
        (*PROSE, '"Please support our newsroom with a donation, dear readers," the editor said.'),
        # a report on the press
        (*PROSE, "The newsroom lives on donations from its readers, a study found last year."),
        (*PROSE, "The US sends money to newsrooms, and readers like you may donate, a study found."),
        # without money
        (*PROSE, "Kepada pembaca kami mohon maaf atas kekeliruan dalam liputan ini."),
        # in the midst of the text, and to nobody
        (*PROSE[:2], "Our reporters joined those who donate blood in the old market.", *PROSE[2:]),
        LETTERS[0],
        LETTERS[1],
        # an editor writes of nothing else
        tuple(f"Our reporting of year {n} cost us much, and you paid." for n in range(9)) + LETTERS[1],
    ],
)  # fmt: skip
def test_what_is_no_letter_of_the_house_to_its_reader_stays(
    paragraphs: tuple[str, ...],
) -> None:
    assert without(paragraphs) == paragraphs
