"""What a survey of a site suggests."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import FetchError, Refused, Unreachable
from crawler.model import Article, Found, Inlet, InletKind, Moment, PageState
from crawler.pipeline.proposal import (
    Proposal,
    Rhythm,
    every,
    named,
    proposal as proposed_by,
    rhythm,
    unused,
)
from crawler.pipeline.survey import Door, Survey
from tests.builders import NOON, an_article

HOME = "https://www.contoh.id/"
JAKARTA = "Asia/Jakarta"


def a_survey(*articles: Article, url: str = HOME, **given: object) -> Survey:
    inlet = Inlet(InletKind.FEED, f"{url}feed")
    door = Door(inlet, (Found(url=f"{url}berita/1"),))
    fields: dict[str, object] = {"url": url, "doors": (door,), "articles": articles}
    return Survey(**(fields | given))  # type: ignore[arg-type]  # a test's fields come by name


def proposal(
    survey: Survey, taken: Iterable[str], timezone: str, *, name: str | None = None
) -> Proposal:
    return proposed_by(survey, taken, timezone, polls=96, name=name)


def dated(at: str, **given: object) -> Article:
    return an_article(published=Moment(datetime.fromisoformat(at)), **given)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.contoh.co.id/kanal", "contoh"),
        ("https://contoh.com:8443/", "contoh"),
        ("https://m.ekonomi.contoh.com/", "contoh-ekonomi-m"),
        ("http://127.0.0.1:8000/", "situs-127-0-0-1"),
        ("http://[::1]/", "situs-1"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva"),
        (f"https://{'a' * 60}.example/", "a" * 56),
    ],
)
def test_a_site_is_called_by_its_host(url: str, name: str) -> None:
    assert named(url) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert unused("a", ()) == "a"
    assert unused("a", {"a", "a-2", "a-4"}) == "a-3"


@pytest.mark.parametrize(
    ("url", "articles", "zone"),
    [
        (HOME, [dated("2026-11-22T10:00:00+08:00")], "Asia/Makassar"),
        (HOME, [dated("2026-11-22T10:00:00+09:00")] * 2, "Asia/Jayapura"),
        ("https://contoh.com/", [dated("2026-11-22T10:00:00+07:00")], JAKARTA),
        (HOME, [dated("2026-11-22T10:00:00+00:00")], JAKARTA),
        (HOME, [an_article()], JAKARTA),
        (
            "https://x.sg/",
            [dated("2026-11-22T10:00:00+08:00", language="en")],
            "Asia/Singapore",
        ),
        ("https://x.com/", [dated("2026-11-22T10:00:00+01:00", language="en")], "Europe/Rome"),
    ],
)
def test_the_zone_is_that_of_its_dates_or_of_its_country(
    url: str, articles: list[Article], zone: str
) -> None:
    assert proposal(a_survey(*articles, url=url), (), "Europe/Rome" if "x." in url else JAKARTA).timezone == zone  # fmt: skip


def test_a_source_says_no_more_than_it_has_to() -> None:
    proposed = proposal(a_survey(an_article()), ("contoh",), JAKARTA)
    assert proposed.section(JAKARTA) == {
        "name": "contoh-2",
        "url": HOME,
        "feeds": [f"{HOME}feed"],
        "language": "id",
    }
    assert proposed.section("UTC")["timezone"] == JAKARTA
    assert proposed.warnings == ("1 of 1 articles state no date",)


def test_the_rhythm_is_that_of_the_last_week_in_the_hours_of_the_site() -> None:
    zone = ZoneInfo(JAKARTA)
    week = [NOON + timedelta(days=day, hours=11) for day in range(7)]
    found = rhythm(sorted([NOON - timedelta(days=300), *week]), zone)
    assert found is not None
    assert found.a_day == pytest.approx(1, abs=0.01)
    assert (found.first, found.last) == (6, 6)  # 23:00 in UTC


def test_a_rhythm_over_midnight_is_one_stretch() -> None:
    times = [datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (22, 23)] * 3
    times += [time + timedelta(hours=2) for time in times]
    found = rhythm(sorted(times), ZoneInfo("UTC"))
    assert found is not None
    assert (found.first, found.last) == (22, 1)


@pytest.mark.parametrize("times", [[], [NOON], [NOON] * 9])
def test_too_few_times_make_no_rhythm(times: list[datetime]) -> None:
    assert rhythm(times, ZoneInfo(JAKARTA)) is None


@pytest.mark.parametrize("clock", [UTC, ZoneInfo(JAKARTA)])
def test_days_without_a_time_tell_how_often_and_not_at_which_hours(clock: tzinfo) -> None:
    days = [datetime(2026, 11, day, tzinfo=clock) for day in range(16, 22)]
    assert rhythm(days, ZoneInfo(JAKARTA)) == Rhythm(1.0)


def test_some_days_without_a_time_among_others_do_not_hide_the_hours() -> None:
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (20, 21)]
    noons = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (17, 18, 19, 20, 21, 22)] * 4
    found = rhythm(sorted([*days, *noons]), ZoneInfo(JAKARTA))
    assert found is not None
    assert (found.first, found.last) == (19, 19)


def test_where_lists_state_no_times_those_of_the_articles_that_were_read_count() -> None:
    articles = [
        dated(f"2026-11-22T{hour:02}:10:00+07:00", url=f"{HOME}{hour}") for hour in range(8, 13)
    ]
    found = proposal(a_survey(*articles), (), JAKARTA).rhythm
    assert found == Rhythm(24.0, 8, 12)
    assert proposal(a_survey(*articles[:4]), (), JAKARTA).rhythm is None


@pytest.mark.parametrize(
    ("a_day", "polls", "minutes"),
    [
        (None, 96, 15),
        (12, 96, 15),
        (12, 24, 60),
        (48, 96, 7.5),
        (3, 96, 30),
        (0.01, 96, 60),
        (1e6, 96, 1),
    ],
)
def test_what_publishes_four_times_as_much_is_asked_twice_as_often(
    a_day: float | None, polls: int, minutes: float
) -> None:
    known = None if a_day is None else Rhythm(a_day, 6, 21)
    assert every(known, polls) / timedelta(minutes=1) == pytest.approx(minutes)


ROBOTS = Refused(HOME, "robots", "its robots.txt forbids it")
SLOW = Unreachable(HOME, "http_429", "HTTP 429", host_wide=True)
FULL = dated("2026-11-22T10:00:00+07:00")


@pytest.mark.parametrize(
    ("articles", "problems", "words"),
    [
        ((FULL,), (ROBOTS,), "its robots.txt forbids some"),
        ((FULL,), (SLOW,), "it asks for fewer requests"),
        ((FULL,), (SLOW,), "1 of its articles could not be read: https"),
        ((an_article(state=PageState.PARTIAL),), (), "1 of 1 pages show only a beginning"),
        ((an_article(state=PageState.BLOCKED),), (), "are a challenge or a login"),
        ((FULL, an_article(state=PageState.EMPTY)), (), "1 of 2 pages hold no text"),
        ((an_article(state=PageState.LIST),), (), "are lists and no articles"),
        (
            (dated("2026-11-22T10:00:00+07:00", title=""),),
            (),
            "1 of 1 articles state no headline",
        ),
    ],
)
def test_what_may_keep_it_from_being_followed_is_warned_of(
    articles: tuple[Article, ...], problems: tuple[FetchError, ...], words: str
) -> None:
    warnings = proposal(a_survey(*articles, problems=problems), (), JAKARTA).warnings
    assert sum(words in warning for warning in warnings) == 1


def test_a_site_with_nothing_but_its_home_page_is_warned_of() -> None:
    door = Door(Inlet(InletKind.LISTING, HOME), ())
    assert "only the page itself" in proposal(a_survey(FULL, doors=(door,)), (), JAKARTA).warnings[0]  # fmt: skip
    assert "no list of articles" in proposal(a_survey(doors=()), (), JAKARTA).warnings[0]
    assert proposal(a_survey(FULL), (), JAKARTA).warnings == ()
    closed = proposal(a_survey(FULL, closed=ROBOTS), (), JAKARTA).warnings
    assert "cannot be read" in closed[0]
