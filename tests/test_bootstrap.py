"""The two commands of a fresh machine, without the network: pip and Kliping are stood in for."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler import bootstrap
from crawler.bootstrap import CannotSetUp

FILE = Path(bootstrap.__file__)

# Stands in for `.venv/bin/python`: says its version as asked, notes what pip is told to do.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) echo "{version}" ;;
  *"pip "*) echo "$*" >> pip.log; {pip} ;;
  *) echo "python $*"; exit {status} ;;
esac
"""
KLIPING = '#!/bin/sh\necho "kliping $*"\n{body}\n'


def a_project(folder: Path) -> Path:
    """A folder like a fresh clone's, with the real bootstrap."""
    (folder / "crawler").mkdir(parents=True)
    (folder / "crawler" / "__init__.py").write_text("")
    shutil.copy(FILE, folder / "crawler" / "bootstrap.py")
    (folder / "pyproject.toml").write_text("[project]\n")
    (folder / "constraints.txt").write_text("some==1\n")
    return folder


def an_environment(
    root: Path,
    *,
    ours: bool = False,
    version: str = "3 11",
    pip: str = "exit 0",
    body: str = "",
    status: int = 0,
) -> Path:
    """An environment whose programs are scripts."""
    home = root / ".venv"
    (home / "bin").mkdir(parents=True)
    for name, text in (
        ("python", PYTHON.format(version=version, pip=pip, status=status)),
        ("kliping", KLIPING.format(body=body)),
    ):
        (home / "bin" / name).write_text(text)
        (home / "bin" / name).chmod(0o755)
    if ours:
        (home / bootstrap.MARK).write_text(str(root))
    return home


def start(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler.bootstrap", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Old Pythons


def test_can_be_read_by_python_3_6() -> None:
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_needs_nothing_but_the_standard_library() -> None:
    for file in (FILE, FILE.with_name("__init__.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Import():
                    names = [name.name for name in node.names]
                case ast.ImportFrom():
                    names = [node.module or ""]
                case _:
                    continue
            assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("system", ["Debian", "Ubuntu", "Fedora", "macOS", "Windows"])
def test_tells_the_owner_of_an_old_python_how_to_get_a_newer_one(system: str) -> None:
    told = bootstrap.too_old((3, 9), "demo", None)
    assert "needs Python 3.11 or newer; this is 3.9" in told
    assert system in told
    assert told.endswith("-m crawler.bootstrap demo")


def test_names_a_newer_python_that_is_there() -> None:
    told = bootstrap.too_old((3, 8), "test", "python3.12")
    assert "python3.12 -m crawler.bootstrap test" in told


def test_names_the_package_of_the_missing_venv_module() -> None:
    told = bootstrap.without_venv((3, 12), ["ensurepip"])
    assert "without ensurepip" in told
    assert "sudo apt install python3.12-venv" in told


# Setting up


@pytest.mark.parametrize("arguments", [(), ("run",), ("--help",)])
def test_says_how_it_is_used(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = start(a_project(tmp_path), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "demo|test" in done.stderr


def test_installs_and_becomes_the_demo(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root, body="exit 7")
    done = start(root, "demo", "--for", "60s")
    assert done.returncode == 7
    assert done.stdout.endswith("3/3 starting ...\nkliping demo --for 60s\n")
    assert (root / "pip.log").read_text().endswith("-c constraints.txt -e .\n")


def test_installs_and_becomes_the_tests(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root, status=5)
    done = start(root, "test", "-k", "house")
    assert done.returncode == 5
    assert done.stdout.endswith("python -m pytest -n 2 --dist loadfile -k house\n")
    assert (root / "pip.log").read_text().endswith("-e .[dev]\n")


def test_installs_once_until_a_list_of_dependencies_changes(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root)
    assert "installing" in start(root, "test").stdout
    assert "installing" not in start(root, "test").stdout
    assert "installing" not in start(root, "demo").stdout  # what tests need holds what it needs
    (root / "constraints.txt").write_text("some==2\n")
    assert "installing" in start(root, "demo").stdout
    assert "installing" in start(root, "test").stdout


def test_installs_again_where_a_stamp_is_damaged(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    home = an_environment(root)
    start(root, "demo")
    for damage in ("", "[1]", "{", '{"demo": 1}'):
        (home / bootstrap.STAMPS).write_text(damage)
        assert "installing" in start(root, "demo").stdout


def test_a_failed_installation_is_told_in_a_few_lines_and_tried_again(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root, pip='echo "WARNING: NewConnectionError"; echo "ERROR: none"; exit 1')
    for _ in range(2):
        done = start(root, "demo")
        assert done.returncode == 1
        assert done.stderr.startswith("Installing failed:\n    ERROR: none\nThe package index")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        (
            "WARNING: Retrying ... NewConnectionError('…')\nERROR: No matching distribution",
            "reached",
        ),
        ("ERROR: No matching distribution found for httpx==9", "constraints.txt"),
        ("ERROR: [SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"),
        ("ERROR: [Errno 28] No space left on device", "disk"),
        ("ERROR: [Errno 13] Permission denied: '/opt'", "cannot be written"),
        ("ERROR: Failed building wheel for selectolax", "another one"),
        ("something else", "something else"),
    ],
)
def test_says_what_failed_and_how_to_mend_it(said: str, mend: str) -> None:
    told = bootstrap.failure(said)
    assert mend in told
    assert len(told.splitlines()) <= 6


def test_of_a_long_complaint_the_last_lines_are_told() -> None:
    told = bootstrap.failure("\n".join(f"line {number}" for number in range(100)))
    assert told.split() == ["line", "96", "line", "97", "line", "98", "line", "99"]


@pytest.mark.parametrize(
    ("version", "problem"), [("3 9", "holds Python 3.9"), ("", "not work")]
)
def test_leaves_a_foreign_environment_that_is_no_use_as_it_is(
    tmp_path: Path, version: str, problem: str
) -> None:
    root = a_project(tmp_path)
    home = an_environment(root, version=version)
    done = start(root, "demo")
    assert done.returncode == 1
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(file.name for file in home.iterdir()) == ["bin"]


def test_leaves_a_file_that_stands_in_the_way(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    (root / ".venv").write_text("mine")
    assert start(root, "demo").returncode == 1
    assert (root / ".venv").read_text() == "mine"


@pytest.mark.parametrize(
    ("version", "made_for", "usable"),
    [
        ("3 11", "here", True),
        ("3 9", "here", False),
        ("", "here", False),
        ("3 11", "/old", False),
    ],
)
def test_an_environment_of_its_own_is_made_again_where_it_broke_or_moved(
    tmp_path: Path, version: str, made_for: str, *, usable: bool
) -> None:
    home = an_environment(tmp_path, version=version)
    (home / bootstrap.MARK).write_text(str(tmp_path) if made_for == "here" else made_for)
    assert bootstrap.usable_environment(tmp_path, home) is usable


def test_makes_an_environment_that_works_where_one_was_left_half_made(tmp_path: Path) -> None:
    home = an_environment(tmp_path, ours=True, version="")
    (home / "lib").mkdir()
    (home / "lib" / "half").write_text("")
    bootstrap.make(tmp_path, home)
    assert bootstrap.usable_environment(tmp_path, home)
    assert not (home / "lib" / "half").exists()
    assert (
        bootstrap.version_of(str(home / "bin" / "python"), "import pip") == sys.version_info[:2]
    )


def test_a_foreign_environment_is_told_apart_by_its_mark(tmp_path: Path) -> None:
    home = an_environment(tmp_path, version="")
    with pytest.raises(CannotSetUp, match="was not made by this command"):
        bootstrap.usable_environment(tmp_path, home)


def test_ctrl_c_reaches_the_command_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root, body="trap 'exit 9' INT; echo ready; while :; do sleep 0.05; done")
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.bootstrap", "demo"],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with child:
        assert child.stdout is not None
        assert any(line == "ready\n" for line in child.stdout)
        os.killpg(child.pid, signal.SIGINT)
        assert child.wait(timeout=20) == 9


def test_ctrl_c_while_installing_ends_with_a_sentence(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    an_environment(root, pip="touch begun; sleep 60")
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.bootstrap", "demo"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (root / "begun").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert (child.returncode, said.strip()) == (130, "Stopped. Run the same command to go on.")
    assert not (root / ".venv" / bootstrap.STAMPS).exists()
