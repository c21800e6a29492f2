from collections.abc import Iterable
from datetime import timedelta

from crawler.model import Sign, Trouble
from crawler.outbox.trouble import CALM, watched
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def told(failures: Iterable[int], kind: str = "source") -> list[tuple[int, str]]:
    """At which minute what is told, of something that fails so often in a row at each."""
    known: Trouble | None = None
    events: list[tuple[int, str]] = []
    for minute, count in enumerate(failures):
        now = NOON + minute * MINUTE
        known, event = watched(Sign(kind=kind, name="a", failures=count), known, now)
        if event is not None:
            events.append((minute, event))
    return events


def test_what_fails_for_long_is_told_once_and_that_it_is_over_is_told_once() -> None:
    assert told([*range(60), *[0] * 60]) == [(6, "failing"), (65, "recovered")]


def test_what_fails_twice_is_told_to_nobody() -> None:
    assert told([0, 1, 2, *[0] * 30, 1, 1, 2, 2, 2, 2, 2, 2, 2, 0, 0]) == []


def test_what_comes_and_goes_is_told_ever_less() -> None:
    flapping = ([*range(1, 11)] + [0] * 10) * 36  # twelve hours, twenty minutes each
    events = told(flapping)
    assert 2 <= len(events) <= 5
    assert [event for _, event in events[:2]] == ["failing", "recovered"]


def test_it_is_over_only_when_all_has_been_well_for_a_while() -> None:
    calm = CALM // MINUTE
    assert told([*range(10), *[0] * (calm - 1), 1, *[0] * 30]) == [
        (6, "failing"),
        (10 + calm - 1 + 1 + calm, "recovered"),
    ]


def test_what_was_in_trouble_and_has_long_been_well_is_forgotten() -> None:
    known: Trouble | None = None
    for minute in range(30):
        sign = Sign(kind="source", name="a", failures=minute if minute < 10 else 0)
        known, _ = watched(sign, known, NOON + minute * MINUTE)
    assert known is not None
    later = NOON + timedelta(days=2)
    assert watched(Sign(kind="source", name="a", failures=0), known, later) == (None, None)


def test_the_trouble_began_when_it_last_did_well() -> None:
    well = NOON - timedelta(hours=3)
    known, _ = watched(Sign(kind="source", name="a", failures=1, since=well), None, NOON)
    assert known is not None
    assert known.since == well
