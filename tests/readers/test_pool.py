"""Documents that hang, crash or swell cost one process, a typed error, and nothing else."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import ReaderDied, Unreadable
from crawler.model import Inlet, InletKind
from crawler.readers.pool import Pool
from tests.readers.test_contract import HOME, URL, a_reply

ROOT = Path(__file__).parents[2]
GOOD = f"<html><h2><a href='{URL}'>Harga beras turun lagi hari ini</a></h2></html>"
HANGING = "<div>" * 100_000  # minutes: Lexbor looks through all open elements for each new one
SHORT = timedelta(seconds=3)  # time for honest documents on a machine that stalls

pytestmark = pytest.mark.skipif(
    sys.platform != "linux",
    reason="looks at processes through /proc, and limits them as Linux does",
)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool(2, deadline=SHORT) as pool:
        yield pool


async def read(pool: Pool, body: str) -> Sequence[str]:
    listing = await pool.listing(HOME, a_reply(body, "https://news.example/"), "Asia/Jakarta")
    return [found.url for found in listing.found]


def children() -> list[int]:
    """Processes that this one started and that still live."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split() if "readers.child" in command(int(pid))]


def command(pid: int) -> str:
    return told(pid, "cmdline")


def told(pid: int, what: str) -> str:
    """What the system tells of a process; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/{what}").read_text(encoding="utf-8")
    except OSError:
        return ""


def status(pid: int, name: str) -> int:
    lines = told(pid, "status").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def ticks(pid: int) -> int:
    """Processor time of a process, in hundredths of a second."""
    fields = told(pid, "stat").rpartition(") ")[2].split()
    return sum(map(int, fields[11:13]))


async def until(holds: Callable[[], bool]) -> None:
    """Wait, a minute at most, for something that the system does in its own time."""
    for _ in range(6000):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not come about")


async def until_hanging() -> int:
    """Wait until a child is deep in a document; its id."""
    before = {pid: ticks(pid) for pid in children()}

    def hanging() -> list[int]:
        return [pid for pid in before if ticks(pid) > before[pid] + 20]

    await until(lambda: bool(hanging()))
    return hanging()[0]


CANARIES = {
    "deep": HANGING,
    "many attributes": "<a " + " ".join(f"x{at}=1" for at in range(300_000)) + ">",
    "formatting, lexbor 340": "<p>".join(f"<b n={at}>" for at in range(3000)),
    "formatting, alike": "<b n>" * 5000 + "<i n>" * 5000,
    "select, selectolax 217": "<select size><option></select>",
    "newlines": "\n" * 10_000_000,
    "one text": "<p>" + "a" * 10_000_000,
    "siblings": "<p>x" * 200_000,
    "long attribute": f"<a href='{'x' * 5_000_000}'>x</a>",
    "open comment": "<!--" * 500_000,
    "zeros": "<p>\0" * 1_000_000,
    "deep feed": "<rss><channel><item>" + "<b>" * 100_000,
    "deep JSON": "[" * 1_000_000,
    "tables": "<table><tr><td>" * 30_000,
    "links": "<a href='/read/123456/a-b-c-d'>Judul berita yang panjang</a>" * 100_000,
}


async def test_hosts_that_take_long_leave_one_process_to_the_others() -> None:
    slow = [f"slow{number}.example" for number in range(2)]
    async with Pool(2, deadline=timedelta(minutes=1)) as pool:  # it ends nothing here

        async def reads(name: str, body: str) -> str:
            inlet = Inlet(InletKind.LISTING, f"https://{name}/")
            try:
                await pool.listing(inlet, a_reply(body, inlet.url), "Asia/Jakarta")
            except ReaderDied:
                return "died"
            return "read"

        def took_long() -> None:
            for name in slow:
                pool.slow.note(name, 10.0)

        took_long()
        asking = [asyncio.create_task(reads(name, HANGING)) for name in slow]
        hanging = await until_hanging()
        assert await reads("quick.example", GOOD) == "read"
        assert not any(task.done() for task in asking)
        os.kill(hanging, signal.SIGKILL)
        assert await asking[0] == "died"
        asking[1].cancel()
        took_long()
        assert [await reads(name, GOOD) for name in slow] == ["read", "read"]


async def test_a_document_that_hangs_makes_its_host_slow(pool: Pool) -> None:
    with pytest.raises(ReaderDied):
        await read(pool, HANGING)
    assert "news.example" in pool.slow


@pytest.mark.slow
@pytest.mark.parametrize("body", CANARIES.values(), ids=CANARIES)
async def test_each_document_ends_in_time_and_the_next_is_read(body: str, pool: Pool) -> None:
    begun = time.monotonic()
    with contextlib.suppress(ReaderDied, Unreadable):
        await read(pool, body)
    assert time.monotonic() - begun < SHORT.total_seconds() + 5
    assert [await read(pool, GOOD) for _ in range(2)] == [[URL], [URL]]


async def test_what_hangs_is_killed_and_others_go_on(pool: Pool) -> None:
    hanging = asyncio.create_task(read(pool, HANGING))
    for _ in range(5):
        assert await read(pool, GOOD) == [URL]
    with pytest.raises(ReaderDied, match="took longer than 3 s to read"):
        await hanging


async def test_a_fresh_process_sits_within_a_second_or_so_of_a_kill(pool: Pool) -> None:
    before = set(children())
    both = (read(pool, HANGING), read(pool, HANGING))
    assert all(
        isinstance(each, ReaderDied)
        for each in await asyncio.gather(*both, return_exceptions=True)
    )
    begun = time.monotonic()
    assert await read(pool, GOOD) == [URL]
    assert time.monotonic() - begun < 20  # about 0.3 s where the machine has nothing else to do
    assert before.isdisjoint(children())


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
async def test_a_crash_is_told_by_its_name(name: str) -> None:
    async with Pool(1, deadline=timedelta(seconds=20)) as pool:
        reading = asyncio.create_task(read(pool, HANGING))
        os.kill(await until_hanging(), getattr(signal, name))
        with pytest.raises(ReaderDied, match=rf"the reading process crashed \({name}\)"):
            await reading
        assert await read(pool, GOOD) == [URL]


async def test_a_process_that_died_in_its_sleep_costs_no_document(pool: Pool) -> None:
    for pid in children():
        os.kill(pid, signal.SIGKILL)
    await until(lambda: not children())
    assert await asyncio.gather(*(read(pool, GOOD) for _ in range(4))) == [[URL]] * 4


async def test_who_is_cancelled_leaves_no_answer_for_the_next() -> None:
    async with Pool(1) as pool:
        for _ in range(3):
            reading = asyncio.create_task(read(pool, HANGING))
            await until_hanging()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert await read(pool, GOOD) == [URL]


async def test_waiting_in_line_can_be_cancelled(pool: Pool) -> None:
    waiting = [asyncio.create_task(read(pool, HANGING)) for _ in range(6)]
    await asyncio.sleep(0)
    for task in waiting[1:]:
        task.cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in results] == [ReaderDied] + [asyncio.CancelledError] * 5
    assert await read(pool, GOOD) == [URL]


async def test_memory_has_a_limit(pool: Pool) -> None:
    """A tenth of a megabyte of markup that makes a gigabyte of elements."""
    with pytest.raises((ReaderDied, Unreadable)):
        await read(pool, "<p>".join(f"<b n={at}>" for at in range(3000)))
    for pid in children():
        assert status(pid, "VmPeak") < 700 * 1024


async def test_a_child_has_nothing_to_lose(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLIPING_SECRET_OF_THIS_TEST", "sesame")
    async with Pool(1):
        for pid in children():
            assert told(pid, "environ") == ""
            assert command(pid)  # so much can be read of it
            limits = told(pid, "limits")
            assert "Max open files            16" in limits
            assert "Max core file size        0" in limits
            assert "Max processes             0" in limits
            assert "Max address space         unlimited" not in limits
            assert open_files(pid) <= 5
            assert status(pid, "VmRSS") < 80 * 1024


async def test_no_process_is_left_behind() -> None:
    async with Pool(2, deadline=SHORT) as pool:
        mine = children()
        assert len(mine) == 2
        with pytest.raises(ReaderDied):
            await read(pool, HANGING)
    assert children() == []


async def test_processes_end_when_their_owner_is_killed() -> None:
    code = (
        "import asyncio\n"
        "from crawler.readers.pool import Pool\n"
        "async def main():\n"
        "    async with Pool(2):\n"
        "        print('ready', flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    owner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert owner.stdout is not None
    assert await owner.stdout.readline() == b"ready\n"
    orphans = [int(pid) for pid in told(owner.pid, f"task/{owner.pid}/children").split()]
    owner.kill()
    await owner.communicate()
    assert len(orphans) == 2
    await until(lambda: not any("readers.child" in command(pid) for pid in orphans))


async def test_after_its_life_a_process_is_replaced_without_a_loss() -> None:
    async with Pool(1) as pool:
        (first,) = children()
        feed, empty = Inlet(InletKind.FEED, URL), a_reply("<rss></rss>")
        for _ in range(501):
            await pool.listing(feed, empty, "UTC")
        assert children() != [first]


async def test_the_loop_goes_on_while_documents_are_read(pool: Pool) -> None:
    late = 0.0

    async def tick() -> None:
        nonlocal late
        while True:
            begun = time.monotonic()
            await asyncio.sleep(0.01)
            late = max(late, time.monotonic() - begun - 0.01)

    ticking = asyncio.create_task(tick())
    big = a_reply(GOOD + " " * 10_000_000)
    await asyncio.gather(*(pool.inlets(big) for _ in range(4)), return_exceptions=True)
    ticking.cancel()
    assert late < 0.5


async def test_a_pool_that_cannot_start_says_so_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(FileNotFoundError):
        async with Pool(2):
            pass
    assert children() == []
