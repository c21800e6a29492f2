import os
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from crawler.article_text import Text, canonical, read, write
from crawler.errors import FormatError

SHARED = Path(os.environ.get("KLIPING_SHARED", Path(__file__).parents[2] / "shared"))
WIB = timezone(timedelta(hours=7))
PLAIN = "Judul\n\nLaporan: -\n\nKomentar:"
FULL = (
    "Pasar Contoh Dibuka Lagi\n\n"
    "Laporan: Reporter Satu, Redaksi Contoh\n"
    "Minggu, 2 Maret 2025 | 07:05 WITA\n"
    "Pedagang menata kios\n"
    "Pedagang menata kios/Contoh\n\n"
    "Pasar itu dibuka lagi.\nPukul tujuh.\n\n"
    "Komentar:\n\n"
    "Komentar:\nBagus.\nKomentar:"
)

lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
awkward = st.sampled_from(
    [
        *(
            "-",
            ",",
            "Komentar:",
            "Laporan: -",
            "\xa0",
            "\u200b",
            "\ufeff",
            "",
            " a  b ",
            "a\n\nb",
        ),
        *(
            "Rabu, 12 Januari 2022",
            "\xa0Rabu, 12 Januari 2022 | 09:01 WIB",
            "a\n \nb",
            "a\r\nb",
        ),
        *(
            "a\u2028b",
            "a\x85\x85b",
            "a\vb",
            "\ud800",
            "A, B",
            "Jum'at 3 Mei 2024",
            "\x00",
            "\x1c",
        ),
    ]
)
texts = st.one_of(lines, awkward, st.lists(awkward, max_size=4).map("".join))
offsets = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
moments = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=offsets),  # noqa: DTZ001 - the strategy adds the zone
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()),  # noqa: DTZ001 - the strategy adds the zone
)
values = st.builds(
    Text,
    title=texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    published=moments,
    pictures=st.lists(texts, max_size=4).map(tuple),
    paragraphs=st.lists(texts, max_size=4).map(tuple),
    comments=st.lists(texts, max_size=3).map(tuple),
)


def written(**parts: object) -> str:
    return write(Text(**{"title": "Judul", **parts}))  # type: ignore[arg-type]  # a table gives each test its parts


def test_the_founding_article_comes_back_byte_for_byte() -> None:
    file = SHARED / "seed" / "article.txt"
    if not file.exists():
        pytest.skip(f"needs {file}; set KLIPING_SHARED")
    source = file.read_bytes().decode()
    text = read(source)
    assert write(text) == source
    assert text.authors == ("Samsudin",)
    assert text.published == datetime(2022, 1, 12, 9, 1, tzinfo=WIB)
    assert len(text.pictures) == 2
    assert len(text.paragraphs) == 8
    assert text.comments == ()


def test_reads_every_part() -> None:
    assert read(FULL) == Text(
        title="Pasar Contoh Dibuka Lagi",
        authors=("Reporter Satu", "Redaksi Contoh"),
        published=datetime(2025, 3, 2, 7, 5, tzinfo=timezone(timedelta(hours=8))),
        pictures=("Pedagang menata kios", "Pedagang menata kios/Contoh"),
        paragraphs=("Pasar itu dibuka lagi.\nPukul tujuh.", "Komentar:"),
        comments=("Bagus.", "Komentar:"),
    )
    assert write(read(FULL)) == FULL


def test_an_empty_article_still_has_title_head_and_comments() -> None:
    assert write(Text()) == "-\n\nLaporan: -\n\nKomentar:"
    assert read("-\n\nLaporan: -\n\nKomentar:") == Text()


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (timezone(timedelta(hours=7)), "WIB"),
        (timezone(timedelta(hours=8)), "WITA"),
        (timezone(timedelta(hours=9)), "WIT"),
        (ZoneInfo("Asia/Jakarta"), "WIB"),
        (ZoneInfo("Asia/Bangkok"), "WIB"),
        (ZoneInfo("Asia/Makassar"), "WITA"),
        (ZoneInfo("Asia/Singapore"), "WITA"),
        (ZoneInfo("Asia/Jayapura"), "WIT"),
        (UTC, "UTC"),
        (ZoneInfo("Europe/London"), "UTC"),
        (ZoneInfo("Asia/Kolkata"), "UTC+5:30"),
        (timezone(timedelta(hours=-3)), "UTC-3"),
        (timezone(timedelta(hours=-3, minutes=-30)), "UTC-3:30"),
        (timezone(timedelta(minutes=-30)), "UTC-0:30"),
        (timezone(timedelta(hours=14)), "UTC+14"),
    ],
)
def test_a_zone_has_one_name_told_by_its_offset(zone: timezone | ZoneInfo, told: str) -> None:
    text = written(published=datetime(2022, 1, 12, 9, 1, 59, tzinfo=zone))
    assert text.split("\n")[3] == f"Rabu, 12 Januari 2022 | 09:01 {told}"
    assert write(read(text)) == text


def test_a_day_alone_ends_after_the_year() -> None:
    assert written(published=date(2022, 1, 2)).split("\n")[3] == "Minggu, 2 Januari 2022"


def test_a_time_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        written(published=datetime(2022, 1, 12, 9, 1))  # noqa: DTZ001 - its absence is the point


@pytest.mark.parametrize(
    ("authors", "head"),
    [
        (("Budi, S.H.", "Ani"), "Laporan: Budi S.H., Ani"),
        (("-",), "Laporan: -"),
        ((",", " ", "\xa0\u200b", ", -"), "Laporan: -"),
        (("-", "Ani"), "Laporan: Ani"),
        (("Ani\nBudi",), "Laporan: Ani Budi"),
        (("\xa0Ani",), "Laporan: \xa0Ani"),
    ],
)
def test_names_are_made_fit_for_the_line(authors: tuple[str, ...], head: str) -> None:
    text = written(authors=authors)
    assert text.split("\n")[2] == head
    assert write(read(text)) == text


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("-", "-"),
        ("\xa0", "-"),
        ("\u200b\ufeff \n", "-"),
        (" a\n\tb\u2028c\x85d\x0be\x0cf ", "a b c d e f"),
        ("a\xa0\xa0b", "a\xa0\xa0b"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_a_title_is_one_line(title: str, told: str) -> None:
    assert written(title=title).split("\n\n")[0] == told


@pytest.mark.parametrize(
    "picture",
    [
        "Rabu, 12 Januari 2022",
        "Rabu, 12 Januari 2022 | 09:01 WIB",
        "Jum'at 3 Mei 2024",
        "\xa0Rabu, 12 Januari 2022",
        "RABU, 12 JANUARI 2022",
    ],
)
@pytest.mark.parametrize("published", [None, date(2022, 1, 12)])
def test_a_picture_line_that_looks_like_a_date_is_kept_apart_from_it(
    picture: str, published: date | None
) -> None:
    text = written(pictures=("Foto", picture), published=published)
    assert "\n\xa0" + picture + "\n" in text
    alone = written(pictures=(picture,), published=published)
    assert read(alone).pictures == (picture,)
    assert read(alone).published == published


def test_a_picture_line_that_only_begins_like_a_date_stays_as_it_is() -> None:
    assert "\nSabtu, 5 orang diperiksa\n" in written(pictures=("Sabtu, 5 orang diperiksa",))


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        ("a\nb", ("a\nb",)),
        ("a\n\nb", ("a", "b")),
        ("a\n \t\nb", ("a", "b")),
        ("a\r\nb", ("a\nb",)),
        ("a\rb", ("a b",)),
        ("\n\na \n b\n", ("a\nb",)),
        ("a\u2028b\u2029c\x85d\x0be", ("a\nb\nc\nd\ne",)),
        ("a\u2028\u2028b", ("a", "b")),
        ("a\xa0 b", ("a\xa0 b",)),
        ("a\n\xa0\nb", ("a\n\xa0\nb",)),
        ("\xa0\n\u200b", ()),
        ("Komentar:", ("Komentar:",)),
        ("Laporan: -\nRabu, 12 Januari 2022", ("Laporan: -\nRabu, 12 Januari 2022",)),
    ],
)
def test_paragraphs_keep_their_lines_and_lose_their_stray_space(
    paragraph: str, kept: tuple[str, ...]
) -> None:
    text = written(paragraphs=(paragraph,))
    assert read(text).paragraphs == kept
    assert write(read(text)) == text


def test_comments_are_lines_and_empty_ones_are_left_out() -> None:
    text = written(comments=("Setuju\n\nsekali", " ", "\xa0", "Komentar:"))
    assert text.endswith("\n\nKomentar:\nSetuju sekali\nKomentar:")


@pytest.mark.parametrize(
    ("source", "line", "expected"),
    [
        ("", 1, "a title, a head"),
        ("Judul\n\nLaporan: -", 3, "a title, a head"),
        (PLAIN + "\n", 6, "the end"),
        ("\n" + PLAIN, 2, "an empty line after the title"),
        (" " + PLAIN, 1, "'Judul'"),
        ("Judul\nlagi\n\nLaporan: -\n\nKomentar:", 2, "an empty line after the title"),
        ("Judul\n\nReporter: Ani\n\nKomentar:", 3, "`Laporan: `"),
        ("Judul\n\nLaporan: \n\nKomentar:", 3, "'Laporan: -'"),
        ("Judul\n\nLaporan: A,B\n\nKomentar:", 3, "'Laporan: AB'"),
        ("Judul\n\nLaporan: A, -\n\nKomentar:", 3, "'Laporan: A'"),
        ("Judul\n\nLaporan: -\n\nIsi", 5, "`Komentar:`"),
        ("Judul\n\nLaporan: -\n\nKomentar: a", 5, "`Komentar:`"),
        ("Judul\n\nLaporan: -\n\n\nKomentar:", 5, "`Komentar:`"),
        ("Judul\n\nLaporan: -\n\nIsi \n\nKomentar:", 5, "'Isi'"),
        ("Judul\n\nLaporan: -\n\nI  si\n\nKomentar:", 5, "'I si'"),
        ("Judul\r\n\nLaporan: -\n\nKomentar:", 1, "'Judul'"),
        ("Judul\n\nLaporan: -\nFoto \n\nKomentar:", 4, "'Foto'"),
        ("Judul\n\nLaporan: -\n\n\xa0\n\nKomentar:", 5, "'Komentar:'"),
        ("\ud800\n\nLaporan: -\n\nKomentar:", 1, "'\ufffd'"),
    ],
)
def test_tells_line_and_need_of_what_is_not_in_the_format(
    source: str, line: int, expected: str
) -> None:
    with pytest.raises(FormatError) as caught:
        read(source)
    assert caught.value.line == line
    assert expected in caught.value.expected


@pytest.mark.parametrize(
    ("date_line", "expected"),
    [
        ("Senin, 12 Januari 2022 | 09:01 WIB", "`Rabu, 12 Januari 2022 | 09:01 WIB`"),
        ("Senin, 12 Januari 2022", "`Rabu, 12 Januari 2022`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+7", "`Rabu, 12 Januari 2022 | 09:01 WIB`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+8", "WITA"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+0", "09:01 UTC`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC-0", "09:01 UTC`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+05:30", "09:01 UTC+5:30`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+5:00", "09:01 UTC+5`"),
        ("Rabu, 12 Januari 2022 | 09:01 UTC+25", "a date such as"),
        ("Rabu, 12 Januari 2022 | 09:01 WIB+1", "a date such as"),
        ("Rabu, 12 Januari 2022 | 09:01 CET", "a date such as"),
        ("Rabu, 12 Januari 2022 | 9:01 WIB", "a date such as"),
        ("Rabu, 12 Januari 2022 | 24:00 WIB", "a date such as"),
        ("Rabu, 12 Januari 2022 | 09.01 WIB", "a date such as"),
        ("Rabu, 12 Januari 2022 09:01 WIB", "a date such as"),
        ("Rabu 12 Januari 2022", "a date such as"),
        ("rabu, 12 januari 2022", "a date such as"),
        ("Jum'at, 14 Januari 2022", "a date such as"),
        ("Rabu, 02 Februari 2022", "`Rabu, 2 Februari 2022`"),
        ("Rabu, 30 Februari 2022", "a date such as"),
        ("Rabu, 12 Jan 2022", "a date such as"),
        ("Rabu, 12 Januari 0000", "a date such as"),
        ("Rabu,\xa012 Januari 2022", "a date such as"),
        ("Rabu, ١٢ Januari 2022", "a date such as"),
    ],
)
def test_refuses_every_second_spelling_of_a_date(date_line: str, expected: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(f"Judul\n\nLaporan: -\n{date_line}\n\nKomentar:")
    assert caught.value.line == 4
    assert expected in caught.value.expected


def test_a_second_date_in_the_head_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        read("J\n\nLaporan: -\nRabu, 12 Januari 2022\nRabu, 12 Januari 2022\n\nKomentar:")
    assert caught.value.line == 5


def check_read(source: str) -> None:
    """Whatever `source` is: it is given back as it is, or refused at one of its lines."""
    refused = None
    try:
        text = read(source)
    except FormatError as error:
        refused = error
    else:
        assert write(text) == source
    assert refused is None or 1 <= refused.line <= source.count("\n") + 1


@settings(max_examples=500)
@given(values)
def test_what_is_written_reads_back_as_what_was_told(text: Text) -> None:
    source = write(text)
    told = read(source)
    assert told == canonical(text)
    assert canonical(told) == told
    assert write(told) == source
    source.encode()  # UTF-8 takes it


@given(st.lists(lines, min_size=1, max_size=5))
def test_no_word_of_a_paragraph_is_lost(paragraphs: list[str]) -> None:
    told = read(write(Text(paragraphs=tuple(paragraphs)))).paragraphs
    visible = [part for part in paragraphs if part.strip(" \n").strip("\u200b\ufeff\xa0")]
    words = " ".join(visible).split()
    assert [w for w in " ".join(told).split() if w.strip("\u200b\ufeff")] == [
        w for w in words if w.strip("\u200b\ufeff")
    ]


@settings(max_examples=500)
@given(values.map(write) | st.just(FULL), st.data())
def test_what_is_accepted_is_given_back_byte_for_byte(source: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(source)))
        upto = min(len(source), at + data.draw(st.integers(0, 2)))
        bit = data.draw(texts | st.sampled_from(["\n", "\n\n", " ", "WIB", "2022", "\xa0"]))
        source = source[:at] + bit + source[upto:]
    check_read(source)


@given(st.text())
def test_any_text_is_read_or_refused(source: str) -> None:
    check_read(source)


def test_a_megabyte_of_blanks_takes_no_time() -> None:
    hostile = " " * 500_000 + "\u2003" * 500_000
    assert written(title=hostile, pictures=("Rabu" + hostile,), paragraphs=("a" + hostile,))
