"""Waits made uneven by chance."""

from datetime import timedelta

from hypothesis import given, strategies as st

from crawler.jitter import spread


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=90)), st.floats(0, 1))
def test_a_wait_becomes_at_most_a_tenth_shorter_or_longer(wait: timedelta, dice: float) -> None:
    assert 0.9 * wait <= spread(wait, dice) <= 1.1 * wait


def test_the_dice_decide_how_much() -> None:
    wait = timedelta(hours=1)
    falls = [spread(wait, dice) for dice in (0.0, 0.5, 1.0)]
    assert falls == [timedelta(minutes=54), wait, timedelta(minutes=66)]
