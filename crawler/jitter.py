"""Waits made uneven by chance: what failed together does not come again together."""

from datetime import timedelta

SPREAD = 0.1  # of a wait


def spread(wait: timedelta, dice: float) -> timedelta:
    """`wait`, up to a tenth shorter or longer; `dice` falls from 0 to 1.

    >>> spread(timedelta(minutes=10), 0.5), spread(timedelta(minutes=10), 1.0)
    (datetime.timedelta(seconds=600), datetime.timedelta(seconds=660))
    """
    return wait * (1 + SPREAD * (2 * dice - 1))
