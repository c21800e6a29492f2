"""Kliping as a program: started, killed, stopped, measured, asked; never imported."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.lab.configuration import SECRET
from benchmarks.lab.evidence import Life
from benchmarks.lab.oracle import Extracted

ROOT = Path(__file__).resolve().parents[2]  # where the program is run, and so which one it is
PROGRAM = (sys.executable, "-m", "crawler")
EXTRACTION = 120.0  # seconds that extracting every page may take
QUESTION = 30.0  # seconds for a command that asks the store
GRACE = 3  # seconds for children to notice that their parent is gone
PATIENCE = 15.0  # seconds for a daemon to stop; longer than it may take
NO_PROXY = (
    "http://127.0.3.1:9"  # nothing listens there: a daemon that asks its environment fails
)
WORDS = 1_000  # characters kept of what a daemon wrote last
LOOPBACK = "7F"  # first byte of 127.0.0.0/8, as /proc/net/tcp writes the last of four


class DaemonError(Exception):
    """The program did not do what the replay needs of it."""


def extracted(manifest: Path, numbers: list[int], jobs: int) -> dict[int, Extracted]:
    """What `kliping extract` makes of the pages of `manifest`, by the item's number."""
    command = [*PROGRAM, "extract", "--manifest", str(manifest.resolve()), "--format", "json"]
    done = subprocess.run(
        [*command, "--jobs", str(jobs)],
        cwd=ROOT,
        capture_output=True,
        timeout=EXTRACTION,
        check=False,
    )
    lines = done.stdout.decode("utf-8").removesuffix("\n").split("\n")
    if done.returncode not in {0, 1} or len(lines) != len(numbers):
        raise DaemonError(
            f"kliping extract ended with {done.returncode} and {len(lines)} answers to "
            f"{len(numbers)} pages: {done.stderr.decode('utf-8', 'replace')[-WORDS:]}"
        )
    return {
        number: Extracted(
            state=row.get("state", "error"),
            title=row.get("title") or "",
            body=row.get("body") or "",
            published=datetime.fromisoformat(said) if (said := row.get("published")) else None,
        )
        for number, row in zip(numbers, map(json.loads, lines), strict=True)
    }


@dataclass
class Daemon:
    """`kliping run` over one configuration and one state folder, through all its lives."""

    config: Path
    state: Path
    secret: str
    log: Path
    program: Sequence[str] = PROGRAM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    lives: list[Life] = field(default_factory=list)
    family: dict[int, int] = field(default_factory=dict)  # every process seen, and its birth
    peak: dict[str, int] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)

    def start(self) -> None:
        """Start the daemon; it dies with this process, however that ends."""
        leash = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        places = ["--config", str(self.config.resolve()), "--state", str(self.state.resolve())]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*leash, *self.program, "run", *places],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                start_new_session=True,
            )
        self.started = time.monotonic()

    def _environment(self) -> Mapping[str, str]:
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ
        }
        proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), NO_PROXY)
        return {**kept, **proxies, SECRET: self.secret}

    def alive(self) -> bool:
        """Whether it still runs; one that ended by itself has its life noted."""
        if self.process is None:
            return False
        if self.process.poll() is None:
            return True
        self._ended(killed=False)
        return False

    def kill(self) -> None:
        """SIGKILL to the daemon alone: its children must notice by themselves."""
        if self.process is not None and self.alive():
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
            self._ended(killed=True)

    def stop(self) -> float:
        """SIGTERM; the seconds until it had ended.  What does not end is killed."""
        if self.process is None or not self.alive():
            return 0.0
        before = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        took = time.monotonic() - before
        self._ended(killed=False)
        return took

    def _ended(self, *, killed: bool) -> None:
        if self.process is None:
            return
        code, self.process = self.process.returncode, None
        last = self.log.read_bytes()[-WORDS:].decode("utf-8", "replace") if code else ""
        self.lives.append(
            Life(start=self.started, end=time.monotonic(), killed=killed, code=code, last=last)
        )

    def present(self) -> Life:
        """The life it is living."""
        return Life(start=self.started, end=float("inf"), killed=False, code=0)

    def clear(self) -> int:
        """Kill whatever the daemon left behind, in all its lives; how many processes that were."""
        waited = 0
        while (left := self._left()) and waited < GRACE:
            time.sleep(1)
            waited += 1
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(left)

    def _left(self) -> list[int]:
        alive = {one.pid: one.born for one in _processes()}
        own = None if self.process is None else self.process.pid
        return [
            pid for pid, born in self.family.items() if alive.get(pid) == born and pid != own
        ]

    def measure(self) -> None:
        """Note the memory of the daemon and its children, and whom they have sockets to."""
        if self.process is None:
            return
        family = _descendants(self.process.pid, list(_processes()))
        self.family.update({one.pid: one.born for one in family})
        sizes = {one.pid: _resident(one.pid) for one in family}
        self._highest("tree", sum(sizes.values()))
        self._highest("daemon", sizes.get(self.process.pid, 0))
        self.foreign |= _foreign(list(sizes))

    def _highest(self, name: str, size: int) -> None:
        self.peak[name] = max(size, self.peak.get(name, 0))


@dataclass(frozen=True, slots=True)
class _Process:
    """A living process; `born` tells it from a later one of the same number."""

    pid: int
    parent: int
    born: int  # clock ticks since the system's start


def _processes() -> Iterator[_Process]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                text = (entry / "stat").read_text(encoding="utf-8", errors="replace")
                state, parent, *rest = text.rpartition(")")[2].split()
                if state != "Z":
                    yield _Process(int(entry.name), int(parent), int(rest[17]))


def _descendants(pid: int, processes: Sequence[_Process]) -> list[_Process]:
    """The process `pid` and all that come from it."""
    family = {pid}
    while grown := {one.pid for one in processes if one.parent in family} - family:
        family |= grown
    return [one for one in processes if one.pid in family]


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds; shared ones count for each."""
    with contextlib.suppress(OSError):
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _foreign(pids: list[int]) -> set[str]:
    """Remote addresses of the processes' TCP sockets that are not loopback, as /proc has them."""
    owned = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            for link in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    owned.add(str(link.readlink()))
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            text = Path(f"/proc/self/net/{table}").read_text(encoding="utf-8")
            for row in (line.split() for line in text.splitlines()[1:]):
                remote = row[2].partition(":")[0]
                if f"socket:[{row[9]}]" in owned and remote.strip("0") and not _local(remote):
                    found.add(remote)
    return found


def _local(remote: str) -> bool:
    return (
        remote[-2:] == LOOPBACK
        if len(remote) == 8
        else remote.endswith(("01000000", "0100007F"))
    )


# The store, when the daemon has ended


def stored(config: Path, state: Path, secret: str) -> list[str]:
    """The address of every stored article, as `kliping articles` lists them."""
    places = ["--config", str(config.resolve()), "--state", str(state.resolve())]
    done = subprocess.run(
        [*PROGRAM, "articles", "--json", "--limit", "0", *places],
        cwd=ROOT,
        capture_output=True,
        timeout=QUESTION,
        check=False,
        env={**os.environ, SECRET: secret},
    )
    try:
        return [json.loads(line)["url"] for line in done.stdout.splitlines()]
    except (ValueError, TypeError, KeyError) as error:
        said = done.stderr.decode("utf-8", "replace")[-WORDS:]
        raise DaemonError(f"kliping articles ended with {done.returncode}: {said}") from error


def integrity(state: Path) -> str:
    """What the database says of itself: `ok`, or what is wrong."""
    with contextlib.closing(_opened(state)) as database:
        said = "; ".join(str(row[0]) for row in database.execute("PRAGMA integrity_check"))
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        return f"{len(broken)} broken references" if broken else said


def _opened(state: Path) -> sqlite3.Connection:
    file = (state / "kliping.db").resolve()
    try:
        return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    except sqlite3.OperationalError as error:
        raise DaemonError(f"the daemon left no database: {error}") from error
