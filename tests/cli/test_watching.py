"""How watching a source goes, in lines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.cli.watching import LIES, gaps, inlets, pushes, rhythm, silences
from crawler.model import Gap, Hubs, Inlet, InletKind, InletState, Silence
from crawler.pipeline import inlets as pipeline
from crawler.store.sights import Health, Pushed, Rhythm, Yield
from tests.builders import NOON

FEED, MAP = "https://contoh.id/feed", "https://contoh.id/news.xml"
HOUR = timedelta(hours=1)
MOST_OF_THEM = "articles a day, most from"


def a_health(**given: object) -> Health:
    health = Health(
        name="contoh",
        due=NOON,
        polled=NOON,
        failures=0,
        quiet=0,
        problem="",
        inlets=(),
        newest=NOON,
        day=0,
        waiting=0,
        aside=0,
    )
    return replace(health, **given)  # type: ignore[arg-type]  # a test's fields come by name


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (
            Rhythm(HOUR * 0.15, 48.4, (9, 17), 14),
            f"about every 9m now; about 48 {MOST_OF_THEM} 09:00 to 17:00 there; learned from 14 days",
        ),
        (
            Rhythm(None, 0.26, (22, 3), 2),
            f"about 0.3 {MOST_OF_THEM} 22:00 to 03:00 there; learned from 2 days",
        ),
        (
            Rhythm(HOUR, 12, (9, 17), 1),
            "about every 60m now; about 12 articles a day, as far as its first lists tell",
        ),
    ],
)
def test_how_often_a_source_is_polled_is_told_with_what_that_was_learned_from(
    known: Rhythm, told: str
) -> None:
    assert list(rhythm(a_health(rhythm=known), NOON)) == [told]
    assert list(rhythm(a_health(), NOON)) == []


def test_the_wish_of_a_server_is_told_where_it_keeps_polls_off() -> None:
    asking = InletState(inlet=Inlet(InletKind.FEED, FEED), wish=HOUR)
    known = Rhythm(HOUR, 12, (9, 17), 1)
    (told,) = rhythm(a_health(rhythm=known, inlets=(asking,)), NOON)
    assert told.endswith("tell; asks to be left alone for 60m")
    (told,) = rhythm(a_health(rhythm=known, inlets=(asking, replace(asking, wish=None))), NOON)
    assert told.endswith("tell")


def test_a_silence_is_told_with_its_cause() -> None:
    one = a_health(silence=Silence(NOON - 5 * HOUR, NOON, "304, not modified, each time"))
    assert list(silences(one, NOON)) == [
        "nothing new since 5h ago; 304, not modified, each time"
    ]
    assert list(silences(a_health(), NOON)) == []


def test_a_gap_is_told_with_its_stretch_and_whether_it_was_filled() -> None:
    gap = Gap(
        inlet=FEED,
        began=NOON - 9 * HOUR,
        ended=NOON - 6 * HOUR,
        noticed=NOON,
        pages=2,
        filled=False,
    )
    one = a_health(gaps=(gap, replace(gap, filled=True)))
    assert list(gaps(one, NOON + HOUR)) == [
        f"{FEED}: 22 Nov 03:00 UTC, for 3h, noticed 60m ago: articles may be missing",
        f"{FEED}: 22 Nov 03:00 UTC, for 3h, noticed 60m ago: filled from older pages",
    ]


def test_each_inlet_is_told_with_what_it_showed_first() -> None:
    feed = InletState(inlet=Inlet(InletKind.FEED, FEED), read=NOON)
    news = InletState(inlet=Inlet(InletKind.SITEMAP, MAP), lies=LIES)
    one = a_health(inlets=(feed, news), yields=(Yield(FEED, 7, timedelta(minutes=3)),))
    assert list(inlets(one, NOON)) == [
        f"feed {FEED}: articles first seen here: 7, 3m after them, last read 0s ago",
        f"sitemap {MAP}: articles first seen here: none yet; says 'not modified' where it was: asked for all of it",
    ]
    assert list(inlets(a_health(inlets=(feed,)), NOON)) == [], "an only one goes without saying"
    assert pipeline.LIES == LIES


HUB = "https://hub.example/"
NAMED = InletState(inlet=Inlet(InletKind.FEED, FEED), hubs=Hubs((HUB,), FEED))
FRESH = Pushed(
    inlet=FEED, hub=HUB, until=None, asked=False, due=NOON + HOUR, problem="", heard=None
)
HELD = replace(FRESH, until=NOON + 48 * HOUR)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ((), f"not pushed: it names the hub {HUB}; to be reached by it takes settings.web.public"),
        ((FRESH,), f"not pushed yet: {HUB} is about to be asked"),
        ((replace(FRESH, asked=True),), f"not pushed yet: {HUB} was asked, and has not confirmed"),
        (
            (replace(FRESH, problem="the hub refused: penuh"),),
            f"not pushed: {HUB}: the hub refused: penuh; asked again in 60m",
        ),
        ((HELD,), f"pushed by {HUB} until 24 Nov 12:00 UTC, told last: nothing yet"),
        (
            (replace(HELD, heard=NOON - HOUR, problem="dns", asked=True),),
            f"pushed by {HUB} until 24 Nov 12:00 UTC, told last: 60m ago; not renewed: dns",
        ),
        (
            (replace(HELD, until=NOON, asked=True),),
            f"not pushed yet: {HUB} was asked, and has not confirmed",
        ),
    ],
)  # fmt: skip
def test_of_a_list_that_names_a_hub_it_is_told_whether_it_is_pushed(
    known: tuple[Pushed, ...], told: str
) -> None:
    health = a_health(inlets=(NAMED,), pushed=known)
    assert list(pushes(health, NOON)) == [f"{FEED}: {told}"]
    assert list(pushes(a_health(inlets=(replace(NAMED, hubs=Hubs()),)), NOON)) == []
