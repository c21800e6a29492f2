"""When a source is improbably silent, and why: from how much it publishes at each hour of the week.

What is learned is how many new links each hour of the week brings (with a half-life of four
weeks, a thin hour leaning on its time of day, and that on the whole).  The chance that nothing
comes for a while is that of a Gamma-Poisson count: newsrooms have days of half and of double
output, and a Poisson count would cry on each holiday.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.errors import FetchError, ReadError, Refused, Unreachable
from crawler.model import WEEK, InletState, Rhythm, Silence

IMPROBABLE = 0.001
LEAST = timedelta(hours=2)  # a shorter silence is none
LEARNED = 72.0  # hours that a source has to be watched before anything is said of it
HALF_LIFE = timedelta(weeks=4)
SPREAD = 0.25  # squared coefficient of variation of a day's output
MOST_AT_ONCE = 20  # links of one poll that count: more is a list made anew
LEANING = 2.0  # hours for which an hour of the week leans on its time of day
HOUR = timedelta(hours=1)
DAY = 24


def learned(rhythm: Rhythm, since: datetime | None, now: datetime, new: int) -> Rhythm:
    """`rhythm` after a poll at `now` that found `new` links, the last good one being at `since`."""
    if since is None or since >= now:
        return rhythm
    elapsed = now - since
    fade = 0.5 ** (elapsed / HALF_LIFE)
    counts = [each * fade for each in rhythm.counts]
    hours = [each * fade for each in rhythm.hours]
    for hour, share in _stretch(max(since, now - timedelta(hours=WEEK)), now):
        hours[hour] += share
        counts[hour] += min(new, MOST_AT_ONCE) * share / (min(elapsed / HOUR, WEEK))
    return Rhythm(tuple(counts), tuple(hours))


def expected(rhythm: Rhythm, since: datetime, until: datetime) -> float:
    """How many new links the source would have shown between two times."""
    watched = sum(rhythm.hours)
    if watched <= 0:
        return 0.0
    mean = sum(rhythm.counts) / watched
    by_hour = [
        (sum(rhythm.counts[hour::DAY]) + LEANING * mean)
        / (sum(rhythm.hours[hour::DAY]) + LEANING)
        for hour in range(DAY)
    ]
    whole, rest = divmod(until - since, timedelta(hours=WEEK))
    rates = [
        (rhythm.counts[hour] + LEANING * by_hour[hour % DAY]) / (rhythm.hours[hour] + LEANING)
        for hour in range(WEEK)
    ]
    return whole * sum(rates) + sum(
        rates[hour] * share for hour, share in _stretch(until - rest, until)
    )


def chance(rhythm: Rhythm, since: datetime, until: datetime) -> float:
    """How likely it is that a source shows nothing new between two times.

    1 while it was not watched long enough to say.
    """
    if sum(rhythm.hours) < LEARNED:
        return 1.0
    mean = expected(rhythm, since, until)
    return float((1 + mean * SPREAD) ** (-1 / SPREAD))


def silence(
    rhythm: Rhythm, news: datetime | None, now: datetime, cause: str, known: Silence | None
) -> Silence | None:
    """The silence of a source whose last `news` came then; None while there is none.

    One that is `known` goes on until there is news.
    """
    if known is not None:
        return known if cause == known.cause else Silence(known.since, known.noticed, cause)
    if news is None or now - news < LEAST or chance(rhythm, news, now) >= IMPROBABLE:
        return None
    return Silence(news, now, cause)


def cause(
    states: Sequence[InletState], unchanged: int, problem: FetchError | ReadError | str
) -> str:
    """The likely cause of a silence, in words.

    `states` are the inlets after the last poll, of which `unchanged` said "not modified"; `problem`
    is what failed, if it did.
    """
    match problem:
        case Refused(code="blocked" | "forbidden"):
            return f"blocked: {problem.problem}"
        case Refused(code="robots"):
            return f"robots.txt forbids it: {problem.problem}"
        case Refused():
            return f"gone: {problem.problem}"
        case Unreachable():
            return f"unreachable: {problem.problem}"
        case ReadError():
            return f"unreadable: {problem}"
        case str() if problem:
            return problem
    working = [state for state in states if not state.failures]
    broken = [state for state in states if state.failures]
    if broken and not working:
        return broken[0].problem
    said = (
        "304, not modified, each time"
        if unchanged and unchanged >= len(working)
        else "200, and no new links"
    )
    return f"{said}; {len(broken)} of {len(states)} lists fail" if broken else said


def _stretch(since: datetime, until: datetime) -> list[tuple[int, float]]:
    """The hours of the week from `since` to `until`, and how much of each, in hours."""
    parts: list[tuple[int, float]] = []
    at = since
    while at < until:
        start = at.replace(minute=0, second=0, microsecond=0)
        end = min(start + HOUR, until)
        parts.append((start.weekday() * DAY + start.hour, (end - at) / HOUR))
        at = end
    return parts
