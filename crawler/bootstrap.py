"""Sets Kliping up on a machine that has only Python, and starts it: the README's two commands.

    python3 -m crawler.bootstrap demo [what `kliping demo` takes]
    python3 -m crawler.bootstrap test [what pytest takes]

checks Python -> makes `.venv` beside pyproject.toml -> installs -> becomes the command.

Only the standard library, and only what Python 3.6 can parse: a Python that is too old must
be able to run this file to be told so.  Exit codes: those of the command; 1 where it could not
be set up, 2 for wrong usage, 130 for Ctrl-C.
"""
# ruff: noqa: S603, T201 - it starts nothing but pip and Python, and it talks to a person

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 14)  # that is looked for on the PATH where this one is too old
EXTRAS = {"demo": "", "test": "[dev]"}  # what each command needs installed
IMPLIED = {"demo": ("demo",), "test": ("demo", "test")}  # what is there once it is installed
MARK = (
    "kliping-made-this"  # file in `.venv`: it is ours to mend; holds the folder it was made for
)
STAMPS = "kliping-installed.json"  # file in `.venv`: command -> what was installed for it
PATIENCE = 60  # seconds for a Python to say its version

MENDS = {  # what pip says (the first that is found counts) -> what to do about it
    "certificate.verify.failed": """\
A proxy or a firewall shows a certificate of its own: set PIP_CERT to the file of its authority.""",
    "No space left": """\
The disk is full: free some 300 MB, then run this again.""",
    "Permission denied|Read-only file system": """\
This folder cannot be written: copy the project to one that can.""",
    "ConnectionError|NameResolution|Connect(ion|Timeout)|ReadTimeout|ProxyError|unreachable": """\
The package index could not be reached: check the network (behind a proxy set HTTPS_PROXY,
with a mirror set PIP_INDEX_URL), then run this again.""",
    "No matching distribution|Could not find a version": """\
The package index lacks a version that constraints.txt names, or could not be reached:
check the network (with a mirror, PIP_INDEX_URL), then run this again.""",
    "Failed building wheel|error: command .* failed": """\
A dependency has no ready build for this Python: try another one (3.11 to 3.14).""",
}


class CannotSetUp(Exception):
    """Setting up ended; the message says why and what to do about it."""


def main(arguments: "list[str]") -> int:
    """Set up what `arguments` ask for and become it; an exit code where that did not happen."""
    command = arguments[0] if arguments else ""
    if command not in EXTRAS:
        print("usage: python3 -m crawler.bootstrap demo|test [arguments]", file=sys.stderr)
        return 2
    try:
        root = Path(__file__).resolve().parent.parent
        require_python(command)
        home = prepared(root, command)
        return become(root, command_line(home, command, arguments[1:]))
    except CannotSetUp as why:
        print(why, file=sys.stderr)
        return 1
    except OSError as why:
        print(f"Setting up failed: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command to go on.", file=sys.stderr)
        return 130


# Python itself


def require_python(command: str) -> None:
    """Raise CannotSetUp where this Python is too old or comes without its venv module."""
    version = sys.version_info[:2]
    if version < OLDEST:
        raise CannotSetUp(too_old(version, command, newer_python()))
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise CannotSetUp(without_venv(version, missing))


def too_old(version: "tuple[int, ...]", command: str, newer: "str | None") -> str:
    """What to tell the owner of a Python that is too old; `newer` is one that was found."""
    have = "Kliping needs Python {}.{} or newer; this is {}.{}.".format(*(OLDEST + version))
    if newer is not None:
        return f"{have}\nThere is a newer one here; run: {newer} -m crawler.bootstrap {command}"
    return (
        have + " How to get it:\n"
        "  Debian 12, Ubuntu 23.04 and newer   sudo apt install python3 python3-venv\n"
        "  Ubuntu 22.04                        sudo apt install python3.11 python3.11-venv\n"
        "  Fedora, RHEL 9 and its kin          sudo dnf install python3.11\n"
        "  macOS                               brew install python@3.13   (or from python.org)\n"
        "  Windows                             winget install Python.Python.3.13\n"
        "Then run this command with it, for example: python3.11 -m crawler.bootstrap " + command
    )


def newer_python() -> "str | None":
    """The name of a Python on the PATH that is new enough and runs; None where there is none."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if shutil.which(name) and version_of(name) is not None:
            return name
    return None


def without_venv(version: "tuple[int, ...]", missing: "list[str]") -> str:
    """What to tell where Python came without the modules that make an environment."""
    return (
        "This Python ({exe}) comes without {modules}, which setting up needs. How to get it:\n"
        "  Debian, Ubuntu   sudo apt install python{major}.{minor}-venv\n"
        "  Fedora           sudo dnf install python3 python3-pip\n"
        "  elsewhere        a Python from python.org has it\n"
        "Then run this again."
    ).format(
        exe=sys.executable, modules=" and ".join(missing), major=version[0], minor=version[1]
    )


# The environment


def prepared(root: Path, command: str) -> Path:
    """The environment with everything that `command` needs installed; made where it is missing."""
    home = root / ".venv"
    usable = usable_environment(root, home)
    wanted = fingerprint(root, command)
    if usable and stamps(home).get(command) == wanted and script(home, "kliping").exists():
        return home
    if not usable:
        print("1/3 making .venv ...", flush=True)
        make(root, home)
    print("2/3 installing what Kliping needs (a minute or two the first time) ...", flush=True)
    install(root, home, command)
    installed = {name: fingerprint(root, name) for name in IMPLIED[command]}
    keep_stamps(home, dict(stamps(home), **installed))
    print("3/3 starting ...", flush=True)
    return home


def usable_environment(root: Path, home: Path) -> bool:
    """Whether `home` works as it is; False where it is to be made, or made again.

    Raises CannotSetUp where it is broken and was not made here: it is not ours to mend.
    """
    if not os.path.lexists(str(home)):
        return False
    made_for = read(home / MARK)
    version = version_of(str(script(home, "python")), "import pip")
    if version is not None and version >= OLDEST and made_for in (None, str(root)):
        return True
    if made_for is not None:
        return False
    problem = "does not work" if version is None else f"holds Python {version[0]}.{version[1]}"
    raise CannotSetUp(
        f"{home} is there already, was not made by this command, and {problem}.\n"
        "It is left as it is: move it away or delete it, then run this again."
    )


def make(root: Path, home: Path) -> None:
    """Make the environment `home`, empty but for pip.

    The mark comes first and goes last, so that one left half made is known as ours.
    """
    home.mkdir(exist_ok=True)
    (home / MARK).write_text(str(root), encoding="utf-8")
    for old in home.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(str(old))
        elif old.name != MARK:
            old.unlink()
    said = run([sys.executable, "-m", "venv", str(home)], root)
    if said is not None:
        raise CannotSetUp("Making .venv failed:\n" + failure(said))


def install(root: Path, home: Path, command: str) -> None:
    """Install the project and what `command` needs, in the tested versions."""
    pip = [
        str(script(home, "python")),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
    ]
    what = [
        "install",
        "--quiet",
        "--retries",
        "2",
        "-c",
        "constraints.txt",
        "-e",
        "." + EXTRAS[command],
    ]
    said = run(pip + what, root)
    if said is not None:
        raise CannotSetUp("Installing failed:\n" + failure(said))


def run(line: "list[str]", root: Path) -> "str | None":
    """Run a command that says little; None when it went well, else all that it said."""
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    done = subprocess.run(
        line,
        cwd=str(root),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace")


def failure(said: str) -> str:
    """The few lines of `said` that tell what failed, and how to mend it where that is known."""
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"\s*(error|fatal)\b", line, re.IGNORECASE)]
    shown = "\n".join("    " + line.strip()[:300] for line in (errors or lines)[-4:])
    mend = next(
        (mend for sign, mend in MENDS.items() if re.search(sign, said, re.IGNORECASE)), ""
    )
    return shown + ("\n" + mend if mend else "")


def version_of(python: str, first: str = "") -> "tuple[int, ...] | None":
    """The (major, minor) of an interpreter that runs the statement `first`; None if it cannot."""
    say = first + "\nimport sys; print(*sys.version_info[:2])"
    try:
        said = subprocess.run(
            [python, "-c", say],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        ).stdout
        major, minor = said.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def script(home: Path, name: str) -> Path:
    """The path of a program of the environment `home`, on this system."""
    windows = os.name == "nt"
    folder = "Scripts" if windows else "bin"
    return home / folder / (name + (".exe" if windows else ""))


# What was installed


def fingerprint(root: Path, command: str) -> str:
    """Changes whenever what `command` needs has to be installed anew.

    Python's version is no part of it: an environment made anew remembers nothing.
    """
    digest = hashlib.sha256()
    for part in (str(root), command, EXTRAS[command], sysconfig.get_platform()):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes() + b"\0")
    return digest.hexdigest()


def stamps(home: Path) -> "dict[str, str]":
    """Command -> the fingerprint of what was last installed for it."""
    try:
        kept = json.loads(read(home / STAMPS) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def keep_stamps(home: Path, kept: "dict[str, str]") -> None:
    """Remember what is installed."""
    (home / STAMPS).write_text(json.dumps(kept), encoding="utf-8")


def read(file: Path) -> "str | None":
    """The text of a small file; None where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


# The command


AT_ONCE = ("-n", "2", "--dist", "loadfile")  # many tests wait for processes and pauses


def command_line(home: Path, command: str, arguments: "list[str]") -> "list[str]":
    """What to run in the environment `home`."""
    start = {
        "demo": [str(script(home, "kliping")), "demo"],
        "test": [str(script(home, "python")), "-m", "pytest", *AT_ONCE],
    }
    return start[command] + arguments


def become(root: Path, line: "list[str]") -> int:
    """Replace this process by a command; where a system cannot, run it and give its exit code."""
    os.chdir(str(root))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(line[0], line)  # noqa: S606 - the point: signals and exit codes are its own
    child = subprocess.Popen(line)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the console gave it to the child as well, which ends in its own time


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
