"""What is kept of watching the sources: rhythms, silences, gaps, what each inlet showed first."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import (
    WEEK,
    Found,
    Gap,
    Inlet,
    InletKind,
    InletState,
    Memory,
    Rhythm,
    Seen,
    Silence,
)
from crawler.store import SqliteStore, open_store
from crawler.store.watching import GAPS
from tests.builders import NOON

FEED, OTHER = "https://contoh.id/feed", "https://contoh.id/rss"


def a_gap(number: int, **given: object) -> Gap:
    at = NOON + timedelta(hours=number)
    gap = Gap(inlet=FEED, began=at, ended=at, noticed=at, pages=number, filled=False)
    return replace(gap, **given)  # type: ignore[arg-type]  # a test's fields come by name


async def keep(store: SqliteStore, memory: Memory, *found: Found) -> Memory:
    await store.sync(["a"], NOON)
    await store.keep_poll(
        "a",
        lambda _: (memory, NOON),
        found=found,
        now=NOON,
        watched={each.url: NOON for each in found},
    )
    return await store.memory("a")


async def test_all_that_was_learned_comes_back(tmp_path: Path) -> None:
    state = InletState(
        inlet=Inlet(InletKind.FEED, FEED),
        checked=NOON,
        lies=1,
        listed=(
            Seen(-5, NOON),
            Seen(1 << 62, None),
            Seen(-(1 << 63), NOON - timedelta(days=40000)),
        ),
    )
    memory = Memory(
        inlets=(state,),
        gaps=(a_gap(2, filled=True), a_gap(1)),
        rhythm=Rhythm(tuple(map(float, range(WEEK))), (0.5,) * WEEK),
        news=NOON - timedelta(hours=3),
        silence=Silence(NOON - timedelta(hours=3), NOON, "304"),
    )
    async with open_store(tmp_path) as store:
        assert await keep(store, memory) == memory
        after = replace(memory, silence=None, news=NOON)
        assert await keep(store, after) == after


async def test_a_gap_is_kept_once_and_only_the_latest_are(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        known: tuple[Gap, ...] = ()
        for number in range(2 * GAPS):
            memory = await keep(store, Memory(gaps=(a_gap(number), *known)))
            known = memory.gaps
        assert known == tuple(a_gap(number) for number in reversed(range(GAPS, 2 * GAPS)))
        assert (await keep(store, Memory())).gaps == known, "none is dropped by being left out"
        (health,) = await store.shelf.sources(NOON)
        assert health.gaps == known


@pytest.mark.parametrize(
    ("published", "minutes"),
    [(NOON - timedelta(minutes=6), 6.0), (None, None), (NOON + timedelta(hours=1), None)],
)
async def test_an_inlet_is_credited_with_what_it_showed_first_and_how_late(
    tmp_path: Path, published: object, minutes: float | None
) -> None:
    def found(number: int, inlet: str | None) -> Found:
        url = f"https://contoh.id/berita/{number}/a"
        return replace(Found(url=url, inlet=inlet), published=published)  # type: ignore[arg-type]  # a test's fields come by name

    async with open_store(tmp_path) as store:
        await keep(
            store, Memory(), found(100001, FEED), found(100002, OTHER), found(100003, FEED)
        )
        await keep(store, Memory(), found(100002, FEED), found(100004, None))
        (health,) = await store.shelf.sources(NOON)
    lag = None if minutes is None else timedelta(minutes=minutes)
    assert [(each.inlet, each.links, each.lag) for each in health.yields] == [
        (FEED, 2, lag),
        (OTHER, 1, lag),
    ]
