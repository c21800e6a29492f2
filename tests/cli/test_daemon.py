"""`run`, `once`, `demo` as programs: signals, exit codes, what a person reads."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.command import SMALL, configured, kliping, surroundings

PATIENCE = 30  # seconds; a busy machine starts slowly


@contextmanager
def running(folder: Path, said: str = "event=watching") -> Iterator["subprocess.Popen[str]"]:
    """A daemon in `folder` that has `said` so; killed at the end if it still is there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "run"],
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        read_until(process, said)
        yield process
    finally:
        process.kill()
        process.communicate()


def read_until(process: "subprocess.Popen[str]", text: str) -> str:
    """Lines of the log up to one that holds `text`."""
    assert process.stderr is not None
    end, lines = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        line = process.stderr.readline()
        lines += line
        if text in line:
            return lines
        if not line and process.poll() is not None:
            break
    raise AssertionError(f"{text!r} was not said: {lines}")


def test_a_daemon_stops_clean_at_sigterm(tmp_path: Path) -> None:
    with running(configured(tmp_path)) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert "Traceback" not in (
        process.stderr.read() if process.stderr and not process.stderr.closed else ""
    )


def test_a_second_daemon_in_the_same_folder_exits_with_75(tmp_path: Path) -> None:
    with running(configured(tmp_path)):
        said = kliping("run", folder=tmp_path, code=75).stderr
    assert "running here already" in said


def test_whoever_calls_a_daemon_learns_nothing_and_does_not_keep_it_from_stopping(
    tmp_path: Path,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configured(tmp_path)
    (tmp_path / "config/web.yaml").write_text(
        f"settings: {{web: {{listen: '127.0.0.1:{port}', public: 'https://a.example'}}}}"
    )
    with running(tmp_path, "listening for hubs") as process:
        with socket.create_connection(("127.0.0.1", port), 10) as call:
            call.sendall(b"GET /status HTTP/1.1\r\nHost: a.example\r\n\r\n")
            with call.makefile("rb") as answer:
                said = answer.read()
        assert said.startswith(b"HTTP/1.1 404 ")
        assert b"kliping" not in said.lower()
        with socket.create_connection(("127.0.0.1", port), 10):  # who says nothing, and stays
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0


def test_sighup_reads_the_configuration_again_and_a_bad_one_changes_nothing(
    tmp_path: Path,
) -> None:
    with running(configured(tmp_path)) as process:
        configured(tmp_path, SMALL.replace("query: banjir", "query: (banjir"))
        process.send_signal(signal.SIGHUP)
        said = read_until(process, "the old one stays")
        assert "config/all.yaml:7" in said
        configured(tmp_path, SMALL.replace("query: banjir", "query: banjir OR longsor"))
        process.send_signal(signal.SIGHUP)
        read_until(process, "configuration read again")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_killed_daemon_leaves_a_store_that_the_next_one_opens(tmp_path: Path) -> None:
    with running(configured(tmp_path)) as process:
        process.kill()
    with running(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_once_polls_what_is_due_and_ends(tmp_path: Path) -> None:
    said = kliping("once", folder=configured(tmp_path))
    assert said.stdout.startswith("1 source polled, 0 pages read")
    assert "poll failed" in said.stderr
    assert kliping("once", folder=tmp_path).stdout.startswith("0 sources polled")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("file", "state"),
        ("foreign", "kliping.db"),
        ("newer", "newer"),
    ],
)
def test_a_store_that_cannot_be_used_is_74_and_left_as_it_is(
    tmp_path: Path, harm: str, told: str
) -> None:
    configured(tmp_path)
    state = tmp_path / "state"
    if harm == "file":
        state.write_text("no folder")
    elif harm == "foreign":
        state.mkdir()
        (state / "kliping.db").write_text(
            "not a database at all, and long enough to tell " * 50
        )
    else:
        kliping("once", folder=tmp_path)
        with sqlite3.connect(state / "kliping.db") as database:
            database.execute(
                "insert into _sqlite_migrations (migration_set, name, applied_at)"
                " select migration_set, 'm999_later', applied_at from _sqlite_migrations limit 1"
            )
        database.close()
    before = (state / "kliping.db").read_bytes() if state.is_dir() else b""
    said = kliping("run", folder=tmp_path, code=74).stderr
    assert said.startswith("kliping: ")
    assert "Traceback" not in said
    assert told in said
    assert before == ((state / "kliping.db").read_bytes() if state.is_dir() else b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; .ci may run as root")
def test_a_state_folder_that_cannot_be_written_is_74(tmp_path: Path) -> None:
    configured(tmp_path)
    state = tmp_path / "state"
    state.mkdir(mode=0o500)
    assert "state" in kliping("run", folder=tmp_path, code=74).stderr


def test_the_demo_shows_alerts_and_ends_by_itself(tmp_path: Path) -> None:
    shown = kliping("demo", "--for", "8s", folder=tmp_path)
    assert "invented sites" in shown.stdout
    assert "aturan gempa" in shown.stdout
    assert "The practice web is closed" in shown.stdout
    assert shown.stderr == ""
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


def test_a_time_that_cannot_be_read_is_a_usage_error(tmp_path: Path) -> None:
    assert "90s" in kliping("demo", "--for", "soon", folder=tmp_path, code=2).stderr
