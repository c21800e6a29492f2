import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import AlreadyRunning, StoreUnusable
from crawler.store.folder import LOCK, lock, prepared


def test_a_new_folder_is_its_owners_only(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "new")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    folder.chmod(0o755)
    assert prepared(folder).stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("below", ["", "state"])
def test_a_file_in_place_of_the_folder_is_said_to_be_so(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("isi")
    with pytest.raises(StoreUnusable, match="there is a file where the state folder should be"):
        prepared(tmp_path / "file" / below)
    assert (tmp_path / "file").read_text() == "isi"


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be made: File name too long; make it"):
        prepared(tmp_path / ("x" * 300))


def test_a_lock_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    with (
        pytest.raises(StoreUnusable, match="cannot be written: Is a directory"),
        lock(tmp_path),
    ):
        pass


def test_a_folder_is_held_once_and_says_by_whom(tmp_path: Path) -> None:
    with lock(tmp_path):
        for _ in range(50):
            with (
                pytest.raises(
                    AlreadyRunning, match=rf"already \(process {os.getpid()}\); stop"
                ),
                lock(tmp_path),
            ):
                pass
    with lock(tmp_path):
        assert (tmp_path / LOCK).stat().st_mode & 0o777 == 0o600


def test_a_folder_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from crawler.store import lock\n"
        "with lock(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(30)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=f"process {holder.pid}"), lock(tmp_path):
            pass
        holder.kill()
        holder.wait()
    with lock(tmp_path):
        pass
