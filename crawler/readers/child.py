"""A reading process: takes errands from its input, one by one, until that ends.

It begins by giving away what it could do harm with.  Its first answer says that it is ready, or
why it never will be.
"""

import dataclasses
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from crawler.readers import errand, wire

if sys.platform != "win32":
    import resource

MEMORY = 512 * 1024 * 1024  # bytes beyond what is mapped when everything is loaded
FILES = 16  # open ones; a time zone's rules are read from a file
LIFE = 500  # documents; then a fresh process takes over
HEAVY = 200 * 1024 * 1024  # bytes resident after which one takes over sooner
_TRACKED = (
    20_000  # objects, those of some pages: what is in circles is looked for after so many
)


def main(deadline: float) -> None:
    """Serve until the input ends; `deadline` is the time for one document, in seconds."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Ctrl-C, and a service manager that tells every process of ours: they are the owner's,
        # who ends our input when it is done with us.
        signal.signal(number, signal.SIG_IGN)
    questions, answers = _pipes()
    try:
        errand.load()
    except Exception:  # noqa: BLE001 - told to the owner, who raises it
        answers.write(wire.packed(traceback.format_exc()))
        return
    settle()
    _limit()
    answers.write(wire.packed(""))
    answers.flush()
    for served, question in enumerate(_read(questions), 1):
        answers.write(wire.TAKEN)
        answers.flush()
        _limit_time(deadline)
        result = errand.run(pickle.loads(question))  # noqa: S301 - from our owner only
        last = served >= LIFE or _mapped()[1] > HEAVY
        answers.write(packed(dataclasses.replace(result, last=last)))
        answers.flush()
        if last:
            return


def settle() -> None:
    """Look for garbage seldom, and not in what is loaded: that would take a tenth of the time.

    Next to nothing of a page is in circles, and no node of it: they go when they are done with.
    """
    gc.freeze()
    gc.set_threshold(_TRACKED, *gc.get_threshold()[1:])


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Input and output; what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return sys.stdin.buffer, answers


def _read(questions: BinaryIO) -> Iterator[bytes]:
    """Whole questions, until there is none."""
    while len(head := questions.read(wire.HEAD.size)) == wire.HEAD.size:
        (size,) = wire.HEAD.unpack(head)
        question = questions.read(size)
        if len(question) < size:
            return  # the owner died while it asked
        yield question


def packed(result: errand.Result) -> bytes:
    """`result` on the wire; one that is too long for it is a problem of the document."""
    answer = wire.packed(result)
    if len(answer) <= wire.ANSWER:
        return answer
    problem = f"reading it gives {len(answer):,} bytes, more than any article or list has"
    return wire.packed(errand.Result(problem=problem, last=result.last))


def _limit() -> None:
    """Give away memory, files, and the right to write and to start processes."""
    if sys.platform == "win32":
        return
    mapped, _ = _mapped()
    if mapped:
        resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))
    for limit, most in (
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _limit_time(deadline: float) -> None:
    """End this process, whoever else still can, if it computes much longer than `deadline`."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    spent = int(used.ru_utime + used.ru_stime + deadline) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (spent, hard))


def _mapped() -> tuple[int, int]:
    """Bytes of memory mapped and resident; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0, 0
    size = os.sysconf("SC_PAGE_SIZE")
    return int(pages[0]) * size, int(pages[1]) * size
