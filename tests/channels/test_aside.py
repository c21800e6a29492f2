import asyncio
import time
from threading import Event

import pytest

from crawler.channels.aside import THREADS, Aside


async def test_gives_what_the_work_gives_and_raises_what_it_raises() -> None:
    aside = Aside("test")
    assert await aside.run(lambda: 3, 5) == 3
    with pytest.raises(ZeroDivisionError):
        await aside.run(lambda: 1 // 0, 5)


async def test_work_that_hangs_costs_its_patience_and_nothing_more() -> None:
    aside, end = Aside("test"), Event()
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        await aside.run(lambda: end.wait(30), 0.05)
    assert time.monotonic() - started < 5
    assert await aside.run(lambda: "still here", 5) == "still here"
    end.set()


async def test_no_more_threads_than_there_may_be_and_each_free_again_when_it_ends() -> None:
    aside, end = Aside("test"), Event()
    hung = [asyncio.create_task(aside.run(lambda: end.wait(30), 0.05)) for _ in range(THREADS)]
    assert {type(done) for done in await asyncio.gather(*hung, return_exceptions=True)} == {
        TimeoutError
    }
    with pytest.raises(TimeoutError):  # there is no thread to do it
        await aside.run(lambda: 1, 0.05)
    end.set()
    assert await aside.run(lambda: 1, 5) == 1
