import os
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.settings import load
from crawler.settings.files import LARGEST, misnamed, read
from tests.settings.folders import SOURCE


def problems(folder: Path, base: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder, environ={}, base=base)
    return [str(each) for each in caught.value.complaints]


def test_reads_every_yaml_file_below_the_folder_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.yaml", "a.txt", ".hidden.yaml", ".git/x.yaml"):
        path = tmp_path / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    assert read(tmp_path / "config", tmp_path) == {
        "config/a/z.yaml": b"a/z.yaml",
        "config/b.yaml": b"b.yaml",
    }


def test_a_missing_folder_is_a_complaint(tmp_path: Path) -> None:
    assert problems(tmp_path / "config", tmp_path) == [
        "config: expected a folder that can be read: no such file or directory"
    ]


def test_a_file_in_place_of_the_folder_is_a_complaint(tmp_path: Path) -> None:
    (tmp_path / "config").write_text(SOURCE)
    assert problems(tmp_path / "config", tmp_path) == [
        "config: expected a folder that can be read: not a directory"
    ]


def test_an_empty_folder_is_a_complaint(tmp_path: Path) -> None:
    assert problems(tmp_path, tmp_path) == [".: expected at least one *.yaml file, found none"]


def test_everything_that_cannot_be_read_is_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.yaml").write_bytes(b"#" * (LARGEST + 1))
    os.mkfifo(tmp_path / "c.yaml")
    (tmp_path / "d.yaml").symlink_to("d.yaml")
    assert problems(tmp_path, tmp_path) == [
        "a.yaml: expected a file that can be read: no such file or directory",
        "b.yaml: expected a file that can be read: it is larger than 1,048,576 bytes",
        "c.yaml: expected a file that can be read: it is not a regular file",
        "d.yaml: expected a file that can be read: too many levels of symbolic links",
    ]


def test_a_file_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"#" * LARGEST)
    assert len(read(tmp_path, tmp_path)["a.yaml"]) == LARGEST


def test_files_with_the_other_ending_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOURCE)
    (tmp_path / "b.yml").write_text("rules: nonsense")
    assert [str(each) for each in misnamed(tmp_path, tmp_path)] == [
        "b.yml: is not read: name it .yaml, or move it away"
    ]
    assert misnamed(tmp_path, tmp_path)[0] in load(tmp_path, environ={}, base=tmp_path).warnings


def test_a_folder_outside_the_working_directory_is_named_in_full(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("sources: 5")
    (tmp_path / "work").mkdir()
    assert problems(tmp_path, tmp_path / "work")[0].startswith(
        f"{tmp_path}/a.yaml:1: sources: "
    )
