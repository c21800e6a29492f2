"""Reading a source's inlets: gaps, older pages, lies, and which inlet saw an article first."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Unreachable
from crawler.model import (
    Inlet,
    InletKind,
    InletState,
    Memory,
    Reply,
    Request,
    Source,
    Validators,
)
from crawler.pipeline.inlets import CHILDREN, LIES, MOST_CHILDREN, lying, newest
from tests.builders import NOON, a_source
from tests.pipeline.world import FEED, SENTENCES, Small, a_story, a_world

SIZE = 20
DAY = timedelta(days=1)


def link(number: int) -> str:
    return f"https://contoh.id/berita/{100_000 + number}/banjir-di-kampung-{number}"


def feed(first: int, size: int = SIZE) -> bytes:
    """The feed when article `first` is the newest; an article appears each minute."""
    items = "".join(
        f"<item><title>Banjir di kampung {n}</title><link>{link(n)}</link>"
        f"<pubDate>{(NOON + timedelta(minutes=n - 1000)).strftime('%a, %d %b %Y %H:%M:%S GMT')}</pubDate></item>"
        for n in range(first, first - size, -1)
    )
    return f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()


def a_watched(**given: object) -> Source:
    return a_source(inlets=(Inlet(InletKind.FEED, FEED),), **given)


def pages(newest: int) -> dict[str, bytes | KlipingError]:
    stories: dict[str, bytes | KlipingError] = {
        link(n): a_story(
            f"Banjir di kampung {n}", f"Air naik di {n} rumah sejak pagi.", *SENTENCES
        )
        for n in range(newest - 200, newest + 1)
    }
    return stories | {FEED: feed(newest)}


async def poll(small: Small, newest: int, *older: int, **later: float) -> list[str]:
    """Show `newest` as the newest article, `older` on the pages after; what was asked of the feed."""
    small.web.pages[FEED] = feed(newest)
    for number, first in enumerate(older, 2):
        small.web.pages[f"{FEED}?paged={number}"] = feed(first)
    small.web.asked.clear()
    await small.settle(**(later or {"hours": 2}))
    return [url for url in small.web.asked if url.startswith(FEED)]


async def test_a_list_that_goes_on_where_it_ended_is_read_alone(tmp_path: Path) -> None:
    async with a_world(tmp_path, pages(300), sources={"contoh": a_watched()}) as small:
        await poll(small, 300)
        assert await poll(small, 310) == [FEED]
        assert (await small.store.memory("contoh")).gaps == ()


async def test_what_fell_out_between_two_polls_is_fetched_from_older_pages(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, pages(350), sources={"contoh": a_watched()}) as small:
        await poll(small, 300)
        assert await poll(small, 350, 330, 310) == [FEED, f"{FEED}?paged=2", f"{FEED}?paged=3"]
        memory = await small.store.memory("contoh")
        (gap,) = memory.gaps
        assert (gap.filled, gap.pages, gap.inlet) == (True, 2, FEED)
        states = [await small.store.page(f"contoh.id/berita/{100_000 + n}") for n in (301, 350)]
        assert states == [None, None], "all of them were read"
        read = {url for url in small.web.asked if "/berita/" in url}
        assert {link(n) for n in range(301, 351)} <= read


async def test_a_gap_that_older_pages_do_not_fill_is_kept_as_one(tmp_path: Path) -> None:
    async with a_world(tmp_path, pages(350), sources={"contoh": a_watched()}) as small:
        await poll(small, 300)
        await poll(small, 350)  # there are no older pages
        (gap,) = (await small.store.memory("contoh")).gaps
        assert (gap.filled, gap.pages) == (False, 0)
        assert gap.ended - gap.began == timedelta(minutes=331 - 300)


@pytest.mark.parametrize(
    ("other", "filled"),
    [
        ((300, 60, 350), True),  # a longer list of the same lost nothing
        ((300, SIZE, 350), False),  # one as short has the same gap
        ((100, SIZE, 105), False),  # and what lists other articles says nothing
    ],
)
async def test_a_gap_is_filled_where_another_list_shows_the_same_without_one(
    tmp_path: Path, other: tuple[int, int, int], filled: bool
) -> None:
    before, size, after = other
    whole = "https://contoh.id/semua.xml"
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, whole)))
    known = pages(350) | pages(120) | {whole: feed(before, size), FEED: feed(300)}
    async with a_world(tmp_path, known, sources={"contoh": source}) as small:
        await poll(small, 300)
        small.web.pages[whole] = feed(after, size)
        await poll(small, 350)
        gaps = (await small.store.memory("contoh")).gaps
        assert [gap.filled for gap in gaps if gap.inlet == FEED] == [filled]


async def test_the_poll_after_a_gap_comes_sooner(tmp_path: Path) -> None:
    async def wait(to: int, folder: Path) -> timedelta:
        async with a_world(folder, pages(350), sources={"contoh": a_watched()}) as small:
            await poll(small, 300)
            small.web.pages[FEED] = feed(to)
            await small.settle(hours=2)
            polled, waited = small.clock, timedelta(0)
            while (await small.store.memory("contoh")).polled == polled and waited < DAY:
                waited += timedelta(seconds=30)
                await small.settle(seconds=30)
            return waited

    assert await wait(350, tmp_path / "a") * 3 < await wait(310, tmp_path / "b")


async def test_a_page_that_shows_the_same_again_ends_the_walk(tmp_path: Path) -> None:
    async with a_world(tmp_path, pages(350), sources={"contoh": a_watched()}) as small:
        await poll(small, 300)
        assert len(await poll(small, 350, 350, 350, 350)) == 2


async def test_a_walk_has_an_end_and_is_not_taken_again_at_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, pages(900), sources={"contoh": a_watched()}) as small:
        await poll(small, 300)
        assert len(await poll(small, 900, *range(880, 600, -20))) == 1 + 10
        assert len(await poll(small, 960, minutes=40)) == 1


async def test_the_first_list_of_all_is_no_gap(tmp_path: Path) -> None:
    async with a_world(tmp_path, pages(300), sources={"contoh": a_watched()}) as small:
        assert await poll(small, 300, 280) == [FEED]


class Liar:
    """Says "not modified" whatever is asked on condition, and shows the truth else."""

    def __init__(self, small: Small) -> None:
        self._web = small.web
        self.conditions: list[bool] = []

    async def get(self, request: Request) -> Reply | None:
        asked = request.since != Validators()
        if request.url == FEED:
            self.conditions.append(asked)
        if asked:
            return None
        reply = await self._web.get(request)
        return None if reply is None else replace(reply, validators=Validators(etag='"1"'))

    async def sitemaps(self, _: Request) -> tuple[str, ...]:
        return ()


async def test_a_server_that_lies_about_changes_is_found_out_and_asked_without_conditions(
    tmp_path: Path,
) -> None:
    source = a_watched(every=timedelta(minutes=20))
    async with a_world(tmp_path, pages(305), sources={"contoh": source}) as small:
        small.world.fetcher = liar = Liar(small)
        await poll(small, 300)
        for hour in range(30):
            small.web.pages[FEED] = feed(300 + hour // 6)
            await small.settle(hours=1)
        memory = await small.store.memory("contoh")
        assert memory.inlets[0].lies == LIES
        assert lying(memory.inlets[0], memory)
        small.web.pages[FEED] = feed(305)
        liar.conditions.clear()
        await small.settle(hours=1)
        assert True not in liar.conditions
        assert await small.store.page("contoh.id/berita/100305") is None


async def test_a_server_that_tells_the_truth_keeps_its_validators(tmp_path: Path) -> None:
    source = a_watched(every=timedelta(hours=1))
    async with a_world(tmp_path, pages(300), sources={"contoh": source}) as small:
        small.web.etags = True
        await poll(small, 300)
        for _ in range(60):
            await small.settle(hours=1)
        memory = await small.store.memory("contoh")
        assert memory.inlets[0].lies == 0
        assert memory.inlets[0].checked is not None
        assert memory.inlets[0].validators != Validators()


def test_all_of_a_host_lose_the_privilege() -> None:
    def state(url: str, lies: int = 0) -> InletState:
        return InletState(inlet=Inlet(InletKind.FEED, url), lies=lies)

    liar = state("https://contoh.id/feed", LIES)
    memory = Memory(inlets=(liar, state("https://contoh.id/b"), state("https://lain.id/c")))
    assert [lying(each, memory) for each in memory.inlets] == [True, True, False]
    assert not lying(state("https://contoh.id/b"), Memory())


async def test_the_inlet_that_shows_an_article_first_is_known(tmp_path: Path) -> None:
    other = "https://contoh.id/lain"
    source = a_source(inlets=(Inlet(InletKind.FEED, FEED), Inlet(InletKind.FEED, other)))
    web = pages(302) | {other: feed(300)}
    async with a_world(tmp_path, web, sources={"contoh": source}) as small:
        await poll(small, 300)
        small.web.pages[other] = feed(301)
        await poll(small, 300)
        small.web.pages[other] = feed(302)
        await poll(small, 302)
        (health,) = await small.store.shelf.sources(small.clock)
        shown = {each.inlet: (each.links, each.lag) for each in health.yields}
    minutes = {
        url: None if lag is None else lag.total_seconds() / 60
        for url, (_, lag) in shown.items()
    }
    assert {url: links for url, (links, _) in shown.items()} == {other: 1, FEED: 1}
    assert minutes == {other: 939, FEED: 1058}


async def test_one_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    other = "https://contoh.id/lain"
    source = a_source(inlets=(Inlet(InletKind.FEED, other), Inlet(InletKind.FEED, FEED)))
    async with a_world(tmp_path, pages(300), sources={"contoh": source}) as small:
        small.web.pages[other] = Unreachable(other, "timeout", "no answer in time")
        small.web.pages[link(301)] = a_story("Banjir di kampung 301")
        await poll(small, 300)
        await poll(small, 301)
        states = (await small.store.memory("contoh")).inlets
        assert [state.failures > 0 for state in states] == [True, False]
        assert "Banjir di kampung 301" in small.inbox.titles


@pytest.mark.parametrize(
    ("led", "known", "taken"),
    [
        (9, (), CHILDREN),
        (9, (0, 1), CHILDREN),
        (9, (7,), 8),
        (40, (99,), MOST_CHILDREN),
        (2, (1,), 2),
    ],
)
def test_an_index_is_read_back_to_the_first_child_that_is_known(
    led: int, known: tuple[int, ...], taken: int
) -> None:
    def child(number: int) -> Inlet:
        return Inlet(InletKind.SITEMAP, f"https://contoh.id/{number}.xml")

    assert len(newest([child(n) for n in range(led)], [child(n) for n in known])) == taken
