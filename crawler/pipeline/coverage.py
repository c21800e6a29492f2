"""Whether a list goes on where its last reading ended, or may have let articles fall out unseen.

A list shows its newest articles.  As long as one reading still holds some of what the one before
had as new, nothing can have slipped through between them.  Pinned articles and boxes of what is
read most stay for weeks, so they prove nothing: with dates, only what was among the newer half
counts; without, only what has moved down by as much as stands above it that is new.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from statistics import median

from crawler.dedup.urls import identity
from crawler.model import Found, Gap, InletState, Seen

LISTED = 200  # links of a list that are remembered
LEAST = 3  # new links that can be the sign of a gap
OLDER = 2  # unknown links from before the last reading that show that the list reaches back
_HALF_FULL = 0.5  # a list that has become shorter than this holds all there is
_LOOSE = 4  # a shift may differ from what is new above by one in so many
_DATES = 3  # different ones that make a list dated
_SOON = timedelta(minutes=15)  # a date that lies further ahead is none


def seen(found: Iterable[Found], most: int | None = LISTED) -> tuple[Seen, ...]:
    """A list as it is remembered: its first `most` links; None: all of it."""
    return tuple(
        Seen(key(each.url), None if each.published is None else _second(each.published))
        for each in islice(found, most)
    )


def _second(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(microsecond=0)


def key(url: str) -> int:
    """What a link is remembered by: 64 bits of its identity, signed."""
    digest = blake2b(identity(url).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def joined(before: Sequence[Seen], after: Sequence[Seen], now: datetime) -> bool:
    """Whether `after`, read `now`, goes on where `before` ended; True where that cannot be told."""
    known = {each.key: place for place, each in enumerate(before)}
    new = sum(each.key not in known for each in after)
    if not before or new < LEAST or 2 * new <= len(after):
        return True
    if len(after) < _HALF_FULL * len(before):
        return True
    old, late = _dates(before, now), _dates(after, now)
    if old and late:
        return _by_dates(before, after, known)
    return _by_places(after, known)


def gap(
    state: InletState, after: Sequence[Seen], now: datetime, *, pages: int, filled: bool
) -> Gap:
    """The stretch of which something may be missing, between a reading and the one at `now`.

    `pages` older ones were looked at, and led back (`filled`) or not.
    """
    began, ended = state.read or state.first or now, now
    old, late = _dates(state.listed, now), _dates(after, now)
    if old and late and max(old) <= min(late):
        began, ended = max(old), min(late)
    return Gap(
        inlet=state.inlet.url,
        began=began,
        ended=ended,
        noticed=now,
        pages=pages,
        filled=filled,
    )


def _dates(listed: Sequence[Seen], now: datetime) -> list[datetime]:
    """The dates of a list in which most links have one; empty where they tell nothing apart."""
    dates = [
        each.published
        for each in listed
        if each.published is not None and each.published <= now + _SOON
    ]
    if 2 * len(dates) < len(listed) or len(set(dates)) < min(_DATES, len(listed)):
        return []
    return dates


def _by_dates(before: Sequence[Seen], after: Sequence[Seen], known: dict[int, int]) -> bool:
    old = [each.published for each in before if each.published is not None]
    edge, half = max(old), median(each.timestamp() for each in old)
    older = 0
    for each in after:
        if each.published is None or each.published > edge:
            continue
        if each.key not in known:
            older += 1
        elif each.published.timestamp() >= half:
            return True
    return older >= OLDER


def _by_places(after: Sequence[Seen], known: dict[int, int]) -> bool:
    above = 0  # new ones so far
    for place, each in enumerate(after):
        if each.key not in known:
            above += 1
        elif above and abs(place - known[each.key] - above) <= max(LEAST - 1, above // _LOOSE):
            return True
    return False
