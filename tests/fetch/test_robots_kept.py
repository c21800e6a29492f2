"""What is known of a robots.txt after a restart."""

from datetime import timedelta

import pytest

from tests.fetch.site import FORBIDS, Remembered, Site, said


async def test_a_restart_asks_nothing_that_was_asked_within_a_day() -> None:
    site = Site([FORBIDS, said("")], memory=Remembered())
    assert await site.verdict() is False
    site.now += 3600
    site.restart()
    assert await site.verdict() is False
    assert site.asked == 1
    site.now += 86_400 - 3600
    assert await site.verdict() is True
    assert site.asked == 2


async def test_what_could_not_be_read_waits_over_a_restart() -> None:
    site = Site([said("", 503)] * 3, memory=Remembered())
    assert await site.verdict() == timedelta(minutes=10)
    site.restart()
    assert await site.verdict() == timedelta(minutes=10)
    assert site.asked == 1
    site.now += 600
    assert await site.verdict() == timedelta(minutes=20)  # the second time in a row


async def test_the_good_copy_stands_for_thirty_days_over_restarts() -> None:
    site = Site([FORBIDS, *[said("", 503)] * 100], memory=Remembered())
    assert await site.verdict() is False
    for _ in range(29):
        site.now += 86_400
        site.restart()
        assert await site.verdict() is False
    site.now += 2 * 86_400
    site.restart()
    assert isinstance(await site.verdict(), timedelta)


@pytest.mark.parametrize("status", [404, 200])
async def test_that_all_is_allowed_is_remembered_too(status: int) -> None:
    site = Site([said("", status)], memory=Remembered())
    assert await site.verdict() is True
    site.restart()
    assert await site.verdict() is True
    assert site.asked == 1


async def test_a_clock_that_is_set_back_makes_nobody_wait_for_more_than_a_day() -> None:
    site = Site([said("", 503), said("")], memory=Remembered())
    site.now += 400 * 86_400
    await site.verdict()
    site.now -= 399 * 86_400
    site.restart()
    assert await site.verdict() == timedelta(hours=24)


async def test_a_store_that_does_not_answer_is_as_good_as_none() -> None:
    site = Site([FORBIDS, FORBIDS], memory=Remembered(broken=True))
    assert await site.verdict() is False
    site.restart()
    assert await site.verdict() is False
    assert site.asked == 2
