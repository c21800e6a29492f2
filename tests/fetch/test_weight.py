"""Large bodies wait for one another, and small ones for nobody."""

import asyncio
import gc
import pickle
import tracemalloc
from dataclasses import replace

import pytest

from crawler.errors import Refused
from crawler.fetch.weight import FREE, MOST, STEP, Weight
from tests.builders import a_reply
from tests.fetch.lab import QUICK, a_lab, a_web, get, page

MIB = 1024 * 1024


async def at_once(_: float) -> None:
    await asyncio.sleep(0)


async def test_small_bodies_weigh_nothing() -> None:
    weight = Weight()
    shares = [weight.share() for _ in range(1000)]
    for share in shares:
        await share.grow(FREE)
    assert weight.used == 0


async def test_a_body_weighs_what_it_has_more_until_nobody_holds_it() -> None:
    weight = Weight()
    share = weight.share()
    for size in range(0, 3 * MIB, 64 * 1024):
        await share.grow(size)
    assert 3 * MIB - FREE - STEP <= weight.used <= 3 * MIB - FREE + STEP
    share.done()
    assert weight.used > 0
    del share
    assert weight.used == 0


async def test_of_many_large_bodies_the_first_goes_on_and_the_others_wait_for_room() -> None:
    weight, most, ended = Weight(MOST, at_once), 0, 0

    async def comes() -> None:
        nonlocal most, ended
        share = weight.share()
        for size in range(MIB, 11 * MIB, MIB):
            await share.grow(size)
            most = max(most, weight.used)
            await asyncio.sleep(0)
        share.done()
        ended += 1

    await asyncio.gather(*(comes() for _ in range(40)))
    assert ended == 40
    assert most <= MOST + 10 * MIB
    assert weight.used == 0


async def test_who_gives_up_in_line_does_not_stop_it() -> None:
    weight = Weight(MIB, at_once)
    first, second, third = (weight.share() for _ in range(3))
    await first.grow(2 * MIB)  # the first in line goes on
    first.done()
    await second.grow(9 * MIB)
    stands = asyncio.create_task(third.grow(9 * MIB))
    await asyncio.sleep(0)
    assert not stands.done()
    stands.cancel()
    await asyncio.gather(stands, return_exceptions=True)
    third.drop()
    await asyncio.wait_for(second.grow(12 * MIB), 5)
    for share in (first, second):
        share.drop()
    assert weight.used == 0
    assert weight._line == []


async def test_a_reply_weighs_as_long_as_it_is_held() -> None:
    async with a_lab({"/": page(b"x" * 3 * MIB)}) as lab, a_web(lab) as web:
        reply = await get(web, lab.url())
        assert reply is not None
        assert web._lines._weight.used > 2 * MIB
        del reply
        gc.collect()
        assert web._lines._weight.used == 0


async def test_what_fails_weighs_nothing() -> None:
    small = replace(QUICK, wire=2 * MIB)
    async with a_lab({"/": page(b"x" * 3 * MIB)}) as lab, a_web(lab, limits=small) as web:
        ended = await asyncio.gather(get(web, lab.url()), return_exceptions=True)
        assert "over" in str(ended[0])
        assert web._lines._weight.used == 0


async def test_of_what_fails_nothing_is_left_however_long_its_error_is_held() -> None:
    small = replace(QUICK, wire=6 * MIB)
    held: list[BaseException] = []
    async with (
        a_lab(
            {"/": page(b"x" * 7 * MIB), "/b": page(b"x" * 5 * MIB, content_encoding="br")}
        ) as lab,
        a_web(lab, limits=small) as web,
    ):
        tracemalloc.start()
        for path in ("/", "/b"):
            with pytest.raises(Refused) as raised:
                await get(web, lab.url(path))
            held.append(raised.value)
        left, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(held) == 2
        assert left < MIB


def test_a_reply_travels_as_before() -> None:
    reply = a_reply("<p>Halo")
    assert pickle.loads(pickle.dumps(reply)) == reply
