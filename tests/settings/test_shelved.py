import os
import stat
from pathlib import Path

from structlog.testing import capture_logs

from crawler.rules import Node, parse
from crawler.settings import load, shelved
from tests.settings.folders import SOURCE

RULES = """
settings: {state: keadaan}
channels: [{name: layar, kind: console}]
rules:
  - {name: a, query: banjir NEAR jalan, channels: [layar]}
  - {name: b, any: [banjir, tanah longsor], channels: [layar]}
  - {name: c, query: "${env:RAHASIA}", channels: [layar]}
"""


def never() -> Node:
    raise AssertionError("it was read again")


def a_folder(base: Path) -> Path:
    folder = base / "config"
    folder.mkdir()
    (folder / "a.yaml").write_text(SOURCE, encoding="utf-8")
    (folder / "b.yaml").write_text(RULES, encoding="utf-8")
    return folder


def test_a_configuration_is_read_with_what_the_last_run_kept(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    environ = {"RAHASIA": "katakunci"}
    first = load(folder, environ=environ, base=tmp_path, shelves=shelved.opened)
    first.settings.state.mkdir()
    shelved.keep(first.shelf, first.settings.state)
    again = load(folder, environ=environ, base=tmp_path, shelves=shelved.opened)
    assert [rule.read is None for rule in again.rules] == [False, False, True]
    assert again.rules == first.rules
    assert not again.shelf.changed
    path = tmp_path / "keadaan" / shelved.FILE
    assert b"katakunci" not in path.read_bytes()  # what is secret is written nowhere
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_pipes_in_the_place_of_files_are_not_waited_for_and_replaced(tmp_path: Path) -> None:
    for name in (shelved.FILE, f"{shelved.FILE}.new"):
        os.mkfifo(tmp_path / name)
    shelf = shelved.opened(tmp_path)
    assert shelf.problem == "it is no regular file"
    shelf.look("banjir", lambda: parse("banjir"))
    with capture_logs() as lines:
        shelved.keep(shelf, tmp_path)
    assert [line["problem"] for line in lines] == ["it is no regular file"]
    assert shelved.opened(tmp_path).problem is None
    assert [path.name for path in tmp_path.iterdir()] == [shelved.FILE]


def test_a_file_that_cannot_be_used_is_logged_and_replaced(tmp_path: Path) -> None:
    (tmp_path / shelved.FILE).write_bytes(b"{}")
    shelf = shelved.opened(tmp_path)
    shelf.look("banjir", lambda: parse("banjir"))
    with capture_logs() as lines:
        shelved.keep(shelf, tmp_path)
    assert [line["problem"] for line in lines] == ["it is damaged"]
    again = shelved.opened(tmp_path)
    again.look("banjir", never)
    with capture_logs() as lines:
        shelved.keep(again, tmp_path)
    assert lines == []


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / shelved.FILE).mkdir()
    assert "directory" in (shelved.opened(tmp_path).problem or "")


def test_a_folder_that_cannot_be_written_keeps_nobody_from_work(tmp_path: Path) -> None:
    shelf = shelved.opened(tmp_path / "tidak" / "ada")
    shelf.look("banjir", lambda: parse("banjir"))
    with capture_logs() as lines:
        shelved.keep(shelf, tmp_path / "tidak" / "ada")
    assert [line["event"] for line in lines] == ["queries are not kept"]


def test_without_news_nothing_is_written(tmp_path: Path) -> None:
    shelved.keep(shelved.opened(tmp_path), tmp_path)
    assert list(tmp_path.iterdir()) == []
