import io
import json
import os
import pty
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from rich.cells import cell_len
from rich.text import Text

from crawler.channels.console import Console, render
from crawler.errors import Undelivered
from crawler.message.news import read
from crawler.model import Message

SNIPPET = "… warga menyerang kantor wali kota di Kazakhstan …"
BODY: Mapping[str, Any] = {
    "type": "article.matched",
    "timestamp": "2022-01-12T02:03:00.000Z",
    "data": {
        "id": "alt_1",
        "rule": "asia-tengah",
        "urgency": "normal",
        "story": {"id": "sto_1", "first": True, "outlets": 4},
        "article": {
            "id": "art_1",
            "url": "https://example.org/berita/26108",
            "title": "Kerusuhan meluas",
            "published": "2022-01-12T02:01:00+00:00",
            "first_seen": "2022-01-12T02:02:00.000Z",
            "source": "contoh",
            "partial": False,
        },
        "matches": [
            {"term": "serang~", "field": "body", "snippet": SNIPPET, "start": 8, "end": 17},
            {
                "term": "Kazakhstan~2",
                "field": "body",
                "snippet": SNIPPET,
                "start": 38,
                "end": 48,
            },
        ],
    },
}


def a_body(**article: object) -> bytes:
    data = BODY["data"]
    return json.dumps(
        {**BODY, "data": {**data, "article": {**data["article"], **article}}}
    ).encode()


def shown(body: bytes, language: str = "id", columns: int | None = None) -> str:
    return render(read(body, "Asia/Jakarta"), language, columns=columns)


def a_message(body: bytes) -> Message:
    return Message(id="evt_1", body=body, at=datetime(2022, 1, 12, tzinfo=UTC))


def test_an_alert_reads_as_its_documentation_shows() -> None:
    assert shown(a_body()) == (
        "12 Jan 2022 09:01 WIB · contoh\n"
        "Kerusuhan meluas\n"
        "  … warga [menyerang] kantor wali kota di [Kazakhstan] …\n"
        "  aturan asia-tengah · karena serang~, Kazakhstan~2 · juga di 3 media lain\n"
        "  https://example.org/berita/26108\n"
        "\n"
    )


def test_it_can_be_read_in_english() -> None:
    text = shown(a_body(published="2022-05-12"), "en")
    assert text.startswith("12 May 2022 · contoh\n")
    assert (
        "rule asia-tengah · because of serang~, Kazakhstan~2 · also in 3 other outlets" in text
    )


@pytest.mark.parametrize(
    ("published", "zone", "when"),
    [
        ("2022-01-12T02:01:00Z", "Asia/Makassar", "12 Jan 2022 10:01 WITA"),
        ("2022-08-12T20:01:00+00:00", "Asia/Jayapura", "13 Agu 2022 05:01 WIT"),
        ("2022-01-12T02:01:00Z", "Asia/Dubai", "12 Jan 2022 06:01 UTC+04"),
        ("2022-01-12", "Asia/Jakarta", "12 Jan 2022"),
        (None, "Asia/Jakarta", "12 Jan 2022 09:02 WIB"),  # first seen
        ("yesterday", "Asia/Jakarta", "12 Jan 2022 09:02 WIB"),
        ("0001-01-01T00:00:00+00:00", "America/New_York", "11 Jan 2022 21:02 EST"),
    ],
)
def test_shows_the_time_in_the_reader_s_zone(
    published: str | None, zone: str, when: str
) -> None:
    first = render(read(a_body(published=published), zone), "id", columns=None).split(" · ")[0]
    assert first == f"{when}"


def test_an_update_and_an_urgent_alert_say_so() -> None:
    body = {**BODY, "type": "story.updated", "data": {**BODY["data"], "urgency": "urgent"}}
    first = shown(json.dumps(body).encode()).splitlines()[0]
    assert first == "MENDESAK · 12 Jan 2022 09:01 WIB · contoh · perkembangan"


def test_a_terminal_shows_the_words_in_colour_instead_of_brackets() -> None:
    text = shown(a_body(), columns=80)
    assert "[menyerang]" not in text
    assert "\x1b[1;33mmenyerang\x1b[0m" in text


@pytest.mark.parametrize("columns", [40, 57, 80])
def test_no_line_is_wider_than_the_terminal_but_a_link(columns: int) -> None:
    link = "https://example.org/" + "panjang" * 30
    text = shown(a_body(title="東京で大地震 " * 20, url=link), columns=columns)
    lines = Text.from_ansi(text).plain.split("\n")
    assert f"  {link}" in lines
    assert all(cell_len(one) <= columns for one in lines if link not in one)


def test_a_title_cannot_speak_to_the_terminal() -> None:
    title = "\x1b[2J\x1b]8;;http://x\x07klik [bold]di[/bold] sini\u202e :smile:\nhttps://palsu.example"
    assert (
        shown(a_body(title=title)).splitlines()[1]
        == "[2J]8;;http://xklik [bold]di[/bold] sini :smile: https://palsu.example"
    )


def test_marks_only_what_lies_within_the_snippet() -> None:
    matches = [
        {"term": "a", "snippet": "satu dua", "start": start, "end": end}
        for start, end in [(0, 4), (2, 3), (5, 99), (-1, 2), (4, 4), ("0", 4), (True, 4)]
    ]
    body = {**BODY, "data": {**BODY["data"], "matches": matches}}
    assert "  [satu] dua\n" in shown(json.dumps(body).encode())


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text()
            | st.sampled_from(
                [
                    *BODY,
                    *BODY["data"],
                    *BODY["data"]["article"],
                    *BODY["data"]["matches"][0],
                    "outlets",
                ]
            ),
            inner,
        )
    ),
    max_leaves=30,
)


@given(
    st.binary() | ODD.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(["id", "en", "xx"]),
    st.sampled_from([None, 1, 80]),
)
def test_never_fails_on_a_body(body: bytes, language: str, columns: int | None) -> None:
    text = shown(body, language, columns)
    assert text.endswith("\n\n")


SCALARS: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 2.5, "", "\x1b", "2022-01-12", [], [{}], {}, 10**400]
)


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(
        {
            "type": SCALARS,
            "data": st.fixed_dictionaries(
                {
                    "rule": SCALARS,
                    "article": st.fixed_dictionaries(
                        dict.fromkeys(BODY["data"]["article"], SCALARS)
                    ),
                    "matches": st.lists(
                        st.fixed_dictionaries(
                            dict.fromkeys(BODY["data"]["matches"][0], SCALARS)
                        ),
                        max_size=3,
                    ),
                    "story": st.fixed_dictionaries({"outlets": SCALARS}),
                }
            ),
        }
    )
)
def test_never_fails_on_a_body_of_the_right_shape_and_the_wrong_types(body: object) -> None:
    assert shown(json.dumps(body).encode()).endswith("\n\n")


async def test_prints_to_its_stream() -> None:
    stream = io.StringIO()
    await Console(stream=stream).send(a_message(a_body()))
    assert stream.getvalue() == shown(a_body())


async def test_prints_through_a_pipe_in_the_order_of_what_was_printed_before() -> None:
    reading, writing = os.pipe()
    with (
        os.fdopen(writing, "w", encoding="utf-8") as stream,
        os.fdopen(reading, encoding="utf-8") as reader,
    ):
        stream.write("before\n")
        await Console(stream=stream).send(a_message(a_body()))
        stream.close()
        assert reader.read() == "before\n" + shown(a_body())


async def test_a_terminal_is_seen_as_one() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        await Console(stream=stream).send(a_message(a_body()))
        assert b"\x1b[1;33mmenyerang" in os.read(ours, 65_536)
    os.close(ours)


async def test_a_closed_output_is_undelivered() -> None:
    stream = io.StringIO()
    stream.close()
    with pytest.raises(Undelivered, match="standard output"):
        await Console(stream=stream).send(a_message(a_body()))


async def test_a_reader_who_went_away_is_undelivered() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with (
        os.fdopen(writing, "w", encoding="utf-8") as stream,
        pytest.raises(Undelivered, match="standard output"),
    ):
        await Console(stream=stream).send(a_message(a_body()))
