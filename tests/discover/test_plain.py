"""Markup as plain text."""

import time

import pytest
from hypothesis import given, strategies as st

from crawler.discover.plain import SUMMARY, TITLE, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", None),
        ("<img src=x>", None),
        ("a<br>b<p>c</p>d", "a b c d"),
        ("<b>Nasi</b>onal", "Nasional"),
        ("x<script>var a = 1;</script>y", "xy"),
        ("x<SCRIPT>if (a < b) { c = '<p>d</p>' }</SCRIPT >y<script>z", "xy"),
        ("x<style media=all>p{}</style>y", "xy"),
        ("<!-- catatan -->isi", "isi"),
        ("a &lt;b&gt; c", "a c"),
        ("Q&amp;A", "Q&A"),
        ("&amp;amp;quot;", '"'),
        ("5 < 7 > 3", "5 < 7 > 3"),
        ("a\u00a0\u2003b", "a b"),
    ],
)
def test_only_words_are_left(markup: str, text: str | None) -> None:
    assert plain(markup, TITLE) == text


@pytest.mark.parametrize("piece", ["<script>", "<", "<a", "&", "&#", "<!--", "<p>", "<b x='"])
def test_nothing_keeps_it_busy(piece: str) -> None:
    begun = time.process_time()
    plain(piece * 1_000_000, SUMMARY)
    assert time.process_time() - begun < 2


@given(st.text(), st.integers(1, 50))
def test_it_is_one_line_of_limited_length(markup: str, longest: int) -> None:
    text = plain(markup, longest)
    assert text is None or (0 < len(text) <= longest and text == " ".join(text.split()))
