"""What large bodies took is given back when they are gone."""

import platform
import subprocess
import sys

import pytest

MIB = 1024 * 1024

# Bodies that come and go, of which each leaves behind something small that stays.
BODIES = """
import asyncio
import os
import sys
from pathlib import Path
from crawler.fetch import open_web

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

async def opened():
    async with open_web(user_agent="x"):
        pass

if sys.argv[1] == "with a web":
    asyncio.run(opened())
bytes(16 * 1024 * 1024)  # from here on glibc takes such a size for a habit
before, kept = resident(), []
for _ in range(10):
    bodies = []
    for _ in range(6):
        bodies.append(b"x" * 4 * 1024 * 1024)
        kept.append(b"y" * 3_000)
    del bodies
sys.stdout.write(str(resident() - before))
"""


def left(how: str) -> float:
    """MiB more than before that a process has when the bodies are gone."""
    command = [sys.executable, "-c", BODIES, how]
    return int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout) / MIB


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other C libraries map large blocks as they are"
)
def test_a_process_is_no_larger_for_the_bodies_that_it_held() -> None:
    assert left("without one") > 16  # or there is nothing to give back, and heap.py can go
    assert left("with a web") < 2
