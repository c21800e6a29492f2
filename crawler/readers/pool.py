"""Readers in processes of their own, each given so long for a document, and killed after it."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import crawler
from crawler.dedup.urls import host
from crawler.errors import ReaderDied
from crawler.model import Article, Brief, Inlet, Listing, Reply
from crawler.readers import wire
from crawler.readers.errand import Errand, Result
from crawler.readers.slow import SlowHosts

DEADLINE = timedelta(seconds=5)  # for one document; the slowest honest page takes a tenth
START = timedelta(seconds=30)  # for a process to load its modules, on a busy machine
_PORTION = 256 * 1024  # bytes handed over at a time
_DEATH = 1.0  # seconds that the system may take to end a process it was told to

# The child finds this project where its owner did, whatever way it was installed, and nothing of
# the owner's environment: its module `__main__`, its variables, its user's site-packages.
_BOOT = (
    "import sys; deadline = float(sys.argv[1]); sys.path[:] = sys.argv[2:]; "
    "from crawler.readers.child import main; main(deadline)"
)


class Pool:
    """Reads up to `workers` documents at once; the others wait their turn.

    An async context manager: the processes start, warm, with it and end with it.  One that dies
    over a document is replaced before the next is given to it.  Hosts whose last document took
    long leave one process to the others.
    """

    def __init__(self, workers: int = 2, *, deadline: timedelta = DEADLINE) -> None:
        self.slow = SlowHosts()
        self._slow_ones = asyncio.Semaphore(max(1, workers - 1))
        self._seats = [_Seat(deadline) for _ in range(workers)]
        self._idle: asyncio.LifoQueue[_Seat] = asyncio.LifoQueue()
        self._replacing: set[asyncio.Task[None]] = set()
        self._ended = False

    async def __aenter__(self) -> Self:
        try:
            await asyncio.gather(*(seat.start() for seat in self._seats))
        except BaseException:
            await self._end()
            raise
        for seat in self._seats:
            self._idle.put_nowait(seat)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def listing(self, inlet: Inlet, reply: Reply, timezone: str) -> Listing:
        """What an inlet lists."""
        listing: Listing = await self._run(Errand("listing", (inlet, reply, timezone)), reply)
        return listing

    async def inlets(self, reply: Reply) -> tuple[Inlet, ...]:
        """The feeds a home page names, best first."""
        inlets: tuple[Inlet, ...] = await self._run(Errand("inlets", (reply,)), reply)
        return inlets

    async def article(self, brief: Brief, reply: Reply) -> Article:
        """The article on a page, whatever its state."""
        article: Article = await self._run(Errand("article", (brief, reply)), reply)
        return article

    async def _run(self, errand: Errand, reply: Reply) -> Any:
        name = host(reply.url)
        if name not in self.slow:
            return await self._read(errand, name, lambda: None)
        await self._slow_ones.acquire()
        return await self._read(errand, name, self._slow_ones.release)

    async def _read(self, errand: Errand, name: str, leave: Callable[[], None]) -> Any:
        """Have a document of the host `name` read; `leave` when its process is there for others."""
        try:
            seat = await self._idle.get()
        except BaseException:
            leave()
            raise
        began = time.monotonic()
        try:
            result = await seat.run(errand)
        finally:
            self.slow.note(name, time.monotonic() - began)
            if seat.taken:
                self._idle.put_nowait(seat)
                leave()
            elif self._ended:
                leave()
            else:
                self._replace(seat, leave)
        return result.get(errand.what)

    def _replace(self, seat: "_Seat", leave: Callable[[], None]) -> None:
        task = asyncio.create_task(self._refill(seat))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)
        task.add_done_callback(lambda _: leave())

    async def _refill(self, seat: "_Seat") -> None:
        """Put a fresh process in `seat`; where none starts, whoever is next there sees why."""
        with contextlib.suppress(OSError, RuntimeError):
            await seat.start()
        self._idle.put_nowait(seat)

    async def _end(self) -> None:
        self._ended = True
        for task in self._replacing:
            task.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        await asyncio.gather(*(seat.close() for seat in self._seats))


class _Seat:
    """A place for one process at a time."""

    def __init__(self, deadline: timedelta) -> None:
        self._deadline = deadline.total_seconds()
        self._process: Process | None = None
        self._leaving: Process | None = None  # killed, not yet gone
        self._closed = False

    @property
    def taken(self) -> bool:
        """Whether a process sits here that lives."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Put a process here, ready to read.

        Raises OSError where the system starts none, RuntimeError where it cannot load.
        """
        await self.leave()
        if self._closed:
            raise RuntimeError("the pool of readers has ended")
        paths = [str(Path(crawler.__file__).parents[1]), *map(os.path.abspath, sys.path)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-S", "-c", _BOOT, str(self._deadline), *paths),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
            limit=wire.ANSWER,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(START.total_seconds()):
                problem = await _answer(self._process, str)
        except (TimeoutError, asyncio.IncompleteReadError, wire.Garbled) as error:
            self._kill()
            raise RuntimeError(f"a reading process does not start: {error!r}") from error
        except BaseException:
            self._kill()
            raise
        if problem:
            self._kill()
            raise RuntimeError(f"a reading process cannot load its modules:\n{problem}")

    async def run(self, errand: Errand) -> Result:
        """What comes of `errand`.  Raises ReaderDied; the seat is empty after it."""
        process = await self._hand_over(errand)
        try:
            async with asyncio.timeout(self._deadline):
                result: Result = await _answer(process, Result)
        except TimeoutError as error:
            self._kill()
            raise ReaderDied(f"took longer than {self._deadline:g} s to read") from error
        except (OSError, asyncio.IncompleteReadError) as error:
            raise ReaderDied(await self._bury(process)) from error
        except wire.Garbled as error:
            self._kill()
            raise ReaderDied(str(error)) from error
        except BaseException:
            self._kill()  # cancelled: its answer would be taken for the next one's
            raise
        if result.last:  # it ends by itself; `leave` sees to that
            self._leaving, self._process = self._process, None
        return result

    async def _hand_over(self, errand: Errand) -> Process:
        """The process that has taken `errand`, and is to blame from now on.

        One that had ended in its sleep is replaced: no document is to blame for that.
        """
        for _ in range(2):
            if not self.taken:
                await self.start()
            process = self._process
            assert process is not None  # noqa: S101 - `start` sits one here or raises
            try:
                async with asyncio.timeout(self._deadline):
                    await _ask(process, errand)
            except (OSError, asyncio.IncompleteReadError):  # TimeoutError is an OSError
                await self._bury(process)
            except BaseException:
                self._kill()  # cancelled: what it was asked would be answered to the next one
                raise
            else:
                return process
        raise ReaderDied("reading processes end before they begin")

    async def close(self) -> None:
        """Let nothing sit here any more."""
        self._closed = True
        await self.leave()

    async def leave(self) -> None:
        """Wait until the process that sat here is gone."""
        self._kill()
        if (process := self._leaving) is not None:
            assert process.stdout is not None  # noqa: S101 - asked for when it was started
            try:
                async with asyncio.timeout(_DEATH):
                    await process.stdout.read()  # to the end, or its pipe stays open
                    await process.wait()
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            self._leaving = None

    async def _bury(self, process: Process) -> str:
        """Why `process`, which closed its pipe, ended."""
        try:
            return await _cause(process)  # before it is killed: that would be its cause
        finally:
            self._kill()

    def _kill(self) -> None:
        if self._process is None:
            return
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        self._leaving, self._process = self._process, None


async def _ask(process: Process, errand: Errand) -> None:
    """Hand `errand` over; done when it is taken."""
    assert process.stdin is not None  # noqa: S101 - asked for when it was started
    assert process.stdout is not None  # noqa: S101 - as above
    for piece in wire.pieces(errand):
        view = memoryview(piece)
        for start in range(0, len(piece), _PORTION):  # or all of it is copied to wait its turn
            process.stdin.write(view[start : start + _PORTION])
            await process.stdin.drain()
    await process.stdout.readexactly(len(wire.TAKEN))


async def _answer(process: Process, expected: type) -> Any:
    assert process.stdout is not None  # noqa: S101 - asked for when it was started
    size = wire.length(await process.stdout.readexactly(wire.HEAD.size))
    return wire.unpacked(await process.stdout.readexactly(size), expected)


def _environment() -> dict[str, str]:
    """Nothing; Windows starts no program without knowing where Windows is."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


async def _cause(process: Process) -> str:
    """Why a process ended, in words."""
    try:
        async with asyncio.timeout(_DEATH):
            code = await process.wait()
    except TimeoutError:
        return "the reading process closed its pipe"
    if code < 0:
        return f"the reading process crashed ({signal.Signals(-code).name})"
    return f"the reading process ended with status {code}"
