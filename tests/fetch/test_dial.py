import socket
from collections.abc import Iterator, Sequence

import pytest

from crawler.fetch.dial import dial
from crawler.fetch.fault import Fault
from crawler.fetch.guard import guard
from crawler.fetch.network import Names

NAMES: dict[str, Sequence[str]] = {
    "mail.contoh.example": ["127.0.0.1"],
    "campur.contoh.example": ["127.0.0.1", "169.254.169.254"],
    "jauh.contoh.example": ["192.0.2.1"],
}


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


def names() -> Names:
    return Names(lambda host, port: NAMES[host])


@pytest.mark.parametrize("host", ["mail.contoh.example", "127.0.0.1"])
async def test_connects_to_what_the_configuration_allows(
    server: socket.socket, host: str
) -> None:
    port = server.getsockname()[1]
    with await dial(guard([f"127.0.0.1:{port}"], [], []), names(), host, port) as line:
        accepted, _ = server.accept()
        with accepted:
            accepted.sendall(b"220 ")
            line.settimeout(5)
            assert line.recv(4) == b"220 "


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("mail.contoh.example", []),
        ("127.0.0.1", []),
        ("127.0.0.1", ["127.0.0.1:1"]),
        ("campur.contoh.example", ["127.0.0.1"]),
    ],
)
async def test_connects_to_nothing_else(
    server: socket.socket, host: str, allowed: list[str]
) -> None:
    with pytest.raises(Fault, match="is not a public address"):
        await dial(guard(allowed, [], []), names(), host, server.getsockname()[1])
    server.settimeout(0)
    with pytest.raises(BlockingIOError):
        server.accept()


async def test_a_port_that_is_configured_is_one_to_connect_to() -> None:
    configured = [("jauh.contoh.example", 2525)]
    with pytest.raises(Fault, match="not a public address"):  # of TEST-NET, whatever the port
        await dial(guard([], [], configured), names(), "jauh.contoh.example", 2525)


async def test_nobody_there_is_a_fault_that_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(Fault, match=f"127.0.0.1:{port}: ") as raised:
        await dial(guard(["127.0.0.1"], [], []), names(), "127.0.0.1", port)
    assert raised.value.code == "connect"
