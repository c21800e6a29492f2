"""The command line as a whole: what it says of itself, and how it ends when it cannot write."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler import __version__
from tests.cli.command import configured, kliping, surroundings

COMMANDS = (
    *("demo", "run", "once", "check", "schema", "extract"),
    *("articles", "show", "sources", "status", "alerts"),
)


def test_it_says_its_version_and_its_commands(tmp_path: Path) -> None:
    assert kliping("--version", folder=tmp_path).stdout == f"kliping {__version__}\n"
    shown = kliping("--help", folder=tmp_path).stdout
    for command in COMMANDS:
        assert f"  {command} " in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(tmp_path: Path, command: str) -> None:
    shown = kliping(command, "--help", folder=tmp_path).stdout
    assert f"Example: {'*/15' if command == 'once' else f'kliping {command}'}" in shown


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    assert "artikles" in kliping("artikles", folder=tmp_path, code=2).stderr


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crawler", "schema"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            env=surroundings(),
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("kliping: what was asked for cannot be written: ")


@pytest.mark.parametrize("arguments", ["articles --json --limit 0", "schema", "status"])
def test_a_reader_that_has_enough_gets_no_traceback(folder: Path, arguments: str) -> None:
    line = f"{sys.executable} -m crawler {arguments} | head -c 1; {sys.executable} -m crawler {arguments} >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        capture_output=True,
        env=surroundings(),
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_a_place_that_may_not_be_looked_at_is_74(tmp_path: Path) -> None:
    said = kliping("status", "--state", "/proc/1/root", folder=configured(tmp_path), code=74)
    assert said.stderr.startswith("kliping: /proc/1/root")
