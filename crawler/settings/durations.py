"""Lengths of time and rates, as the configuration writes them: `50ms`, `15m`, `96/d`."""

import re
from datetime import timedelta

UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
LONGEST = timedelta(days=3650)  # ten years; a longer one is a slip of the pen
A_DAY = {"min": 1440, "h": 24, "d": 1}

DURATION = r"^([0-9]{1,9})(ms|s|m|h|d)$"
RATE = r"^[1-9][0-9]{0,5}/(min|h|d)$"
POLLS = r"^[1-9][0-9]{0,5}/(h|d)$"


def duration(text: str) -> timedelta:
    """A length of time; raises ValueError with what was expected.

    >>> duration("15m")
    datetime.timedelta(seconds=900)
    """
    written = re.fullmatch(DURATION, text)
    if written is None:
        raise ValueError("expected a duration like '50ms', '90s', '15m', '6h' or '30d'")
    number, one = int(written[1]), UNITS[written[2]]
    if number > LONGEST // one:
        raise ValueError(f"expected at most '{LONGEST.days}d'")
    return number * one


def spelled(length: timedelta) -> str:
    """A length of time as one would write it.

    >>> spelled(timedelta(hours=6))
    '6h'
    """
    for unit, one in reversed(UNITS.items()):
        if length >= one and not length % one:
            return f"{length // one}{unit}"
    return f"{length // UNITS['ms']}ms"


def polls(text: str) -> int:
    """Polls a day; raises ValueError with what was expected.

    >>> polls("4/h")
    96
    """
    if re.fullmatch(POLLS, text) is None:
        raise ValueError("expected polls a day or an hour like '96/d' or '4/h'")
    number, unit = text.split("/")
    a_day = int(number) * A_DAY[unit]
    if a_day > 86_400:
        raise ValueError("expected at most one poll a second, '86400/d'")
    return a_day
