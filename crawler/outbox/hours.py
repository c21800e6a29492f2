"""Set times and quiet hours, by the reader's clock: right when clocks are put forward or back.

A time that a day does not have is the first moment after the gap; of one that it has twice, the
first counts.  So each set time comes exactly once a day.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def clock(text: str) -> time:
    """A time of day as the configuration writes it.

    >>> clock("07:00")
    datetime.time(7, 0)
    """
    return time.fromisoformat(text)


def span(text: str) -> tuple[time, time]:
    """Hours as the configuration writes them.

    >>> span("22:00-06:00")
    (datetime.time(22, 0), datetime.time(6, 0))
    """
    start, _, end = text.partition("-")
    return clock(start), clock(end)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` show the time `at` on `day`, in UTC."""
    wall = datetime.combine(day, at)
    utc = wall.replace(tzinfo=zone).astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) == wall:
        return utc
    # The clocks are put forward between the two readings of a time that is not there.
    before, after = int(wall.replace(tzinfo=zone, fold=1).timestamp()), int(utc.timestamp())
    old = datetime.fromtimestamp(before, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return datetime.fromtimestamp(after, UTC)


def following(times: Iterable[time], now: datetime, timezone: str) -> datetime:
    """The first of these times of day after `now`; there is at least one."""
    zone, each = ZoneInfo(timezone), tuple(times)
    today = now.astimezone(zone).date()
    days = (today + DAY * number for number in (-1, 0, 1, 2))
    return min(at for day in days for one in each if (at := moment(day, one, zone)) > now)


def quiet_until(
    hours: tuple[time, time] | None, now: datetime, timezone: str
) -> datetime | None:
    """When the quiet hours end in which `now` lies; None where it lies in none.

    Hours that end when they begin are a whole day.
    """
    if hours is None:
        return None
    zone, (start, end) = ZoneInfo(timezone), hours
    today = now.astimezone(zone).date()
    for day in (today - DAY, today):
        last = moment(day if end > start else day + DAY, end, zone)
        if moment(day, start, zone) <= now < last:
            return last
    return None


def told_at(
    times: Iterable[time], quiet: tuple[time, time] | None, now: datetime, timezone: str
) -> datetime:
    """The first set time after `now` that lies in no quiet hours; their end, if all do."""
    each, at = tuple(times), now
    for _ in each:
        at = following(each, at, timezone)
        if quiet_until(quiet, at, timezone) is None:
            return at
    return quiet_until(quiet, at, timezone) or at
