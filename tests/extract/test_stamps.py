import pytest

from crawler.extract.blocks import Block
from crawler.extract.stamps import without
from tests.extract.pages import PROSE, a_page, read

ENTRIES = tuple(Block(text, "p") for text in PROSE[1:])


def with_stamps(*stamps: Block) -> list[Block]:
    parts = (part for pair in zip(stamps, ENTRIES, strict=True) for part in pair)
    return [Block(PROSE[0], "p"), *parts]


@pytest.mark.parametrize(
    "stamps",
    [
        ("10.05", "10.30", "11.00"),
        ("10:05 WIB", "10:30 WIB", "11:00 WIB"),
        ("Pukul 10.05 WITA", "Pukul 10.30 WITA", "Pukul 11.00 WITA"),
        ("9:05 p.m.", "9:30 p.m.", "10 pm"),
        ("3 Agustus 2026, 10.05", "3 Agustus 2026, 10.30", "3 Agustus 2026, 11.00"),
        ("3 jam lalu", "2 jam yang lalu", "5 menit lalu"),
        ("3 hours ago", "2h ago", "5 mins ago"),
        ("10h05", "10h30", "11h00"),
        ("10:05 Uhr", "10:30 Uhr", "11:00 Uhr"),
    ],
)
@pytest.mark.parametrize("tag", ["div", "h3"])
def test_the_stamps_of_a_live_report_go(stamps: tuple[str, ...], tag: str) -> None:
    told = without(with_stamps(*(Block(stamp, tag) for stamp in stamps)))
    assert [block.text for block in told] == [*PROSE]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=entry><time datetime='2026-08-03T10:05'>{}</time><p>{}</p></div>",
        "<div class=entry><span class=jam>{}</span><div><p>{}</p></div></div>",
        "<section><p class=timestamp>{}</p><p>{}</p></section>",
    ],
)
def test_a_live_report_is_read_without_its_clocks(markup: str) -> None:
    stamped = (markup.format(f"1{n}.05", text) for n, text in enumerate(PROSE[1:]))
    assert read(a_page(f"<p>{PROSE[0]}</p>{''.join(stamped)}")).paragraphs == PROSE


@pytest.mark.parametrize(
    "blocks",
    [
        with_stamps(
            *(Block(f"{hour} p.m.", "p") for hour in (4, 9, 10))
        ),  # updates of an agency
        with_stamps(*(Block(f"1{n}.05", "li") for n in range(3))),
        with_stamps(
            *(Block(text, "div") for text in ("Pukul 10.05 pasar buka", "Los 4", "2-1"))
        ),
        [Block(PROSE[0], "p"), Block("19.30 WIB", "div"), *ENTRIES],  # one alone
        [
            Block(PROSE[0], "p"),
            *(Block(text, "div") for text in ("19.00", "Pembukaan", "20.00", "Tari", "21.00")),
            *ENTRIES,
        ],  # a programme
        [],
    ],
)
def test_hours_that_the_text_tells_stay(blocks: list[Block]) -> None:
    assert without(blocks) == blocks
