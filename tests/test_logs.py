import io
import logging
from contextlib import redirect_stderr
from threading import Event

import pytest
import structlog

from crawler.logs import LINES, Blot, Sturdy, set_up


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
        written = set_up(logging.INFO, secrets={"kunci"})
        structlog.get_logger().info("polled", source="a b", new=3, problem="kunci\nlevel=error")
        written.drain()
    line = stream.getvalue()
    assert line.count("\n") == 1
    assert 'level=info event=polled source="a b" new=3' in line
    assert "kunci" not in line


def test_what_libraries_say_is_one_line_without_secrets() -> None:
    stream = io.StringIO()
    with redirect_stderr(stream):
        written = set_up(logging.INFO, secrets={"kunci"})
        logging.getLogger("asyncio").error("kunci was\nnever retrieved")
        written.drain()
    assert stream.getvalue() == "level=ERROR event=asyncio problem=*** was\\nnever retrieved\n"


def test_a_closed_stream_harms_nobody() -> None:
    stream = io.StringIO()
    stream.close()
    sturdy = Sturdy(stream)
    sturdy.write("said to nobody")
    sturdy.drain()


class Stuck(io.StringIO):
    """A pipe that nobody reads, until somebody does."""

    def __init__(self) -> None:
        super().__init__()
        self.read_on = Event()

    def write(self, text: str) -> int:
        self.read_on.wait(30)
        return super().write(text)


def test_a_pipe_that_nobody_reads_keeps_nobody_and_what_is_dropped_is_counted() -> None:
    stream = Stuck()
    sturdy = Sturdy(stream)
    for _ in range(LINES + 100):
        sturdy.write("line\n")
    sturdy.drain(0.01)
    assert stream.getvalue() == ""
    stream.read_on.set()
    sturdy.drain(30)
    sturdy.write("after\n")
    sturdy.drain(30)
    assert "log lines dropped" in stream.getvalue()
    assert stream.getvalue().endswith("after\n")
