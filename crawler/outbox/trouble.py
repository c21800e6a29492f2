"""When operators are told that a source or a channel fails, and that it is over.

well ──> failing, not told yet ──> told ──> well again, not told yet ──> told that it is over
              │                       ^                   │
              └──> well, never told   └─── fails again ───┘

What comes and goes is not told each time: it has to do well for longer before it is called over
whenever it began again within a day of having been.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from crawler.model import Sign, Trouble

Event = Literal["failing", "recovered"]

FAILURES = 3  # in a row, before anybody is told
LASTS = {
    "source": timedelta(minutes=5),
    "channel": timedelta(minutes=2),
    "network": timedelta(0),  # it was looked at for a minute before it was called down
}
CALM = timedelta(minutes=5)  # in which all is well before that is told …
SLOWER = 4  # … and so many times longer after each relapse
MOST_CALM = timedelta(days=1)
RELAPSE = timedelta(days=1)  # trouble that begins again within this is the old one


def watched(
    sign: Sign, known: Trouble | None, now: datetime
) -> tuple[Trouble | None, Event | None]:
    """What to remember of a source or a channel, and what to tell of it, if anything.

    None: there is nothing to remember of it.
    """
    bad = sign.failures > 0
    if known is None:
        return (_begun(sign, now), None) if bad else (None, None)
    if known.told is not None:
        return _told(sign, known, now)
    if not bad:  # it was over before anybody was told; how often that was is kept for a day
        recent = known.fine is not None and now - known.fine < RELAPSE
        return (known if recent and known.relapses else None), None
    if known.fine is not None:  # it has begun again
        return replace(_begun(sign, now), relapses=known.relapses), None
    after = replace(known, problem=sign.problem)
    lasting = now - known.since >= LASTS.get(sign.kind, CALM)
    if sign.failures >= FAILURES and lasting:
        return replace(after, told=now), "failing"
    return after, None


def _begun(sign: Sign, now: datetime) -> Trouble:
    since = now if sign.since is None else min(sign.since, now)
    return Trouble(since=since, problem=sign.problem)


def _told(sign: Sign, known: Trouble, now: datetime) -> tuple[Trouble | None, Event | None]:
    if sign.failures > 0:
        return replace(known, fine=None, problem=sign.problem), None
    fine = known.fine or now
    if now - fine < min(CALM * SLOWER**known.relapses, MOST_CALM):
        return replace(known, fine=fine), None
    return replace(known, told=None, fine=now, relapses=min(known.relapses + 1, 9)), "recovered"
