"""The house rules that a machine can keep: docstrings, sizes, mirrored tests, who may print."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400  # lines
LONGEST_BODY = 60  # lines of a function, from its first statement to its last

# Files without a test file of their own, and why.
UNMIRRORED = {
    "crawler/__init__.py": "holds the version only",
    "crawler/__main__.py": "calls the command line, which tests/cli calls as a program",
    "crawler/errors.py": "the tree of errors; where they are raised they are tested",
    "crawler/model/noticed.py": "values without behaviour",
    "crawler/model/outgoing.py": "values without behaviour",
    "crawler/model/pushed.py": "values without behaviour",
    "crawler/model/telling.py": "values without behaviour",
    "crawler/model/watched.py": "values without behaviour",
    "crawler/model/web.py": "values without behaviour",
    "crawler/model/work.py": "values without behaviour",
    "crawler/ports.py": "promises; kept by the contract suites of those who implement them",
}
# Files and folders that may print: they talk to a person.
TALKERS = (
    "crawler/__main__.py",
    "crawler/bootstrap.py",
    "crawler/channels/console.py",
    "crawler/cli/",
)

# Places that exist on one machine only; no file that others get may name them.
ELSEWHERE = re.compile(
    "/" + r"(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/[a-zA-Z.]|/tmp/" + "kliping"
)


def python_files(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in found if "__pycache__" not in file.parts)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(body: list[ast.stmt]) -> Iterator[Definition]:
    """Definitions that others can use: none with a private name, none inside a function."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body)


def undocumented(module: ast.Module) -> list[str]:
    """Public modules, classes and functions without a docstring; `__init__` needs none."""
    missing = [] if ast.get_docstring(module) else ["the file itself"]
    return missing + [
        f"{node.name} (line {node.lineno})"
        for node in definitions(module.body)
        if not ast.get_docstring(node)
    ]


def too_long(module: ast.Module) -> list[str]:
    """Functions whose body, docstring left out, is longer than it may be."""
    long = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            statements = node.body[1:] if ast.get_docstring(node) else node.body
            if statements:
                lines = (statements[-1].end_lineno or 0) - statements[0].lineno + 1
                if lines > LONGEST_BODY:
                    long.append(f"{node.name} ({lines} lines)")
    return long


def printing(module: ast.Module) -> list[int]:
    """Lines that call `print`."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [
        ROOT / each for each in listed.stdout.split("\0") if each and (ROOT / each).is_file()
    ]


CODE = python_files("crawler")
ALL = python_files("crawler", "tests", "benchmarks")


@pytest.mark.parametrize("file", CODE, ids=name)
def test_everything_public_says_what_it_is_for(file: Path) -> None:
    assert undocumented(tree(file)) == []


@pytest.mark.parametrize("file", ALL, ids=name)
def test_no_file_is_too_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("file", ALL, ids=name)
def test_no_function_is_too_long(file: Path) -> None:
    assert too_long(tree(file)) == []


@pytest.mark.parametrize("file", CODE, ids=name)
def test_only_what_talks_to_a_person_prints(file: Path) -> None:
    if not name(file).startswith(TALKERS):
        assert printing(tree(file)) == []


@pytest.mark.parametrize("file", CODE, ids=name)
def test_every_file_has_its_test_file(file: Path) -> None:
    inside = file.relative_to(ROOT / "crawler")
    if name(file) in UNMIRRORED or (file.name == "__init__.py" and only_says_what_it_is(file)):
        return
    beside = (
        "test_" + (inside.parent.name if file.name == "__init__.py" else inside.stem) + ".py"
    )
    assert (ROOT / "tests" / inside.parent / beside).is_file()


def only_says_what_it_is(file: Path) -> bool:
    """Whether a package's own file holds no code: a docstring, imports, tables of names."""
    kinds = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    return all(isinstance(node, kinds) for node in tree(file).body)


@pytest.mark.parametrize("path", sorted(UNMIRRORED))
def test_what_needs_no_test_file_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="not a clone: what is tracked is unknown"
)
def test_no_tracked_file_names_a_place_on_one_machine() -> None:
    naming = {}
    for file in tracked():
        found = ELSEWHERE.search(file.read_bytes().decode("utf-8", "replace"))
        if found:
            naming[name(file)] = found.group()
    assert naming == {}


def test_the_rules_see_what_breaks_them() -> None:
    code = "def f():\n" + "    print(1)\n" * (LONGEST_BODY + 1)
    code += "class _A:\n  def g(self): pass\nclass B:\n  def h(self): pass\n"
    bad = ast.parse(code)
    names = [each.split()[0] for each in undocumented(bad)]
    assert names == ["the", "f", "B", "h"]
    assert too_long(bad) == [f"f ({LONGEST_BODY + 1} lines)"]
    assert printing(bad)[0] == 2
    assert ELSEWHERE.search("see " + "/wor" + "k/main")
