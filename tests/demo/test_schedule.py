from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from crawler.demo.schedule import AGES, BUSY, edition, offsets
from crawler.demo.stories import stories
from tests.demo.front import END, EVERYTHING, START

COUNT = len(stories())


@given(st.integers(0, 300))
def test_every_story_has_its_time_and_times_only_grow(count: int) -> None:
    times = offsets(count)
    assert len(times) == count
    assert all(earlier < later for earlier, later in pairwise(times))


def test_a_few_are_out_at_the_start_and_then_one_comes_every_two_to_four_seconds() -> None:
    times = offsets(COUNT)
    assert [time for time in times if time <= timedelta(0)] == [-age for age in AGES]
    busy = [timedelta(0), *(time for time in times if timedelta(0) < time <= BUSY)]
    gaps = {later - earlier for earlier, later in pairwise(busy)}
    assert gaps == {timedelta(seconds=gap) for gap in (2, 3, 4)}
    assert busy[-1] > BUSY - timedelta(seconds=4)


def test_after_two_minutes_the_news_slows_down() -> None:
    late = [time for time in offsets(COUNT) if time > BUSY]
    assert len(late) >= 3
    assert min(later - earlier for earlier, later in pairwise([BUSY, *late])) > timedelta(
        seconds=10
    )


def test_what_answers_a_rule_is_there_at_the_start_and_more_within_five_seconds() -> None:
    def answering(after: float) -> int:
        items = edition(START, START + timedelta(seconds=after))
        return sum(bool(item.story.expects) for item in items)

    assert answering(0) >= 3
    assert answering(5) > answering(0)
    assert answering(20) >= answering(5) + 2


@given(st.floats(-3000, 600), st.floats(0, 600))
def test_what_is_out_stays_out(first: float, later: float) -> None:
    before = edition(START, START + timedelta(seconds=first))
    after = edition(START, START + timedelta(seconds=first + later))
    assert [item.path for item in after][len(after) - len(before) :] == [
        item.path for item in before
    ]


def test_nothing_is_out_before_its_time() -> None:
    assert edition(START, START - timedelta(hours=1)) == []
    assert len(edition(START, END)) == COUNT


@given(st.datetimes(datetime(2025, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001 - made aware below
def test_no_date_lies_ahead_of_the_clock(now: datetime) -> None:
    start = now.astimezone(START.tzinfo)
    for item in edition(start, start + timedelta(seconds=50)):
        assert item.at <= item.changed <= start + timedelta(seconds=50)


def test_an_edited_title_changes_the_page_and_not_its_address() -> None:
    (now,) = [item for item in EVERYTHING if item.changed > item.at]
    before = edition(START, now.at)[0]
    assert now.at > START
    assert before.story == now.story
    assert (before.title, before.changed) == (now.story.title, before.at)
    assert now.title == now.story.edited
    assert now.path == before.path


def test_a_story_is_dated_in_its_sites_zone() -> None:
    for item in EVERYTHING:
        assert item.at.tzinfo == ZoneInfo(item.story.paper.timezone)
