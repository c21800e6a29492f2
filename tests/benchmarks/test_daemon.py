"""The replay's hold on a program, with a stub that has a child as Kliping has."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.lab.daemon import Daemon

LONELY = "import time; print('here', flush=True); time.sleep(60)"
PARENT = f"""
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {LONELY!r}], start_new_session=True)
signal.signal(signal.SIGTERM, lambda *_: child.kill())
child.wait()
"""
FAILING = "import sys; sys.exit('no such thing')"


@pytest.fixture
def stub(tmp_path: Path) -> Iterator[Callable[[str], Daemon]]:
    made: list[Daemon] = []

    def start(code: str) -> Daemon:
        log = tmp_path / "log"
        one = Daemon(tmp_path, tmp_path, "whsec_", log, program=(sys.executable, "-c", code))
        made.append(one)
        one.start()
        return one

    yield start
    for one in made:
        one.kill()
        one.clear()


def until(said: Callable[[], bool]) -> None:
    """Wait for what another process does, at most a minute."""
    end = time.monotonic() + 60
    while not said():
        assert time.monotonic() < end
        time.sleep(0.02)


def has_child(daemon: Daemon) -> bool:
    daemon.measure()
    return len(daemon.family) == 2 and b"here" in daemon.log.read_bytes()


def test_one_that_stops_when_told_leaves_nobody(stub: Callable[[str], Daemon]) -> None:
    daemon = stub(PARENT)
    until(lambda: has_child(daemon))
    assert daemon.stop() < 10
    assert [(life.killed, life.code) for life in daemon.lives] == [(False, 0)]
    assert daemon.clear() == 0
    assert daemon.peak["tree"] > daemon.peak["daemon"] > 0
    assert daemon.foreign == set()


def test_children_that_outlive_a_killed_one_are_counted_and_ended(
    stub: Callable[[str], Daemon],
) -> None:
    daemon = stub(PARENT)
    until(lambda: has_child(daemon))
    daemon.kill()
    assert [(life.killed, life.code) for life in daemon.lives] == [(True, -9)]
    assert daemon.clear() == 1
    assert daemon.clear() == 0


def test_one_that_ends_by_itself_has_its_last_words_kept(stub: Callable[[str], Daemon]) -> None:
    daemon = stub(FAILING)
    until(lambda: not daemon.alive())
    (life,) = daemon.lives
    assert (life.killed, life.code, life.last) == (False, 1, "no such thing\n")
