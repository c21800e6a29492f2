import io
import logging
from contextlib import redirect_stderr

import pytest
import structlog

from crawler.logs import Blot, set_up


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("whsec_rahasia dan rahasia", "*** dan ***"),
        ("https://user:pass@contoh.id/x", "https://***@contoh.id/x"),
        ("baris\nbaru", "baris\\nbaru"),
        ("\x1b[31mmerah", "\\x1b[31mmerah"),
        ("\u202egnirts", "\\u202egnirts"),
        ("nul\x00", "nul\\x00"),
        ("rupiah naik 5 %", "rupiah naik 5 %"),
    ],
)
def test_a_value_is_one_safe_line_without_secrets(said: str, shown: str) -> None:
    assert Blot({"rahasia", "whsec_rahasia", ""}).clean(said) == shown


def test_an_event_is_one_line_of_keys_and_values() -> None:
    stream = io.StringIO()
    with redirect_stderr(stream):
        set_up(logging.INFO, secrets={"kunci"})
        structlog.get_logger().info("polled", source="a b", new=3, problem="kunci\nlevel=error")
    line = stream.getvalue()
    assert line.count("\n") == 1
    assert 'level=info event=polled source="a b" new=3' in line
    assert "kunci" not in line


def test_a_closed_stream_harms_nobody() -> None:
    stream = io.StringIO()
    with redirect_stderr(stream):
        set_up()
        stream.close()
        structlog.get_logger().warning("said to nobody")
