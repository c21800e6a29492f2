"""A guarded connection for what is no HTTP: names resolved by us, every answer checked."""

import asyncio
import socket
from ipaddress import ip_address

from crawler.fetch.fault import Fault
from crawler.fetch.guard import Guard
from crawler.fetch.network import ATTEMPTS, Names, by_turns

PATIENCE = 10.0  # seconds for a connection, over all addresses


async def dial(
    guard: Guard, names: Names, host: str, port: int, patience: float = PATIENCE
) -> socket.socket:
    """A connected socket in blocking mode; a Fault where the guard or the network refuses.

    The caller closes it.
    """
    addresses = guard.admit(host, port, await _answers(names, host, port))
    turns = by_turns(addresses)[:ATTEMPTS]
    problem: OSError | None = None
    for address in turns:
        try:
            async with asyncio.timeout(patience / len(turns)):
                return await _connected(address, port)
        except OSError as error:  # TimeoutError is one
            problem = error
    reason = "no answer in time" if isinstance(problem, TimeoutError) else str(problem)
    raise Fault("connect", f"{host}:{port}: {reason}") from problem


async def _answers(names: Names, host: str, port: int) -> tuple[str, ...]:
    try:
        ip_address(host)
    except ValueError:
        return tuple(await names.addresses(host, port))
    return (host,)


async def _connected(address: str, port: int) -> socket.socket:
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        line.setblocking(False)
        await asyncio.get_running_loop().sock_connect(line, (address, port))
    except BaseException:
        line.close()
        raise
    line.setblocking(True)
    return line
