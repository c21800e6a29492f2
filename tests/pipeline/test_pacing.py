"""What a poll teaches of a source's pace, and when it is polled next."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.cadence import HABIT, SLOWEST, SOONEST, Ledger, Terms
from crawler.model import Found, Inlet, InletKind, InletState, Memory, Pace, Seen
from crawler.pipeline.pacing import (
    AT_ONCE,
    appeared,
    called,
    learned,
    next_poll,
    rests,
    terms,
    wish,
)
from tests.builders import NOON, a_source, after
from tests.pipeline.world import FEED, PAGES, a_world

FEEDS = Inlet(InletKind.FEED, FEED)
OURS = timedelta(hours=7)
TERMS = Terms(HABIT, 0.02, OURS)
STATE = InletState(inlet=FEEDS)


def link(number: int, published: datetime | None = None) -> Found:
    return Found(url=f"https://contoh.id/berita/{number}", published=published)


def test_a_link_appeared_when_it_says_so_but_not_in_the_future() -> None:
    found = [link(1, after(minutes=-7)), link(2, after(minutes=7)), link(3, after(days=-9))]
    times = appeared(found, after(minutes=-10), NOON, set())
    assert times == [after(minutes=-7), NOON]


def test_at_the_first_poll_old_links_tell_how_much_there_is_and_those_without_a_date_nothing() -> (
    None
):
    found = [link(1, after(days=-9)), link(2)]
    assert appeared(found, None, NOON, {found[1].url}) == [after(days=-9)]


def test_links_without_a_date_appeared_some_time_since_the_poll_before() -> None:
    found = [link(number) for number in range(4)]
    times = appeared(found, after(hours=-1), NOON, {each.url for each in found[:2]})
    assert times == [after(minutes=-15), after(minutes=-45)]


def test_a_list_that_was_made_anew_is_no_rush_of_news() -> None:
    found = [link(number) for number in range(500)]
    urls = {each.url for each in found}
    assert len(appeared(found, after(hours=-1), NOON, urls)) == AT_ONCE


def test_the_hours_that_are_learned_are_those_of_the_source() -> None:
    memory = Memory(polled=after(hours=-1), pace=Pace(until=0.0))
    found = [link(1, NOON)]  # seven in the evening there
    pace = learned(memory, found, TERMS, NOON, watched=(), whole=True)
    assert [hour for hour, count in enumerate(pace.hours) if count] == [19]


@pytest.mark.parametrize("hours", [-12, -19])
def test_of_a_link_that_states_only_its_day_no_hour_is_learned(hours: int) -> None:
    memory = Memory(polled=after(hours=-1), pace=Pace(until=0.0))
    found = [link(1, after(hours=hours))]  # midnight in UTC, and there
    pace = learned(memory, found, TERMS, NOON, watched={found[0].url}, whole=True)
    assert [hour for hour, count in enumerate(pace.hours) if count] == [18]


def test_a_server_gets_its_wish_where_all_lists_have_one() -> None:
    states = [
        replace(STATE, wish=timedelta(minutes=20)),
        replace(STATE, wish=timedelta(minutes=5)),
        replace(STATE, wish=None, failures=1),
    ]
    assert wish(states) == timedelta(minutes=5)
    assert wish([*states, STATE]) == timedelta(0)
    assert wish([]) == timedelta(0)


@pytest.mark.parametrize(
    ("wish", "minutes", "rests_then"),
    [(None, 0, False), (20, 19, True), (20, 20, False), (600, 59, True), (600, 60, False)],
)
def test_a_list_rests_as_long_as_its_server_wishes_but_within_an_hour(
    wish: int | None, minutes: int, *, rests_then: bool
) -> None:
    asked = None if wish is None else timedelta(minutes=wish)
    state = replace(STATE, wish=asked, read=NOON)
    assert rests(a_source(), state, after(minutes=minutes)) is rests_then
    assert not rests(a_source(every=timedelta(minutes=1)), state, after(minutes=minutes))
    assert not rests(a_source(), replace(state, failures=1), after(minutes=minutes))
    assert not rests(a_source(), state, after(minutes=-1)), "the clock was set back"


@pytest.mark.parametrize(
    ("pushed", "seconds", "rests_then"),
    [(None, 60, True), (-1, 60, True), (0, 60, True), (1, 60, False), (1, 1, False)],
)
def test_a_hub_s_word_since_it_was_read_ends_the_rest_of_a_list(
    pushed: int | None, seconds: int, *, rests_then: bool
) -> None:
    heard = None if pushed is None else after(seconds=pushed)
    state = replace(STATE, wish=timedelta(hours=1), read=NOON, pushed=heard)
    assert rests(a_source(), state, after(seconds=seconds)) is rests_then
    assert called(state) is not rests_then
    assert called(replace(state, read=None)) is (pushed is not None)


async def test_a_feed_that_asks_to_be_kept_is_asked_again_only_then(tmp_path: Path) -> None:
    other = "https://contoh.id/feed2"
    kept = PAGES[FEED].replace(b"<title>C</title>", b"<title>C</title><ttl>45</ttl>")
    inlets = (FEEDS, Inlet(InletKind.FEED, other))
    pages = {**PAGES, FEED: kept, other: PAGES[FEED]}
    source = a_source(inlets=inlets)
    async with a_world(tmp_path, pages, sources={"contoh": source}) as small:
        for _ in range(24):
            await small.settle(minutes=5)
        assert small.web.asked.count(FEED) == 3
        assert small.web.asked.count(other) > 4
        states = (await small.store.memory("contoh")).inlets
        assert [state.wish for state in states] == [timedelta(minutes=45), None]


def test_the_longest_list_says_how_much_may_come_unseen() -> None:
    short, long = (replace(STATE, listed=(Seen(1),) * number) for number in (3, 30))
    on = terms(a_source(), Memory(inlets=(short, long)), Ledger(), NOON)
    assert (on.room, on.offset, on.least) == (30, OURS, SOONEST)
    greedy = Memory(inlets=(replace(STATE, wish=timedelta(days=1)),))
    assert terms(a_source(), greedy, Ledger(), NOON).least == SLOWEST
    assert terms(a_source(), Memory(), Ledger(), NOON).room is None


def test_a_fixed_interval_is_kept_to_the_second() -> None:
    source = a_source(every=timedelta(seconds=90))
    for missed in (False, True):
        due = next_poll(source, Pace(), TERMS, NOON, missed=missed, dice=0.99)
        assert due == after(seconds=90)


def test_after_a_gap_the_next_poll_comes_sooner() -> None:
    pace = Pace(until=0.0, rate=0.5)
    usual = next_poll(a_source(), pace, TERMS, NOON, missed=False, dice=0.5) - NOON
    soon = next_poll(a_source(), pace, TERMS, NOON, missed=True, dice=0.5) - NOON
    assert soon == usual / 4
    wished = replace(TERMS, least=usual / 2)
    assert next_poll(a_source(), pace, wished, NOON, missed=True, dice=0.5) - NOON == usual / 2


async def test_what_a_source_publishes_is_remembered(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>J</title><link>https://contoh.id/a/{n}</link>"
        f"<pubDate>{after(hours=-n):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in range(30)
    )
    feed = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()
    source = a_source(inlets=(FEEDS,))
    async with a_world(tmp_path, {**PAGES, FEED: feed}, sources={"contoh": source}) as small:
        await small.settle()
        pace = (await small.store.memory("contoh")).pace
        assert (pace.posts + pace.today) / (pace.units + pace.passed) == pytest.approx(
            24, rel=0.4
        )
        due = (await small.store.shelf.sources(NOON))[0].due
        assert due is not None
        assert SOONEST <= due - NOON <= SLOWEST
