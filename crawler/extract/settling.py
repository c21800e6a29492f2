"""Which moment is meant where a page tells machines one and shows its readers another.

The clock on the wall that readers see checks the stamp that machines are told: many systems write
the local time and call it UTC, and many write UTC of a page whose own zone only its readers see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

from crawler import dates
from crawler.model import Brief, Moment, Precision

_LIE = "the page shows the same hour in another zone: local time that was called UTC"
_SHOWN_ZONE = "its zone is the one of the time that is shown"
_OTHER_ZONE = "the page shows the same hour in another zone"
_RENEWED = "machines are told the date of the change for both; the page shows an earlier one"
# How pages name the zones of Indonesia, for stamps in another one so many hours before UTC.
_OTHERS: dict[float, tuple[bytes, ...]] = {
    7: (b" WIT",),
    8: (b" WIB", b" WIT ", b" WIT<"),
    9: (b" WIB", b" WITA"),
}
_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)  # all zones are whole quarters of an hour from UTC
_WIDEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Heard:
    """A witness whose words are a moment, and why it is believed."""

    witness: str
    text: str
    moment: Moment
    reason: str = "the surest that is told"


def is_doubtful(stated: Sequence[Heard], page: bytes) -> bool:
    """Whether the shown date can tell more.

    It can tell the time of a day, the zone of a stamp in UTC or in one that is not the zone that
    the `page` names, and who of two is right.
    """
    told = stated[0].moment
    if told.precision is not Precision.EXACT or _is_utc(told):
        return True
    if any(zone in page for zone in _OTHERS.get(_hours(told), ())):
        return True
    return any(not is_same_day(told, one.moment) for one in stated[1:])


def _hours(told: Moment) -> float:
    """How far before UTC the zone of a moment is."""
    return (told.at.utcoffset() or timedelta(0)) / _HOUR


def _is_earlier(one: Moment, other: Moment) -> bool:
    """Whether a moment lies before another, in whatever zone either was meant."""
    sure = _WIDEST if one.precision is Precision.EXACT else 2 * _WIDEST
    day = timedelta(days=1) if one.precision is Precision.DAY else timedelta(0)
    return one.at + day + sure < other.at


def _is_utc(told: Moment) -> bool:
    return told.at.utcoffset() == timedelta(0)


def is_same_day(one: Moment, other: Moment) -> bool:
    """Whether both can mean one day: as they are written, or where both are stamps, in UTC."""
    if one.at.date() == other.at.date():
        return True
    both = Precision.DAY not in {one.precision, other.precision}
    return both and one.at.astimezone(UTC).date() == other.at.astimezone(UTC).date()


def settled(
    stated: Sequence[Heard], shown: Heard | None, brief: Brief, *, renewed: bool
) -> Heard:
    """What machines are told, put right or made precise by what is shown.

    Where the stamp was `renewed`, with the one of the change, what is shown earlier is believed.
    """
    if renewed and shown is not None and _is_earlier(shown.moment, stated[0].moment):
        return replace(shown, reason=_RENEWED)
    first = stated[0]
    for other in stated[1:]:
        if local := _local(first, other, brief):
            return local
        if (
            shown is not None
            and is_same_day(shown.moment, other.moment)
            and not is_same_day(shown.moment, first.moment)
        ):
            first = replace(other, reason="the page shows the same day")
            break
    return first if shown is None else _checked(first, shown, brief)


def _zoned(told: Heard, clock: Moment) -> Heard:
    """A time without a zone, or with another of Indonesia's, in the zone in which the page shows it.

    Elsewhere the name that is shown may be careless (`CET` all year round), and the stamp right.
    """
    stamp = told.moment
    apart = stamp.at.replace(tzinfo=None, second=0) - clock.at.replace(tzinfo=None, second=0)
    if apart or clock.precision is not Precision.EXACT:
        return told
    lies = stamp.precision is Precision.EXACT
    if lies and not (stamp.at != clock.at and {_hours(stamp), _hours(clock)} <= _OTHERS.keys()):
        return told
    moved = Moment(
        stamp.at.replace(tzinfo=clock.at.tzinfo),
        Precision.INFERRED if lies else Precision.EXACT,
    )
    return replace(told, moment=moved, reason=_OTHER_ZONE if lies else _SHOWN_ZONE)


def _local(one: Heard, other: Heard, brief: Brief) -> Heard | None:
    """The moment where both tell UTC, but one of them the source's local time."""
    zone = ZoneInfo(brief.timezone)
    for lie, truth in ((one.moment, other), (other.moment, one)):
        at = lie.at.replace(tzinfo=zone)
        if _is_utc(lie) and at != lie.at and at == truth.moment.at:
            return replace(
                truth, moment=Moment(at, Precision.EXACT), reason="another tells its local time"
            )
    return None


def _checked(told: Heard, shown: Heard, brief: Brief) -> Heard:
    """What machines are told, put right or made precise by what is shown.

    A shown time without a zone is INFERRED: it is then only a clock on the wall.
    """
    stamp, clock = told.moment, shown.moment
    if clock.precision is Precision.DAY:
        return told
    if stamp.precision is Precision.DAY:
        return shown if clock.at.date() == stamp.at.date() else told
    if not _is_utc(stamp):
        return _zoned(told, clock)
    stated = clock.precision is Precision.EXACT
    ahead = clock.at.replace(tzinfo=None, second=0) - stamp.at.replace(tzinfo=None, second=0)
    if not ahead:
        lies = (stated or brief.zone_known) and clock.at.utcoffset() != stamp.at.utcoffset()
        return (
            replace(shown, moment=replace(clock, precision=Precision.INFERRED), reason=_LIE)
            if lies
            else told
        )
    if abs(ahead) > _WIDEST or ahead % _QUARTER or (stated and clock.at.utcoffset() != ahead):
        return told
    moved = replace(stamp, at=stamp.at.astimezone(timezone(ahead)))
    return replace(told, moment=moved, reason=_SHOWN_ZONE)


def vouched(told: Heard | None, brief: Brief) -> Heard | None:
    """A time that names no zone is exact where the source's own is known."""
    doubted = told is not None and told.moment.precision is Precision.INFERRED
    if (
        told is None
        or not doubted
        or not brief.zone_known
        or told.reason in {_LIE, _OTHER_ZONE}
    ):
        return told
    again = dates.read(told.text, timezone=brief.timezone, now=None)
    return replace(told, moment=again) if again and again.at == told.moment.at else told
