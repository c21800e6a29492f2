"""Runs `kliping` as a program, in a folder of the test."""

import os
import subprocess
import sys
from pathlib import Path

CLOSED = """\
settings:
  only_addresses: ["127.0.0.1:9"]
  allow_addresses: ["127.0.0.1:9"]
"""
SMALL = """\
sources:
  - name: contoh
    url: http://127.0.0.1:9/
    every: 1h
rules:
  - name: banjir
    query: banjir
    channels: [layar]
channels:
  - name: layar
    kind: console
"""


def kliping(
    *arguments: str, folder: Path, given: bytes = b"", code: int = 0, **environ: str
) -> subprocess.CompletedProcess[str]:
    """What `kliping` printed; fails unless it ended with `code`."""
    done = subprocess.run(
        [sys.executable, "-m", "crawler", *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
        env=surroundings() | environ,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code, f"{done.returncode}: {out}\n{err}"
    return subprocess.CompletedProcess(arguments, done.returncode, out, err)


def surroundings() -> dict[str, str]:
    """The environment of a user, with this project on the path."""
    root = str(Path(__file__).resolve().parents[2])
    return dict(os.environ) | {"PYTHONPATH": root, "COLUMNS": "100", "NO_COLOR": "1"}


def configured(folder: Path, text: str = SMALL, *, closed: bool = True) -> Path:
    """`folder` with a configuration in it that connects to nothing but a closed port."""
    config = folder / "config"
    config.mkdir(exist_ok=True)
    (config / "all.yaml").write_text(text, encoding="utf-8")
    if closed:
        (config / "settings.yaml").write_text(CLOSED, encoding="utf-8")
    return folder
