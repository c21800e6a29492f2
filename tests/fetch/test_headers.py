from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given, strategies as st

from crawler.discover.hubs import of
from crawler.fetch.headers import (
    LONGEST,
    fresh_for,
    links,
    media_type,
    retry_after,
    validators,
)
from crawler.model import NO_HUBS, Hubs, Validators

NOON = datetime(2022, 1, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (None, None),
        ("", None),
        ("0", timedelta(0)),
        ("5", timedelta(seconds=5)),
        (" 120 ", timedelta(minutes=2)),
        ("86400", LONGEST),
        ("86401", LONGEST),
        ("1000000000000", LONGEST),
        ("9" * 5000, LONGEST),
        ("0000000005", timedelta(seconds=5)),
        ("-1", None),
        ("+5", None),
        ("5.5", None),
        ("1e3", None),
        ("٥", None),
        ("²", None),
        ("soon", None),
        ("Wed, 12 Jan 2022 12:01:30 GMT", timedelta(seconds=90)),
        ("Wed, 12 Jan 2022 11:00:00 GMT", timedelta(0)),
        ("Wednesday, 12-Jan-22 12:01:30 GMT", timedelta(seconds=90)),
        ("Wed Jan 12 12:01:30 2022", timedelta(seconds=90)),
        ("Wed, 12 Jan 2022 19:01:30 +0700", timedelta(seconds=90)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
        ("Wed, 32 Jan 2022 12:00:00 GMT", None),
        ("Wed, 12 Jan 2022 25:00:00 GMT", None),
        ("Wed, 12 Jan 99999999999 12:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 +2359", timedelta(0)),
    ],
)
def test_reads_both_forms_of_retry_after(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOON) == wait


@given(
    st.text() | st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{1,6} \d{1,3}:\d\d:\d\d [+-]?\w{1,6}")
)
def test_any_retry_after_is_a_wait_of_at_most_a_day_or_none(value: str) -> None:
    wait = retry_after(value, NOON)
    assert wait is None or timedelta(0) <= wait <= LONGEST


@pytest.mark.parametrize(
    ("value", "kind", "charset"),
    [
        (None, "", None),
        ("", "", None),
        ("text/html", "text/html", None),
        ("Text/HTML;charset=UTF-8", "text/html", "UTF-8"),
        ("text/html ; Charset = 'iso-8859-1'", "text/html", "iso-8859-1"),
        (
            'application/rss+xml; q=1; charset="windows-1252"; x=y',
            "application/rss+xml",
            "windows-1252",
        ),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset=" + "x" * 10_000, "text/html", "x" * 80),
        ("text/html, text/plain; charset=utf-8", "text/html", None),
        ("nonsense", "", None),
        ("text /html", "", None),
        ("a/b/c", "", None),
        ("text/html; notcharset=x", "text/html", None),
        ("; charset=utf-8", "", "utf-8"),
    ],
)
def test_reads_types(value: str | None, kind: str, charset: str | None) -> None:
    assert media_type(value) == (kind, charset)


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({}, Validators()),
        ({"etag": '"a"', "last-modified": "x"}, Validators('"a"', "x")),
        ({"etag": ""}, Validators()),
        ({"etag": "e" * 1024}, Validators("e" * 1024)),
        ({"etag": "e" * 1025, "last-modified": "m" * 65536}, Validators()),
    ],
)
def test_keeps_validators_of_a_sane_length(headers: dict[str, str], kept: Validators) -> None:
    assert validators(httpx.Headers(headers)) == kept


@pytest.mark.parametrize(
    ("given_headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=300"}, 300),
        ({"cache-control": "public, MAX-AGE = 300, stale-while-revalidate=60"}, 300),
        ({"cache-control": 'max-age="300"'}, 300),
        ({"cache-control": "s-maxage=900"}, None),
        ({"cache-control": "s-maxage=900, max-age=300", "age": "120"}, 180),
        ({"cache-control": "max-age=300", "age": "400"}, None),
        ({"cache-control": "max-age=0, must-revalidate"}, None),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": 'no-cache="set-cookie", max-age=60'}, 60),
        ({"cache-control": "max-age=" + "9" * 400}, 86_400),
        ({"cache-control": "max-age=-5"}, None),
        ({"cache-control": "max-age=soon"}, None),
        (
            {
                "date": "Wed, 12 Jan 2022 11:59:00 GMT",
                "expires": "Wed, 12 Jan 2022 12:04:00 GMT",
            },
            300,
        ),
        ({"expires": "Wed, 12 Jan 2022 12:04:00 GMT"}, None),
        ({"date": "Wed, 12 Jan 2022 11:59:00 GMT", "expires": "0"}, None),
        ({"date": "Wed, 12 Jan 2022 11:59:00 GMT", "expires": "-1"}, None),
        (
            {
                "date": "Wed, 12 Jan 2022 11:59:00 GMT",
                "expires": "Wed, 12 Jan 2022 12:04:00 GMT",
                "cache-control": "max-age=60",
            },
            60,
        ),
    ],
)
def test_how_long_an_answer_stands(given_headers: dict[str, str], seconds: int | None) -> None:
    found = fresh_for(httpx.Headers(given_headers), NOON)
    assert found == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_header_makes_an_answer_stand_for_more_than_a_day(control: str, age: str) -> None:
    headers = httpx.Headers([(b"cache-control", control.encode()), (b"age", age.encode())])
    found = fresh_for(headers, NOON)
    assert found is None or timedelta(0) < found <= LONGEST


FEED, HUB = "https://contoh.id/a/feed", "https://hub.example/"


def hubs(fields: list[str], url: str) -> Hubs:
    return of(links(fields), url)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ([], NO_HUBS),
        ([f"<{HUB}>; rel=hub"], Hubs((HUB,))),
        ([f'<{HUB}>;rel="hub"', '<>; rel="self"'], Hubs((HUB,), FEED)),
        ([f'<{HUB}>; REL="HUB" , <../feed>;title="a, b; rel=hub";rel=self'], Hubs((HUB,), "https://contoh.id/feed")),
        ([f'<{HUB}>; title="x"; rel="prefetch hub"'], Hubs((HUB,))),
        ([f'<{HUB}>; rel="hub self"'], Hubs((HUB,), HUB)),
        ([f"<{HUB}>; rel=hub", f"<{HUB}>; rel=hub, <http://b/>; rel=hub"], Hubs((HUB, "http://b/"))),
        ([f"<https://h{n}/>; rel=hub" for n in range(9)], Hubs(tuple(f"https://h{n}/" for n in range(3)))),
        (['</wp-json/>; rel="https://api.w.org/"'], NO_HUBS),
        ([f"{HUB}; rel=hub"], NO_HUBS),
        ([f"<{HUB}>"], NO_HUBS),
        ([f"<{HUB}>; rel"], NO_HUBS),
        (["<mailto:a@b>; rel=hub", "<javascript:1>; rel=hub"], NO_HUBS),
        (["<http://[::1>; rel=hub"], NO_HUBS),
        (["<https://nama:kata@hub.example/>; rel=hub", "<>; rel=hub"], NO_HUBS),
        ([f"<{HUB}#atas>; rel=hub"], Hubs((HUB,), None)),
        (["<" * 9000 + ">; rel=hub"], NO_HUBS),
        (["<a>" + ";" * 9000], NO_HUBS),
        (['<a>; x="' * 2000], NO_HUBS),
        (["<a>" + "; x" * 3000], NO_HUBS),
        (["x" * 9000, f"<{HUB}>; rel=hub"], NO_HUBS),
    ],
)  # fmt: skip
def test_link_headers_name_hubs(fields: list[str], named: Hubs) -> None:
    assert hubs(fields, FEED) == named


@given(st.lists(st.text(alphabet='<>;,="rel hubself/:\\', max_size=300), max_size=5))
def test_any_link_headers_are_read(fields: list[str]) -> None:
    assert len(hubs(fields, FEED).urls) <= 3
