"""What is kept back for a digest, and until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from crawler.model import Fresh, Hold, Limit, Manners
from crawler.outbox.hours import quiet_until, told_at


def held(
    manners: Manners,
    fresh: Sequence[Fresh],
    used: Sequence[int],
    gathering: datetime | None,
    now: datetime,
    *,
    by_urgent: Sequence[int] | None = None,
) -> Mapping[str, Hold]:
    """Which of `fresh`, in the order they were made, are kept back; the others may go.

    `used` is how much of each limit is used up, in the order of `manners.limits`, and `by_urgent`
    how much without what waits for its turn behind all that is urgent.  `gathering` is until when
    others are kept back already because there are too many.  What is earlier in the story of an
    urgent one is as urgent: it goes before it.
    """
    spent, holds = list(used), dict[str, Hold]()
    first = spent if by_urgent is None else list(by_urgent)
    urgent_later: set[str] = set()
    urgent: dict[str, bool] = {}
    for one in reversed(fresh):
        if one.urgent and one.story is not None:
            urgent_later.add(one.story)
        urgent[one.id] = one.urgent or one.story in urgent_later
    stories: dict[str, Hold] = {}  # of what is kept back: what follows in it is, too
    for one in fresh:
        counts = first if urgent[one.id] else spent
        hold = _hold(manners, counts, gathering, now, urgent=urgent[one.id])
        if hold is None and one.story is not None:
            hold = stories.get(one.story)
        if hold is None:
            ours = [limit.urgent or not urgent[one.id] for limit in manners.limits]
            spent = [count + mine for count, mine in zip(spent, ours, strict=True)]
            first = [count + mine for count, mine in zip(first, ours, strict=True)]
            continue
        if one.story is not None:
            stories[one.story] = hold
        if hold.reason == "many" and (gathering is None or not urgent[one.id]):
            gathering = hold.until
        holds[one.id] = hold
    return holds


def still(manners: Manners, now: datetime) -> datetime | None:
    """Until when what was kept back, and is due, is kept back further: no digest breaks a silence."""
    return quiet_until(manners.quiet, now, manners.timezone)


def free(limits: Sequence[Limit], used: Sequence[int], *, urgent: bool) -> int | None:
    """How many messages the limits still allow; None: any number."""
    left = [
        limit.number - count
        for limit, count in zip(limits, used, strict=True)
        if limit.urgent or not urgent
    ]
    return max(0, min(left)) if left else None


def _hold(
    manners: Manners,
    used: Sequence[int],
    gathering: datetime | None,
    now: datetime,
    *,
    urgent: bool,
) -> Hold | None:
    if not urgent:
        if manners.digest:
            until = told_at(manners.digest, manners.quiet, now, manners.timezone)
            return Hold(until, "scheduled")
        quiet = quiet_until(manners.quiet, now, manners.timezone)
        if quiet is not None:
            return Hold(quiet, "quiet")
        if gathering is not None:
            return Hold(gathering, "many")
    wait = _wait(manners.limits, used, urgent=urgent)
    if wait is None:
        return None
    if gathering is None:
        return Hold(now + wait, "many")
    return Hold(min(gathering, now + wait) if urgent else gathering, "many")


def _wait(limits: Sequence[Limit], used: Sequence[int], *, urgent: bool) -> timedelta | None:
    """How long is gathered what the limits do not allow; None where they allow one more."""
    waits = [
        limit.per
        for limit, count in zip(limits, used, strict=True)
        if count >= limit.number and (limit.urgent or not urgent)
    ]
    return max(waits, default=None)
