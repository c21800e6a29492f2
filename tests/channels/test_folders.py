from pathlib import Path

import pytest

from crawler.channels.folders import writable
from crawler.errors import Undelivered


def test_a_folder_that_is_there_or_can_be_made_is_told_of(tmp_path: Path) -> None:
    assert writable(tmp_path) == f"{tmp_path} can be written"
    assert writable(tmp_path / "a" / "b") == f"{tmp_path / 'a' / 'b'} can be made"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_folder_is_undelivered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Undelivered, match="nothing can be written"):
        writable(tmp_path / "file" / "a")
