import asyncio
import threading
import time
from collections.abc import Iterator, Sequence

import httpcore
import pytest

from crawler.fetch.fault import Fault
from crawler.fetch.guard import guard
from crawler.fetch.network import THREADS, GuardedBackend, Names
from tests.fetch.lab import LOOPBACK, a_lab, names
from tests.fetch.sockets import connections


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opened at the end, so that no thread outlives its test."""
    event = threading.Event()
    yield event
    event.set()


def counted(size: int) -> None:
    """Count nothing."""


async def test_resolves_a_name() -> None:
    assert await Names(names(a=["8.8.8.8", "2a00::1"])).addresses("a.test", 80) == [
        "8.8.8.8",
        "2a00::1",
    ]


@pytest.mark.parametrize(
    "error", [OSError("no such host"), UnicodeError("label too long"), TimeoutError("resolver")]
)
async def test_a_name_without_an_address_is_a_fault_of_dns(error: Exception) -> None:
    def fails(host: str, port: int) -> Sequence[str]:
        raise error

    with pytest.raises(Fault) as raised:
        await Names(fails).addresses("a.test", 80)
    assert (raised.value.code, raised.value.lasting) == ("dns", False)


async def test_a_name_with_no_answers_is_a_fault_of_dns() -> None:
    with pytest.raises(Fault, match="no address"):
        await Names(names(a=[])).addresses("a.test", 80)


async def test_hanging_lookups_end_in_time_and_hold_up_nobody(gate: threading.Event) -> None:
    def hangs(host: str, port: int) -> Sequence[str]:
        if host.startswith("slow"):
            gate.wait(20)
        return ["8.8.8.8"]

    resolver, before = Names(hangs, patience=2), threading.active_count()
    slow = [
        asyncio.ensure_future(resolver.addresses(f"slow{n}", 80)) for n in range(THREADS - 1)
    ]
    await asyncio.sleep(0)
    began = time.monotonic()
    assert await resolver.addresses("fast", 80) == ["8.8.8.8"]
    outcomes = await asyncio.gather(*slow, return_exceptions=True)
    assert time.monotonic() - began < 15
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Fault)} == {"dns"}
    assert threading.active_count() - before <= THREADS  # others may have some of their own


async def test_no_more_lookups_than_threads_and_the_others_end_in_time_too(
    gate: threading.Event,
) -> None:
    running: list[str] = []

    def hangs(host: str, port: int) -> Sequence[str]:
        running.append(host)
        gate.wait(20)
        return ["8.8.8.8"]

    resolver = Names(hangs, patience=0.2)
    outcomes = await asyncio.gather(
        *(resolver.addresses(f"h{n}", 80) for n in range(100)), return_exceptions=True
    )
    assert len(running) == THREADS
    assert all(isinstance(outcome, Fault) for outcome in outcomes)
    gate.set()
    await asyncio.sleep(0.05)
    assert await resolver.addresses("again", 80) == ["8.8.8.8"]


async def test_a_cancelled_lookup_gives_its_thread_back(gate: threading.Event) -> None:
    def hangs(host: str, port: int) -> Sequence[str]:
        if host == "slow":
            gate.wait(20)
        return ["8.8.8.8"]

    resolver = Names(hangs, patience=5)
    waits = [asyncio.ensure_future(resolver.addresses("slow", 80)) for _ in range(THREADS * 2)]
    await asyncio.sleep(0.05)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    gate.set()
    assert await resolver.addresses("fast", 80) == ["8.8.8.8"]


async def test_tries_the_next_address_where_one_is_dead() -> None:
    async with a_lab() as lab:
        backend = GuardedBackend(
            guard(["127.0.0.0/8"], [], []), Names(names(a=["127.9.9.9", LOOPBACK])), counted
        )
        with connections() as seen:
            stream = await backend.connect_tcp("a.test", lab.port, timeout=2)
        await stream.aclose()
    assert seen == [("127.9.9.9", lab.port), (LOOPBACK, lab.port)]


async def test_tries_only_some_of_a_great_many_addresses() -> None:
    dead = [f"127.9.{n // 250}.{n % 250 + 1}" for n in range(500)]
    backend = GuardedBackend(guard(["127.0.0.0/8"], [], []), Names(names(a=dead)), counted)
    with connections() as seen, pytest.raises(Fault) as raised:
        await backend.connect_tcp("a.test", 1, timeout=2)
    assert raised.value.code == "connect"
    assert len(seen) == 4


async def test_a_local_socket_is_no_way_out() -> None:
    backend = GuardedBackend(guard([], [], []), Names(names()), counted)
    with pytest.raises(NotImplementedError):
        await backend.connect_unix_socket("/run/x")


async def test_a_literal_is_not_resolved() -> None:
    def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    async with a_lab() as lab:
        backend = GuardedBackend(guard([lab.place], [], []), Names(never), counted)
        stream = await backend.connect_tcp(LOOPBACK, lab.port)
        assert isinstance(stream, httpcore.AsyncNetworkStream)
        await stream.aclose()
