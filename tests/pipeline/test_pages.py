"""Whether the pages of a source can be read."""

import json
from datetime import timedelta
from pathlib import Path

from crawler.errors import Unreachable
from crawler.model import Inlet, InletKind
from crawler.pipeline.pages import LEAST, WINDOW, Pages
from tests.builders import NOON, a_source
from tests.pipeline.test_watch import heard_by, lives, told
from tests.pipeline.world import FEED, a_feed, a_story, a_world

MINUTE = timedelta(minutes=1)


def failing(pages: Pages, after: timedelta) -> list[str]:
    return [sign.name for sign in pages.signs(NOON + after) if sign.failures]


def test_more_than_half_for_an_hour_is_failing_and_half_is_not() -> None:
    pages = Pages()
    for minute in range(121):
        pages.note("half", "no answer" if minute % 2 else "", NOON + minute * MINUTE)
        pages.note("most", "" if minute % 3 == 0 else "no answer", NOON + minute * MINUTE)
        if minute == 50:
            assert failing(pages, minute * MINUTE) == []
    assert failing(pages, 2 * WINDOW) == ["most"]
    (sign,) = [each for each in pages.signs(NOON + 2 * WINDOW) if each.failures]
    assert sign.problem == "no answer"
    assert sign.since is not None
    assert sign.since < NOON + 9 * MINUTE


def test_a_few_pages_say_nothing_and_good_ones_end_it() -> None:
    pages = Pages()
    for number in range(LEAST - 1):
        pages.note("few", "no answer", NOON + number * MINUTE)
    assert failing(pages, 3 * WINDOW) == []
    for number in range(LEAST):
        pages.note("bad", "no answer", NOON + number * MINUTE)
    pages.note("bad", "no answer", NOON + 2 * WINDOW)  # seldom asked for, as it fails
    assert failing(pages, 2 * WINDOW) == ["bad"]
    for number in range(LEAST):
        pages.note("bad", "", NOON + 2 * WINDOW + number * MINUTE)
    assert failing(pages, 4 * WINDOW) == []


async def test_operators_hear_of_it_once_and_once_that_it_is_over(tmp_path: Path) -> None:
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED),), every=timedelta(minutes=5))
    async with a_world(tmp_path, {FEED: a_feed()}, sources={"contoh": source}) as small:
        (ops,) = heard_by(small, "ops")
        await lives(small, 6)

        async def more(first: int, *, good: bool) -> None:
            links = [f"https://contoh.id/berita/{first + n}/judul-berita" for n in range(10)]
            for link in links:
                wall = Unreachable(link, "timeout", "no answer in time")
                small.web.pages[link] = a_story(f"Pasar {link[-20:]}") if good else wall
            small.web.pages[FEED] = a_feed(*links, *(f"{link}" for link in links))
            await lives(small, 20)

        for step in range(6):
            await more(100_000 + step * 5, good=False)
        assert told(ops) == ["source.failing"]
        assert "no answer in time" in json.loads(ops.messages[0].body)["data"]["problem"]
        for step in range(12):
            await more(100_025 + step * 5, good=True)
        assert told(ops) == ["source.failing", "source.recovered"]
