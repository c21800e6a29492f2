"""When a source is improbably silent, and why."""

from datetime import datetime, timedelta
from math import exp
from pathlib import Path
from random import Random

import pytest

from crawler.errors import FetchError, ReadError, Refused, Unreachable, Unreadable
from crawler.model import WEEK, Inlet, InletKind, InletState, Rhythm, Silence
from crawler.pipeline.silence import (
    IMPROBABLE,
    SPREAD,
    cause,
    chance,
    expected,
    learned,
    silence,
)
from tests.builders import NOON, a_source
from tests.pipeline.world import FEED, a_feed, a_world

HOUR = timedelta(hours=1)
FEEDS = Inlet(InletKind.FEED, FEED)
MIDNIGHT = datetime.fromisoformat("2026-11-02T00:00:00+00:00")  # a Monday


def a_rhythm(by_hour: dict[int, float], days: int = 28) -> Rhythm:
    """What is learned of a source that shows so many links an hour at these hours of each day."""
    rhythm, at = Rhythm(), MIDNIGHT
    for hour in range(days * 24):
        rhythm = learned(rhythm, at, at + HOUR, round(by_hour.get(hour % 24, 0)))
        at += HOUR
    return rhythm


BUSY = dict.fromkeys(range(24), 6.0)
BY_DAY = dict.fromkeys(range(6, 20), 6.0)


def test_what_is_expected_is_what_was_seen() -> None:
    rhythm = a_rhythm(BY_DAY)
    at = MIDNIGHT + timedelta(days=28)
    assert expected(rhythm, at, at + timedelta(days=1)) == pytest.approx(84, rel=0.05)
    assert expected(rhythm, at, at + timedelta(days=21)) == pytest.approx(21 * 84, rel=0.05)
    assert expected(rhythm, at, at + 6 * HOUR) < 2
    assert expected(rhythm, at + 8 * HOUR, at + 10 * HOUR) == pytest.approx(12, rel=0.1)
    assert expected(rhythm, at, at) == 0


def test_a_night_is_no_silence_and_a_morning_without_news_is() -> None:
    rhythm = a_rhythm(BY_DAY)
    evening = MIDNIGHT + timedelta(days=28, hours=20)
    assert silence(rhythm, evening, evening + 10 * HOUR, "", None) is None
    found = silence(rhythm, evening, evening + 16 * HOUR, "why", None)
    assert found == Silence(evening, evening + 16 * HOUR, "why")


@pytest.mark.parametrize(("hours", "silent"), [(1.9, False), (2.0, False), (3.5, True)])
def test_it_takes_two_hours_and_a_chance_below_one_in_a_thousand(
    hours: float, silent: bool
) -> None:
    rhythm = a_rhythm(BUSY)
    at = MIDNIGHT + timedelta(days=28)
    later = at + hours * HOUR
    assert (silence(rhythm, at, later, "", None) is not None) is silent
    assert (chance(rhythm, at, later) < IMPROBABLE) is silent


def test_a_flood_of_news_does_not_make_a_short_pause_a_silence() -> None:
    rhythm = a_rhythm(dict.fromkeys(range(24), 20.0))
    at = MIDNIGHT + timedelta(days=28)
    assert chance(rhythm, at, at + 1.9 * HOUR) < IMPROBABLE
    assert silence(rhythm, at, at + 1.9 * HOUR, "", None) is None
    assert silence(rhythm, at, at + 2 * HOUR, "", None) is not None


def test_nothing_is_said_of_a_source_that_is_hardly_known() -> None:
    at = MIDNIGHT + timedelta(days=2)
    assert chance(a_rhythm(BUSY, days=2), at, at + 99 * HOUR) == 1
    assert silence(a_rhythm(BUSY, days=2), None, at, "", None) is None


def test_days_of_half_and_of_double_output_are_a_silence_no_more_often_than_the_chance_says() -> (
    None
):
    dice, rhythm, at = Random(7), a_rhythm(BY_DAY), MIDNIGHT + timedelta(days=28)
    news, level, pauses, silences = at, 1.0, 0, 0
    known: Silence | None = None
    for hour in range(365 * 24):
        at += HOUR
        level = dice.gammavariate(1 / SPREAD, SPREAD) if hour % 24 == 0 else level
        if dice.random() < 1 - exp(-level * BY_DAY.get(at.hour, 0)):
            news, known, pauses = at, None, pauses + 1
        before, known = known, silence(rhythm, news, at, "", known)
        silences += before is None and known is not None
    assert pauses > 4000
    assert silences <= 2 * IMPROBABLE * pauses


def test_a_silence_goes_on_from_when_it_was_noticed_whatever_its_cause_becomes() -> None:
    known = Silence(NOON, NOON + HOUR, "unreachable: x")
    assert silence(Rhythm(), NOON, NOON + 5 * HOUR, "unreachable: x", known) is known
    assert silence(Rhythm(), NOON, NOON + 5 * HOUR, "200", known) == Silence(
        NOON, NOON + HOUR, "200"
    )


def test_what_was_learned_fades() -> None:
    rhythm = learned(a_rhythm(BUSY), MIDNIGHT, MIDNIGHT + timedelta(weeks=40), 0)
    assert sum(rhythm.counts) < 5
    assert all(0 <= each <= 1.01 * WEEK for each in rhythm.hours)
    assert learned(rhythm, NOON, NOON, 3) is rhythm
    assert learned(rhythm, None, NOON, 3) is rhythm
    assert learned(rhythm, NOON, NOON - HOUR, 3) is rhythm, "the clock was set back"


def state(failures: int = 0, problem: str = "") -> InletState:
    return InletState(inlet=FEEDS, failures=failures, problem=problem)


@pytest.mark.parametrize(
    ("states", "unchanged", "problem", "words"),
    [
        ([state()], 1, "", "304, not modified, each time"),
        ([state(), state()], 1, "", "200, and no new links"),
        ([state(), state(1, "x")], 0, "", "200, and no new links; 1 of 2 lists fail"),
        ([state(1, "kaput")], 0, "", "kaput"),
        ([], 0, Refused(FEED, "blocked", "a challenge"), "blocked: a challenge"),
        ([], 0, Refused(FEED, "forbidden", "HTTP 403"), "blocked: HTTP 403"),
        ([], 0, Refused(FEED, "robots", "it forbids"), "robots.txt forbids it: it forbids"),
        ([], 0, Refused(FEED, "not_found", "HTTP 404"), "gone: HTTP 404"),
        ([], 0, Unreachable(FEED, "dns", "no host"), "unreachable: no host"),
        ([], 0, Unreadable("no feed"), "unreadable: no feed"),
        ([], 0, "a; b", "a; b"),
    ],
)
def test_the_likely_cause_is_told_in_words(
    states: list[InletState], unchanged: int, problem: FetchError | ReadError | str, words: str
) -> None:
    assert cause(states, unchanged, problem) == words


async def test_a_source_that_falls_silent_is_noted_and_one_that_speaks_again_too(
    tmp_path: Path,
) -> None:
    source = a_source(inlets=(FEEDS,), every=HOUR)
    async with a_world(tmp_path, {FEED: a_feed()}, sources={"contoh": source}) as small:
        for hour in range(100):
            links = [f"https://contoh.id/berita/{100_000 + hour * 6 + n}/a" for n in range(6)]
            small.web.pages[FEED] = a_feed(*links)
            await small.settle(hours=1)
        assert (await small.store.memory("contoh")).silence is None
        spoke = small.clock
        for _ in range(12):
            await small.settle(hours=1)
        found = (await small.store.memory("contoh")).silence
        assert found is not None
        assert (found.since, found.cause) == (spoke, "200, and no new links")
        assert timedelta(hours=2) <= found.noticed - spoke <= timedelta(hours=5)
        small.web.pages[FEED] = Unreachable(FEED, "timeout", "no answer")
        await small.settle(hours=1)
        failing = (await small.store.memory("contoh")).silence
        assert failing is not None
        assert failing.cause == "unreachable: no answer"
        assert failing.noticed == found.noticed
        small.web.pages[FEED] = a_feed("https://contoh.id/berita/200000/a")
        await small.settle(hours=6)
        assert (await small.store.memory("contoh")).silence is None
